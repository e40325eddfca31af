"""Divisions of GB/T 4754 as an officer writes them: "06-46、51" → which two-digit codes fall in."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_SPAN = re.compile(r"^(\d{1,2})(?:[-—–至](\d{1,2}))?$")


def read_divisions(text: str) -> tuple[tuple[int, int], ...]:
    """First and last division of each span, ends included. Raises ValidationError naming the part that is none."""
    spans = []
    for part in re.split(r"[,,、;;\s]+", text.strip()):
        if not part:
            continue
        found = _SPAN.match(part)
        low, high = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
        if not 1 <= low <= high <= 97:
            raise ValidationError(_("“%(part)s”不是行业大类。请写成 06-46 或 51,多个用顿号隔开。") % {"part": part})
        spans.append((low, high))
    return tuple(spans)


def check_divisions(text: str) -> None:
    read_divisions(text)

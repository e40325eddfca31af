"""Why an act did not happen, in words an officer can act on. Faces turn these into pages; nothing was written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class Refused(ValidationError):
    """An act refused by a rule of the trade (shown beside the form, status 422)."""


class StageRefused(Refused):
    """A stage move refused: wrong stage, or something is still missing (`missing` holds labels)."""

    def __init__(self, message: str, missing: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.missing = tuple(missing)


class EditConflict(Exception):
    """Somebody saved first. `theirs`: field label → (what you had seen, what it is now)."""

    def __init__(self, record: Any, theirs: Mapping[str, tuple[str, str]]) -> None:
        super().__init__(_("这条记录刚被他人修改,您的修改没有保存。请对照后重试。"))
        self.record = record
        self.theirs = dict(theirs)

"""What a code says: its number, its edition and a seal only this installation can make. A camera reads it, nobody guesses it."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass

from django.utils.crypto import constant_time_compare, salted_hmac

from dianxiaoer.domain.codes.models import ServiceCode

_SALT = "dianxiaoer.codes"
_SHAPE = re.compile(r"^([0-9a-z]{1,12})\.([0-9a-z]{1,6})\.([A-Za-z0-9_-]{20})$")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
FORGED, REVOKED, RENEWED = "forged", "revoked", "renewed"


@dataclass(frozen=True)
class Reading:
    """What came of a scan. fault: "" when good; forged (not ours: `code` is None), revoked, renewed (an old print)."""

    code: ServiceCode | None
    fault: str = ""

    @property
    def is_good(self) -> bool:
        return not self.fault


def token_of(code: ServiceCode) -> str:
    """ "3f.1.Q2k…": number and edition in base 36, then 120 bits of HMAC-SHA256 over both."""
    head = f"{_base36(code.pk)}.{_base36(code.edition)}"
    return f"{head}.{_seal(head)}"


def read_token(token: str) -> Reading:
    """The code a token stands for, and whether it is still good. One statement, none for a forged one."""
    shape = _SHAPE.match(token)
    if shape is None:
        return Reading(None, FORGED)
    head = f"{shape[1]}.{shape[2]}"
    if not constant_time_compare(_seal(head), shape[3]):
        return Reading(None, FORGED)
    code = ServiceCode.objects.select_related("company", "unit").filter(pk=int(shape[1], 36)).first()
    if code is None:
        return Reading(None, FORGED)
    if not code.is_in_use:
        return Reading(code, REVOKED)
    return Reading(code, "" if code.edition == int(shape[2], 36) else RENEWED)


def _seal(head: str) -> str:
    digest = salted_hmac(_SALT, head, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest[:15]).decode()


def _base36(number: int) -> str:
    found = ""
    while number:
        number, place = divmod(number, 36)
        found = _DIGITS[place] + found
    return found or "0"

"""What a password must mix (等保: three of four kinds of characters)."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LETTERS, CAPITALS, DIGITS, MARKS = "abcdefghjkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789", "-+=@#%"


class KindsOfCharacters:
    """At least `kinds` of: small letters, capitals, digits, other marks (Chinese characters count as marks)."""

    def __init__(self, kinds: int = 3) -> None:
        self.kinds = kinds

    def validate(self, password: str, user: Any = None) -> None:
        found = {
            "a" if mark.islower() else "A" if mark.isupper() else "9" if mark.isdigit() else "-" for mark in password
        }
        if len(found) < self.kinds:
            raise ValidationError(self.get_help_text(), code="password_too_plain")

    def get_help_text(self) -> str:
        return _("密码须含小写字母、大写字母、数字、符号中的至少 %(kinds)s 种。") % {"kinds": self.kinds}


def made_up_password(length: int = 14) -> str:
    """A first password to hand over: all four kinds, without characters people mistake for one another."""
    pools = (LETTERS, CAPITALS, DIGITS, MARKS)
    marks = [secrets.choice(pool) for pool in pools]
    marks += [secrets.choice("".join(pools)) for _place in range(length - len(marks))]
    secrets.SystemRandom().shuffle(marks)
    return "".join(marks)

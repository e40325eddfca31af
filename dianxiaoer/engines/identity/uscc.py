"""The unified social credit code (统一社会信用代码, GB 32100-2015): both check digits, and what its parts say."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_IGNORED = str.maketrans("", "", " \t\r\n\u3000\u00a0\u200b\ufeff-–—_.·'")
_FORBIDDEN = {"I": "1", "O": "0", "S": "5", "V": "U", "Z": "2"}


class UsccError(ValueError):
    """A code that cannot be right; the message names the place and the likely slip (Chinese / English)."""


@dataclass(frozen=True)
class Uscc:
    """A code whose both check digits hold. `region_code` is where it was first registered, not where the firm is now."""

    code: str
    department: str
    kind: str
    region_code: str
    organisation_code: str


def parse_uscc(text: str) -> Uscc:
    """The parts of a code as typed: spaces, hyphens, full-width and lower-case letters are put right first.

    Raises UsccError for a wrong length, a letter the standard leaves out (I O S V Z), or either check digit
    (GB 32100-2015 for the last, GB 11714 for the ninth to seventeenth).
    """
    code = clean_uscc(text)
    if len(code) != 18:
        raise UsccError(
            f"统一社会信用代码应为 18 位,现为 {len(code)} 位:{code} / the code has {len(code)} of 18 characters"
        )
    for place, mark in enumerate(code, 1):
        if mark not in ALPHABET:
            raise UsccError(_strange(place, mark))
    if not code[2:8].isdigit():
        raise UsccError(f"第 3 至 8 位是登记地区划代码,应全为数字:{code[2:8]} / characters 3 to 8 must be digits")
    if code[16] != organisation_check(code[8:16]):
        raise UsccError(
            f"第 9 至 17 位(组织机构代码 {code[8:17]})的校验码不对,请核对营业执照 / the organisation code's check digit is wrong"
        )
    if code[17] != uscc_check(code[:17]):
        raise UsccError(f"末位校验码不对:{code},请核对营业执照 / the last check digit is wrong")
    return Uscc(code, code[0], code[1], code[2:8], code[8:17])


def is_uscc(text: str) -> bool:
    """Whether parse_uscc would take it."""
    try:
        parse_uscc(text)
    except UsccError:
        return False
    return True


def clean_uscc(text: str) -> str:
    """The code in half-width capitals without spaces and hyphens; nothing is checked."""
    return unicodedata.normalize("NFKC", text).translate(_IGNORED).upper()


def uscc_check(first_17: str) -> str:
    """Character 18 for the first seventeen: weights 3^i mod 31 over the 31 characters of the standard."""
    total = sum(ALPHABET.index(mark) * weight for mark, weight in zip(first_17, _WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def organisation_check(first_8: str) -> str:
    """Character 9 of an organisation code for its first eight: weights 3 7 9 10 5 8 4 2, modulo 11, 10 is X."""
    total = sum(int(mark, 36) * weight for mark, weight in zip(first_8, _ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X"[-total % 11]


def compose_uscc(department: str, kind: str, region_code: str, organisation_8: str) -> str:
    """A well-formed code from its free parts, both check digits added: for fictitious firms in demos and tests."""
    first_17 = f"{department}{kind}{region_code}{organisation_8}{organisation_check(organisation_8)}"
    return first_17 + uscc_check(first_17)


def _strange(place: int, mark: str) -> str:
    if mark in _FORBIDDEN:
        return (
            f"第 {place} 位是“{mark}”:代码不用字母 I、O、S、V、Z,是否为“{_FORBIDDEN[mark]}”? / "
            f"character {place} is {mark}, which the code never uses; is it {_FORBIDDEN[mark]}?"
        )
    return f"第 {place} 位“{mark}”不是代码可用的字符 / character {place} ({mark}) is not allowed"

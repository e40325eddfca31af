"""National code of a fixed-asset project (投资项目统一代码): its parts, checked."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_SHAPE = re.compile(r"(\d{4})-?(\d{6})-?(\d{2})-?(\d{2})-?(\d{6})(?:-?000)?")
_FIRST_YEAR, _LAST_SHORT_YEAR = 2015, 50


class ProjectCodeError(ValueError):
    """A text that is no national project code; the message says which part is wrong (Chinese / English)."""


@dataclass(frozen=True)
class ProjectCode:
    """Parts of a code: `assigned` as written (yymm, or yyyy in codes up to 2020), region (GB/T 2260), the field
    (industry or guiding department), project type, serial."""

    assigned: str
    region: str
    field: str
    kind: str
    serial: str

    def __str__(self) -> str:
        return "-".join((self.assigned, self.region, self.field, self.kind, self.serial))


def parse_project_code(text: str) -> ProjectCode:
    """A code as typed (with or without hyphens, full width, the old "-000" ending) in its parts.

    >>> str(parse_project_code("2405 410108 04 01 123456"))
    '2405-410108-04-01-123456'

    Raises ProjectCodeError. The check digit at the end is not held against: only the contents of the standard, not its
    formula, could be read. Source: GB/T 40058-2021 (24 characters with hyphens); codes of 2015–2020 begin with the year.
    """
    flat = re.sub(r"[\s–—_]+", "-", unicodedata.normalize("NFKC", text).strip())
    found = _SHAPE.fullmatch(flat)
    if not found:
        raise ProjectCodeError(
            f"“{text}”不是投资项目统一代码:应为 4-6-2-2-6 位数字,如 2405-410108-04-01-123456 / "
            "not a national project code: write 4-6-2-2-6 digits"
        )
    code = ProjectCode(*found.groups())
    if not _is_time(code.assigned):
        raise ProjectCodeError(
            f"“{text}”的前四位 {code.assigned} 不是年月(yymm)或年份 / its first four digits are neither yymm nor a year"
        )
    if not 11 <= int(code.region[:2]) <= 82 and code.region != "000000":
        raise ProjectCodeError(f"“{text}”的地区码 {code.region} 不存在 / unknown region {code.region}")
    return code


def _is_time(digits: str) -> bool:
    year, month = int(digits[:2]), int(digits[2:])
    return (15 <= year <= _LAST_SHORT_YEAR and 1 <= month <= 12) or _FIRST_YEAR <= int(digits) <= 2020

"""The fields of a firm in the universe: how each is stored, filtered, and called in the files people have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "code", "number", "day", "words"]


@dataclass(frozen=True)
class Field:
    """kind: text (exact words), code (digits, filtered by prefix), number, day (stored as the number YYYYMMDD, so that
    whole years are one subtraction), words (a set of labels, stored as bits).

    sql: column type. digits: full length of a code. headers: column headers accepted in files.
    """

    name: str
    kind: Kind
    sql: str
    headers: tuple[str, ...]
    digits: int = 0
    label: str = ""


FIELDS = (
    Field("uscc", "text", "VARCHAR", ("uscc", "统一社会信用代码", "信用代码"), label="统一社会信用代码"),
    Field("name", "text", "VARCHAR", ("name", "企业名称", "名称"), label="企业名称"),
    Field("region", "code", "INTEGER", ("region", "adcode", "行政区划代码", "地区代码"), 6, "地区"),
    Field("industry", "code", "INTEGER", ("industry", "industry_code", "行业代码"), 4, "行业"),
    Field("capital_yuan", "number", "DOUBLE", ("capital_yuan", "注册资本(元)", "注册资本"), label="注册资本(元)"),
    Field("founded_on", "day", "INTEGER", ("founded_on", "成立日期"), label="成立日期"),
    Field("status", "text", "VARCHAR", ("status", "经营状态", "登记状态"), label="经营状态"),
    Field("employees", "number", "INTEGER", ("employees", "参保人数", "从业人数"), label="人数"),
    Field("certificates", "words", "BIGINT", ("certificates", "资质", "资质认定"), label="资质"),
    Field("tags", "words", "BIGINT", ("tags", "标签"), label="标签"),
)
FIELD_OF = {field.name: field for field in FIELDS}
#: A set of labels is stored as bits of one signed 64-bit number.
MOST_WORDS = 63

Vocabulary = dict[str, tuple[str, ...]]

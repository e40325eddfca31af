"""Cuts a sentence of the rule language into words; full-width and Chinese signs equal the ASCII ones."""

from __future__ import annotations

import re
from typing import NamedTuple

from dianxiaoer.engines.rules.language.units import is_unit
from dianxiaoer.engines.rules.problems import TextError

MAX_LENGTH = 4000
MAX_WORDS = 400
WORDS: dict[str, str] = {
    "且": "and", "并且": "and", "同时": "and", "and": "and", "或": "or", "或者": "or", "or": "or",
    "非": "not", "不是": "!=", "not": "not", "属于": "in", "in": "in", "不属于": "not in",
    "开头为": "starts", "startswith": "starts", "包含": "contains", "contains": "contains",
    "不低于": ">=", "不少于": ">=", "不小于": ">=", "达到": ">=", "大于": ">", "超过": ">", "高于": ">",
    "不超过": "<=", "不高于": "<=", "不多于": "<=", "不大于": "<=", "小于": "<", "低于": "<", "不足": "<", "少于": "<",
    "等于": "=", "是": "=", "为": "=", "不等于": "!=",
}  # fmt: skip
_SIGNS = {"≥": ">=", "≤": "<=", "≠": "!=", "==": "=", "×": "*", "÷": "/", "－": "-", "＋": "+", "＞": ">", "＜": "<"}
_WIDE = str.maketrans("（），、：【】［］＝＊／％“”‘’；", "(),,:[][]=*/%\"\"'';")
_PATTERN = re.compile(
    r"""(?P<space>\s+)
    |(?P<date>\d{4}-\d{1,2}-\d{1,2})
    |(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)(?P<unit>(?:%|‰|个百分点|[^\W\d_]+[²³23]?|㎡)(?:/(?:[^\W\d_]+[²³23]?|㎡))*)?
    |(?P<text>"[^"]*"|'[^']*')
    |(?P<name>[^\W\d][\w·]*)
    |(?P<sign>>=|<=|!=|==|[≥≤≠×÷>=<+\-*/()\[\],:－＋＞＜])""",
    re.VERBOSE,
)


class Token(NamedTuple):
    """One word: kind (number, date, text, name, sign, end), its text, its unit, its place in the sentence."""

    kind: str
    text: str
    unit: str
    column: int


def tokens(sentence: str) -> list[Token]:
    """The words of `sentence`, ending with one of kind `end`. Raises TextError at the first unreadable character."""
    if len(sentence) > MAX_LENGTH:
        raise TextError(f"算式超过 {MAX_LENGTH} 字，请拆成几条", f"formula longer than {MAX_LENGTH} characters")
    text = sentence.translate(_WIDE)
    found: list[Token] = []
    position = 0
    while position < len(text):
        match = _PATTERN.match(text, position)
        if match is None:
            raise TextError(
                f"「{text[position]}」不能用在算式里；算式只能写事实名、数值带单位、比较词和函数",
                f"character {text[position]!r} is not part of the rule language",
                position,
            )
        _append(found, match, position)
        position = match.end()
    if len(found) > MAX_WORDS:
        raise TextError(f"算式超过 {MAX_WORDS} 个词，请拆成几条定义", f"formula longer than {MAX_WORDS} words")
    found.append(Token("end", "", "", len(text)))
    return found


def _append(found: list[Token], match: re.Match[str], position: int) -> None:
    kind = match.lastgroup or ""
    if kind == "space":
        return
    if kind == "unit":
        found.append(Token("number", match["number"], match["unit"], position))
    elif kind == "name" and found and found[-1].kind == "number" and not found[-1].unit and is_unit(match["name"]):
        found[-1] = found[-1]._replace(unit=match["name"])  # 10 亿元, written with a space
    elif kind == "name" and match["name"].lower() in WORDS:
        found.append(Token("sign", WORDS[match["name"].lower()], "", position))
    elif kind == "sign":
        found.append(Token("sign", _SIGNS.get(match["sign"], match["sign"]), "", position))
    elif kind == "text":
        found.append(Token("text", match["text"][1:-1], "", position))
    else:
        found.append(Token(kind, match[kind], "", position))

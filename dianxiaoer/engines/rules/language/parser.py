"""Reads a sentence of the rule language into its shape. Nothing is ever executed: the result is plain data."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from dianxiaoer.engines.rules.language.syntax import Binary, Call, Day, Listing, Name, Number, Syntax, Text, Unary
from dianxiaoer.engines.rules.language.tokens import Token, tokens
from dianxiaoer.engines.rules.problems import TextError

MAX_DEPTH = 40
YEARS = {"本年": 0, "今年": 0, "当年": 0, "上年": -1, "去年": -1, "上一年": -1, "前年": -2, "上上年": -2, "大前年": -3}
_COMPARE = ("=", "!=", "<", "<=", ">", ">=", "in", "not in", "starts", "contains")


def parse(sentence: str) -> Syntax:
    """The shape of one condition or formula. Raises TextError with the character and what to write instead."""
    return _Reader(tokens(sentence)).whole()


def parse_left_side(sentence: str) -> tuple[Syntax, str]:
    """The shape of a condition whose right side stands in the tier columns: 「营业收入[上年] >=」 → (left, ">=")."""
    words = tokens(sentence)
    if len(words) < 3 or words[-2].text not in _COMPARE:
        raise TextError(
            "分档条件要以比较符号结尾，例如「营业收入[上年] >=」，数值写在各档里",
            "a tiered condition must end with a comparison, its values stand in the tier columns",
        )
    end = words[-2]
    return _Reader([*words[:-2], Token("end", "", "", end.column)]).whole(), end.text


class _Reader:
    def __init__(self, words: list[Token]) -> None:
        self.words = words
        self.at = 0
        self.depth = 0

    def whole(self) -> Syntax:
        shape = self.either()
        if self.word.kind != "end":
            raise TextError(
                f"「{self.word.text}{self.word.unit}」前面缺少「且」「或」或运算符号",
                "an operator is missing here",
                self.word.column,
            )
        return shape

    @property
    def word(self) -> Token:
        return self.words[self.at]

    def sign(self, *texts: str) -> Token | None:
        word = self.word
        if word.kind == "sign" and word.text in texts:
            self.at += 1
            return word
        return None

    def need(self, text: str) -> None:
        if not self.sign(text):
            raise TextError(f"这里缺少「{text}」", f"'{text}' is missing here", self.word.column)

    def chain(self, signs: tuple[str, ...], part: str) -> Syntax:
        shape: Syntax = getattr(self, part)()
        while found := self.sign(*signs):
            shape = Binary(found.text, shape, getattr(self, part)(), found.column)
        return shape

    def either(self) -> Syntax:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise TextError(f"括号套了 {MAX_DEPTH} 层以上，请拆成几条", "nested too deeply", self.word.column)
        shape = self.chain(("or",), "both")
        self.depth -= 1
        return shape

    def both(self) -> Syntax:
        return self.chain(("and",), "negation")

    def negation(self) -> Syntax:
        turned: list[int] = []
        while found := self.sign("not"):
            turned.append(found.column)
        shape = self.comparison()
        for column in reversed(turned):
            shape = Unary("not", shape, column)
        return shape

    def comparison(self) -> Syntax:
        left = self.sum()
        found = self.sign(*_COMPARE)
        if found is None:
            if self.word.text == "not" and self.words[self.at + 1].text == "in":
                self.at += 2
                return Unary("not", Binary("in", left, self.sum(), self.word.column), self.word.column)
            return left
        right = self.sum()
        if found.text == "not in":
            return Unary("not", Binary("in", left, right, found.column), found.column)
        return Binary(found.text, left, right, found.column)

    def sum(self) -> Syntax:
        return self.chain(("+", "-"), "product")

    def product(self) -> Syntax:
        return self.chain(("*", "/"), "signed")

    def signed(self) -> Syntax:
        if found := self.sign("-"):
            return Unary("-", self.primary(), found.column)
        return self.primary()

    def primary(self) -> Syntax:
        word = self.word
        self.at += 1
        if word.kind == "number":
            return Number(Fraction(word.text.replace(",", "")), word.unit, word.column, word.text + word.unit)
        if word.kind == "date":
            return Day(_day(word), word.column)
        if word.kind == "text":
            return Text(word.text, word.column)
        if word.kind == "name":
            return self.named(word)
        if word.kind == "sign" and word.text in ("(", "["):
            return self.bracket(word)
        self.at -= 1
        what = f"「{word.text}」" if word.text else "句尾"
        raise TextError(f"{what}处缺少一个事实、数值或函数", "a fact, value or function is missing here", word.column)

    def bracket(self, word: Token) -> Syntax:
        if word.text == "(":
            shape = self.either()
            self.need(")")
            return shape
        return Listing(self.items("]"), word.column)

    def named(self, word: Token) -> Syntax:
        if self.sign("("):
            return Call(word.text, self.items(")"), word.column)
        if self.sign("["):
            shift = self.year()
            self.need("]")
            return Name(word.text, word.column, shift)
        return Name(word.text, word.column)

    def items(self, end: str) -> tuple[Syntax, ...]:
        found: list[Syntax] = []
        while not self.sign(end):
            if found:
                self.need(",")
            found.append(self.either())
        return tuple(found)

    def year(self) -> int:
        minus = self.sign("-")
        word = self.word
        self.at += 1
        if word.kind == "number" and word.text.isdigit() and not word.unit:
            return -int(word.text) if minus else int(word.text)
        if word.kind == "name" and word.text in YEARS and not minus:
            return YEARS[word.text]
        raise TextError(
            "方括号里写年份:[上年]、[前年]、[本年]、[-3] 或 [2025]", "a year is expected: [-1], [2025]", word.column
        )


def _day(word: Token) -> date:
    year, month, day = (int(part) for part in word.text.split("-"))
    try:
        return date(year, month, day)
    except ValueError:
        raise TextError(f"没有 {word.text} 这一天", f"{word.text} is not a calendar day", word.column) from None

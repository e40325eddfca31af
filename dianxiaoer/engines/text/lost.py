"""Characters a page lost (? in their place) put back where the words of the trade or a figure's unit leave one choice."""

from __future__ import annotations

import re
from functools import cache

from dianxiaoer.engines.text.lexicon import load_lexicon

_MARK = re.compile(r"[?\ufffd]")
_STOPS = frozenset(",。;、)\n")
_UNIT_OF = {"firm": "家", "project": "个", "issue": "个", "person": "名", "times": "场", "lead": "条", "copies": "份"}
#: Words that are no cues but hold a report together.
_PLAIN_WORDS = (
    "分别为", "分别是", "同比增长", "同比下降", "完成年度", "完成全年", "完成目标", "今年以来", "截至目前", "截至", "占比", "今年计划", "县计划", "市计划", "区计划",
)  # fmt: skip
_LONGEST, _SHORTEST = 8, 3


def restored(text: str) -> str:
    """`text`, same length, with every lost character put back that only one known word or unit fits; others stay."""
    if "?" not in text and "\ufffd" not in text:
        return text
    chars = list(text)
    for match in _MARK.finditer(text):
        at = match.start()
        if (said := _unit(text, at) or _word(text, at)) is not None:
            chars[at] = said
    return "".join(chars)


def _unit(text: str, at: int) -> str | None:
    """16.2亿? is 元; 办结462?, counts 个; 29?企业 counts 家."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if before in ("亿", "万") and text[at - 2 : at - 1].isdigit():
        return "元" if after in _STOPS else None
    if not before.isdigit():
        return None
    if after in _STOPS:
        return "个"
    noun = load_lexicon().noun_at(text, at + 1)
    return _UNIT_OF.get(noun[0]) if noun else None


def _word(text: str, at: int) -> str | None:
    """The one character that makes a known word of what stands around it, longest word first."""
    wild = _wild()
    for size in range(_LONGEST, _SHORTEST - 1, -1):
        fits = {
            char
            for start in range(max(0, at - size + 1), at + 1)
            for char in wild.get((at - start, text[start:at] + text[at + 1 : start + size]), ())
        }
        if fits:
            return fits.pop() if len(fits) == 1 else None
    return None


@cache
def _wild() -> dict[tuple[int, str], frozenset[str]]:
    """(place of the gap, word without it) → characters that fit."""
    lexicon = load_lexicon()
    found: dict[tuple[int, str], set[str]] = {}
    for word in (*lexicon.cue_of, *lexicon.noun_of, *_PLAIN_WORDS):
        if _SHORTEST <= len(word) <= _LONGEST:
            for at, char in enumerate(word):
                found.setdefault((at, word[:at] + word[at + 1 :]), set()).add(char)
    return {key: frozenset(chars) for key, chars in found.items()}

"""Crawl damage off, simplified characters on, with every character still knowing its place in the raw text."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from dianxiaoer.engines.text.lost import restored
from dianxiaoer.engines.text.tables import package_text

_HAN = "\u4e00-\u9fff"
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_SPACE = "\u00a0\u2002\u2003\u2009"
_PARTS = {
    "pinyin": rf"(?<=[((])(?<=[{_HAN}].)[a-züêɡ]{{0,5}}[a-zü{_TONED}ɡ][a-züɡ]{{0,4}}[))]",
    "quote": r"(?<=[((])\s*\d+\.\d+\s*,\s*[-+]?\d+\.\d+\s*,\s*[-+]?\d+\.\d+%\s*[))]",
    "block": r"(?<=<)(?:/?p|br|/?div|/?li|/?tr|/?h\d)\b[^<>]{0,300}>",
    "tag": r"(?<=<)/?[a-zA-Z!][^<>]{0,300}>|(?<=[?�])/p>|(?<=/)p>|(?<=&)(?:nbsp|ensp|emsp|#160);|(?<=[\u200b-\u200f\ufeff\u00ad])",
    "gap": rf"(?<=[{_SPACE}])(?<=[{_HAN}\d.,。、%].)[{_SPACE}]*(?=[{_HAN}\d.,。、%“《])"
    rf"|(?<=[ \u3000])(?:(?<=\d.)[ \u3000]*(?=[{_HAN}%.])|(?<=[{_HAN}.].)[ \u3000]*(?=\d))",
    "line": r"(?:(?<=\n)|(?<=[ \t\u3000])[ \t\u3000]{0,400}\r?\n|(?<=\r)\n)[ \t\u3000\u00a0]*(?:\r?\n[ \t\u3000\u00a0]*)*",
}
_COMMA = r"(?<=[,,])[,,]*[ \u00a0]*(?=[,,。、;;!])"
#: One set of first characters, then what each kind goes on with: the search skips every other character.
_DAMAGE = re.compile(
    rf"[((<?�/&\u200b-\u200f\ufeff\u00ad,{_SPACE} \u3000\t\r\n](?:(?P<comma>{_COMMA})|(?<!,)(?:"
    + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _PARTS.items())
    + "))"
)
_ENDS = "。!?;:!?;:”』」…>)"
_STARTS = "●■◆★▲○□·•-—一二三四五六七八九十【((“《"
_WIDTH = 30
_DATELINE = re.compile(r"\d{4}\s?[-年/.]\s?\d{1,2}")


@dataclass(frozen=True, slots=True)
class CleanText:
    """`text` cleaned, `raw` as it came; `raw_span(start, end)` maps clean character offsets back."""

    raw: str
    text: str
    clean_at: tuple[int, ...]
    raw_at: tuple[int, ...]
    raw_to: tuple[int, ...]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Raw [start, end) of clean [start, end); a pinyin bracket or stock quote touching the end belongs to it."""
        if len(self.text) == len(self.raw):
            return start, end
        first = bisect_right(self.clean_at, start) - 1
        last = bisect_right(self.clean_at, end - 1) - 1
        stop = self.raw_at[last] + end - self.clean_at[last]
        following = self.clean_at[last + 1] if last + 1 < len(self.clean_at) else len(self.text)
        return self.raw_at[first] + start - self.clean_at[first], self.raw_to[last] if end == following else stop


#: Replacing this many characters one by one costs less than looking every character up.
_FEW = 40
#: Marks of one meaning written one way. The full-width ones are escapes here: an editor that folds them would undo this.
_PLAIN = {
    "\uff0c": ",", "\uff1b": ";", "\uff1a": ":", "\uff08": "(", "\uff09": ")", "\uff01": "!", "\uff1f": "\u3002", "\uff0e": ".",
    "\uff05": "%", "\ufe6a": "%", "\uff5e": "\u2014", "\u301c": "\u2014", "~": "\u2014", "\u2013": "\u2014", "\u2015": "\u2014",
    "\u2500": "\u2014", "\uff0d": "-", "\uff0b": "+", "\uff0f": "/", "\uff1c": "<", "\uff1e": ">", "\u2236": ":",
    "\u300c": "\u201c", "\u300d": "\u201d", "\u300e": "\u201c", "\u300f": "\u201d", "\t": " ",
}  # fmt: skip


@cache
def _simplified() -> dict[str, str]:
    pairs = package_text("simplified.txt").strip()
    table = dict(zip(pairs[::2], pairs[1::2], strict=True))
    full_width = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
    return table | {chr(code): chr(code - 0xFEE0) for code in full_width} | _PLAIN


@cache
def _by_code() -> dict[int, str]:
    return {ord(char): plain for char, plain in _simplified().items()}


@cache
def _any_simplified() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(sorted(_simplified())))}]")


def _plain(raw: str) -> str:
    """`raw` in simplified characters and plain marks, every character in its place."""
    wanted = set(_any_simplified().findall(raw))
    if len(wanted) > _FEW:
        return raw.translate(_by_code())
    for char in wanted:
        raw = raw.replace(char, _simplified()[char])
    return raw


def clean(raw: str) -> CleanText:
    """The cleaned text of one document, any script; never longer than `raw`."""
    plain = _plain(raw)
    pieces: list[str] = []
    clean_at: list[int] = []
    raw_at: list[int] = []
    raw_to: list[int] = []
    length = position = 0

    def keep(piece: str, start: int, stop: int) -> None:
        nonlocal length
        pieces.append(piece)
        clean_at.append(length)
        raw_at.append(start)
        raw_to.append(stop)
        length += len(piece)

    by_blank_lines = plain.count("\n\n") * 3 > plain.count("\n")
    line_start = 0
    for match in _DAMAGE.finditer(plain):
        start, stop = match.span()
        kind = match.lastgroup
        if kind == "line" or kind == "block":
            joined = kind == "line" and _joins(plain, line_start, start, stop, by_blank_lines)
            line_start = line_start if joined else stop
            if kind == "line" and not joined and stop - start == 1:
                continue  # a plain line break stays where it is
            insert = "" if joined else "\n"
            attached = start
        else:
            insert, attached = "", stop if kind in ("pinyin", "quote") else start
        if start > position:
            keep(plain[position:start], position, attached)
        if insert:
            keep(insert, start, stop)
        position = stop
    if position < len(plain) or not pieces:
        keep(plain[position:], position, len(plain))
    text = restored("".join(pieces))
    text = _LOST.sub(" ", text)
    return CleanText(raw, text, tuple(clean_at), tuple(raw_at), tuple(raw_to))


_LOST = re.compile(rf"[?�](?<=[{_HAN}].)(?=[{_HAN}\d“])")


def _joins(raw: str, line_start: int, start: int, stop: int, by_blank_lines: bool) -> bool:
    """Whether a line break fell inside a sentence: a blank line never does, a full stop before it never does."""
    if start == 0 or stop >= len(raw) or raw.count("\n", start, stop) > 1:
        return False
    before, after = raw[start - 1], raw[stop]
    if before in _ENDS:
        return False
    if before in ",,、" or (before.isdigit() and after in "亿万%."):
        return True
    if before.isdigit() and after.isdigit():
        return start - line_start >= _WIDTH // 2 and not _DATELINE.search(raw, line_start, start)
    if after in _STARTS and not after.isalnum():
        return False
    return start - line_start >= _WIDTH or (by_blank_lines and after not in _STARTS)


def paragraphs(text: str) -> list[tuple[int, int]]:
    """[start, end) of every non-empty line of a cleaned text."""
    ends = [-1, *(at for at, char in enumerate(text) if char == "\n"), len(text)]
    return [(before + 1, after) for before, after in pairwise(ends) if after > before + 1]

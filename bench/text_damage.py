"""Crawl damage put on clean text, the same every time: what pages of the wild look like."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from dianxiaoer.engines.text.tables import package_text

_PINYIN = {"发": "fā", "业": "yè", "项": "xiàng", "签": "qiān", "约": "yuē", "万": "wàn", "亿": "yì", "长": "zhǎng", "务": "wù", "个": "gè",
           "资": "zī", "银": "yín", "对": "duì", "开": "kāi", "场": "chǎng", "实": "shí", "进": "jìn", "产": "chǎn", "总": "zǒng", "额": "é",
           "办": "bàn", "会": "huì", "环": "huán", "经": "jīng", "区": "qū", "县": "xiàn", "点": "diǎn", "条": "tiáo", "领": "lǐng", "导": "dǎo"}  # fmt: skip


def _traditional_table() -> dict[int, str]:
    pairs = package_text("simplified.txt").strip()
    table: dict[int, str] = {}
    for at in range(0, len(pairs), 2):
        table.setdefault(ord(pairs[at + 1]), pairs[at])
    for kept in "干里只后台征了":
        table.pop(ord(kept), None)
    return {code: char for code, char in table.items() if 0x4E00 <= ord(char) <= 0x9FFF}


def traditional(text: str) -> str:
    """Every character that has one in its traditional form."""
    return text.translate(_traditional_table())


def pinyin(text: str) -> str:
    """Pinyin in brackets after some characters, also inside units."""
    sounds = _PINYIN | {traditional(char): sound for char, sound in _PINYIN.items()}
    return "".join(char + f"({sounds[char]})" if char in sounds else char for char in text)


def doubled_commas(text: str) -> str:
    """,, for a comma and ,。 for a full stop."""
    return text.replace(",", ",,").replace("。", ",。").replace("、", ",、")


def nbsp(text: str) -> str:
    """A no-break space on both sides of every figure."""
    return re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=[\d%])(?=[\u4e00-\u9fff])", "\u00a0", text)


def broken_lines(text: str) -> str:
    """A line break inside every long sentence, also inside a number's unit."""
    return "\n".join(_broken(line) for line in text.split("\n"))


def _broken(line: str) -> str:
    if len(line) < 45:
        return line
    return line[:38] + "\n" + _broken(line[38:])


def lost_characters(text: str) -> str:
    """One Chinese character in two hundred lost, a ? in its place."""
    rng = random.Random(7)
    return "".join("?" if "\u4e00" <= char <= "\u9fff" and rng.random() < 0.005 else char for char in text)


def html(text: str) -> str:
    """Paragraph tags, entities and a script."""
    body = "".join(f"<p>&nbsp;&nbsp;{line}</p>\n" for line in text.split("\n") if line.strip())
    return f"<html><body><div class='x'>{body}</div></body></html>"


_WIDE = str.maketrans(
    {",": "\uff0c", ";": "\uff1b", ":": "\uff1a", "(": "\uff08", ")": "\uff09", "!": "\uff01", "%": "\uff05"}
)


def full_width(text: str) -> str:
    """Full-width marks, as Chinese pages write them, but inside figures."""
    return re.sub(
        r"(?<=[^\x00-\x7f])[,;:()!]|[,;:()!](?=[^\x00-\x7f])|%", lambda match: match[0].translate(_WIDE), text
    )


DAMAGES: dict[str, Callable[[str], str]] = {
    "full-width marks": full_width, "traditional": traditional, "pinyin in brackets": pinyin, "doubled commas": doubled_commas, "no-break spaces": nbsp,
    "broken lines": broken_lines, "lost characters (0.5 %)": lost_characters, "html": html,
    "traditional + pinyin + commas": lambda text: doubled_commas(pinyin(traditional(text))),
}  # fmt: skip

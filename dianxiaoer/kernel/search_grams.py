"""Cutting text into neighbouring characters: 华天科技 → 华天 天科 科技."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dianxiaoer.engines.identity.names import fold_text

_NOT_LETTERS = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Half width, simplified, lower case, letters and digits only."""
    return _NOT_LETTERS.sub("", fold_text(text))


def words_of(query: str) -> list[str]:
    """The folded words of what a person typed, each once."""
    return list(dict.fromkeys(word for word in map(fold, query.split()) if word))


def pairs(word: str) -> list[str]:
    return [word[at : at + 2] for at in range(len(word) - 1)]


def singles(texts: Sequence[str]) -> list[str]:
    return sorted(set("".join(texts)))

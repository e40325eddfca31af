"""What an engine thinks of a request's words: which category, with reasons, and how alike two requests are."""

from __future__ import annotations

from dianxiaoer.engines.text.category import CategorySuggestion, suggest_category


def category_words(text: str) -> CategorySuggestion | None:
    """The likeliest category by name, with the words that speak for it; None when no word speaks for any."""
    found = suggest_category(text)
    return found if found.reasons else None


def likeness(one: str, other: str) -> float:
    """0..1: the share of neighbouring pairs of characters two texts have in common (Dice)."""
    first, second = _pairs(one), _pairs(other)
    if not first or not second:
        return 0.0
    return 2 * len(first & second) / (len(first) + len(second))


def _pairs(text: str) -> set[str]:
    plain = "".join(text.split())
    return {plain[place : place + 2] for place in range(len(plain) - 1)}

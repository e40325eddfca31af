"""A category for a firm's request (诉求), suggested with the words that speak for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dianxiaoer.engines.text.clean import clean
from dianxiaoer.engines.text.tables import table_rows

OTHER = "其他"


@dataclass(frozen=True, slots=True)
class CategoryReason:
    """A word of the request that speaks for a category, at [start, end) of the request as written."""

    word: str
    weight: float
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class CategorySuggestion:
    """The likeliest category, its share of all votes (0..1), its reasons, and the other categories voted for."""

    category: str
    share: float
    reasons: tuple[CategoryReason, ...]
    others: tuple[tuple[str, float], ...]


@cache
def load_categories(extra: Path | None = None) -> dict[str, dict[str, float]]:
    """Category → word → weight, shipped and the office's own (`ticket_categories.tsv`)."""
    categories: dict[str, dict[str, float]] = {}
    for category, words, weight in table_rows("ticket_categories.tsv", 3, extra):
        for word in words.split("|"):
            known = categories.setdefault(category, {})
            known[word] = max(known.get(word, 0.0), float(weight or 1))
    return categories


def suggest_category(text: str, *, words: Path | None = None) -> CategorySuggestion:
    """用工, 融资, 用地, 水电路, 审批, 政策, 市场 or 其他 for a request, with reasons; a person decides.

    text: the request as written, any script. A request none of the words speaks for is 其他 with share 0.
    """
    cleaned = clean(text)
    votes: dict[str, list[CategoryReason]] = {}
    for category, known in load_categories(words).items():
        for reason in _reasons(cleaned.text, known):
            span = cleaned.raw_span(*reason.span)
            votes.setdefault(category, []).append(CategoryReason(reason.word, reason.weight, span))
    totals = {category: sum(reason.weight for reason in reasons) for category, reasons in votes.items()}
    if not totals:
        return CategorySuggestion(OTHER, 0.0, (), ())
    order = list(load_categories(words))
    ranked = sorted(totals, key=lambda category: (-totals[category], order.index(category)))
    everything = sum(totals.values())
    best = ranked[0]
    others = tuple((category, round(totals[category] / everything, 3)) for category in ranked[1:])
    return CategorySuggestion(best, round(totals[best] / everything, 3), tuple(votes[best]), others)


def _reasons(text: str, known: dict[str, float]) -> list[CategoryReason]:
    """Each word once, longer words before those inside them."""
    found: list[CategoryReason] = []
    for word in sorted(known, key=len, reverse=True):
        start = text.find(word)
        if start >= 0 and not any(one.span[0] <= start < one.span[1] for one in found):
            found.append(CategoryReason(word, known[word], (start, start + len(word))))
    return sorted(found, key=lambda one: one.span)

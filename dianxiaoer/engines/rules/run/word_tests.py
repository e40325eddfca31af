"""Which codes of a word column meet a list of words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

import numpy as np

from dianxiaoer.engines.rules.facts.table import FactTable
from dianxiaoer.engines.rules.program.nodes import Node
from dianxiaoer.engines.rules.run.row import holds

FIRST, LAST = "\0", "\U0010ffff"  # the least and the greatest character


class WordTests:
    """Which codes of a word column meet a list, found once for all blocks."""

    def __init__(self, table: FactTable) -> None:
        self.table = table
        self._known: dict[int, tuple[str, Any]] = {}
        self._single: dict[str, bool] = {}

    def codes(self, node: Node) -> tuple[str, Any]:
        """("runs", [(low, high), …]) for few runs of neighbouring codes, else ("table", flags by code)."""
        if node.index not in self._known:
            column, texts, mode = node.value
            listed = self.table.words[column.key].texts
            if column.key not in self._single:
                self._single[column.key] = not any("|" in text for text in listed)
            runs = _runs_of_sorted(listed, texts, mode) if self._single[column.key] else _runs(listed, texts, mode)
            if len(runs) <= 6:
                self._known[node.index] = ("runs", runs)
            else:
                flags = np.array([holds(text, texts, mode) for text in listed] + [False], dtype=np.bool_)
                self._known[node.index] = ("table", flags)
        return self._known[node.index]


def _runs_of_sorted(listed: Sequence[str], texts: Sequence[str], mode: str) -> list[tuple[int, int]]:
    """Runs of codes whose single words equal, or start with, one of `texts`; `listed` is sorted."""
    spans = [
        (bisect_left(listed, text), bisect_left(listed, text + LAST if mode == "starts" else text + FIRST))
        for text in texts
    ]
    joined: list[tuple[int, int]] = []
    for low, high in sorted(span for span in spans if span[0] < span[1]):
        if joined and low <= joined[-1][1]:
            low, high = joined[-1][0], max(high, joined.pop()[1])
        joined.append((low, high))
    return joined


def _runs(listed: Sequence[str], texts: tuple[str, ...], mode: str) -> list[tuple[int, int]]:
    flags = np.array([holds(text, texts, mode) for text in listed], dtype=np.bool_)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    return [(int(low), int(high)) for low, high in zip(edges[::2], edges[1::2], strict=True)]

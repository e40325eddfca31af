"""What changed between two versions of a rulebook: in words, and in money over a set of firms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dianxiaoer.engines.rules.document.records import Document, Record, columns
from dianxiaoer.engines.rules.facts.table import FactTable
from dianxiaoer.engines.rules.program.compiler import Program
from dianxiaoer.engines.rules.rulebook import Rulebook
from dianxiaoer.engines.rules.run.batch import evaluate
from dianxiaoer.engines.rules.run.wording import money_text

_NAMES = ("id", "name", "code", "item", "since", "expr", "opens", "when", "kind")


@dataclass(frozen=True)
class MoneyDiff:
    """Firms whose payment changes, and by how much in all (分). changes_fen: new − old by firm, int64 (n,).

    Two add up to the difference over both lists of firms (without `changes_fen`, so that memory stays flat).
    """

    gaining: int = 0
    losing: int = 0
    old_fen: int = 0
    new_fen: int = 0
    changes_fen: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    def __add__(self, other: MoneyDiff) -> MoneyDiff:
        return MoneyDiff(
            self.gaining + other.gaining, self.losing + other.losing, self.old_fen + other.old_fen,
            self.new_fen + other.new_fen,
        )  # fmt: skip

    def sentence(self) -> str:
        """42 家增加,7 家减少，合计 +130万元(…)."""
        change = self.new_fen - self.old_fen
        sign = "+" if change >= 0 else "−"
        return (
            f"{self.gaining} 家增加，{self.losing} 家减少，合计 {sign}{money_text(abs(change))}"
            f"({money_text(self.old_fen)} → {money_text(self.new_fen)})"
        )


def diff_words(old: Rulebook, new: Rulebook) -> list[str]:
    """Each change in one line: where, what it was, what it is. Empty when nothing changed."""
    before = {_title(document): document for document in old.documents}
    after = {_title(document): document for document in new.documents}
    lines: list[str] = []
    for title in (*before, *(title for title in after if title not in before)):
        if title not in after:
            lines.append(f"- 删去文件 {title}")
        elif title not in before:
            lines.append(f"+ 新增文件 {title}({len(after[title].clauses)} 条)")
        else:
            lines += _record(before[title], after[title], title)
    return lines


def diff_money(old: Program, new: Program, old_table: FactTable, new_table: FactTable) -> MoneyDiff:
    """The two programs over the same firms. The tables hold the same firms in the same order, each read for its program.

    Raises ValueError when they do not have as many firms.
    """
    if old_table.size != new_table.size:
        raise ValueError(f"{old_table.size} firms before, {new_table.size} after")
    before = evaluate(old, old_table, keep=False).total_fen
    after = evaluate(new, new_table, keep=False).total_fen
    changes = after - before
    return MoneyDiff(
        int((changes > 0).sum()), int((changes < 0).sum()), int(before.sum()), int(after.sum()), changes
    )  # fmt: skip


def _title(document: Document) -> str:
    return document.policy.id if document.policy is not None and document.policy.id else document.place.file


def _record(old: Record, new: Record, where: str) -> Iterator[str]:
    for item in columns(type(old)):
        before, after = getattr(old, item.name), getattr(new, item.name)
        if before == after:
            continue
        name, form = item.metadata["zh"], item.metadata["form"]
        if form == "rows":
            yield from _rows(before, after, f"{where} › {name}")
        elif form == "one" and before is not None and after is not None:
            yield from _record(before, after, f"{where} › {name}")
        else:
            yield f"~ {where} › {name}:{_shown(before)} → {_shown(after)}"


def _rows(old: Sequence[Record], new: Sequence[Record], where: str) -> Iterator[str]:
    before, after = _keyed(old), _keyed(new)
    for key, record in before.items():
        if key not in after:
            yield f"- {where} › {key[0]}：删去「{_summary(record)}」"
        elif record != after[key]:
            yield from _record(record, after[key], f"{where} › {key[0]}")
    for key, record in after.items():
        if key not in before:
            yield f"+ {where} › {key[0]}：新增「{_summary(record)}」"


def _keyed(records: Sequence[Record]) -> dict[tuple[str, int], Record]:
    """Records by their number, name or first words; those alike are told apart by order."""
    found: dict[tuple[str, int], Record] = {}
    for record in records:
        name = next((text for field in _NAMES if (text := getattr(record, field, ""))), "")
        count = sum(1 for known, _ in found if known == name)
        found[name, count] = record
    return found


def _summary(record: Record) -> str:
    texts = (_shown(getattr(record, item.name)) for item in columns(type(record)) if item.metadata["form"] != "rows")
    return ",".join(text for text in texts if text != "(空)")[:160]


def _shown(content: Any) -> str:
    if content in ("", (), None):
        return "(空)"
    if isinstance(content, str):
        return content
    if isinstance(content, Record):
        return _summary(content)
    return "、".join(f"{part[0]} {part[1]}" if isinstance(part, tuple) else str(part) for part in content)

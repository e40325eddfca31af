"""Light rules as dated data: the shipped examples, a unit's own, and which one holds where on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.supervision.models import LightRule
from dianxiaoer.domain.supervision.states import Compare, MeasureKind
from dianxiaoer.domain.supervision.watches import watch_labels

SHIPPED_FILE = Path(__file__).parent / "data" / "light_rules.yaml"
Limit = tuple[str, Decimal]


@dataclass(frozen=True)
class RuleFacts:
    """A rule wherever it comes from. yellow, red: (compare, value) or None; acts: what follows each light."""

    name: str
    measure: str
    yellow: Limit | None
    red: Limit | None
    effective_from: date
    effective_to: date | None = None
    source: str = ""
    yellow_act: str = ""
    second_yellow_act: str = ""
    red_act: str = ""
    key: str = ""
    city: str = ""
    watches: tuple[str, ...] = ()
    default_for: tuple[str, ...] = ()

    @property
    def measure_label(self) -> str:
        return str(MeasureKind(self.measure).label)

    @property
    def watch_words(self) -> list[str]:
        labels = watch_labels()
        return [labels[key] for key in self.watches if key in labels]

    def limit_words(self, limit: Limit | None) -> str:
        return f"{Compare(limit[0]).label} {limit[1].normalize():f}".replace("-", "\u2212") if limit else "—"

    @property
    def yellow_words(self) -> str:
        return self.limit_words(self.yellow)

    @property
    def red_words(self) -> str:
        return self.limit_words(self.red)

    def act_for(self, color: str, turns: int) -> str:
        """What follows a light that turned yellow so many times."""
        if color == "red":
            return self.red_act
        if color == "yellow":
            return self.second_yellow_act if turns > 1 and self.second_yellow_act else self.yellow_act
        return ""

    def holds_on(self, on: date) -> bool:
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)


@cache
def shipped_rules() -> tuple[RuleFacts, ...]:
    """The examples that come with the product, in the order of the file."""
    content = yaml.safe_load(SHIPPED_FILE.read_text(encoding="utf-8"))
    return tuple(_shipped(row) for row in content["rules"])


def shipped_rule(key: str) -> RuleFacts:
    """Raises KeyError for a key that is not shipped."""
    found = next((rule for rule in shipped_rules() if rule.key == key), None)
    if found is None:
        raise KeyError(key)
    return found


def facts_of(row: LightRule) -> RuleFacts:
    return RuleFacts(
        row.name,
        row.measure,
        (row.yellow_compare, row.yellow_value) if row.yellow_compare and row.yellow_value is not None else None,
        (row.red_compare, row.red_value) if row.red_compare and row.red_value is not None else None,
        row.effective_from,
        row.effective_to,
        row.source,
        row.yellow_act,
        row.second_yellow_act,
        row.red_act,
        row.taken_from,
    )


class RulesInForce:
    """Which rule holds for a unit and a watch on a day: the nearest unit's own, else the shipped default, else none."""

    def __init__(self, on: date, units: Mapping[int, str], rows: Iterable[LightRule]) -> None:
        self.on, self._paths = on, units
        self._own: dict[tuple[int, str], RuleFacts] = {}
        for row in sorted(rows, key=lambda row: row.effective_from):
            facts = facts_of(row)
            if facts.holds_on(on):
                self._own[(row.unit_id, row.watch)] = facts
        self._defaults = {key: rule for rule in shipped_rules() for key in rule.default_for if rule.holds_on(on)}
        self._found: dict[tuple[int, str], RuleFacts | None] = {}

    def of(self, unit_id: int, watch: str, path: str = "") -> RuleFacts | None:
        """path: of the unit, where the caller has it."""
        if (unit_id, watch) not in self._found:
            above = [int(step) for step in (path or self._paths.get(unit_id, "")).split(".") if step]
            own = next((self._own[(pk, watch)] for pk in reversed(above) if (pk, watch) in self._own), None)
            self._found[(unit_id, watch)] = own or self._defaults.get(watch)
        return self._found[(unit_id, watch)]


def rules_in_force(on: date) -> RulesInForce:
    """Two statements."""
    return RulesInForce(on, dict(Unit.objects.values_list("pk", "path")), LightRule.objects.all())


def _shipped(row: Mapping[str, Any]) -> RuleFacts:
    return RuleFacts(
        name=row["name"],
        measure=row["measure"],
        yellow=_limit(row.get("yellow")),
        red=_limit(row.get("red")),
        effective_from=row["from"],
        source=row["source"],
        yellow_act=row.get("yellow_act", ""),
        second_yellow_act=row.get("second_yellow_act", ""),
        red_act=row.get("red_act", ""),
        key=row["key"],
        city=row["city"],
        watches=tuple(row["watches"]),
        default_for=tuple(row.get("default", ())),
    )


def _limit(pair: Any) -> Limit | None:
    return (pair[0], Decimal(pair[1])) if pair else None

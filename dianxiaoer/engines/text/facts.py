"""What a report yields: frozen facts, each with its raw span, confidence and the rule that found it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

SCHEMA = "dxr-facts/0"
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of schema dxr-facts/0.

    `type` indicator | region | project | event | policy | org; `span` [start, end) in Unicode characters of the raw
    text; `confidence` 0..1 (calibrated on development articles); `rule` the id that found it; `because` the words that
    led there; `fields` the rest of the schema (ind, role, value in base units, unit, op, period, region, name …).
    """

    type: str
    span: Span
    confidence: float
    rule: str
    because: tuple[str, ...]
    fields: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """The fact as a JSON object of schema dxr-facts/0."""
        shown = {key: value for key, value in self.fields.items() if value is not None or key == "period"}
        return {
            "type": self.type, **shown, "span": list(self.span), "confidence": round(self.confidence, 3), "rule": self.rule,
            "because": list(self.because),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Report:
    """Facts of one document, in order of place; `region` the full name it is about, `published` ISO date or None."""

    facts: tuple[Fact, ...]
    region: str | None
    published: str | None

    def of(self, kind: str) -> list[Fact]:
        """The facts of one type."""
        return [fact for fact in self.facts if fact.type == kind]

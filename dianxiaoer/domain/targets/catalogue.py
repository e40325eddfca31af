"""The indicators and named filters an installation starts with (catalogue.yaml), and how they get into the database."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

CATALOGUE = Path(__file__).with_name("catalogue.yaml")
_FIELDS = {
    "name": "name",
    "en": "name_en",
    "measure": "measure",
    "kind": "kind",
    "text": "definition",
    "text_en": "definition_en",
    "source": "source",
    "date": "date_field",
    "mode": "date_mode",
    "value": "value_field",
    "low": "low_field",
    "high": "high_field",
    "filters": "filters",
    "numerator": "numerator",
    "rank_by": "rank_by",
    "waits": "waits_for",
    "board": "on_board",
}


def install_catalogue(indicators: Any, filters: Any, at: datetime) -> int:
    """Add what is missing and renew rows nobody has edited (version 1). Takes the two models. Returns rows written."""
    content = yaml.safe_load(CATALOGUE.read_text(encoding="utf-8"))
    written = 0
    for order, row in enumerate(content["indicators"], start=1):
        facts = {_FIELDS[name]: value for name, value in row.items() if name != "key"} | {"order": order}
        written += _renew(indicators, {"key": row["key"]}, facts, at)
    for row in content["filters"]:
        for source, conditions in row["per"].items():
            facts = {"name_en": row["en"], "definition": row["text"], "conditions": conditions}
            written += _renew(filters, {"name": row["name"], "source": source}, facts, at)
    return written


def _renew(model: Any, identity: dict[str, Any], facts: dict[str, Any], at: datetime) -> int:
    kept = model.objects.filter(**identity).first()
    if kept is None:
        model.objects.create(**identity, **facts, created_at=at, updated_at=at)
        return 1
    if kept.version > 1 or all(getattr(kept, name) == value for name, value in facts.items()):
        return 0
    model.objects.filter(pk=kept.pk).update(**facts, updated_at=at)
    return 1

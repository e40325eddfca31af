"""Categories, levels and clock presets an installation starts with (data/shipped.yaml)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from dianxiaoer.domain.tickets.states import Measure, StepKey

FILE = Path(__file__).parent / "data" / "shipped.yaml"
#: the set a unit works by until it chooses another
DEFAULT_PRESET = "hotline_12345"
DEFAULT_LEVEL = "ordinary"
_DISPATCH = {"key": StepKey.DISPATCH, "amount": 1, "measure": Measure.WORKDAYS}


def install_shipped(category: Any, level: Any, preset: Any, step: Any, at: datetime) -> int:
    """Add what is not there yet, with the models given (a migration's or today's). Returns rows added."""
    with FILE.open(encoding="utf-8") as file:
        found = yaml.safe_load(file)
    stamps = {"created_at": at, "updated_at": at}
    added = 0
    for model, rows in ((category, found["categories"]), (level, found["levels"])):
        for place, row in enumerate(rows, 1):
            facts = {"name": row["name"], "name_en": row["en"], "place": place * 10, **stamps}
            if "class" in row:
                facts["clock_class"] = row["class"]
            added += model.objects.get_or_create(unit=None, key=row["key"], defaults=facts)[1]
    for row in found["presets"]:
        added += _install_preset(preset, step, row, stamps)
    return added


def _install_preset(preset: Any, step: Any, row: dict[str, Any], stamps: dict[str, Any]) -> bool:
    facts = {name: row[name] for name in row.keys() - {"key", "steps"}} | stamps
    made, is_new = preset.objects.get_or_create(key=row["key"], defaults=facts)
    if is_new:
        step.objects.bulk_create(
            step(
                preset=made,
                key=line["key"],
                clock_class=line.get("class", ""),
                amount=line["amount"],
                measure=line["measure"],
                after=line.get("after", ""),
            )
            for line in [_DISPATCH, *row["steps"]]
        )
    return bool(is_new)

"""What an office keeps for itself: the clock preset it works by, its categories and levels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from dianxiaoer.domain.people.access import require_at
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.tickets.states import Measure, StepKey
from dianxiaoer.domain.tickets.terms import ClockChoice, ClockPreset, ClockStep
from dianxiaoer.domain.tickets.ticking import reclock_below
from dianxiaoer.domain.tickets.words import Category, Level, MenuItem
from dianxiaoer.kernel.records import add, amend
from dianxiaoer.kernel.refusals import Refused

Word = TypeVar("Word", Category, Level, MenuItem)


@transaction.atomic
def choose_preset(*, by: User, at: datetime, unit: Unit, preset: ClockPreset, from_on: date) -> ClockChoice:
    """A unit and everything below it works by a preset from a day on. What was dispatched earlier keeps its terms."""
    require_at(by, "tickets.set_clock", unit)
    if preset.unit is not None and not unit.path.startswith(preset.unit.path):
        raise Refused(_("这个方案属于“%(unit)s”,本机构不能选用。") % {"unit": preset.unit})
    if preset.from_on > from_on:
        raise Refused(_("这个方案 %(on)s 起才有效。") % {"on": preset.from_on})
    choice = add(ClockChoice(unit=unit, preset=preset, from_on=from_on), "tickets.set_clock", by=by, at=at)
    reclock_below(unit.path, at)
    return choice


@transaction.atomic
def add_preset(
    *, by: User, at: datetime, unit: Unit, name: str, source: str, from_on: date, steps: Iterable[Mapping[str, Any]],
    rule_text: str = "", objection_workdays: int = 1, extension_notice_workdays: int = 1,
) -> ClockPreset:  # fmt: skip
    """A preset of the unit's own. It is never changed afterwards: other terms are another preset, from another day.

    steps: {key, amount, measure, clock_class?, after?} each. Raises Refused without a term to answer.
    """
    require_at(by, "tickets.set_clock", unit)
    lines = [dict(line) for line in steps]
    if not any(line["key"] == StepKey.ANSWER for line in lines):
        raise Refused(_("时限方案至少要有“办理答复”的时限。"))
    if not any(line["key"] == StepKey.DISPATCH for line in lines):
        lines.insert(0, {"key": StepKey.DISPATCH, "amount": 1, "measure": Measure.WORKDAYS})
    preset = ClockPreset(
        key=f"unit{unit.pk}-{ClockPreset.objects.filter(unit=unit).count() + 1}",
        name=name,
        unit=unit,
        source=source,
        from_on=from_on,
        rule_text=rule_text,
        objection_workdays=objection_workdays,
        extension_notice_workdays=extension_notice_workdays,
    )
    add(preset, "tickets.set_clock", by=by, at=at)
    for line in lines:
        row = ClockStep(preset=preset, **line)
        row.full_clean()
        row.save(force_insert=True)
    return preset


@transaction.atomic
def set_word(
    model: type[Word], row: Word | None, *, by: User, at: datetime, unit: Unit, version: int | None = None, **facts: Any
) -> Word:
    """Add a category, a level or a service a firm may order, or change one.

    A shipped one is kept for others: the unit gets a row of its own under its key.
    """
    require_at(by, "tickets.set_categories", unit)
    if row is not None and row.unit_id == unit.pk:
        return amend(row, "tickets.set_categories", facts, by=by, at=at, version=version)
    key = row.key if row is not None else f"u{unit.pk}-{model.objects.filter(unit=unit).count() + 1}"
    return add(model(unit=unit, key=key, **facts), "tickets.set_categories", by=by, at=at)

"""Schemes: taken over from an example or written by hand, line by line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dianxiaoer.domain.appraisal.bridge import formula_of
from dianxiaoer.domain.appraisal.examples import shipped_scheme
from dianxiaoer.domain.appraisal.models import Scheme, SchemeIndicator
from dianxiaoer.domain.appraisal.readings import check_sources
from dianxiaoer.domain.appraisal.states import FormulaKind, Group
from dianxiaoer.domain.people.access import require, require_at
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.kernel.events import record_event
from dianxiaoer.kernel.records import add, amend
from dianxiaoer.kernel.refusals import Refused


@transaction.atomic
def adopt_scheme(unit: Unit, *, by: User, at: datetime, key: str, adopted_on: date, name: str = "") -> Scheme:
    """Take a shipped example over as the unit's own, to be changed as the unit decides. Its source and mark stay."""
    require_at(by, "appraisal.define", unit)
    example = shipped_scheme(key)
    scheme = Scheme(
        unit=unit,
        name=name.strip() or example.name,
        cycle=example.cycle,
        full_points=example.full_points,
        source=example.source,
        is_weak=example.is_weak,
        note=example.note,
        adopted_on=adopted_on,
        taken_from=key,
    )
    add(scheme, "appraisal.define", by=by, at=at)
    for order, line in enumerate(example.indicators, start=1):
        row = SchemeIndicator(
            scheme=scheme,
            order=order,
            name=line.name,
            group=line.group,
            kind=line.kind,
            weight=line.weight,
            cap=line.cap,
            items=line.items,
            tiers=line.tiers,
            sources=line.sources,
            note=line.note,
        )
        _enter(row, by=by, at=at)
    return scheme


def set_scheme(unit: Unit, *, by: User, at: datetime, **facts: Any) -> Scheme:
    """A scheme of the unit's own, still without lines. facts: name, cycle, full_points, source, adopted_on, note, is_weak."""
    require_at(by, "appraisal.define", unit)
    return add(Scheme(unit=unit, **facts), "appraisal.define", by=by, at=at)


def edit_scheme(
    scheme: Scheme, *, by: User, at: datetime, changes: Mapping[str, Any], version: int | None = None
) -> Scheme:
    require(by, "appraisal.define", scheme)
    return amend(scheme, "appraisal.define", changes, by=by, at=at, version=version)


@transaction.atomic
def add_indicator(scheme: Scheme, *, by: User, at: datetime, **facts: Any) -> SchemeIndicator:
    require(by, "appraisal.define", scheme)
    hold_unused(scheme)
    last = scheme.indicators.order_by("-order").values_list("order", flat=True).first() or 0
    return _enter(SchemeIndicator(scheme=scheme, order=last + 1, **facts), by=by, at=at)


@transaction.atomic
def edit_indicator(
    indicator: SchemeIndicator, *, by: User, at: datetime, changes: Mapping[str, Any], version: int | None = None
) -> SchemeIndicator:
    """Change a line. Refused once the scheme was used: what units were scored by stays readable."""
    require(by, "appraisal.define", indicator)
    hold_unused(indicator.scheme)
    trial = SchemeIndicator.objects.get(pk=indicator.pk)
    for name, value in changes.items():
        setattr(trial, name, value)
    _check(trial)
    return amend(indicator, "appraisal.define", changes, by=by, at=at, version=version, root=indicator.scheme)


@transaction.atomic
def remove_indicator(indicator: SchemeIndicator, *, by: User, at: datetime) -> Scheme:
    require(by, "appraisal.define", indicator)
    scheme = indicator.scheme
    hold_unused(scheme)
    record_event(scheme, "appraisal.define", by=by, at=at, note=_("删除指标:%(name)s") % {"name": indicator.name})
    indicator.delete()
    return scheme


def hold_unused(scheme: Scheme) -> None:
    """Raises Refused when an edition was opened under the scheme."""
    if scheme.editions.exists():
        raise Refused(_("这个办法已用于考核,不能再改指标。请采用或新建一份新的办法。"))


def _enter(row: SchemeIndicator, *, by: User, at: datetime) -> SchemeIndicator:
    _check(row)
    return add(row, "appraisal.define", by=by, at=at, root=row.scheme)


def _check(row: SchemeIndicator) -> None:
    if (row.kind == FormulaKind.VETO) != (row.group == Group.VETO):
        raise Refused(_("一票否决的指标,类别和计分方法都应是“一票否决”。"))
    formula_of(row)
    check_sources(row)

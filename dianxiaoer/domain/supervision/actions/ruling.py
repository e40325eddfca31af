"""Rules of a unit: taken over from an example, written by hand, changed; and lights set by a person for a reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.people.access import require, require_at
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.supervision.actions.lighting import forget_pass, relight
from dianxiaoer.domain.supervision.models import LightOverride, LightRule, StandingLight
from dianxiaoer.domain.supervision.rules import shipped_rule
from dianxiaoer.domain.supervision.watches import watch_labels, watch_of
from dianxiaoer.domain.tickets.lighting import WATCH as CLOCK
from dianxiaoer.domain.tickets.ticking import reclock_below
from dianxiaoer.engines.figures.lights import FROM_BELOW
from dianxiaoer.kernel.records import add, amend, lock, write
from dianxiaoer.kernel.refusals import Refused

#: an override is an exception: it cannot stand longer
LONGEST = timedelta(days=180)


def adopt_rule(unit: Unit, *, by: User, at: datetime, key: str, watch: str, effective_from: date) -> LightRule:
    """Take a shipped example over as the unit's own rule for one watch, with its source."""
    require_at(by, "lights.adopt_rule", unit)
    facts = shipped_rule(key)
    if watch not in facts.watches:
        raise Refused(_("“%(rule)s”不适用于这个事项。") % {"rule": facts.name})
    row = LightRule(
        unit=unit,
        watch=watch,
        name=facts.name,
        measure=facts.measure,
        effective_from=effective_from,
        source=facts.source,
        yellow_act=facts.yellow_act,
        second_yellow_act=facts.second_yellow_act,
        red_act=facts.red_act,
        taken_from=key,
        **_limits("yellow", facts.yellow),
        **_limits("red", facts.red),
    )
    return _enter(row, "lights.adopt_rule", by=by, at=at)


def set_rule(unit: Unit, *, by: User, at: datetime, watch: str, **facts: Any) -> LightRule:
    """A rule of the unit's own. facts: name, measure, yellow_compare, yellow_value, red_compare, red_value, the three acts,
    effective_from, source. The rule in force before ends the day before."""
    require_at(by, "lights.set_rule", unit)
    return _enter(LightRule(unit=unit, watch=watch, **facts), "lights.set_rule", by=by, at=at)


@transaction.atomic
def edit_rule(
    rule: LightRule, *, by: User, at: datetime, changes: Mapping[str, Any], version: int | None = None
) -> LightRule:
    """Correct a rule. A new threshold from a new day is a new rule (`set_rule`), so that old lights stay explained."""
    require(by, "lights.edit_rule", rule)
    _hold_measure(rule.watch, changes.get("measure", rule.measure))
    row = amend(rule, "lights.edit_rule", changes, by=by, at=at, version=version)
    _hold_clock(row)
    _reckon_anew(row, at)
    return row


@transaction.atomic
def override_light(
    standing: StandingLight, *, by: User, at: datetime, color: str, reason: str, expires_on: date
) -> LightOverride:
    """Set a light by hand until a day. Raises Refused without a reason, for the colour it has, or for too long."""
    require(by, "lights.override", standing)
    today = timezone.localdate(at)
    if not reason.strip():
        raise Refused(_("请写明人工定灯的理由。"))
    if color == standing.color:
        raise Refused(_("这盏灯已经是“%(color)s”。") % {"color": standing.get_color_display()})
    if expires_on - today > LONGEST:
        raise ValidationError({"expires_on": _("人工定灯最长 %(n)d 天。") % {"n": LONGEST.days}})
    _lift_expired(standing, today, at)
    row = LightOverride(
        unit=standing.unit,
        watch=standing.watch,
        subject=standing.subject,
        object_id=standing.object_id,
        color=color,
        reason=reason.strip(),
        set_by=by,
        set_on=today,
        expires_on=expires_on,
    )
    add(row, "lights.override", by=by, at=at, note=reason.strip())
    relight(standing.subject, [standing.object_id], at=at)
    return row


@transaction.atomic
def lift_override(row: LightOverride, *, by: User, at: datetime) -> LightOverride:
    """Back to what the rule says."""
    require(by, "lights.lift", row)
    if lock(row).lifted_on:
        raise Refused(_("这次人工定灯已经取消。"))
    lifted = amend(row, "lights.lift", {"lifted_on": timezone.localdate(at)}, by=by, at=at)
    relight(row.subject, [row.object_id], at=at)
    return lifted


@transaction.atomic
def _enter(row: LightRule, verb: str, *, by: User, at: datetime) -> LightRule:
    _hold_measure(row.watch, row.measure)
    Unit.objects.select_for_update().get(pk=row.unit_id)
    before = (
        LightRule.objects.filter(unit=row.unit, watch=row.watch, effective_from__lt=row.effective_from)
        .order_by("-effective_from")
        .first()
    )
    if before and (before.effective_to is None or before.effective_to >= row.effective_from):
        before.effective_to = row.effective_from - timedelta(1)
        write(before, ["effective_to"], at=at)
    _hold_clock(row)
    added = add(row, verb, by=by, at=at)
    _reckon_anew(added, at)
    return added


def _reckon_anew(rule: LightRule, at: datetime) -> None:
    """The pass of the day is done again; tickets keep the moments they turn, which move with the rule."""
    forget_pass(timezone.localdate(at))
    if rule.watch == CLOCK:
        reclock_below(rule.unit.path, at)


def _hold_clock(rule: LightRule) -> None:
    """The queue of tickets is ordered by when they turn red, as time goes by."""
    if rule.watch == CLOCK and not (rule.red_compare in FROM_BELOW and rule.yellow_compare in ("", *FROM_BELOW)):
        raise ValidationError({"red_compare": _("诉求的亮灯规则须有红灯界限,条件只能是 > 或 ≥。")})


def _hold_measure(watch: str, measure: str) -> None:
    if watch not in watch_labels():
        raise ValidationError({"watch": _("没有这个亮灯事项。")})
    fitting = [str(one) for one in watch_of(watch).measures]
    if measure not in fitting:
        raise ValidationError({"measure": _("这种衡量方式不适用于“%(watch)s”。") % {"watch": watch_labels()[watch]}})


def _lift_expired(standing: StandingLight, today: date, at: datetime) -> None:
    """One that ran out makes room for the next."""
    old = LightOverride.objects.filter(
        watch=standing.watch, object_id=standing.object_id, lifted_on__isnull=True, expires_on__lt=today
    )
    old.update(lifted_on=today, updated_at=at)


def _limits(color: str, limit: tuple[str, Decimal] | None) -> dict[str, Any]:
    return {f"{color}_compare": limit[0], f"{color}_value": limit[1]} if limit else {}

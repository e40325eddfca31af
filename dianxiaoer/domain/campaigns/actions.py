"""Opening rounds, listing projects with their amounts frozen, the one adjustment a year, and an office's own bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dianxiaoer.domain.campaigns.bars import bars_at, cleared
from dianxiaoer.domain.campaigns.models import EntryBar, Round, RoundMember
from dianxiaoer.domain.campaigns.states import BATCH_DATES, ROUNDS, RoundStage
from dianxiaoer.domain.people.access import require, require_at
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.domain.projects.states import Status
from dianxiaoer.kernel.records import add, amend, lock
from dianxiaoer.kernel.refusals import Refused
from dianxiaoer.kernel.stages import move


def open_round(*, by: User, at: datetime, unit: Unit, **facts: Any) -> Round:
    """facts: number, name, year, quarter, starts_on, ends_on."""
    require_at(by, "rounds.open", unit)
    return add(Round(unit=unit, **facts), "rounds.open", by=by, at=at)


def edit_round(
    campaign: Round, *, by: User, at: datetime, changes: Mapping[str, Any], version: int | None = None
) -> Round:
    require(by, "rounds.edit", campaign)
    if campaign.stage != RoundStage.DRAFT:
        raise Refused(_("名单已公布,不能再修改本期信息。"))
    return amend(campaign, "rounds.edit", changes, by=by, at=at, version=version)


@transaction.atomic
def list_project(
    campaign: Round, project: Project, *, by: User, at: datetime, batch: str, platform: str, reason: str = ""
) -> RoundMember:
    """Put a project on a list of a round still being drawn up; its amount is frozen as it stands.

    Raises Refused when its records do not carry it (day outside the round, below every bar without a written reason).
    """
    require(by, "rounds.list", campaign)
    campaign = lock(campaign)
    if campaign.stage != RoundStage.DRAFT:
        raise Refused(_("名单已公布。年底可调整一次。"))
    return _list(campaign, project, by=by, at=at, batch=batch, platform=platform, reason=reason)


@transaction.atomic
def unlist_project(member: RoundMember, *, by: User, at: datetime, reason: str) -> RoundMember:
    """Take a project off a list still being drawn up."""
    require(by, "rounds.unlist", member)
    campaign = lock(member.round)
    if campaign.stage != RoundStage.DRAFT:
        raise Refused(_("名单已公布。年底可调整一次。"))
    return _unlist(member, campaign, by=by, at=at, reason=reason)


def publish_round(campaign: Round, *, by: User, at: datetime) -> Round:
    """Close the lists. Raises Refused when they are empty."""
    require(by, "rounds.publish", campaign)
    if not campaign.members.filter(removed_on__isnull=True).exists():
        raise Refused(_("名单为空,不能公布。请先列入项目。"))
    return move(campaign, ROUNDS, "publish", by=by, at=at)


@transaction.atomic
def adjust_round(
    campaign: Round,
    *,
    by: User,
    at: datetime,
    reason: str,
    remove: Sequence[RoundMember] = (),
    take_in: Sequence[tuple[Project, str, str]] = (),
) -> Round:
    """The one adjustment of a year to a published list. take_in: (project, batch, platform).

    Raises Refused without a reason or change, or when the unit adjusted a round of that year already.
    """
    require(by, "rounds.adjust", campaign)
    campaign = lock(campaign)
    if campaign.stage != RoundStage.LISTED:
        raise Refused(_("名单尚未公布,可直接增减,不必调整。"))
    if not reason.strip() or not (remove or take_in):
        raise Refused(_("请写明调整原因,并选择要移出或列入的项目。"))
    if Round.objects.filter(unit=campaign.unit, year=campaign.year, adjusted_on__isnull=False).exists():
        raise Refused(_("%(year)s 年度已调整过一次名单,不能再调整。") % {"year": campaign.year})
    for member in remove:
        _unlist(member, campaign, by=by, at=at, reason=reason)
    for project, batch, platform in take_in:
        _list(campaign, project, by=by, at=at, batch=batch, platform=platform, reason=reason)
    changes = {"adjusted_on": at.date(), "adjust_reason": reason.strip()}
    return amend(campaign, "rounds.adjust", changes, by=by, at=at, note=reason.strip())


def set_bar(
    unit: Unit,
    *,
    by: User,
    at: datetime,
    category: str,
    min_yuan: Decimal,
    effective_from: date,
    effective_to: date | None = None,
    source: str = "",
) -> EntryBar:
    """A bar of the unit's own. With its first row the shipped bars no longer hold there."""
    require_at(by, "bars.edit", unit)
    bar = EntryBar(
        unit=unit,
        category=category,
        min_yuan=min_yuan,
        effective_from=effective_from,
        effective_to=effective_to,
        source=source,
    )
    return add(bar, "bars.edit", by=by, at=at)


@transaction.atomic
def adopt_bars(unit: Unit, *, by: User, at: datetime) -> list[EntryBar]:
    """Copy the bars in force into rows of the unit's own, to be edited."""
    require_at(by, "bars.edit", unit)
    if EntryBar.objects.filter(unit=unit).exists():
        raise Refused(_("“%(unit)s”已有自己的入选门槛。") % {"unit": unit})
    rows = [
        EntryBar(
            unit=unit,
            category=bar.category,
            min_yuan=bar.min_yuan,
            effective_from=bar.effective_from,
            effective_to=bar.effective_to,
            source=bar.source,
        )
        for bar in bars_at(unit, on=at.date())
    ]
    return [add(row, "bars.edit", by=by, at=at) for row in rows]


def edit_bar(
    bar: EntryBar, *, by: User, at: datetime, changes: Mapping[str, Any], version: int | None = None
) -> EntryBar:
    require(by, "bars.edit", bar)
    return amend(bar, "bars.edit", changes, by=by, at=at, version=version)


def _list(
    campaign: Round, project: Project, *, by: User, at: datetime, batch: str, platform: str, reason: str
) -> RoundMember:
    project = lock(project)
    _hold_records(campaign, project, batch)
    if cleared(project, bars_at(campaign.unit, on=campaign.ends_on)) is None and not reason.strip():
        raise Refused(_("“%(project)s”未达到任何一类入选门槛。确需列入的,请写明理由。") % {"project": project})
    member = RoundMember(
        round=campaign,
        project=project,
        batch=batch,
        platform=platform,
        amount_yuan=project.contracted_yuan,
        listed_on=at.date(),
    )
    return add(member, "rounds.list", by=by, at=at, note=reason.strip(), root=project)


def _unlist(member: RoundMember, campaign: Round, *, by: User, at: datetime, reason: str) -> RoundMember:
    if member.round_id != campaign.pk:
        raise Refused(_("所选项目不在本期名单中。"))
    if not reason.strip():
        raise Refused(_("请写明移出原因。"))
    changes = {"removed_on": at.date(), "remove_reason": reason.strip()}
    return amend(member, "rounds.unlist", changes, by=by, at=at, note=reason.strip(), root=member.project)


def _hold_records(campaign: Round, project: Project, batch: str) -> None:
    day = getattr(project, BATCH_DATES[batch])
    if project.status == Status.TERMINATED:
        raise Refused(_("“%(project)s”已终止,不能列入名单。") % {"project": project})
    if not project.unit.path.startswith(campaign.unit.path):
        raise Refused(_("“%(project)s”不属于“%(unit)s”。") % {"project": project, "unit": campaign.unit})
    if day is None or not campaign.starts_on <= day <= campaign.ends_on:
        raise Refused(
            _("“%(project)s”在本期(%(start)s 至 %(end)s)没有经核实的相应节点,不能列入。")
            % {"project": project, "start": campaign.starts_on, "end": campaign.ends_on}
        )

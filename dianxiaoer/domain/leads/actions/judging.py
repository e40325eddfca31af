"""Answering, judging, and telling the referrer: the first week of a lead."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.leads.actions.ticking import reclock
from dianxiaoer.domain.leads.models import FollowUp, Lead, Opinion
from dianxiaoer.domain.leads.states import LEAD, Aspect, Manner
from dianxiaoer.domain.people.access import require
from dianxiaoer.domain.people.models import User
from dianxiaoer.kernel.records import add, amend
from dianxiaoer.kernel.refusals import Refused
from dianxiaoer.kernel.stages import move


@transaction.atomic
def respond_lead(
    lead: Lead, *, by: User, at: datetime, note: str, manner: str = Manner.CALL, on: date | None = None
) -> Lead:
    """The first answer to the investor, written down as the first follow-up. There is only one first answer."""
    require(by, "leads.respond", lead)
    if lead.responded_on:
        raise Refused(_("这条线索已于 %(on)s 首次响应,请登记跟进。") % {"on": lead.responded_on})
    day = day_of(lead, on, at)
    add(FollowUp(lead=lead, by=by, on=day, manner=manner, note=note), "leads.follow_up", by=by, at=at, root=lead)
    changes = {"responded_on": day, "last_followed_on": max(day, lead.last_followed_on or day)}
    return reclock(amend(lead, "leads.respond", changes, by=by, at=at))


@transaction.atomic
def ask_experts(lead: Lead, *, by: User, at: datetime, note: str) -> Lead:
    """Experts are needed: judging gets the longer term, once, and before it is done."""
    require(by, "leads.ask_experts", lead)
    if lead.screened_on or not lead.is_open:
        raise Refused(_("线索已研判,不再提请专家。"))
    return reclock(amend(lead, "leads.ask_experts", {"needs_experts": True}, by=by, at=at, note=note))


@transaction.atomic
def give_opinion(
    lead: Lead,
    *,
    by: User,
    at: datetime,
    verdict: str,
    text: str,
    aspect: str = Aspect.OVERALL,
    expert_name: str = "",
    on: date | None = None,
) -> Opinion:
    """What a person, or an expert they write for, thinks of the lead under one heading."""
    require(by, "leads.give_opinion", lead)
    if not lead.is_open:
        raise Refused(_("线索已结束,不能再填写研判意见。"))
    row = Opinion(
        lead=lead, by=by, on=day_of(lead, on, at), aspect=aspect, verdict=verdict, text=text, expert_name=expert_name
    )
    return add(row, "leads.give_opinion", by=by, at=at, root=lead, note=text)


@transaction.atomic
def screen_lead(lead: Lead, *, by: User, at: datetime, screening_opinion: str, on: date | None = None) -> Lead:
    """The lead is worth following. Raises StageRefused naming what is missing."""
    require(by, "leads.screen", lead)
    changes = {"screening_opinion": screening_opinion.strip(), "screened_on": day_of(lead, on, at)}
    return reclock(move(lead, LEAD, "screen", by=by, at=at, changes=changes, note=screening_opinion))


@transaction.atomic
def feed_back(lead: Lead, *, by: User, at: datetime, note: str, on: date | None = None) -> Lead:
    """The referrer or investor was told whether we follow. Written once; what comes later is a follow-up."""
    require(by, "leads.feed_back", lead)
    if lead.fed_back_on:
        raise Refused(_("这条线索已于 %(on)s 反馈。") % {"on": lead.fed_back_on})
    changes = {"fed_back_on": day_of(lead, on, at)}
    return reclock(amend(lead, "leads.feed_back", changes, by=by, at=at, note=note))


def day_of(lead: Lead, on: date | None, at: datetime) -> date:
    """The day of an act: today, or the earlier day given. Raises Refused for a later one or one before registration."""
    today = timezone.localtime(at).date()
    if on is None:
        return today
    if on > today:
        raise Refused(_("日期不能晚于今天。"))
    if on < lead.registered_on:
        raise Refused(_("日期不能早于登记日期 %(on)s。") % {"on": lead.registered_on})
    return on

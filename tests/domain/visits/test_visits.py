"""Visits under the quiet rule, records whose findings are tickets, the weekly visit, what counts of a person."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from dianxiaoer.domain.codes.actions import issue_code
from dianxiaoer.domain.codes.tokens import token_of
from dianxiaoer.domain.entries.actions import set_limit
from dianxiaoer.domain.entries.models import Alert, Entry
from dianxiaoer.domain.inspections.actions.scanning import Position
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.ratings import Rating
from dianxiaoer.domain.visits.actions.planning import TooOften, cancel_visit, edit_visit, join_visit
from dianxiaoer.domain.visits.actions.recording import Found, Person, check_in, record_visit
from dianxiaoer.domain.visits.actions.weekly import plan_week, set_rota
from dianxiaoer.domain.visits.models import Finding, Visit
from dianxiaoer.domain.visits.queries import firm_file, flag_counts, results_by_person, to_join
from dianxiaoer.kernel.refusals import StageRefused
from tests.cast import NOW, TODAY
from tests.domain.companies.given import a_company, a_contact
from tests.domain.inspections.given import HERE, a_filing
from tests.domain.visits.given import a_visit

LATER = NOW + timedelta(days=3)


def test_a_stranger_visits_nobody(cast):
    firm = a_company(cast)
    for person in (cast.stranger, cast.liu, cast.auditor):
        with pytest.raises(PermissionDenied):
            a_visit(cast, by=person, company=firm)
    visit = a_visit(cast, company=firm)
    for person in (cast.zhao, cast.supervisor, cast.liu):
        with pytest.raises(PermissionDenied):
            record_visit(visit, by=person, at=LATER, visited_on=date(2024, 6, 5), summary="去过")


def test_a_full_month_asks_to_join_or_for_a_reason(cast):
    set_limit(by=cast.chief, at=NOW, unit=cast.district, per_month=2, since_on=date(2024, 1, 1), source="示例")
    firm = a_company(cast, is_resident=True)
    a_filing(cast, company=firm)  # an inspection counts too
    first = a_visit(cast, company=firm)
    with pytest.raises(TooOften, match=r"已有 2 次入企,上限 2 次"):
        a_visit(cast, company=firm, by=cast.zhao)
    assert to_join(cast.zhao, firm, TODAY) == [first]
    joined = join_visit(first, by=cast.zhao, at=NOW, topics="融资")
    assert joined.topics == "了解用工需求;融资"
    assert Entry.objects.get(subject="visits.visit").who == "小王、小赵"
    with pytest.raises(ValidationError, match="已在"):
        join_visit(first, by=cast.zhao, at=NOW)
    more = a_visit(cast, company=firm, by=cast.zhao, over_limit_reason="企业邀请")
    assert (more.over_limit_reason, Alert.objects.get().kind) == ("企业邀请", "repeated")
    july = a_visit(cast, company=firm, planned_on=date(2024, 7, 2))
    with pytest.raises(TooOften):
        edit_visit(july, {"planned_on": date(2024, 6, 20)}, by=cast.wang, at=NOW)
    cancel_visit(more, by=cast.zhao, at=NOW, reason="企业改期")
    assert len(firm_file(cast.wang, firm, TODAY).entries) == 2


def test_what_is_found_is_a_ticket_with_an_owner_and_a_day_in_the_same_act(cast):
    visit = a_visit(cast)
    found = [
        Found("labour", "缺 30 名数控操作工"),
        Found("moving", "有外地来挖,考虑搬迁", owner=cast.handler, due_on=date(2024, 6, 7)),
    ]
    with pytest.raises(ValidationError, match="不能晚于今天"):
        record_visit(visit, by=cast.wang, at=NOW, visited_on=date(2024, 6, 5), summary="看了车间")
    late = [found[0], Found("finance", "缺流动资金", due_on=date(2024, 6, 1))]
    with pytest.raises(ValidationError, match="期限"):  # all of it or none
        record_visit(visit, by=cast.wang, at=LATER, visited_on=date(2024, 6, 5), summary="看了车间", found=late)
    assert not Ticket.objects.exists()
    visit = record_visit(
        visit, by=cast.wang, at=LATER, visited_on=date(2024, 6, 5), summary="看了车间", found=found,
        met=[Person("示例厂长", "厂长"), Person("")],
    )  # fmt: skip
    assert (visit.stage, visit.met.count()) == ("done", 1)
    labour, moving = Finding.objects.order_by("id")
    assert (labour.ticket.category.key, labour.owner, labour.due_on) == ("labour", cast.wang, date(2024, 6, 17))
    assert (moving.ticket.owner, moving.ticket.lead_unit, moving.ticket.promised_on) == (
        cast.handler,
        cast.district,
        date(2024, 6, 7),
    )
    assert (labour.ticket.source_subject, labour.ticket.source_id) == ("visits.visit", visit.pk)
    assert labour.ticket.channel == "visit"
    assert labour.ticket.stage == "dispatched"
    assert {row.flag: (row.all, row.open) for row in flag_counts(cast.chief) if row.all} == {
        "labour": (1, 1),
        "moving": (1, 1),
    }
    with pytest.raises(StageRefused):
        record_visit(visit, by=cast.wang, at=LATER, visited_on=date(2024, 6, 5), summary="再写")


def test_check_in_by_the_code_once(cast):
    visit = a_visit(cast)
    code = issue_code(visit.company, by=cast.wang, at=NOW)
    other = issue_code(a_company(cast, "示例二号有限公司"), by=cast.wang, at=NOW)
    with pytest.raises(ValidationError, match="不符"):
        check_in(visit, by=cast.wang, at=NOW, token=token_of(other), position=HERE)
    visit = check_in(visit, by=cast.wang, at=NOW, token=token_of(code), position=Position(refusal="没有信号"))
    assert (visit.in_at, visit.in_no_position) == (NOW, "没有信号")
    with pytest.raises(ValidationError, match="已于"):
        check_in(visit, by=cast.wang, at=LATER, token=token_of(code), position=HERE)


def test_the_weekly_visit_goes_where_nobody_went_for_longest(cast):
    seen, unseen = (a_company(cast, f"示例{n}号有限公司", is_resident=True) for n in "一二")
    record_visit(
        a_visit(cast, company=seen, planned_on=TODAY), by=cast.wang, at=NOW, visited_on=TODAY, summary="看了车间"
    )
    with pytest.raises(ValidationError, match="没有在"):
        set_rota(by=cast.chief, at=NOW, unit=cast.district, chief=cast.liu, weekday=2, since_on=TODAY)
    set_rota(by=cast.chief, at=NOW, unit=cast.district, chief=cast.chief, weekday=2, since_on=TODAY)
    assert plan_week(TODAY, at=NOW) == 1
    visit = Visit.objects.get(kind="bureau_chief")
    assert (visit.company, visit.planned_on, visit.owner) == (unseen, date(2024, 6, 5), cast.chief)
    assert plan_week(TODAY, at=NOW) == 0
    assert plan_week(date(2024, 6, 6), at=NOW) == 0  # the day is over
    assert plan_week(date(2024, 6, 10), at=NOW) == 1
    assert Visit.objects.filter(kind="bureau_chief").latest("id").company == seen


def test_what_counts_is_closed_tickets_and_what_firms_say(cast):
    visit = record_visit(
        a_visit(cast), by=cast.wang, at=LATER, visited_on=date(2024, 6, 5), summary="看了车间",
        found=[Found("labour", "缺工"), Found("finance", "缺钱"), Found("supply", "缺单")],
    )  # fmt: skip
    one, two, _three = [row.ticket for row in visit.findings.order_by("id")]
    for ticket, stars in ((one, 5), (two, 2)):
        Ticket.objects.filter(pk=ticket.pk).update(
            stage="closed",
            closed_at=LATER,
            closed_on=LATER.date(),
            resolution_kind="resolved",
            revisit_agreed=stars > 2,
        )
        Rating.objects.create(ticket=ticket, stars=stars, rated_at=LATER, rated_on=LATER.date())
    line = results_by_person(cast.chief, TODAY, date(2024, 6, 30))[0]
    assert (line.name, line.tickets, line.closed, line.cleared, line.rated) == ("小王", 3, 2, 1, 2)
    assert (line.mean, line.closed_share) == (Decimal("3.50"), Decimal(2) / 3)
    assert results_by_person(cast.liu, TODAY, date(2024, 6, 30)) == []


def test_a_firm_on_one_page_masks_phones(cast):
    visit = a_visit(cast)
    a_contact(cast, visit.company)
    page = firm_file(cast.wang, visit.company, TODAY)
    assert page.contacts[0].masked_phone() == "138****1234"
    assert [row.subject for row in page.entries] == ["visits.visit"]
    assert page.per_month is None

"""Tickets and works orders of the demo: what the articles print, and a queue in the fictitious district to try."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from dianxiaoer.demo.papers import example_pdf
from dianxiaoer.demo.sheets import day_of, moment, number, sheet, yuan
from dianxiaoer.demo.showcase_cast import Cast, on_day
from dianxiaoer.demo.writing import event, insert
from dianxiaoer.domain.accounts.callers import Caller, caller_of
from dianxiaoer.domain.accounts.models import Account
from dianxiaoer.domain.companies.bridge import comparable
from dianxiaoer.domain.people.actions import plant_unit
from dianxiaoer.domain.people.states import UnitKind
from dianxiaoer.domain.policies.queries import policy_of
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.domain.tickets.actions import concierge as concierge_acts
from dianxiaoer.domain.tickets.actions import works as works_acts
from dianxiaoer.domain.tickets.actions.dispatching import dispatch_ticket, object_ticket
from dianxiaoer.domain.tickets.actions.ending import close_ticket, revisit_ticket
from dianxiaoer.domain.tickets.actions.firms import rate_ticket
from dianxiaoer.domain.tickets.actions.handling import (
    accept_ticket,
    add_part,
    answer_ticket,
    ask_extension,
    ask_firm,
    process_ticket,
)
from dianxiaoer.domain.tickets.actions.mending import call_back
from dianxiaoer.domain.tickets.actions.registering import link_ticket, register_ticket
from dianxiaoer.domain.tickets.actions.settings import set_word
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.numbers import next_number, secret_code
from dianxiaoer.domain.tickets.queries import INDEX, category_named
from dianxiaoer.domain.tickets.shipped import install_shipped
from dianxiaoer.domain.tickets.states import TicketStage, WorksStage
from dianxiaoer.domain.tickets.terms import ClockPreset, ClockStep
from dianxiaoer.domain.tickets.words import Category, Level, MenuItem
from dianxiaoer.domain.tickets.works import WorksOrder


def load_article_tickets(district: Any) -> None:
    """Problems an article says were solved: as many rows as it prints at least, each closed; some only explained."""
    install_shipped(Category, Level, ClockPreset, ClockStep, timezone.now())
    lines = sheet(district.folder, "tickets")
    rows = [_closed(district, line) for line in lines]
    insert(rows, [moment(day_of(line["received_on"])) for line in lines])
    for row in rows:
        district.events.append(event(row, "tickets.register", by=district.officer, at=row.received_at))
        district.events.append(event(row, "tickets.close", by=district.officer, at=row.closed_at, stage=row.stage))
    INDEX.put_many([(row.pk, row.search_texts()) for row in rows])


def load_article_works(district: Any) -> None:
    """The road of article 004: 150 m by 10 m for 64.3万元; its days are examples."""
    for line in sheet(district.folder, "works"):
        project = district.projects[line["project"]]
        days = {name: day_of(line[name]) for name in line if name.endswith("_on")}
        cost = yuan(line["cost_yuan"])
        order = WorksOrder(
            unit=project.unit,
            owner=district.officer,
            number=next_number(works_acts.NUMBER_PREFIX, days["needed_on"]),
            project=project,
            company=district.companies.get(line["company_name"]),
            name=line["name"],
            company_name=line["company_name"],
            facility=line["facility"],
            need=line["need"],
            place=line["place"],
            survey_note=line["note"],
            stage=WorksStage.ACCEPTED,
            length_m=number(line["length_m"]),
            width_m=number(line["width_m"]),
            estimate_yuan=cost,
            approved_yuan=cost,
            cost_yuan=cost,
            approved_by=district.chief,
            accepted_by_name="示例企业代表",
            contractor="示例施工单位",
            **days,
        )
        insert([order], [moment(days["needed_on"])])
        for verb, on in (
            ("open", "needed_on"),
            ("survey", "surveyed_on"),
            ("approve", "approved_on"),
            ("complete", "completed_on"),
            ("accept", "accepted_on"),
        ):
            by = district.chief if verb == "approve" else district.officer
            district.events.append(event(order, f"works.{verb}", by=by, at=moment(days[on])))


def _closed(district: Any, line: dict[str, str]) -> Ticket:
    received, closed = day_of(line["received_on"]), day_of(line["closed_on"])
    answered = moment(closed, 15)
    return Ticket(
        unit=district.unit,
        lead_unit=district.unit,
        owner=district.officer,
        number=next_number("JY", received),
        follow_code=secret_code(),
        kind=line["kind"],
        channel=line["channel"],
        category=Category.objects.get(unit=None, key=line["category"]),
        level=Level.objects.get(unit=None, key="ordinary"),
        company_name=line["company_name"],
        company_normal=comparable(line["company_name"]),
        title=line["title"],
        text=line["note"],
        stage=TicketStage.CLOSED,
        resolution_kind=line["resolution_kind"],
        answer=line["answer"],
        revisit_agreed=True,
        received_at=moment(received),
        dispatched_at=moment(received, 11),
        responded_at=moment(received, 14),
        accepted_at=moment(received, 14),
        answered_at=answered,
        fed_back_at=answered,
        revisited_at=moment(closed, 16),
        closed_at=moment(closed, 17),
        closed_on=closed,
    )


# ——— the fictitious district ———


@dataclass(frozen=True)
class Need:
    """A ticket told so many days ago. to: how far it has come. body: who handles it. policy, project: what it is tied to."""

    title: str
    text: str
    firm: str
    category: str
    days_ago: int
    to: str
    body: str = "城市管理局(示例)"
    kind: str = "issue"
    channel: str = "portal"
    level: str = ""
    policy: str = ""
    project: str = ""


NEEDS = (
    Need("厂门口道路坑洼,货车难进", "东门外约八十米路面破损,雨天积水。", "示例轻骑车业有限公司", "utilities", 1, "registered", channel="code"),
    Need("想了解高新技术企业认定条件", "研发投入和专利都有一些,想请人帮着对照条件看看差在哪里。", "示例光储科技股份有限公司", "policy", 0, "registered", kind="consultation", policy="hnte-2016"),
    Need("急缺焊工二十名", "订单增加,一线焊工不足。", "示例轻骑车业有限公司", "labour", 2, "dispatched", body="人力资源社会保障局(示例)", channel="hotline"),
    Need("污水管网与规划图不符", "接驳口位置与图纸差十米。", "示例华天微电子有限公司", "utilities", 1, "objected"),
    Need("用电增容需要 800 kVA", "二期投产前须完成增容。", "示例光储科技股份有限公司", "utilities", 16, "late", project="示例光储一体化组件项目"),
    Need("周转贷款到期续贷困难", "抵押物评估下调。", "示例骑驰电机有限公司", "finance", 5, "parts", body="投资促进局(示例)", channel="visit", level="joint"),
    Need("施工围挡占道请协调", "临街施工需占道三十天。", "示例蓝芯控制器有限公司", "approval", 7, "asked", channel="meeting"),
    Need("厂区外路灯不亮", "北门外五盏路灯不亮,夜班员工不便。", "示例轻骑车业有限公司", "utilities", 9, "answered"),
    Need("员工子女入学咨询", "外地员工子女入学需要哪些材料。", "示例光储科技股份有限公司", "other", 20, "cleared", channel="hotline", kind="consultation"),
    Need("雨水倒灌车间", "暴雨时北侧排水不畅。", "示例轻骑车业有限公司", "utilities", 24, "bad"),
    Need("规划新增公交站点", "园区员工三百余人,最近站点两公里。", "示例光储科技股份有限公司", "other", 30, "scheduled", channel="visit"),
    Need("代办建筑工程施工许可", "二期厂房准备开工,想请代办。", "示例光储科技股份有限公司", "approval", 12, "concierge", body="投资促进局(示例)", kind="concierge"),
)  # fmt: skip


def load_showcase_tickets(cast: Cast, today: date) -> None:
    """A queue with something due, late, objected, waiting for the firm, badly rated; a concierge case; a works order."""
    install_shipped(Category, Level, ClockPreset, ClockStep, on_day(today, 700))
    for name, name_en in (
        ("城市管理局(示例)", "Urban Management Bureau (example)"),
        ("人力资源社会保障局(示例)", "Human Resources and Social Security Bureau (example)"),
    ):
        cast.units[name] = plant_unit(
            name=name,
            name_en=name_en,
            kind=UnitKind.BUREAU,
            parent=cast.district,
            at=on_day(today, 700),
            is_fictitious=True,
        )
    _menu(cast, today)
    firm = _caller(today)
    tickets = [_need(cast, need, firm, today) for need in NEEDS]
    _works(cast, tickets[0], today)


#: name, English, category, kind, body, note, English note
MENU = (
    ("代办营业执照变更", "Change of business licence, done for you", "approval", "concierge", "投资促进局(示例)",
     "一个工作日办结。准备好营业执照原件和法定代表人身份证。", "Done in one working day. Have the licence and the legal representative's ID card at hand."),
    ("帮办施工许可报件", "Help with the construction permit", "approval", "concierge", "投资促进局(示例)",
     "专人上门指导,一次性告知材料。", "An officer comes and lists all papers at once."),
    ("用水用电报装", "Water and power connection", "utilities", "concierge", "城市管理局(示例)",
     "两个工作日内现场勘察。", "Survey on site within two working days."),
    ("组织专场招聘", "A job fair for your firm", "labour", "issue", "人力资源社会保障局(示例)",
     "写明岗位、人数和薪资。", "Tell posts, numbers and pay."),
    ("政策匹配一对一讲解", "Policies explained one to one", "policy", "consultation", "投资促进局(示例)",
     "带上年度财务报表,约一小时。", "Bring last year's accounts; about an hour."),
)  # fmt: skip


def _menu(cast: Cast, today: date) -> None:
    for place, (name, name_en, category, kind, lead, note, note_en) in enumerate(MENU, 1):
        set_word(
            MenuItem, None, by=cast["likezhang"], at=on_day(today, 200), unit=cast.district, name=name, name_en=name_en,
            category=category_named(cast.district, category), kind=kind, lead_unit=cast.units[lead], note=note,
            note_en=note_en, place=place * 10,
        )  # fmt: skip


def _caller(today: date) -> Caller:
    at = on_day(today, 60)
    account, _made = Account.objects.get_or_create(
        phone="13800000001", defaults={"name": "陈总", "verified_at": at, "created_at": at, "updated_at": at}
    )
    return caller_of(account)


def _need(cast: Cast, need: Need, firm: Caller, today: date) -> Ticket:
    at = _worked(today - timedelta(need.days_ago))
    is_phone = need.channel in {"portal", "code"}
    ticket = register_ticket(
        by=firm if is_phone else cast["xiaowang"],
        at=at,
        unit=cast.district,
        kind=need.kind,
        channel=need.channel,
        category=category_named(cast.district, need.category),
        level=need.level,
        title=need.title,
        text=need.text,
        company_name=need.firm,
        contact_name="陈总" if is_phone else "林经理",
        contact_phone="13800000001" if is_phone else f"1390000{need.days_ago:04}",
        files=[example_pdf(f"{need.title}现场照片")] if need.channel == "code" else (),
    )
    if need.policy or need.project:
        project = Project.objects.filter(unit__path__startswith=cast.district.path, name=need.project).first()
        policy = need.policy if policy_of(need.policy) else ""
        ticket = link_ticket(ticket, by=cast["xiaowang"], at=at, project=project, policy=policy)
    if need.to == "registered":
        return ticket
    ticket = dispatch_ticket(ticket, by=cast["xiaowang"], at=at + timedelta(hours=1), lead_unit=cast.units[need.body])
    return _STORIES[need.to](cast, ticket, firm, at + timedelta(hours=2))


def _objected(cast: Cast, ticket: Ticket, firm: Caller, at: datetime) -> Ticket:
    body = cast.units["投资促进局(示例)"]
    object_ticket(ticket, by=cast["sunjingban"], at=at, reason="管网移交前由建设方负责", proposed_unit=body)
    return ticket


def _accepted(cast: Cast, ticket: Ticket, at: datetime) -> Ticket:
    return accept_ticket(ticket, by=cast["sunjingban"], at=at)


def _late(cast: Cast, ticket: Ticket, firm: Caller, at: datetime) -> Ticket:
    ticket = _accepted(cast, ticket, at)
    return process_ticket(
        ticket, by=cast["sunjingban"], at=at + timedelta(days=1), note="已报供电公司,正在出方案。", is_shown=True
    )


def _parts(cast: Cast, ticket: Ticket, firm: Caller, at: datetime) -> Ticket:
    ticket = _accepted(cast, ticket, at)
    task = "核实企业用工与社保缴纳情况"
    add_part(ticket, by=cast["sunjingban"], at=at, unit=cast.units["人力资源社会保障局(示例)"], task=task)
    ask_extension(ticket, by=cast["sunjingban"], at=at, workdays=5, reason="需与银行会商授信方案")
    return ticket


def _asked(cast: Cast, ticket: Ticket, firm: Caller, at: datetime) -> Ticket:
    question = "请补充占道平面图和施工时间安排"
    return ask_firm(_accepted(cast, ticket, at), by=cast["sunjingban"], at=at + timedelta(hours=3), question=question)


def _answered(cast: Cast, ticket: Ticket, firm: Caller, at: datetime, kind: str = "resolved", **facts: Any) -> Ticket:
    ticket = _accepted(cast, ticket, at)
    answer = facts.pop("answer", "已安排维修,当晚恢复照明。")
    when = at + timedelta(days=2)
    return answer_ticket(ticket, by=cast["sunjingban"], at=when, resolution_kind=kind, answer=answer, **facts)


def _cleared(cast: Cast, ticket: Ticket, firm: Caller, at: datetime) -> Ticket:
    answer = "已向企业寄送材料清单,并告知报名时间和窗口。"
    ticket = _answered(cast, ticket, firm, at, "explained", answer=answer)
    when = at + timedelta(days=4)
    ticket = revisit_ticket(ticket, by=cast["xiaozhao"], at=when, agreed=True, note="电话回访,企业表示清楚了。")
    return close_ticket(ticket, by=cast["xiaozhao"], at=when)


def _bad(cast: Cast, ticket: Ticket, firm: Caller, at: datetime) -> Ticket:
    ticket = _answered(cast, ticket, firm, at, answer="已清淤疏通。")
    rating = rate_ticket(
        ticket,
        caller=firm,
        at=at + timedelta(days=3),
        level=2,
        aspects={"efficiency": 2, "ease": 3},
        text="又下了一场雨,还是倒灌。",
    )
    note = "企业反映属实,管径偏小,已列入整改。"
    call_back(rating, by=cast["xiaozhao"], at=at + timedelta(days=4), note=note, is_confirmed=True)
    return ticket


def _scheduled(cast: Cast, ticket: Ticket, firm: Caller, at: datetime) -> Ticket:
    later = timezone.localtime(at).date() + timedelta(days=120)
    answer = "已列入下半年公交线网优化计划。"
    ticket = _answered(cast, ticket, firm, at, "scheduled", answer=answer, scheduled_on=later)
    return close_ticket(ticket, by=cast["xiaozhao"], at=at + timedelta(days=4))


def _concierge(cast: Cast, ticket: Ticket, firm: Caller, at: datetime) -> Ticket:
    by, day = cast["sunjingban"], timezone.localtime(at).date()
    row = concierge_acts.triage_concierge(ticket.concierge, by=by, at=at, agent=by)
    row = concierge_acts.accept_concierge(
        row, by=by, at=at, matter="建筑工程施工许可", promised_on=day + timedelta(days=30)
    )
    row = concierge_acts.authorise_concierge(
        row,
        by=by,
        at=at + timedelta(days=1),
        authorised_by_name="陈总",
        authorised_until=day + timedelta(days=60),
    )
    row = concierge_acts.prepare_concierge(row, by=by, at=at + timedelta(days=2), note="已列出一次性告知清单")
    return concierge_acts.file_concierge(
        row, by=by, at=at + timedelta(days=4), approval_body="住房城乡建设局(示例)"
    ).ticket


_STORIES: dict[str, Any] = {
    "dispatched": lambda cast, ticket, firm, at: ticket,
    "objected": _objected,
    "late": _late,
    "parts": _parts,
    "asked": _asked,
    "answered": _answered,
    "cleared": _cleared,
    "bad": _bad,
    "scheduled": _scheduled,
    "concierge": _concierge,
}


def _works(cast: Cast, ticket: Ticket, today: date) -> None:
    by = cast["xiaowang"]
    order = works_acts.open_works(
        by=by, at=on_day(today, 1), unit=cast.district, name="东门外道路修复", facility="road", need=ticket.text,
        ticket=ticket,
    )  # fmt: skip
    works_acts.survey_works(
        order, by=by, at=on_day(today, 0, 8), length_m=Decimal(80), width_m=Decimal(7), estimate_yuan=Decimal(260_000),
        survey_note="面层龟裂,基层完好,铣刨加铺即可。", files=[example_pdf("东门外道路现场")],
    )  # fmt: skip


def _worked(day: date) -> datetime:
    """Nine in the morning of a weekday not after `day`, or a little ago where that is still to come."""
    while day.weekday() > 4:
        day -= timedelta(1)
    return min(timezone.make_aware(datetime.combine(day, time(9, 5))), timezone.now() - timedelta(minutes=20))

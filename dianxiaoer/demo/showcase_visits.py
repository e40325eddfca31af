"""Liaison, visits, codes and inspections of the fictitious district, written by the same acts the screens call."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import timezone

from dianxiaoer.demo.papers import example_pdf
from dianxiaoer.demo.showcase_cast import Cast, on_day, weekday
from dianxiaoer.domain.accounts.callers import caller_of
from dianxiaoer.domain.accounts.models import Account, Membership
from dianxiaoer.domain.codes.actions import issue_code, renew_code
from dianxiaoer.domain.codes.models import ServiceCode
from dianxiaoer.domain.codes.tokens import token_of
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.entries.actions import set_limit
from dianxiaoer.domain.inspections.actions.filing import Officer, file_inspection
from dianxiaoer.domain.inspections.actions.firms import rate_inspection
from dianxiaoer.domain.inspections.actions.plans import add_line, add_plan, publish_plan, submit_plan
from dianxiaoer.domain.inspections.actions.scanning import (
    Position,
    conclude_inspection,
    leave_document,
    scan_in,
    scan_out,
)
from dianxiaoer.domain.inspections.caps import set_cap
from dianxiaoer.domain.inspections.models import Filing
from dianxiaoer.domain.stewardship.actions.assigning import assign_firm
from dianxiaoer.domain.stewardship.actions.roster import add_official, edit_profile, set_sector_minimum
from dianxiaoer.domain.stewardship.models import FirmProfile, Official, RoleRule, SizeBand
from dianxiaoer.domain.stewardship.shipped import install_rules
from dianxiaoer.domain.tickets.actions.ending import close_ticket, revisit_ticket
from dianxiaoer.domain.tickets.actions.handling import accept_ticket, answer_ticket, process_ticket
from dianxiaoer.domain.visits.actions.planning import plan_visit
from dianxiaoer.domain.visits.actions.recording import Found, Person, record_visit
from dianxiaoer.domain.visits.actions.weekly import plan_week, set_rota
from dianxiaoer.domain.visits.models import Finding

SOURCE = "云溪区涉企检查频次上限"
HERE = Position(Decimal("31.23040"), Decimal("121.47370"))
TWO = (Officer("许执法员", "云溪-A001"), Officer("方执法员", "云溪-A002"))

#: flag of a visit → how what it found was settled; what is not here is still being worked on
ANSWERS = {
    "labour": ("resolved", "已组织两场专场招聘,到岗 36 人,其余由人力资源公司补充。"),
    "utilities": ("resolved", "路灯已全部更换,当晚恢复照明。"),
    "moving": ("resolved", "园区腾出相邻厂房 2000 平方米,企业决定留下。"),
    "finance": ("resolved", "银行已办理无还本续贷,期限一年。"),
}


def load_showcase_visits(cast: Cast, today: date, companies: dict[str, Company]) -> None:
    """Eight resident firms with stewards and codes; inspections in every stage, one blocked by the cap; visits that found
    something; a weekly visit of the chief."""
    firms = [firm for firm in companies.values() if firm.is_resident]
    install_rules(SizeBand, RoleRule, on_day(today, 700))
    _stewards(cast, today, firms)
    codes = {firm.pk: _code(cast, today, firm) for firm in firms}
    _rules(cast, today)
    _inspections(cast, today, firms, codes)
    _visits(cast, today, firms)


def _stewards(cast: Cast, today: date, firms: list[Company]) -> None:
    by, at = cast["likezhang"], on_day(today, 330)
    officials = [
        add_official(by=by, at=at, unit=cast.district, name=name, position=position, is_leader=leads, user=user,
                     expertise=words, x_km=x, y_km=y, upper=20)
        for name, position, leads, user, words, x, y in (
            ("周主任", "管委会主任", True, cast["zhouzhuren"], "融资、用地", 3, 4),
            ("林副区长", "副区长", True, None, "用工、科技", 12, 9),
            ("小王", "助企联络员", False, cast["xiaowang"], "用工、政策", 4, 5),
            ("小赵", "助企联络员", False, cast["xiaozhao"], "融资、审批", 11, 8),
        )
    ]  # fmt: skip
    for role, sector, minimum in (("leader", "secondary", 2), ("leader", "tertiary", 1), ("liaison", "secondary", 2)):
        set_sector_minimum(
            by=by, at=at, unit=cast.district, role=role, sector=sector, minimum=minimum,
            since_on=today - timedelta(330), source="云溪区万人助万企工作方案",
        )  # fmt: skip
    for number, firm in enumerate(firms):
        _assign(cast, today, officials[number % 3 % 2], firm, "leader")
        _assign(cast, today, officials[2 + number % 2], firm, "liaison")
        place = {"x_km": Decimal(number * 2 + 1), "y_km": Decimal(number * 3 % 11)}
        edit_profile(FirmProfile.objects.get(company=firm), place, by=by, at=at)


def _assign(cast: Cast, today: date, official: Official, firm: Company, role: str) -> None:
    assign_firm(
        by=cast["likezhang"], at=on_day(today, 320), unit=cast.district, official=official, company=firm, role=role,
        since_on=today - timedelta(320), reason="列入年度包联名单", programme="万人助万企",
    )  # fmt: skip


def _code(cast: Cast, today: date, firm: Company) -> ServiceCode:
    by = cast["xiaowang"]
    code = issue_code(firm, by=by, at=on_day(today, 200), site="主厂区", address="云溪区示例大道")
    if firm.name == "示例鲜达供应链有限公司":
        code = renew_code(code, by=by, at=on_day(today, 60), reason="海报被风吹落遗失,换发")
    return code


def _rules(cast: Cast, today: date) -> None:
    by, at = cast["likezhang"], on_day(today, 360)
    since = date(today.year - 1, 1, 1)
    set_cap(by=by, at=at, unit=cast.district, per_year=2, since_on=since, source=SOURCE)
    set_limit(by=by, at=at, unit=cast.district, per_month=3, since_on=since, source="云溪区无事不扰若干措施")
    plan = add_plan(
        by=cast["sunjingban"], at=at, unit=cast.district, year=today.year, title=f"{today.year} 年度涉企检查计划",
        basis="《中华人民共和国消防法》第五十三条", note="能书面核查的不入企;能合并的一次查。",
    )  # fmt: skip
    for kind, target, items, months in (
        ("daily", "规模以上工业企业", "消防设施与疏散通道", "二、三季度"),
        ("special", "冷链仓储企业", "食品储存温度记录", "七月"),
        ("joint", "新投产项目", "安全、环保、消防一并核查", "投产后三个月内"),
    ):
        add_line(plan, by=cast["sunjingban"], at=at, kind=kind, target=target, items=items, months=months)
    plan = submit_plan(plan, by=cast["sunjingban"], at=at)
    publish_plan(plan, by=by, at=on_day(today, 350))


def _inspections(cast: Cast, today: date, firms: list[Company], codes: dict[int, ServiceCode]) -> None:
    account = Account.objects.filter(phone="13800000001").first()
    for number, firm in enumerate(firms[:6]):
        filing = _filed(cast, today, firm, 40 - number * 3)
        _carried_out(cast, today, filing, codes[firm.pk], 39 - number * 3, "rectify" if number == 1 else "clean")
    if account and Membership.objects.filter(account=account, company=firms[0], until_on__isnull=True).exists():
        done = Filing.objects.filter(company=firms[0]).first()
        if done:
            rate_inspection(done, caller=caller_of(account), at=on_day(today, 30), level=4, aspects={"lawful": 5})
    _filed(cast, today, firms[0], -4)
    _filed(cast, today, firms[1], -6, exempt="complaint", exempt_note="12345 热线举报单 0001 号")
    with suppress(ValidationError):  # the cap of two blocks it, and the supervisor's alert is what the demo shows
        _filed(cast, today, firms[0], -8)
    scan_in(
        _filed(cast, today, firms[6], 0), by=cast["sunjingban"], at=on_day(today, 0, 9), position=HERE,
        token=token_of(codes[firms[6].pk]),
    )  # fmt: skip


def _filed(cast: Cast, today: date, firm: Company, days_ago: int, **facts: str) -> Filing:
    return file_inspection(
        by=cast["sunjingban"], at=on_day(today, max(days_ago, 0) + 3), unit=cast.district, company=firm, kind="daily",
        basis="《中华人民共和国消防法》第五十三条", items="消防设施与疏散通道", planned_on=today - timedelta(days_ago), officers=TWO,
        **facts,
    )  # fmt: skip


def _carried_out(cast: Cast, today: date, filing: Filing, code: ServiceCode, days_ago: int, result: str) -> None:
    by, token = cast["sunjingban"], token_of(code)
    filing = scan_in(filing, by=by, at=on_day(today, days_ago + 1, 9), position=HERE, token=token)
    paper = example_pdf(f"{filing.number}-检查笔录")
    leave_document(filing, by=by, at=on_day(today, days_ago + 1, 10), title="现场检查笔录", upload=paper)
    refused = Position(refusal="手机没有开启定位")
    filing = scan_out(filing, by=by, at=on_day(today, days_ago + 1, 11), position=refused, token=token)
    until = today - timedelta(days_ago - 20) if result == "rectify" else None
    conclude_inspection(filing, by=by, at=on_day(today, days_ago, 15), result=result, rectify_by=until)


def _visits(cast: Cast, today: date, firms: list[Company]) -> None:
    found = {
        2: (
            Found("labour", "旺季缺 40 名包装工,希望组织一场专场招聘"),
            Found("utilities", "厂区外路灯不亮,夜班员工上下班不便"),
        ),
        3: (Found("moving", "外地园区来谈过搬迁,企业还在犹豫,主要顾虑是场地不够", cast["likezhang"]),),
        4: (Found("finance", "流动资金紧张,月底贷款到期,想无还本续贷"),),
        5: (Found("expansion", "订单饱满,想在园区内再要 30 亩地扩产", cast["likezhang"]),),
    }
    for number, firm in enumerate(firms):
        by = cast["xiaowang"] if number % 2 else cast["xiaozhao"]
        days_ago = 46 - number * 5
        days_ago += max(0, (today - timedelta(days_ago)).weekday() - 4)  # a Friday, where it fell on a weekend
        visit = plan_visit(
            by=by, at=on_day(today, days_ago + 3), unit=cast.district, company=firm, kind="liaison",
            planned_on=today - timedelta(days_ago), topics="生产经营情况、用工和政策需求", owner=by,
            over_limit_reason="企业邀请,商量扩产用地",
        )  # fmt: skip
        record_visit(
            visit, by=by, at=on_day(today, days_ago, 16), visited_on=today - timedelta(days_ago),
            summary="看了两条产线,听厂长讲了订单和用工情况,介绍了技改补助和稳岗政策,企业提出的事项已登记。", met=[Person("何厂长", "厂长")], found=found.get(number, ()),
        )  # fmt: skip
    _work_on(cast, today)
    plan_visit(
        by=cast["xiaowang"], at=on_day(today, 1), unit=cast.district, company=firms[2], kind="liaison",
        planned_on=weekday(today + timedelta(2)), topics="回访包装工招聘进展", over_limit_reason="企业邀请,商量扩产用地",
    )  # fmt: skip
    chief = cast["likezhang"]
    set_rota(
        by=chief, at=on_day(today, 30), unit=cast.district, chief=chief, weekday=0, since_on=today - timedelta(30),
        topics="局长走访:订单、用工和要素保障",
    )  # fmt: skip
    plan_week(today + timedelta(7 - today.weekday()), at=on_day(today, 0))


def _work_on(cast: Cast, today: date) -> None:
    """What visits found: most of it settled and confirmed by the firm, one still late."""
    by = cast["sunjingban"]
    for row in (
        Finding.objects.filter(unit__path__startswith=cast.district.path).select_related("ticket").order_by("id")
    ):
        received = (today - timezone.localtime(row.ticket.received_at).date()).days
        ticket = accept_ticket(row.ticket, by=by, at=on_day(today, received - 1))
        if row.flag not in ANSWERS:
            process_ticket(
                ticket, by=by, at=on_day(today, received - 4), note="已与园区对接两宗备选地块,等待企业选址。"
            )
            continue
        kind, answer = ANSWERS[row.flag]
        answer_ticket(ticket, by=by, at=on_day(today, received - 5), resolution_kind=kind, answer=answer)
        ticket = revisit_ticket(
            ticket, by=cast["xiaozhao"], at=on_day(today, received - 7), agreed=True, note="电话回访,企业表示认可。"
        )
        close_ticket(ticket, by=cast["xiaozhao"], at=on_day(today, received - 7, 11))

"""Money of the fictitious district: receipts, completed investment, promises, three batches, bonds, targets."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from dianxiaoer.demo.papers import example_pdf
from dianxiaoer.demo.showcase_cast import Cast, on_day
from dianxiaoer.domain.bonds.actions import apply_bond, issue_bond, review_bond, spend_bond
from dianxiaoer.domain.campaigns.actions import list_project, open_round, publish_round
from dianxiaoer.domain.funds.actions import claim_receipt, recognise_receipt, reject_receipt
from dianxiaoer.domain.projects.actions.contract import change_contract
from dianxiaoer.domain.projects.actions.evidence import upload_evidence
from dianxiaoer.domain.projects.actions.progress import add_phase, report_investment, set_quantity
from dianxiaoer.domain.projects.actions.promises import add_obligation, record_achievement
from dianxiaoer.domain.projects.actions.status import change_status
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.domain.targets.actions import set_target
from dianxiaoer.domain.targets.models import Indicator

WAN = Decimal(10_000)
#: where the investor's money comes from, by place in the list of projects
ORIGINS = ("330106", "320505", "430102", "440305", "440306", "310115", "320102", "110108")


def load_money(cast: Cast, today: date) -> None:
    projects = list(Project.objects.filter(unit__path__startswith=cast.district.path).order_by("id"))
    for number, project in enumerate(projects[:8]):
        _receipts(cast, project, number, today)
        report_investment(
            project,
            by=project.owner,
            at=on_day(today, 3),
            through_on=today - timedelta(days=4),
            amount_yuan=(project.contracted_yuan / 4).quantize(WAN),
        )
    _one_of_everything(cast, projects, today)
    _rounds(cast, projects, today)
    _bond(cast, projects[5], today)
    _targets(cast, today)


def _receipts(cast: Cast, project: Project, number: int, today: date) -> None:
    """Three instalments; the first two recognised, the last waits; one of another project was rejected."""
    parts = ((Decimal("0.2"), 140), (Decimal("0.15"), 70), (Decimal("0.05"), 2))
    for place, (part, days_ago) in enumerate(parts):
        at = on_day(today, min(days_ago, max((today - project.signed_on).days - 5, 1)))
        slip = upload_evidence(
            project,
            by=project.owner,
            at=at,
            kind="capital",
            upload=example_pdf(f"{project.name}-receipt-{place}"),
            taken_on=at.date(),
        )
        receipt = claim_receipt(
            project, by=project.owner, at=at, investor_name=project.investor_name, kind="fixed_asset", received_on=at.date(),
            amount_yuan=(project.contracted_yuan * part).quantize(WAN), origin_region_code=ORIGINS[number % len(ORIGINS)], evidence=[slip],
        )  # fmt: skip
        if place == 2 and number == 3:
            reject_receipt(
                receipt, by=cast["likezhang"], at=on_day(today, 1), reason="凭证抬头与投资方不一致,请重新提供(示例)。"
            )
        elif place < 2:
            recognise_receipt(
                receipt, by=cast["likezhang"], at=at + timedelta(hours=5), recognised_yuan=receipt.amount_yuan
            )


def _one_of_everything(cast: Cast, projects: list[Project], today: date) -> None:
    first, second, third, late = projects[0], projects[1], projects[2], projects[8]
    for name in ("一期 整车线", "二期 电机与控制器"):
        add_phase(
            first,
            by=first.owner,
            at=on_day(today, 600),
            name=name,
            planned_yuan=first.contracted_yuan / 2,
        )
    set_quantity(
        second,
        by=second.owner,
        at=on_day(today, 90),
        key="capacity_mw",
        unit="MW",
        planned_low=Decimal(800),
        planned_high=Decimal(1000),
        actual=Decimal(620),
        actual_on=today - timedelta(days=90),
    )
    change_contract(
        third,
        by=third.owner,
        at=on_day(today, 60),
        kind="increase",
        amount_yuan=Decimal("1.2") * WAN * WAN,
        changed_on=today - timedelta(days=60),
        note="补充协议(示例)",
    )
    promise = add_obligation(
        first,
        by=first.owner,
        at=on_day(today, 600),
        kind="output",
        promised=Decimal(20) * WAN * WAN,
        due_on=today - timedelta(days=20),
        consequence="未达部分按协议追回租金减免(示例)",
    )
    record_achievement(
        promise,
        by=first.owner,
        at=on_day(today, 10),
        achieved=Decimal(15) * WAN * WAN,
        achieved_on=today - timedelta(days=10),
    )
    add_obligation(
        second,
        by=second.owner,
        at=on_day(today, 500),
        kind="jobs",
        promised=Decimal(600),
        due_on=today + timedelta(days=120),
    )
    change_status(
        late,
        "delay",
        by=cast["likezhang"],
        at=on_day(today, 9),
        reason="环评公示延后(示例)",
        on=today - timedelta(days=9),
    )


def _rounds(cast: Cast, projects: list[Project], today: date) -> None:
    by = cast["likezhang"]
    start = today - timedelta(days=120)
    current = open_round(
        by=by,
        at=on_day(today, 25),
        unit=cast.district,
        number=1,
        name=f"第1期(示例){today.year}",
        year=today.year,
        quarter=(today.month - 1) // 3 + 1,
        starts_on=start,
        ends_on=today,
    )
    for project in projects:
        if project.signed_on >= start:
            platform = "province" if project.contracted_yuan >= 3 * WAN * WAN else "city"
            list_project(
                current,
                project,
                by=by,
                at=on_day(today, 12),
                batch="signed",
                platform=platform,
                reason="市级平台(示例)",
            )
    publish_round(current, by=by, at=on_day(today, 11))


def _bond(cast: Cast, project: Project, today: date) -> None:
    by, wan = project.owner, WAN
    batch = apply_bond(
        project, by=by, at=on_day(today, 200), applied_yuan=6000 * wan, applied_on=today - timedelta(days=200)
    )
    batch = review_bond(
        batch,
        by=cast["likezhang"],
        at=on_day(today, 150),
        review_level="national",
        approved_yuan=5000 * wan,
        reviewed_on=today - timedelta(days=150),
    )
    batch = issue_bond(
        batch,
        by=cast["likezhang"],
        at=on_day(today, 110),
        issued_yuan=5000 * wan,
        issued_on=today - timedelta(days=110),
    )
    spend_bond(
        batch,
        by=cast["likezhang"],
        at=on_day(today, 30),
        amount_yuan=3100 * wan,
        spent_on=today - timedelta(days=30),
        note="主体工程款(示例)",
    )


def _targets(cast: Cast, today: date) -> None:
    for key, value in (
        ("signed.n", "11"),
        ("signed.amt", "5200000000"),
        ("started.n", "6"),
        ("fund.paid", "2400000000"),
        ("lead.n", "18"),
        ("act.n", "12"),
    ):
        indicator = Indicator.objects.get(key=key)
        set_target(
            by=cast["likezhang"],
            at=on_day(today, 100),
            unit=cast.district,
            indicator=indicator,
            year=today.year,
            value=Decimal(value),
            adopted_on=date(today.year, 1, 10),
            source="年度招商目标(示例)",
        )

"""Supervision and appraisal in the demo: rules taken over, lights, notices at every stage, appraisals sealed and shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dianxiaoer.demo.papers import example_pdf
from dianxiaoer.demo.showcase_cast import Cast, on_day
from dianxiaoer.domain.appraisal.actions.editions import (
    answer_objection,
    compute_edition,
    draft_edition,
    enter_input,
    freeze_edition,
    invite_objections,
    object_to,
    open_edition,
    publish_edition,
)
from dianxiaoer.domain.appraisal.actions.schemes import add_indicator, adopt_scheme, set_scheme
from dianxiaoer.domain.appraisal.models import Edition, Entrant, Line, Scheme
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.projects.actions.opening import edit_project
from dianxiaoer.domain.projects.actions.progress import plan_investment
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.domain.supervision.actions.escalating import press_notices
from dianxiaoer.domain.supervision.actions.lighting import forget_pass, refresh_lights
from dianxiaoer.domain.supervision.actions.notices import (
    answer_notice,
    close_notice,
    issue_notice,
    raise_notice,
    send_back,
)
from dianxiaoer.domain.supervision.actions.ruling import adopt_rule, override_light, set_rule
from dianxiaoer.domain.supervision.models import Notice, StandingLight

#: what the article says of 邢台高新区, and no more: a mechanism of supervision and appraisal was set up
XINGTAI_SOURCE = "示例:文章只说建立“督导考评机制”(邢台日报 2023-11-03),没有公布具体规则,以下数字为演示"


@dataclass(frozen=True)
class Plan:
    """Planned days of a project in days from today (negative is past), and how much should be done by today (share)."""

    name: str
    days: dict[str, int]
    share: str = ""


PLANS = (
    Plan("示例储能电池回收项目", {"due_perform_on": -100, "due_commission_on": 300}),
    Plan("示例预制菜中央厨房", {"due_library_on": 60, "due_commission_on": 240}),
    Plan("示例特高压绝缘材料项目", {"due_commission_on": 320}),
    Plan("示例工业母机主轴项目", {"due_perform_on": -20, "due_commission_on": 400}),
    Plan("示例氢能阀门项目", {"due_perform_on": 10}),
    Plan("示例新型显示模组项目", {"due_perform_on": 25, "due_commission_on": 600}),
    Plan("示例智能手机结构件项目", {"due_complete_on": -40, "due_commission_on": 60}, "0.85"),
    Plan("示例低空无人机总装项目", {"due_complete_on": 90, "due_commission_on": 180}, "0.6"),
    Plan("示例冷链物流产业园", {"due_library_on": -30, "due_complete_on": 150}),
    Plan("示例康养器械产业园", {"due_complete_on": 45}, "0.5"),
)
#: quarter numbers of scheme B: (name of the unit, its inputs); made up, they add up to what the sheet shows
_B = {
    "省外境内到位资金完成率": ("actual", "target"),
    "实际使用外资完成率": ("actual", "target"),
    "签约项目个数和金额": ("count.actual", "count.target", "amount.actual", "amount.target"),
    "项目体量结构": ("short_3", "short_10", "short_20"),
    "获奖、重点企业和平台签约": ("awards", "firms", "platform"),
    "项目真实性和开工": ("overdue", "falsified"),
}
_UNITS = {
    "云溪高新园(示例)": ((96, 100), (120, 100), (28, 27, "177.7", 54), (0, 0, 1), (1, 1, 1), (1, 0)),
    "空港片区(示例)": ((88, 100), (100, 100), (12, 15, "36", 40), (1, 1, 1), (0, 1, 0), (0, 0)),
    "桥南街道(示例)": ((102, 100), (60, 100), (9, 8, "21", 18), (2, 1, 1), (1, 0, 0), (0, 0)),
    "河东镇(示例)": ((71, 100), (0, 100), (4, 6, "9", 15), (3, 2, 1), (0, 0, 0), (2, 0)),
}


def load_supervision(cast: Cast, today: date) -> None:
    """Everything of 云溪区(示例)."""
    _rules_and_plans(cast, today)
    refresh_lights(at=on_day(today, 0), on=today)
    _notices(cast, today)
    forget_pass(today)
    refresh_lights(at=on_day(today, 0), on=today)
    scheme = adopt_scheme(
        cast.district, by=cast["likezhang"], at=on_day(today, 300), key="b-city-2024", adopted_on=today - timedelta(300)
    )
    _sealed(cast, scheme, today)
    _shown(cast, scheme, today)
    _projects_by_points(cast, today)


def load_xingtai_mechanism(unit: Unit, chief: User, today: date) -> None:
    """邢台高新区: a rule and a scheme as examples of the mechanism the article names."""
    at = on_day(today, 0)
    set_rule(
        unit, by=chief, at=at, watch="projects.start", name="示例 督导考评:开工", measure="days_late",
        yellow_compare=">=", yellow_value=Decimal(-30), red_compare=">=", red_value=Decimal(1), yellow_act="提醒包联领导",
        red_act="现场督导", effective_from=date(2023, 3, 1), source=XINGTAI_SOURCE,
    )  # fmt: skip
    scheme = set_scheme(
        unit, by=chief, at=at, name="示例 项目督导考评", cycle="quarter", full_points=100, source=XINGTAI_SOURCE,
        adopted_on=date(2023, 3, 1),
    )  # fmt: skip
    add_indicator(
        scheme, by=chief, at=at, name="开工率", group="basic", kind="ratio_capped", weight=60,
        sources={"actual": {"from": "figure", "key": "started.n"}, "target": {"from": "figure", "key": "signed.n"}},
    )  # fmt: skip
    add_indicator(
        scheme, by=chief, at=at, name="企业评价", group="basic", kind="raters", weight=40,
        items=[{"key": "firms", "each": "1", "label": "企业评分"}],
    )  # fmt: skip


def _rules_and_plans(cast: Cast, today: date) -> None:
    given = {"by": cast["wuducha"], "at": on_day(today, 200), "effective_from": today - timedelta(200)}
    for key, watch in (
        ("yinchuan-2025-start", "projects.start"),
        ("yinchuan-2025-library", "projects.library"),
        ("sanya-2022-investment", "projects.progress"),
    ):
        adopt_rule(cast.district, key=key, watch=watch, **given)
    for plan in PLANS:
        project = Project.objects.get(name=plan.name, unit__path__startswith=cast.district.path)
        at = on_day(today, 5)
        days = {name: today + timedelta(days) for name, days in plan.days.items()}
        edit_project(project, by=project.owner, at=at, changes=days)
        if plan.share:
            amount = (project.contracted_yuan * Decimal(plan.share)).quantize(Decimal(1))
            plan_investment(
                project, by=project.owner, at=at, through_on=today, planned_yuan=amount, note="年度投资计划"
            )
            plan_investment(
                project, by=project.owner, at=at, through_on=today + timedelta(365),
                planned_yuan=project.contracted_yuan, note="年度投资计划",
            )  # fmt: skip


def _notices(cast: Cast, today: date) -> None:
    """One of every stage, and one that climbed the ladder."""
    reds = list(
        StandingLight.objects.filter(unit__path__startswith=cast.district.path, subject="projects.project", color="red")
        .select_related("unit", "owner")
        .order_by("id")
    )
    closed = _issue(cast, reds[0], today, 40)
    closed = answer_notice(
        closed, by=closed.to, at=on_day(today, 36), answer="桩基施工已全部完成,附现场照片和监理记录。",
        files=[example_pdf("桩基施工现场照片")],
    )  # fmt: skip
    close_notice(closed, by=cast["wuducha"], at=on_day(today, 35), close_note="现场核对属实,同意办结。")
    late = _issue(cast, reds[1], today, 16)
    answered = _issue(cast, reds[2 % len(reds)], today, 6)
    answered = answer_notice(answered, by=answered.to, at=on_day(today, 4), answer="入库材料已报送统计局,等待审核。")
    back = send_back(answered, by=cast["wuducha"], at=on_day(today, 3), reason="没有附证明材料。", answer_days=6)
    answer_notice(
        back,
        by=back.to,
        at=on_day(today, 1),
        answer="已补充施工许可和合同,统计局受理。",
        files=[example_pdf("入库申报材料")],
    )
    _issue(cast, reds[3 % len(reds)], today, 1)
    for ago in range(14, -1, -1):
        press_notices(at=on_day(today, ago), on=today - timedelta(ago))
    Notice.objects.get(pk=late.pk)
    raise_notice(
        by=cast["wuducha"], at=on_day(today, 0), unit=cast.units["桥南街道(示例)"], issuing_unit=cast.district,
        title="关于集中梳理逾期未入库项目的督办函", text="请梳理辖区内已开工未入库项目,逐项说明原因和入库时间。",
    )  # fmt: skip
    yellow = (
        StandingLight.objects.filter(unit__path__startswith=cast.district.path, color="yellow").order_by("id").first()
    )
    if yellow:
        override_light(
            yellow, by=cast["wuducha"], at=on_day(today, 2), color="green", reason="企业已书面承诺时间,暂不计黄灯。",
            expires_on=today + timedelta(20),
        )  # fmt: skip


def _issue(cast: Cast, light: StandingLight, today: date, ago: int) -> Notice:
    draft = raise_notice(
        by=cast["wuducha"], at=on_day(today, ago), unit=light.unit, issuing_unit=cast.district, to=light.owner,
        title=f"关于{light.title}进度滞后的督办函", text="请说明滞后原因,提出赶工措施和完成时间。", answer_days=5,
        light=light,
    )  # fmt: skip
    return issue_notice(draft, by=cast["wuducha"], at=on_day(today, ago, 11))


def _edition(cast: Cast, scheme: Scheme, title: str, start: date, end: date, at_ago: int, today: date) -> Edition:
    chief = cast["likezhang"]
    edition = open_edition(
        scheme, by=chief, at=on_day(today, at_ago), unit=cast.district, title=title, period_start=start, period_end=end,
        units=[cast.units[name] for name in _UNITS],
    )  # fmt: skip
    for entrant in edition.entrants.select_related("unit"):
        _fill(chief, edition, entrant, today, at_ago)
    edition = compute_edition(edition, by=chief, at=on_day(today, at_ago, 11))
    return draft_edition(edition, by=chief, at=on_day(today, at_ago, 14))


def _fill(chief: User, edition: Edition, entrant: Entrant, today: date, ago: int) -> None:
    for (name, keys), numbers in zip(_B.items(), _UNITS[entrant.unit.name], strict=True):
        indicator = edition.scheme.indicators.get(name=name)
        for key, number in zip(keys, numbers, strict=True):
            enter_input(
                entrant, indicator, by=chief, at=on_day(today, ago), key=key, values=[Decimal(str(number))],
                source="季度统计表",
            )  # fmt: skip


def _quarter(today: date, back: int) -> tuple[date, date]:
    """First and last day of the quarter so many quarters ago."""
    place = today.year * 4 + (today.month - 1) // 3 - back
    start = date(place // 4, place % 4 * 3 + 1, 1)
    following = place + 1
    return start, date(following // 4, following % 4 * 3 + 1, 1) - timedelta(1)


def _sealed(cast: Cast, scheme: Scheme, today: date) -> None:
    """Two quarters ago: heard, published, sealed."""
    start, end = _quarter(today, 2)
    edition = _edition(
        cast, scheme, f"{start:%Y} 年第 {(start.month + 2) // 3} 季度招商引资考核", start, end, 60, today
    )
    edition = invite_objections(
        edition, by=cast["likezhang"], at=on_day(today, 58), objection_until=today - timedelta(50)
    )
    line = Line.objects.get(
        entrant__edition=edition, entrant__unit=cast.units["云溪高新园(示例)"], indicator__name="项目真实性和开工"
    )
    objection = object_to(
        line, by=cast["qianyuanzhang"], at=on_day(today, 56), text="该项目已于季末开工,附施工许可,不应计为逾期。"
    )
    answer_objection(
        objection, by=cast["likezhang"], at=on_day(today, 54), verdict="upheld", answer="经现场核实已开工,更正。",
        key="overdue", values=[Decimal(0)], source="开工核实记录",
    )  # fmt: skip
    edition = publish_edition(edition, by=cast["zhouzhuren"], at=on_day(today, 48))
    freeze_edition(edition, by=cast["wuducha"], at=on_day(today, 40))


def _shown(cast: Cast, scheme: Scheme, today: date) -> None:
    """Last quarter: open to objections now, one waits for its answer."""
    start, end = _quarter(today, 1)
    edition = _edition(cast, scheme, f"{start:%Y} 年第 {(start.month + 2) // 3} 季度招商引资考核", start, end, 3, today)
    edition = invite_objections(
        edition, by=cast["likezhang"], at=on_day(today, 2), objection_until=today + timedelta(5)
    )
    line = Line.objects.get(
        entrant__edition=edition, entrant__unit=cast.units["云溪高新园(示例)"], indicator__name="项目体量结构"
    )
    object_to(line, by=cast["qianyuanzhang"], at=on_day(today, 1), text="20 亿元以上项目已于本季签约,应不缺。")


def _projects_by_points(cast: Cast, today: date) -> None:
    """Scheme F over two named projects, data still being prepared."""
    chief = cast["likezhang"]
    scheme = adopt_scheme(
        cast.district, by=chief, at=on_day(today, 20), key="f-yanan-2017", adopted_on=today - timedelta(20),
        name="重点项目积分(参照延安 2017)",
    )  # fmt: skip
    open_edition(
        scheme, by=chief, at=on_day(today, 1), unit=cast.district, title=f"{today:%Y-%m} 重点项目积分",
        period_start=today.replace(day=1), period_end=today,
        names=["示例智能手机结构件项目", "示例低空无人机总装项目"],
    )  # fmt: skip

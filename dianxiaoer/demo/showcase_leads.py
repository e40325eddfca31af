"""Leads of the fictitious district, at every stage, some late on the service clock, one already a project."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dianxiaoer.demo.showcase_cast import Cast, on_day
from dianxiaoer.domain.activities.models import Activity
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.leads.actions.ending import convert_lead, drop_lead
from dianxiaoer.domain.leads.actions.judging import feed_back, give_opinion, respond_lead, screen_lead
from dianxiaoer.domain.leads.actions.pursuing import follow_up_lead, form_task_force, negotiate_lead, transfer_lead
from dianxiaoer.domain.leads.actions.registering import register_lead
from dianxiaoer.domain.leads.models import Lead

YI = Decimal(100_000_000)


@dataclass(frozen=True)
class Clue:
    """A lead, registered so many days ago. `to`: new | responded | screened | negotiating | converted | dropped."""

    name: str
    company: str
    source: str
    activity: str
    industry: str
    yi: str
    days_ago: int
    to: str
    owner: str = "xiaowang"


CLUES = (
    Clue("示例华天封测产线", "示例华天微电子有限公司", "fair", "fair", "3973", "12", 4, "responded"),
    Clue("示例骑驰轮毂电机中部基地", "示例骑驰电机有限公司", "fair", "fair", "3812", "3.2", 118, "negotiating"),
    Clue("示例蓝芯控制器工厂", "示例蓝芯控制器有限公司", "visit", "out2", "3823", "2.4", 52, "negotiating"),
    Clue("示例逆变电源制造基地", "示例逆变电源有限公司", "fair", "fair2", "3824", "4.1", 38, "screened"),
    Clue("示例碳纤部件配套项目", "示例碳纤部件有限公司", "fair", "fair", "2829", "1.8", 110, "dropped"),
    Clue("示例飞控系统研发中心", "示例飞控科技有限公司", "visit", "in2", "3914", "0.9", 14, "screened", "xiaozhao"),
    Clue("示例储能柜体项目", "", "fair", "fair2", "3829", "1.1", 37, "negotiating", "xiaozhao"),
    Clue("示例电芯材料项目", "", "fair", "fair2", "3985", "6", 36, "new", "xiaozhao"),
    Clue("示例车架精铸项目", "", "referral", "", "3391", "0.6", 2, "new"),
    Clue("示例冷链包材项目", "", "chamber", "", "2926", "0.4", 9, "responded"),
    Clue("示例跨境电商仓", "", "web", "", "5990", "1.5", 80, "dropped"),
    Clue("示例养老机器人项目", "", "article", "", "3964", "2.2", 30, "screened"),
    Clue("示例光伏边框项目", "", "agency", "", "3252", "1.3", 66, "negotiating", "xiaozhao"),
    Clue("示例氢能压缩机项目", "", "fund", "", "3442", "5.5", 25, "screened"),
    Clue("示例数字文旅项目", "", "walk_in", "", "9012", "0.8", 95, "dropped"),
    Clue("示例轻骑二期电机项目", "示例轻骑车业有限公司", "visit", "in1", "3812", "4.6", 74, "converted"),
)
_STEPS = ("new", "responded", "screened", "negotiating", "converted")


def load_leads(cast: Cast, today: date, companies: dict[str, Company], activities: dict[str, Activity]) -> list[Lead]:
    return [_lead(cast, clue, today, companies, activities) for clue in CLUES]


def _lead(cast: Cast, clue: Clue, today: date, companies: dict[str, Company], activities: dict[str, Activity]) -> Lead:
    by = cast[clue.owner]
    lead = register_lead(
        by=by,
        at=on_day(today, clue.days_ago, 9),
        unit=cast.district,
        name=clue.name,
        source_kind=clue.source,
        company=companies.get(clue.company),
        company_name=clue.company or clue.name.removesuffix("项目") + "投资方",
        activity=activities.get(clue.activity),
        industry_code=clue.industry,
        planned_yuan=Decimal(clue.yi) * YI,
        contact_name="示例联系人",
        contact_phone=f"1380000{clue.days_ago:04}",
    )
    reached = _STEPS.index("screened" if clue.to == "dropped" else clue.to)
    lead = _screen(cast, lead, clue, today, reached)
    if reached >= 3:
        lead = _negotiate(cast, lead, clue, today)
    if clue.to == "dropped":
        lead = drop_lead(
            lead, by=by, at=on_day(today, clue.days_ago - 20), drop_reason="terms", note="条件未谈拢(示例)。"
        )
    if clue.to == "converted":
        lead = convert_lead(
            lead, by=by, at=on_day(today, 18), name=clue.name, signed_on=today - timedelta(days=20),
            contracted_yuan=Decimal(clue.yi) * YI, activity=activities["sign"], sponsor_leader=cast["zhouzhuren"],
        )  # fmt: skip
    return lead


def _screen(cast: Cast, lead: Lead, clue: Clue, today: date, reached: int) -> Lead:
    by, start = cast[clue.owner], clue.days_ago
    if reached >= 1:
        lead = respond_lead(lead, by=by, at=on_day(today, start, 16), note="已电话联系,约定发送项目资料(示例)。")
    if reached >= 2:
        chief = cast["likezhang"]
        give_opinion(
            lead,
            by=chief,
            at=on_day(today, start - 2),
            verdict="support",
            text="符合主导产业方向(示例)。",
            aspect="industry",
        )
        lead = screen_lead(lead, by=by, at=on_day(today, start - 2, 15), screening_opinion="产业契合,建议跟进(示例)。")
        lead = feed_back(lead, by=by, at=on_day(today, start - 5), note="已向推荐方反馈:继续跟进(示例)。")
    return lead


def _negotiate(cast: Cast, lead: Lead, clue: Clue, today: date) -> Lead:
    by, start = cast[clue.owner], clue.days_ago
    lead = negotiate_lead(lead, by=by, at=on_day(today, start - 9), note="进入实质洽谈(示例)。")
    form_task_force(
        lead,
        by=cast["likezhang"],
        at=on_day(today, start - 9, 14),
        name=f"{lead.name}专班",
        head=cast["likezhang"],
        members=[by],
    )
    for days_ago in range(start - 16, 0, -13):
        follow_up_lead(
            lead,
            by=by,
            at=on_day(today, days_ago),
            manner="meeting",
            note="会商用地与设备清单(示例)。",
            next_step="补充能耗数据",
        )
    if clue.name == "示例光伏边框项目":
        lead = transfer_lead(
            lead, by=cast["likezhang"], at=on_day(today, 1), to=cast["xiaowang"], note="小赵转岗驻点,材料已移交(示例)。"
        )
    return lead

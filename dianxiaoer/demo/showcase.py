"""云溪区(示例): a fictitious district rich enough to try everything, written by the same actions the screens call.

Dates stand relative to the day of loading, so that something is due, something is late and something is done.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from dianxiaoer.demo.papers import example_pdf
from dianxiaoer.demo.service_supervision import load_supervision
from dianxiaoer.demo.service_tickets import load_showcase_tickets
from dianxiaoer.demo.showcase_cast import Cast, make_cast, on_day
from dianxiaoer.demo.showcase_events import load_activities, load_chains, load_companies
from dianxiaoer.demo.showcase_leads import load_leads
from dianxiaoer.demo.showcase_money import load_money
from dianxiaoer.demo.showcase_visits import load_showcase_visits
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.projects.actions.claims import claim_stage, verify_claim
from dianxiaoer.domain.projects.actions.evidence import upload_evidence
from dianxiaoer.domain.projects.actions.opening import open_project
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.domain.projects.requirements import SHIPPED
from dianxiaoer.domain.projects.states import LADDER, RequirementKind
from dianxiaoer.domain.reference.models import Chain

YI = Decimal(100_000_000)


@dataclass(frozen=True)
class Story:
    """A project: signed so many days ago, and where its ladder stands (days ago each stage was reached)."""

    name: str
    company: str
    where: str  # name of the unit
    yi: str
    industry: str
    strategic: str
    chain: str
    signed: int
    reached: tuple[int, ...] = ()
    pending: int = 0  # days ago the next stage was claimed and waits to be verified
    due_start: int | None = None  # days from today, negative is past


STORIES = (
    Story(
        "示例轻骑电动自行车整车项目",
        "示例轻骑车业有限公司",
        "云溪高新园(示例)",
        "12.6",
        "3770",
        "",
        "电动自行车",
        690,
        (640, 590, 560, 300, 240, 60),
    ),
    Story(
        "示例光储一体化组件项目",
        "示例光储科技股份有限公司",
        "云溪高新园(示例)",
        "18.2",
        "3825",
        "6",
        "光伏储能",
        540,
        (500, 430, 410, 150, 95),
    ),
    Story(
        "示例锌基新材料项目",
        "示例锌材新材料有限公司",
        "河东镇(示例)",
        "9.8",
        "3240",
        "3",
        "锌铅新材料",
        480,
        (450, 380, 350, 120),
        6,
    ),
    Story(
        "示例智能手机结构件项目",
        "示例精构电子有限公司",
        "云溪高新园(示例)",
        "6.5",
        "3989",
        "1",
        "数字装备",
        400,
        (370, 300, 290),
    ),
    Story(
        "示例低空无人机总装项目",
        "示例云翼航空科技有限公司",
        "空港片区(示例)",
        "10.5",
        "3963",
        "2",
        "无人机",
        330,
        (300, 220, 200),
    ),
    Story("示例冷链物流产业园", "示例鲜达供应链有限公司", "桥南街道(示例)", "5.2", "5990", "", "", 300, (270, 180), 9),
    Story("示例康养器械产业园", "示例康颐医疗器械有限公司", "城北街道(示例)", "3.6", "3584", "4", "", 260, (230, 150)),
    Story("示例数据标注基地", "示例语析数据服务有限公司", "桥南街道(示例)", "1.2", "6550", "1", "", 210, (190, 140)),
    Story(
        "示例储能电池回收项目",
        "示例循环能源有限公司",
        "河东镇(示例)",
        "7.7",
        "4210",
        "7",
        "光伏储能",
        180,
        (150,),
        4,
        -12,
    ),
    Story("示例预制菜中央厨房", "示例云膳食品有限公司", "城北街道(示例)", "2.1", "1432", "", "", 150, (120,), 0, 20),
    Story(
        "示例特高压绝缘材料项目",
        "示例绝缘材料有限公司",
        "河东镇(示例)",
        "4.4",
        "2651",
        "3",
        "锌铅新材料",
        110,
        (80,),
        0,
        35,
    ),
    Story(
        "示例工业母机主轴项目",
        "示例精轴机械有限公司",
        "云溪高新园(示例)",
        "3.3",
        "3421",
        "2",
        "数字装备",
        75,
        (),
        3,
        40,
    ),
    Story("示例氢能阀门项目", "示例氢阀科技有限公司", "空港片区(示例)", "2.8", "3443", "6", "光伏储能", 48, (), 0, 60),
    Story(
        "示例新型显示模组项目",
        "示例明屏光电有限公司",
        "云溪高新园(示例)",
        "15",
        "3974",
        "1",
        "数字装备",
        20,
        (),
        0,
        120,
    ),
)


def load_showcase(today: date | None = None) -> Cast:
    """Write the whole district. Raises when it is there already (unit names are unique under a parent)."""
    today = today or timezone.localdate()
    cast = make_cast(today)
    chains = load_chains(cast, today)
    companies = load_companies(cast, today)
    activities = load_activities(cast, today)
    for number, story in enumerate(STORIES):
        _project(cast, story, number, today, companies, chains)
    load_leads(cast, today, companies, activities)
    load_money(cast, today)
    load_showcase_tickets(cast, today)
    load_showcase_visits(cast, today, companies)
    load_supervision(cast, today)
    return cast


def _project(
    cast: Cast, story: Story, number: int, today: date, companies: dict[str, Company], chains: dict[str, Chain]
) -> Project:
    owner = cast["xiaowang"] if number % 3 else cast["xiaozhao"]
    due = today + timedelta(days=story.due_start) if story.due_start is not None else None
    project = open_project(
        by=owner,
        at=on_day(today, story.signed),
        unit=cast.units[story.where],
        name=story.name,
        company=companies.get(story.company),
        investor_name=story.company,
        signed_on=today - timedelta(days=story.signed),
        contracted_yuan=Decimal(story.yi) * YI,
        sponsor_leader=cast["zhouzhuren"],
        industry_code=story.industry,
        strategic_field=story.strategic,
        chain=chains.get(story.chain),
        zone=f"云溪区示例大道 {number + 1} 号",
        content="示例建设内容:厂房、生产线与配套设施。",
        national_code=f"{(today - timedelta(days=story.signed)):%y%m}-419999-04-01-{100000 + number}",
        due_start_on=due,
        occasion="云溪区集中签约(示例)",
        announced_yuan=Decimal(story.yi) * YI,
    )
    for stage, days_ago in zip(LADDER[1:], story.reached, strict=False):
        project = _climb(cast, project, owner, stage, days_ago, today)
    if story.pending:
        stage = LADDER[len(story.reached) + 1]
        _claim(project, owner, stage, story.pending, today)
    return project


def _climb(cast: Cast, project: Project, owner: User, stage: str, days_ago: int, today: date) -> Project:
    claim = _claim(project, owner, stage, days_ago, today)
    return verify_claim(
        claim, by=cast["likezhang"], at=on_day(today, days_ago - 1, 15), method="site", note="现场看过,属实(示例)。"
    )


def _claim(project: Project, owner: User, stage: str, days_ago: int, today: date):  # type: ignore[no-untyped-def]
    at = on_day(today, days_ago)
    wanted = {one.key for one in SHIPPED if one.stage == stage and one.kind == RequirementKind.EVIDENCE}
    papers = [
        upload_evidence(
            project,
            by=owner,
            at=at,
            kind=kind,
            upload=example_pdf(f"{project.name}-{stage}-{kind}"),
            taken_on=at.date(),
        )
        for kind in sorted(wanted)
    ]
    return claim_stage(
        project, by=owner, at=at, stage=stage, reached_on=at.date(), note="材料齐(示例)。", evidence=papers
    )

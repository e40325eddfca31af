"""Sources, stages and verbs of leads, and the service clock as it ships."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from dianxiaoer.kernel.stages import Move, StageTable
from dianxiaoer.kernel.verbs import declare


class LeadStage(models.TextChoices):
    NEW = "new", _("新登记")
    SCREENED = "screened", _("已研判")
    IN_NEGOTIATION = "in_negotiation", _("在谈")
    CONVERTED = "converted", _("已转项目")
    DROPPED = "dropped", _("已放弃")


OPEN_STAGES = (LeadStage.NEW, LeadStage.SCREENED, LeadStage.IN_NEGOTIATION)


class SourceKind(models.TextChoices):
    FAIR = "fair", _("展会")
    VISIT = "visit", _("拜访考察")
    CHAMBER = "chamber", _("商会协会")
    REFERRAL = "referral", _("引荐")
    AGENCY = "agency", _("委托招商机构")
    FIELD_OFFICE = "field_office", _("驻点招商")
    FUND = "fund", _("基金")
    WEB = "web", _("网络")
    ARTICLE = "article", _("公开报道")
    WALK_IN = "walk_in", _("主动上门")
    OTHER = "other", _("其他")


class DropReason(models.TextChoices):
    NOT_FIT = "not_fit", _("不符合产业方向")
    NO_SITE = "no_site", _("没有合适载体")
    ENVIRONMENT = "environment", _("环保能耗不符合")
    TERMS = "terms", _("条件谈不拢")
    ELSEWHERE = "elsewhere", _("落户他处")
    INVESTOR_QUIT = "investor_quit", _("投资方放弃")
    NO_CONTACT = "no_contact", _("长期无回应")
    DUPLICATE = "duplicate", _("重复线索")
    OTHER = "other", _("其他")


class Manner(models.TextChoices):
    CALL = "call", _("电话微信")
    MEETING = "meeting", _("座谈")
    VISIT_OUT = "visit_out", _("上门拜访")
    VISIT_IN = "visit_in", _("接待来访")
    ONLINE = "online", _("视频会议")
    OTHER = "other", _("其他")


class Aspect(models.TextChoices):
    OVERALL = "overall", _("综合")
    INDUSTRY = "industry", _("产业契合")
    MARKET = "market", _("市场前景")
    TECHNOLOGY = "technology", _("技术路线")
    ENVIRONMENT = "environment", _("环境影响")
    ENERGY = "energy", _("能源消耗")
    BENEFIT = "benefit", _("经济效益")


class Verdict(models.TextChoices):
    SUPPORT = "support", _("支持")
    CONDITIONAL = "conditional", _("有条件支持")
    AGAINST = "against", _("不支持")


class ClockKey(models.TextChoices):
    RESPOND = "respond", _("首次响应")
    JUDGE = "judge", _("研判")
    JUDGE_EXPERTS = "judge_experts", _("专家研判")
    FEED_BACK = "feed_back", _("反馈")
    FOLLOW_UP = "follow_up", _("跟进")
    DORMANT = "dormant", _("休眠")


@dataclass(frozen=True)
class Term:
    """So many days (working days or calendar days) from the day a duty began."""

    key: str
    days: int
    is_working_days: bool
    from_on: date
    basis: str = ""

    @property
    def label(self) -> str:
        return str(ClockKey(self.key).label)


#: what holds until an office writes rows of its own (leads.ClockRule). Source: the lead rules of 江门, 2024; the sixty
#: days of silence, and that the first two terms count working days, are ours.
SHIPPED_TERMS = (
    Term(ClockKey.RESPOND, 1, True, date(2000, 1, 1)),
    Term(ClockKey.JUDGE, 3, True, date(2000, 1, 1)),
    Term(ClockKey.JUDGE_EXPERTS, 7, False, date(2000, 1, 1)),
    Term(ClockKey.FEED_BACK, 7, False, date(2000, 1, 1)),
    Term(ClockKey.FOLLOW_UP, 14, False, date(2000, 1, 1)),
    Term(ClockKey.DORMANT, 60, False, date(2000, 1, 1)),
)

LEAD = StageTable(
    "leads",
    "stage",
    [
        Move(
            "screen",
            _("研判通过"),
            (LeadStage.NEW,),
            LeadStage.SCREENED,
            needs=("industry_code", "contact_name", "screening_opinion"),
        ),
        Move(
            "negotiate",
            _("进入洽谈"),
            (LeadStage.SCREENED,),
            LeadStage.IN_NEGOTIATION,
            needs=("company_name", "negotiation_started_on"),
        ),
        Move(
            "convert",
            _("转为项目"),
            (LeadStage.IN_NEGOTIATION,),
            LeadStage.CONVERTED,
            needs=("company", "industry_code", "planned_yuan", "project", "converted_on"),
        ),
        Move("drop", _("放弃线索"), OPEN_STAGES, LeadStage.DROPPED, needs=("drop_reason", "dropped_on")),
        Move("reopen", _("重新启用"), (LeadStage.DROPPED,), LeadStage.NEW),
    ],
)
declare(
    "leads",
    {
        "view": _("查看线索"),
        "register": _("登记线索"),
        "edit": _("修改线索"),
        "respond": _("首次响应"),
        "ask_experts": _("提请专家研判"),
        "give_opinion": _("填写研判意见"),
        "feed_back": _("反馈结果"),
        "follow_up": _("登记跟进"),
        "link_company": _("关联企业"),
        "transfer": _("移交线索"),
        "form_task_force": _("组建专班"),
        "change_task_force": _("调整专班"),
        "reveal": _("查看线索电话"),
        "set_clock": _("调整服务时限"),
        "import": _("导入线索"),
        "export": _("导出线索"),
    },
)

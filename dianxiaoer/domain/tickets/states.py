"""Words, stages and verbs of tickets (诉求、帮代办), concierge work, works orders and ratings."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dianxiaoer.kernel.stages import Move, StageTable
from dianxiaoer.kernel.verbs import declare


class TicketKind(models.TextChoices):
    ISSUE = "issue", _("问题诉求")
    CONCIERGE = "concierge", _("帮办代办")
    CONSULTATION = "consultation", _("咨询")
    COMPLAINT = "complaint", _("投诉")


class TicketChannel(models.TextChoices):
    PORTAL = "portal", _("手机端")
    CODE = "code", _("扫码")
    HOTLINE = "hotline", _("热线")
    VISIT = "visit", _("走访")
    MEETING = "meeting", _("会议")
    LETTER = "letter", _("来信")
    DESK = "desk", _("窗口登记")
    API = "api", _("系统接口")


class TicketMode(models.TextChoices):
    ONLINE = "online", _("网上办")
    PHONE = "phone", _("掌上办")
    MENU = "menu", _("点单办")
    DOORSTEP = "doorstep", _("上门办")


class TicketStage(models.TextChoices):
    REGISTERED = "registered", _("待派单")
    DISPATCHED = "dispatched", _("待接单")
    OBJECTED = "objected", _("有异议")
    ACCEPTED = "accepted", _("已接单")
    PROCESSING = "processing", _("办理中")
    WAITING = "waiting", _("待企业补充")
    ANSWERED = "answered", _("已答复")
    REVISITED = "revisited", _("已回访")
    REOPENED = "reopened", _("重新办理")
    SCHEDULED = "scheduled", _("已列入计划")
    CLOSED = "closed", _("已办结")
    WITHDRAWN = "withdrawn", _("企业撤回")
    REJECTED = "rejected", _("不予受理")
    MERGED = "merged", _("已并案")


S = TicketStage
#: somebody still owes something, today or on the day it was scheduled for
OPEN_STAGES = (
    S.REGISTERED, S.DISPATCHED, S.OBJECTED, S.ACCEPTED, S.PROCESSING, S.WAITING, S.ANSWERED, S.REVISITED, S.REOPENED,
    S.SCHEDULED,
)  # fmt: skip
IN_WORK = (S.ACCEPTED, S.PROCESSING, S.REOPENED)
BEFORE_ANSWER = (S.DISPATCHED, S.OBJECTED, S.ACCEPTED, S.PROCESSING, S.WAITING, S.REOPENED)
#: what a firm may rate: it was told the outcome
FINISHED = (S.ANSWERED, S.REVISITED, S.CLOSED, S.SCHEDULED)


class ResolutionKind(models.TextChoices):
    RESOLVED = "resolved", _("已解决")
    EXPLAINED = "explained", _("政策解释")
    SCHEDULED = "scheduled", _("列入计划")
    REFERRED = "referred", _("转报上级")
    REJECTED = "rejected", _("不予支持")


class ClockClass(models.TextChoices):
    """How heavy a matter is, as presets tell terms apart."""

    SIMPLE = "simple", _("简单事项")
    ORDINARY = "ordinary", _("一般事项")
    COMPLEX = "complex", _("复杂或跨部门事项")
    SPECIAL = "special", _("历史遗留事项")


class StepKey(models.TextChoices):
    """A duty of a ticket's clock. Those after ANSWER and the decisions are not promised to the firm step by step."""

    RESPOND = "respond", _("首次联系")
    ACCEPT = "accept", _("受理转办")
    INTERIM = "interim", _("阶段答复")
    ANSWER = "answer", _("办理答复")
    FEED_BACK = "feed_back", _("反馈企业")
    CO_ANSWER = "co_answer", _("协办答复")
    DISPATCH = "dispatch", _("派单")
    DECIDE = "decide", _("裁定异议")
    RECALL = "recall", _("到期再办")
    CALL_BACK = "call_back", _("差评回访")
    MEND = "mend", _("差评整改")


class Measure(models.TextChoices):
    WORKDAYS = "workdays", _("个工作日")
    DAYS = "days", _("日")
    HOURS = "hours", _("小时")
    MONTHS = "months", _("个月")


class Light(models.TextChoices):
    GREEN = "green", _("正常")
    YELLOW = "yellow", _("临期")
    RED = "red", _("超期")
    PAUSED = "paused", _("暂停计时")
    NONE = "none", _("无时限")


class NoteKind(models.TextChoices):
    NOTE = "note", _("记录")
    QUESTION = "question", _("请企业补充")
    SUPPLY = "supply", _("企业补充")
    PROGRESS = "progress", _("办理进展")
    ANSWER = "answer", _("答复")
    REVISIT = "revisit", _("回访")
    CO_ANSWER = "co_answer", _("协办意见")
    OBJECTION = "objection", _("企业异议")


class AskState(models.TextChoices):
    PENDING = "pending", _("待裁定")
    GRANTED = "granted", _("同意")
    REFUSED = "refused", _("不同意")


class PartState(models.TextChoices):
    OPEN = "open", _("协办中")
    ANSWERED = "answered", _("已答复")
    CANCELLED = "cancelled", _("已取消")


TICKET = StageTable(
    "tickets",
    "stage",
    [
        Move("dispatch", _("派单"), (S.REGISTERED,), S.DISPATCHED, needs=("lead_unit", "dispatched_at")),
        Move("object", _("提出异议"), (S.DISPATCHED,), S.OBJECTED),
        Move("decide", _("裁定异议"), (S.OBJECTED,), S.DISPATCHED, needs=("lead_unit",)),
        Move("return", _("退回改派"), (S.DISPATCHED, *IN_WORK), S.DISPATCHED, needs=("lead_unit",)),
        Move("transfer", _("改派"), (S.DISPATCHED, *IN_WORK), S.DISPATCHED, needs=("lead_unit",)),
        Move("accept", _("接单"), (S.DISPATCHED,), S.ACCEPTED, needs=("owner", "accepted_at")),
        Move("process", _("登记进展"), IN_WORK, S.PROCESSING),
        Move("ask", _("请企业补充"), IN_WORK, S.WAITING),
        Move("supply", _("补充材料"), (S.WAITING,), S.PROCESSING),
        Move("resume", _("恢复办理"), (S.WAITING,), S.PROCESSING),
        Move("answer", _("答复"), IN_WORK, S.ANSWERED, needs=("resolution_kind", "answer", "answered_at")),
        Move("revisit", _("回访"), (S.ANSWERED,), S.REVISITED, needs=("revisited_at", "revisit_agreed")),
        Move("close", _("办结"), (S.ANSWERED, S.REVISITED), S.CLOSED, needs=("resolution_kind", "closed_at")),
        Move("schedule", _("列入计划"), (S.ANSWERED, S.REVISITED), S.SCHEDULED, needs=("scheduled_on",)),
        Move("recall", _("到期再办"), (S.SCHEDULED,), S.REOPENED),
        Move("reopen", _("重新办理"), (S.ANSWERED, S.REVISITED, S.CLOSED, S.SCHEDULED), S.REOPENED),
        Move("withdraw", _("撤回"), (S.REGISTERED, *BEFORE_ANSWER), S.WITHDRAWN, needs=("closed_at",)),
        Move("reject", _("不予受理"), (S.REGISTERED,), S.REJECTED, needs=("reject_reason", "closed_at")),
        Move("merge", _("并案"), (S.REGISTERED, *BEFORE_ANSWER), S.MERGED, needs=("merged_into", "closed_at")),
    ],
)
declare(
    "tickets",
    {
        "view": _("查看诉求"),
        "register": _("登记诉求"),
        "edit": _("修改诉求"),
        "note": _("填写记录"),
        "add_photo": _("补充照片"),
        "link": _("关联记录"),
        "assign": _("指定经办人"),
        "ask_extension": _("申请延期"),
        "decide_extension": _("审批延期"),
        "add_part": _("增加协办"),
        "cancel_part": _("取消协办"),
        "answer_part": _("答复协办"),
        "split": _("拆分诉求"),
        "call_back": _("差评回访"),
        "mend": _("差评整改"),
        "exclude_rating": _("剔除误评"),
        "issue_paper": _("出具文书"),
        "reveal": _("查看诉求电话"),
        "set_clock": _("调整办理时限"),
        "set_categories": _("维护诉求类别"),
        "import": _("导入诉求"),
        "export": _("导出诉求"),
        # the firm's own acts: no role of the staff holds them
        "rate": _("评价"),
        "contest": _("企业不认可答复"),
    },
)
#: who may act is decided by the body that handles the ticket now; every other verb by the body that received it
LEAD_VERBS = frozenset(
    f"tickets.{verb}"
    for verb in (
        "object", "return", "accept", "process", "ask", "supply", "resume", "answer", "assign", "ask_extension",
        "add_part", "cancel_part", "mend", "issue_paper",
    )
)  # fmt: skip
#: anybody whom the ticket concerns: who received it, who handles it, who helps
SHARED_VERBS = frozenset(f"tickets.{verb}" for verb in ("view", "note", "add_photo", "reveal", "link"))


class ConciergeStage(models.TextChoices):
    SUBMITTED = "submitted", _("已提交")
    TRIAGED = "triaged", _("已分派")
    ACCEPTED = "accepted", _("已受理")
    AUTHORISED = "authorised", _("已委托")
    PREPARING = "preparing", _("准备材料")
    FILED = "filed", _("已报件")
    IN_APPROVAL = "in_approval", _("审批中")
    SUPPLEMENT = "supplement", _("补正中")
    SUSPENDED = "suspended", _("已中止")
    COMPLETED = "completed", _("已办成")
    TERMINATED = "terminated", _("已终止")
    REJECTED = "rejected", _("不予受理")
    WITHDRAWN = "withdrawn", _("企业撤回")


C = ConciergeStage
_RUNNING = (C.ACCEPTED, C.AUTHORISED, C.PREPARING, C.FILED, C.IN_APPROVAL, C.SUPPLEMENT)
CONCIERGE = StageTable(
    "concierge",
    "stage",
    [
        Move("triage", _("分派帮办员"), (C.SUBMITTED,), C.TRIAGED, needs=("agent",)),
        Move("accept", _("受理帮代办"), (C.TRIAGED,), C.ACCEPTED, needs=("agent", "matter")),
        Move("authorise", _("签订委托书"), (C.ACCEPTED,), C.AUTHORISED, needs=("authorised_on", "authorised_by_name")),
        Move("prepare", _("准备材料"), (C.ACCEPTED, C.AUTHORISED), C.PREPARING),
        Move("file", _("报件"), (C.PREPARING,), C.FILED, needs=("approval_body", "filed_on")),
        Move("take_up", _("进入审批"), (C.FILED, C.SUPPLEMENT), C.IN_APPROVAL),
        Move("supplement", _("要求补正"), (C.FILED, C.IN_APPROVAL), C.SUPPLEMENT),
        Move("suspend", _("中止"), _RUNNING, C.SUSPENDED, needs=("pause_reason",)),
        Move("resume", _("续办"), (C.SUSPENDED,), C.PREPARING),
        Move(
            "complete", _("办成"), (C.PREPARING, C.FILED, C.IN_APPROVAL), C.COMPLETED, needs=("completed_on", "outcome")
        ),
        Move("terminate", _("终止"), (*_RUNNING, C.SUSPENDED), C.TERMINATED, needs=("terminated_by", "outcome")),
        Move("reject", _("不予受理帮代办"), (C.SUBMITTED, C.TRIAGED), C.REJECTED, needs=("outcome",)),
        Move("withdraw", _("撤回帮代办"), (C.SUBMITTED, C.TRIAGED, *_RUNNING, C.SUSPENDED), C.WITHDRAWN),
    ],
)
CONCIERGE_OPEN = (C.SUBMITTED, C.TRIAGED, *_RUNNING, C.SUSPENDED)


class TerminatedBy(models.TextChoices):
    FIRM = "firm", _("企业要求终止")
    AGENT = "agent", _("帮办方终止")
    IMPOSSIBLE = "impossible", _("无法继续办理")


class PaperKind(models.TextChoices):
    RECEIPT = "receipt", _("受理单")
    MANDATE = "mandate", _("委托书")
    SUSPENSION = "suspension", _("中止单")
    RENEWAL = "renewal", _("续办委托书")
    TERMINATION = "termination", _("终止单")
    COMPLETION = "completion", _("办结单")


class WorksStage(models.TextChoices):
    NEEDED = "needed", _("已提需求")
    SURVEYED = "surveyed", _("已勘察")
    APPROVED = "approved", _("已批准")
    IN_WORKS = "in_works", _("施工中")
    COMPLETED = "completed", _("已完工")
    ACCEPTED = "accepted", _("企业已验收")
    REFUSED = "refused", _("未批准")
    CANCELLED = "cancelled", _("已取消")


W = WorksStage
WORKS = StageTable(
    "works",
    "stage",
    [
        Move("survey", _("现场勘察"), (W.NEEDED, W.SURVEYED), W.SURVEYED, needs=("surveyed_on", "estimate_yuan")),
        Move("approve", _("批准"), (W.SURVEYED,), W.APPROVED, needs=("approved_on", "approved_yuan")),
        Move("refuse", _("不予批准"), (W.SURVEYED,), W.REFUSED, needs=("outcome",)),
        Move("start", _("开始施工"), (W.APPROVED,), W.IN_WORKS, needs=("contractor", "started_on")),
        Move("complete", _("完工"), (W.IN_WORKS,), W.COMPLETED, needs=("completed_on", "cost_yuan")),
        Move("accept", _("企业验收"), (W.COMPLETED,), W.ACCEPTED, needs=("accepted_on", "accepted_by_name")),
        Move("redo", _("返工"), (W.COMPLETED,), W.IN_WORKS, needs=("outcome",)),
        Move("cancel", _("取消工单"), (W.NEEDED, W.SURVEYED, W.APPROVED), W.CANCELLED, needs=("outcome",)),
    ],
)
declare(
    "works",
    {
        "view": _("查看管家工单"),
        "open": _("新建管家工单"),
        "edit": _("修改管家工单"),
        "upload": _("上传工单照片"),
        "export": _("导出管家工单"),
    },
)
WORKS_OPEN = (W.NEEDED, W.SURVEYED, W.APPROVED, W.IN_WORKS, W.COMPLETED)


class Facility(models.TextChoices):
    ROAD = "road", _("道路")
    WATER = "water", _("供水")
    POWER = "power", _("供电")
    GAS = "gas", _("供气")
    DRAIN = "drain", _("排水排污")
    LIGHTING = "lighting", _("照明")
    TELECOM = "telecom", _("通信")
    GREEN = "green", _("绿化围挡")
    OTHER = "other", _("其他配套")


class Stars(models.IntegerChoices):
    """GB/T 39734-2020: five levels, never more or fewer; 1 and 2 are bad (差评)."""

    VERY_SATISFIED = 5, _("非常满意")
    SATISFIED = 4, _("满意")
    FAIR = 3, _("基本满意")
    DISSATISFIED = 2, _("不满意")
    VERY_DISSATISFIED = 1, _("非常不满意")


WORST_GOOD = 3
POINTS_A_STAR = 20


class Aspect(models.TextChoices):
    EFFICIENCY = "efficiency", _("办事效率")
    GUIDE = "guide", _("指南准确")
    EASE = "ease", _("便捷程度")
    PLATFORM = "platform", _("平台好用")
    SKILL = "skill", _("业务水平")
    ATTITUDE = "attitude", _("服务态度")


#: the named aspects beside the overall level (GB/T 39735-2020); offices neither add nor remove any
ONLINE_ASPECTS = (Aspect.EFFICIENCY, Aspect.GUIDE, Aspect.EASE, Aspect.PLATFORM)
OFFLINE_ASPECTS = (Aspect.EFFICIENCY, Aspect.SKILL, Aspect.ATTITUDE)
ONLINE_CHANNELS = frozenset({TicketChannel.PORTAL, TicketChannel.CODE, TicketChannel.API})
CALL_BACK_DAYS = 1
#: days after the answer in which a firm may contest it, once
CONTEST_DAYS = 15
MEND_DAYS = 15

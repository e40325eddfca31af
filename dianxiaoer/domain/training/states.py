"""Words of training and talent: kinds of meetings, how they are held, registrations and their moves, outcomes, verbs."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dianxiaoer.kernel.stages import Move, StageTable
from dianxiaoer.kernel.verbs import declare, declare_for_firms

#: how long after a course its outcome is asked for, unless the course says otherwise
OUTCOME_DAYS = 90


class CourseKind(models.TextChoices):
    COURSE = "course", _("培训班")
    MEETING = "meeting", _("企业家座谈会")
    POLICY_TALK = "policy_talk", _("政策宣讲")
    MATCHING = "matching", _("对接会")


class CourseManner(models.TextChoices):
    HALL = "hall", _("现场")
    ONLINE = "online", _("线上")
    AT_FIRM = "at_firm", _("进企业")


class CourseStatus(models.TextChoices):
    PLANNED = "planned", _("计划中")
    HELD = "held", _("已举办")
    CANCELLED = "cancelled", _("已取消")


class RegistrationState(models.TextChoices):
    REGISTERED = "registered", _("已报名")
    WAITING = "waiting", _("候补")
    ATTENDED = "attended", _("已参加")
    ABSENT = "absent", _("未到")
    CANCELLED = "cancelled", _("已取消")


class RegistrationChannel(models.TextChoices):
    CODE = "code", _("扫码报名")
    PORTAL = "portal", _("企业自助")
    DESK = "desk", _("代为报名")


class TalentLevel(models.TextChoices):
    NATIONAL = "national", _("国家级")
    PROVINCIAL = "provincial", _("省级")
    CITY = "city", _("市级")
    DISTRICT = "district", _("区县级")
    OTHER = "other", _("其他")


class TalentManner(models.TextChoices):
    FULL_TIME = "full_time", _("全职引进")
    FLEXIBLE = "flexible", _("柔性引进")


class OutcomeState(models.TextChoices):
    ASKED = "asked", _("待填写")
    ANSWERED = "answered", _("已填写")
    DECLINED = "declined", _("不便提供")


COURSE = StageTable(
    "training",
    "status",
    [
        Move("hold", _("确认举办"), (CourseStatus.PLANNED,), CourseStatus.HELD),
        Move("cancel", _("取消活动"), (CourseStatus.PLANNED,), CourseStatus.CANCELLED, needs=("cancel_reason",)),
    ],
)
declare(
    "training",
    {
        "view": _("查看培训活动"),
        "add": _("登记培训活动"),
        "edit": _("修改培训活动"),
        "register": _("代为报名"),
        "unregister": _("取消报名"),
        "attend": _("登记到场"),
        "move_up": _("候补递补"),
        "print": _("打印报名海报"),
        "export": _("导出培训活动"),
        "ask": _("回访培训成效"),
        "answer": _("登记培训成效"),
    },
)
declare_for_firms("training", {"give_feedback": _("评价培训"), "decline": _("不便提供成效")})
declare(
    "talent",
    {"view": _("查看引进人才"), "add": _("登记引进人才"), "edit": _("修改引进人才"), "export": _("导出引进人才")},
)

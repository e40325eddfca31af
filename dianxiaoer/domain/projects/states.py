"""Words and moves of a project: the stage ladder, statuses, kinds of evidence, the verbs."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dianxiaoer.kernel.stages import Move, StageTable
from dianxiaoer.kernel.verbs import declare


class Stage(models.TextChoices):
    SIGNED = "signed", _("签约")
    PERFORMED = "performed", _("履约")
    STARTED = "started", _("开工")
    IN_LIBRARY = "in_library", _("入库")
    COMPLETED = "completed", _("竣工")
    COMMISSIONED = "commissioned", _("投产")
    AT_CAPACITY = "at_capacity", _("达产")


class Status(models.TextChoices):
    ACTIVE = "active", _("正常推进")
    DELAYED = "delayed", _("延期")
    SUSPENDED = "suspended", _("暂停")
    TERMINATED = "terminated", _("终止")


class ClaimStatus(models.TextChoices):
    PENDING = "pending", _("待核实")
    VERIFIED = "verified", _("已核实")
    REJECTED = "rejected", _("未通过")
    WITHDRAWN = "withdrawn", _("已撤回")
    REVOKED = "revoked", _("已撤销")


class VerifyMethod(models.TextChoices):
    DOCUMENT = "document", _("资料核实")
    SITE = "site", _("现场核实")
    SYSTEM = "system", _("平台核实")


class ChangeKind(models.TextChoices):
    INITIAL = "initial", _("首次签约")
    INCREASE = "increase", _("增资")
    DECREASE = "decrease", _("减资")


class RequirementKind(models.TextChoices):
    FIELD = "field", _("必填项")
    EVIDENCE = "evidence", _("佐证材料")


class EvidenceKind(models.TextChoices):
    AGREEMENT = "agreement", _("投资协议")
    LICENCE = "licence", _("项目公司营业执照")
    FILING = "filing", _("项目备案或核准文件")
    LAND = "land", _("土地出让或厂房租赁合同")
    CAPITAL = "capital", _("资金到账凭证")
    CONTRACT = "contract", _("施工合同")
    PERMIT = "permit", _("施工许可证")
    SITE_PHOTO = "site_photo", _("现场照片")
    PLATFORM = "platform", _("联网直报平台截图")
    ACCEPTANCE = "acceptance", _("竣工验收文件")
    EQUIPMENT = "equipment", _("设备清单或安装调试记录")
    POWER = "power", _("用电凭证")
    INVOICE = "invoice", _("销售发票")
    OUTPUT = "output", _("产值或税收证明")
    AUDIT_REPORT = "audit_report", _("验资或审计报告")
    OTHER = "other", _("其他")


class ObligationKind(models.TextChoices):
    INVESTMENT = "investment", _("投资额(元)")
    TAX = "tax", _("税收(元)")
    OUTPUT = "output", _("产值(元)")
    JOBS = "jobs", _("就业(人)")


class QuantityKey(models.TextChoices):
    """Quantities with a name of their own; other keys may be kept with a label."""

    CAPACITY_MW = "capacity_mw", _("产能(兆瓦)")
    CAPACITY = "capacity", _("产能")
    OUTPUT_YUAN = "output_yuan", _("年产值(元)")
    TAX_YUAN = "tax_yuan", _("年税收(元)")
    JOBS = "jobs", _("就业(人)")
    BUILDINGS = "buildings", _("楼栋(栋)")
    FLOOR_M2 = "floor_m2", _("建筑面积(平方米)")


class StrategicField(models.TextChoices):
    """The nine fields of strategic emerging industries (战略性新兴产业分类 2018)."""

    INFORMATION = "1", _("新一代信息技术")
    EQUIPMENT = "2", _("高端装备制造")
    MATERIALS = "3", _("新材料")
    BIOLOGY = "4", _("生物")
    NEW_ENERGY_VEHICLES = "5", _("新能源汽车")
    NEW_ENERGY = "6", _("新能源")
    ENVIRONMENT = "7", _("节能环保")
    DIGITAL_CREATIVE = "8", _("数字创意")
    RELATED_SERVICES = "9", _("相关服务业")


#: stage → the date column its verification fills; in the order of the ladder
STAGE_DATES: dict[str, str] = {
    Stage.SIGNED: "signed_on",
    Stage.PERFORMED: "performed_on",
    Stage.STARTED: "started_on",
    Stage.IN_LIBRARY: "library_on",
    Stage.COMPLETED: "completed_on",
    Stage.COMMISSIONED: "commissioned_on",
    Stage.AT_CAPACITY: "at_capacity_on",
}
LADDER: tuple[str, ...] = tuple(STAGE_DATES)
#: stage → the column that holds the day it is planned for
DUE_DATES: dict[str, str] = {
    Stage.PERFORMED: "due_perform_on",
    Stage.STARTED: "due_start_on",
    Stage.IN_LIBRARY: "due_library_on",
    Stage.COMPLETED: "due_complete_on",
    Stage.COMMISSIONED: "due_commission_on",
    Stage.AT_CAPACITY: "due_capacity_on",
}

#: small projects never enter the fixed-asset library, so completion may follow the start directly
STAGES = StageTable(
    "projects",
    "stage",
    [
        Move("perform", _("核实履约"), (Stage.SIGNED,), Stage.PERFORMED, needs=("performed_on",)),
        Move("start", _("核实开工"), (Stage.PERFORMED,), Stage.STARTED, needs=("started_on",)),
        Move("enter_library", _("核实入库"), (Stage.STARTED,), Stage.IN_LIBRARY, needs=("library_on",)),
        Move("complete", _("核实竣工"), (Stage.STARTED, Stage.IN_LIBRARY), Stage.COMPLETED, needs=("completed_on",)),
        Move("commission", _("核实投产"), (Stage.COMPLETED,), Stage.COMMISSIONED, needs=("commissioned_on",)),
        Move("reach_capacity", _("核实达产"), (Stage.COMMISSIONED,), Stage.AT_CAPACITY, needs=("at_capacity_on",)),
    ],
)
MOVE_TO: dict[str, Move] = {line.target: line for line in STAGES}

_REASONED = ("status_reason", "status_on")
STATUSES = StageTable(
    "projects",
    "status",
    [
        Move("delay", _("标记延期"), (Status.ACTIVE,), Status.DELAYED, needs=_REASONED),
        Move("suspend", _("暂停推进"), (Status.ACTIVE, Status.DELAYED), Status.SUSPENDED, needs=_REASONED),
        Move("resume", _("恢复推进"), (Status.DELAYED, Status.SUSPENDED), Status.ACTIVE, needs=_REASONED),
        Move(
            "terminate",
            _("终止项目"),
            (Status.ACTIVE, Status.DELAYED, Status.SUSPENDED),
            Status.TERMINATED,
            needs=_REASONED,
        ),
        Move("reinstate", _("重新启动"), (Status.TERMINATED,), Status.ACTIVE, needs=_REASONED),
    ],
)
declare(
    "projects",
    {
        "view": _("查看项目"),
        "open": _("新建项目"),
        "edit": _("修改项目"),
        "change_contract": _("登记增减资"),
        "record_signing": _("登记签约仪式"),
        "add_phase": _("新增分期"),
        "edit_phase": _("修改分期"),
        "upload": _("上传佐证材料"),
        "discard": _("移除佐证材料"),
        "claim": _("申报进入阶段"),
        "withdraw": _("撤回申报"),
        "verify": _("核实申报"),
        "reject": _("退回申报"),
        "move_back": _("退回前一阶段"),
        "promise": _("登记履约承诺"),
        "achieve": _("登记承诺完成情况"),
        "report_investment": _("登记完成投资"),
        "plan_investment": _("登记投资计划"),
        "set_quantity": _("登记产能产值等数量"),
        "assign": _("交办项目"),
        "export": _("导出项目"),
    },
)
declare("requirements", {"view": _("查看阶段要求"), "adopt": _("按默认要求建立本地版本"), "edit": _("修改阶段要求")})

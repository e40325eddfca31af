"""Forms of projects: opening, editing, stages, papers, money, progress, promises, requirements."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dianxiaoer.desk.projects.fields import AnyMoneyForm, CompanyField, FilesField, PersonField
from dianxiaoer.domain.activities.models import Activity
from dianxiaoer.domain.people.access import units_for, visible
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.people.queries import colleagues
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.domain.projects.states import (
    LADDER,
    ChangeKind,
    EvidenceKind,
    ObligationKind,
    QuantityKey,
    Stage,
    StrategicField,
    VerifyMethod,
)
from dianxiaoer.domain.reference.queries import chains_for
from dianxiaoer.shell.forms import DateField, EditForm, Form, MoneyField

_LONG = forms.Textarea(attrs={"rows": 3})


class _FactsForm(Form):
    """Facts of a project that opening and editing share."""

    name = forms.CharField(label=_("项目名称"), max_length=200)
    company = CompanyField(label=_("企业"), required=False, help_text=_("企业全称或统一社会信用代码"))
    investor_name = forms.CharField(label=_("投资方"), required=False, max_length=200)
    owner = PersonField(None, label=_("负责人"))
    sponsor_leader = PersonField(None, label=_("牵头领导"), required=False)
    national_code = forms.CharField(
        label=_("投资项目统一代码"), required=False, max_length=40, help_text=_("如 2405-410108-04-01-123456")
    )
    industry_code = forms.CharField(
        label=_("行业代码"), required=False, max_length=5, help_text=_("GB/T 4754,按投产后的产品填")
    )
    chain = forms.ModelChoiceField(None, label=_("产业链"), required=False)
    strategic_field = forms.ChoiceField(
        label=_("战略性新兴产业"), required=False, choices=[("", _("不属于")), *StrategicField.choices]
    )
    zone = forms.CharField(label=_("落地位置"), required=False, max_length=120)
    content = forms.CharField(label=_("建设内容"), required=False, widget=_LONG)
    due_perform_on = DateField(label=_("计划履约日期"), required=False)
    due_start_on = DateField(label=_("计划开工日期"), required=False)
    due_library_on = DateField(label=_("计划入库日期"), required=False)
    due_complete_on = DateField(label=_("计划竣工日期"), required=False)
    due_commission_on = DateField(label=_("计划投产日期"), required=False)
    due_capacity_on = DateField(label=_("计划达产日期"), required=False)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = colleagues(user)
        self.fields["owner"].queryset = self.fields["sponsor_leader"].queryset = people  # type: ignore[attr-defined]
        self.fields["chain"].queryset = chains_for(user)  # type: ignore[attr-defined]
        self.fields["company"].user = user  # type: ignore[attr-defined]


class OpenForm(_FactsForm, AnyMoneyForm):
    unit = forms.ModelChoiceField(None, label=_("所属机构"))
    signed_on = DateField(label=_("签约日期"))
    activity = forms.ModelChoiceField(None, label=_("签约活动"), required=False)
    field_order = ("unit", "name", "company", "investor_name", "signed_on", "amount", "rate", "rate_on", "activity")

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields["amount"].label = _("合同引资额")
        self.fields["unit"].queryset = units_for(user, "projects.open")  # type: ignore[attr-defined]
        recent = visible(user, Activity).order_by("-starts_on", "-id")
        self.fields["activity"].queryset = recent  # type: ignore[attr-defined]


class EditProjectForm(_FactsForm, EditForm):
    pass


class UploadForm(Form):
    kind = forms.ChoiceField(label=_("材料种类"), choices=EvidenceKind.choices)
    files = FilesField(label=_("文件"))
    taken_on = DateField(label=_("形成或拍摄日期"), required=False)
    place = forms.CharField(label=_("拍摄地点"), required=False, max_length=120)


class ReasonForm(Form):
    reason = forms.CharField(label=_("原因"), widget=_LONG)


class ClaimForm(Form):
    reached_on = DateField(label=_("达到日期"))
    note = forms.CharField(label=_("说明"), required=False, max_length=300)


class VerifyForm(Form):
    method = forms.ChoiceField(label=_("核实方式"), choices=VerifyMethod.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("核实意见"), required=False, max_length=300)


class RejectForm(Form):
    note = forms.CharField(label=_("退回原因"), max_length=300, widget=_LONG)


class MoveBackForm(ReasonForm):
    to = forms.ChoiceField(label=_("退回到"))
    field_order = ("to", "reason")

    def __init__(self, project: Project, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        earlier = LADDER[: LADDER.index(project.stage)]
        self.fields["to"].choices = [(stage, Stage(stage).label) for stage in earlier]  # type: ignore[attr-defined]


class StatusForm(ReasonForm):
    on = DateField(label=_("日期"))
    field_order = ("on", "reason")


class ContractForm(AnyMoneyForm):
    kind = forms.ChoiceField(
        label=_("类型"), choices=[(kind.value, kind.label) for kind in (ChangeKind.INCREASE, ChangeKind.DECREASE)]
    )
    changed_on = DateField(label=_("变更日期"))
    note = forms.CharField(label=_("依据"), max_length=300)
    field_order = ("kind", "amount", "rate", "rate_on", "changed_on", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].label = _("增减额")


class SigningForm(Form):
    signed_on = DateField(label=_("签约日期"))
    activity = forms.ModelChoiceField(None, label=_("活动"), required=False)
    occasion = forms.CharField(label=_("场合"), required=False, max_length=200)
    announced_yuan = MoneyField(label=_("现场公布金额"), required=False)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activity"].queryset = visible(user, Activity).order_by("-starts_on")  # type: ignore[attr-defined]


class PhaseForm(Form):
    name = forms.CharField(label=_("名称"), max_length=200)
    planned_yuan = MoneyField(label=_("计划投资"), required=False)
    content = forms.CharField(label=_("建设内容"), required=False, widget=_LONG)
    due_start_on = DateField(label=_("计划开工日期"), required=False)
    due_commission_on = DateField(label=_("计划投产日期"), required=False)
    started_on = DateField(label=_("实际开工日期"), required=False)
    commissioned_on = DateField(label=_("实际投产日期"), required=False)
    note = forms.CharField(label=_("进展说明"), required=False, max_length=300)


class EditPhaseForm(PhaseForm, EditForm):
    pass


class _OfPhaseForm(Form):
    phase = forms.ModelChoiceField(None, label=_("分期"), required=False, empty_label=_("整个项目"))

    def __init__(self, project: Project, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phase"].queryset = project.phases.all()  # type: ignore[attr-defined]


class InvestmentForm(_OfPhaseForm):
    through_on = DateField(label=_("截至日期"))
    amount_yuan = MoneyField(
        label=_("本期完成投资"), signed=True, help_text=_("自上次填报以来新完成的部分;更正以前多报的可填负数")
    )
    note = forms.CharField(label=_("说明"), required=False, max_length=300)


class PlanForm(Form):
    through_on = DateField(label=_("截至日期"))
    planned_yuan = MoneyField(label=_("累计计划投资"))
    note = forms.CharField(label=_("说明"), required=False, max_length=300)


class QuantityForm(_OfPhaseForm):
    key = forms.ChoiceField(label=_("指标"), choices=QuantityKey.choices)
    unit = forms.CharField(label=_("计量单位"), max_length=20)
    planned_low = forms.DecimalField(label=_("计划下限"), required=False, max_digits=18, decimal_places=2)
    planned_high = forms.DecimalField(label=_("计划上限"), required=False, max_digits=18, decimal_places=2)
    actual = forms.DecimalField(label=_("实际"), required=False, max_digits=18, decimal_places=2)
    actual_on = DateField(label=_("实际截至"), required=False)


class ObligationForm(Form):
    kind = forms.ChoiceField(label=_("承诺事项"), choices=ObligationKind.choices)
    promised = MoneyField(label=_("承诺数"), help_text=_("金额可写 1.2亿;就业填人数"))
    due_on = DateField(label=_("到期日期"))
    consequence = forms.CharField(label=_("未完成的约定后果"), required=False, max_length=300)
    note = forms.CharField(label=_("说明"), required=False, max_length=300)


class AchieveForm(EditForm):
    achieved = MoneyField(label=_("完成数"), help_text=_("截至当日的累计数"))
    achieved_on = DateField(label=_("完成情况截至"))
    note = forms.CharField(label=_("说明"), required=False, max_length=300)


class RequirementForm(Form):
    stage = forms.ChoiceField(label=_("阶段"), choices=[(stage, Stage(stage).label) for stage in LADDER[1:]])
    asked = forms.ChoiceField(label=_("要求"))
    group = forms.IntegerField(
        label=_("任选组"), required=False, min_value=0, max_value=9, help_text=_("0 表示必须;同组任选其一")
    )
    note = forms.CharField(label=_("说明"), required=False, max_length=200)

    def __init__(self, choices: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked"].choices = choices  # type: ignore[attr-defined]


class EditRequirementForm(EditForm):
    group = forms.IntegerField(label=_("任选组"), min_value=0, max_value=9, help_text=_("0 表示必须;同组任选其一"))
    note = forms.CharField(label=_("说明"), required=False, max_length=200)
    is_active = forms.BooleanField(label=_("启用"), required=False)

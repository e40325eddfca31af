"""Forms of works orders: the order itself, and one form for each step."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dianxiaoer.desk.tickets.forms import FilesField, area
from dianxiaoer.desk.unit_form import UnitForm
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.people.access import visible
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.domain.tickets.states import Facility
from dianxiaoer.shell.forms import DateField, Form, MoneyField


class WorksForm(UnitForm):
    unit_verb = "works.open"

    unit = forms.ModelChoiceField(None, label=_("责任机构"))
    name = forms.CharField(label=_("工单名称"), max_length=200)
    facility = forms.ChoiceField(label=_("配套类型"), choices=Facility.choices)
    need = forms.CharField(label=_("需求"), widget=area(4))
    place = forms.CharField(label=_("地点"), max_length=200, required=False)
    company = forms.ModelChoiceField(None, label=_("企业档案"), required=False)
    company_name = forms.CharField(label=_("企业名称"), max_length=200, required=False, help_text=_("没有档案的填名称"))
    project = forms.ModelChoiceField(None, label=_("项目"), required=False)
    needed_on = DateField(label=_("提出日期"), required=False, help_text=_("不填为今天"))
    files = FilesField()

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields["company"].queryset = visible(user, Company).order_by("name")  # type: ignore[attr-defined]
        self.fields["project"].queryset = visible(user, Project).order_by("-id")  # type: ignore[attr-defined]


class WorksEditForm(WorksForm):
    due_on = DateField(label=_("计划完工"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("unit", "needed_on", "files"):
            del self.fields[name]


def _metres(label: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, required=False, min_value=0, max_digits=8, decimal_places=2)


class SurveyForm(Form):
    surveyed_on = DateField(label=_("勘察日期"), required=False, help_text=_("不填为今天"))
    length_m = _metres(_("长(米)"))
    width_m = _metres(_("宽(米)"))
    estimate_yuan = MoneyField(label=_("估算造价"))
    survey_note = forms.CharField(label=_("勘察情况"), required=False, widget=area(3))
    files = FilesField()


class ApproveForm(Form):
    approved_yuan = MoneyField(label=_("批准金额"))
    approved_on = DateField(label=_("批准日期"), required=False, help_text=_("不填为今天"))
    note = forms.CharField(label=_("审批意见"), required=False, widget=area(2))


class OutcomeForm(Form):
    outcome = forms.CharField(label=_("说明"), max_length=300, widget=area(3))


class StartForm(Form):
    contractor = forms.CharField(label=_("施工单位"), max_length=200)
    started_on = DateField(label=_("开工日期"), required=False, help_text=_("不填为今天"))
    due_on = DateField(label=_("计划完工"), required=False)


class CompleteForm(Form):
    completed_on = DateField(label=_("完工日期"), required=False, help_text=_("不填为今天"))
    cost_yuan = MoneyField(label=_("实际造价"))
    length_m = _metres(_("长(米)"))
    width_m = _metres(_("宽(米)"))
    note = forms.CharField(label=_("说明"), required=False, widget=area(2))
    files = FilesField()


class AcceptForm(Form):
    accepted_by_name = forms.CharField(label=_("企业验收人"), max_length=60)
    accepted_on = DateField(label=_("验收日期"), required=False, help_text=_("不填为今天"))
    files = FilesField(label=_("企业签字的验收单"), required=True)


class UploadForm(Form):
    files = FilesField(required=True)
    note = forms.CharField(label=_("说明"), required=False, max_length=200)

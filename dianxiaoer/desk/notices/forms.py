"""Forms of supervision notices."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dianxiaoer.desk.projects.fields import FilesField, PersonField
from dianxiaoer.desk.unit_form import UnitForm
from dianxiaoer.domain.people.access import units_for
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.supervision.states import Rung
from dianxiaoer.shell.forms import DateField, EditForm, Form

_LONG = forms.Textarea(attrs={"rows": 5})
_SHORT = forms.Textarea(attrs={"rows": 3})


class _NoticeForm(UnitForm):
    unit_verb = "notices.raise"
    people = ("to",)

    unit = forms.ModelChoiceField(None, label=_("承办单位"))
    to = PersonField(None, label=_("承办人"), required=False, help_text=_("可不指定;不指定时由承办单位经办人答复"))
    title = forms.CharField(label=_("标题"), max_length=200)
    text = forms.CharField(label=_("督办事项与要求"), widget=_LONG)
    answer_days = forms.IntegerField(label=_("答复期限(工作日)"), min_value=1, max_value=250)


class RaiseForm(_NoticeForm):
    issuing_unit = forms.ModelChoiceField(None, label=_("发函单位"))
    field_order = ("issuing_unit", "unit", "to", "title", "text", "answer_days")

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields["issuing_unit"].queryset = units_for(user, "notices.raise")  # type: ignore[attr-defined]


class EditNoticeForm(_NoticeForm, EditForm):
    pass


class IssueForm(Form):
    """Nothing to fill in: the number and the due day come by themselves."""


class AnswerForm(Form):
    answer = forms.CharField(label=_("办理情况"), widget=_LONG)
    files = FilesField(label=_("佐证材料"), required=False)


class CloseForm(Form):
    close_note = forms.CharField(label=_("审核意见"), max_length=300, widget=_SHORT)


class AgainForm(Form):
    reason = forms.CharField(label=_("原因"), widget=_SHORT)
    answer_days = forms.IntegerField(label=_("重新答复期限(工作日)"), min_value=1, max_value=250)


class WithdrawForm(Form):
    reason = forms.CharField(label=_("撤销原因"), widget=_SHORT)


class LadderForm(UnitForm):
    """One line a rung: after how many working days late, and what follows."""

    unit_verb = "notices.set_ladder"

    unit = forms.ModelChoiceField(None, label=_("适用机构"))
    effective_from = DateField(label=_("生效日期"))
    source = forms.CharField(label=_("依据"), required=False, max_length=300)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        for rung in Rung:
            days = forms.IntegerField(
                label=_("%(rung)s:超期几个工作日") % {"rung": rung.label}, min_value=0, max_value=250
            )
            act = forms.CharField(label=_("%(rung)s:采取的措施") % {"rung": rung.label}, max_length=200)
            days.widget.attrs["class"] = act.widget.attrs["class"] = "form-control"
            self.fields[f"days_{rung.value}"], self.fields[f"act_{rung.value}"] = days, act

    def facts(self) -> dict[str, Any]:
        """The cleaned values as `set_ladder` takes them."""
        values = self.cleaned_data
        return {
            "unit": values["unit"],
            "effective_from": values["effective_from"],
            "source": values["source"],
            "days": {rung: values[f"days_{rung}"] for rung in Rung.values},
            "acts": {rung: values[f"act_{rung}"] for rung in Rung.values},
        }

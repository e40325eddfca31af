"""Forms of visits: the plan, the record on one page, joining, the weekly visit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dianxiaoer.desk.companies.fields import CompanyField
from dianxiaoer.desk.unit_form import UnitForm
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.people.queries import colleagues
from dianxiaoer.domain.visits.actions.recording import Found, Person
from dianxiaoer.domain.visits.states import VISIT_KINDS, Flag, Weekday
from dianxiaoer.shell.forms import DateField, Form


class PlanForm(UnitForm):
    unit_verb = "visits.plan"
    people = ("owner", "visitors")

    unit = forms.ModelChoiceField(None, label=_("走访单位"))
    company = CompanyField()
    kind = forms.ChoiceField(label=_("类型"), choices=VISIT_KINDS)
    planned_on = DateField(label=_("计划日期"))
    topics = forms.CharField(label=_("走访主题"), max_length=300)
    owner = forms.ModelChoiceField(None, label=_("走访人"))
    visitors = forms.ModelMultipleChoiceField(None, label=_("随行人员"), required=False)
    over_limit_reason = forms.CharField(
        label=_("超过次数的理由"), max_length=200, required=False, help_text=_("企业邀请或确需前往时填写,督查会看到")
    )


class EditForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    planned_on = DateField(label=_("计划日期"))
    topics = forms.CharField(label=_("走访主题"), max_length=300)
    over_limit_reason = forms.CharField(label=_("超过次数的理由"), max_length=200, required=False)


class JoinForm(Form):
    topics = forms.CharField(label=_("您要谈的事"), max_length=200, required=False)


class ReasonForm(Form):
    reason = forms.CharField(label=_("原因"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class RecordForm(Form):
    """The record on one page of a phone. What is written under a flag becomes a ticket with its person and day."""

    visited_on = DateField(label=_("走访日期"))
    met = forms.CharField(
        label=_("会见人员"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("每行一人:姓名 职务"),
    )  # fmt: skip
    topics = forms.CharField(label=_("走访主题"), max_length=300, required=False)
    summary = forms.CharField(label=_("走访情况"), widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = colleagues(user)
        for flag, label in Flag.choices:
            text = forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": 2}))
            self.fields[f"{flag}_text"] = text
            self.fields[f"{flag}_owner"] = forms.ModelChoiceField(
                people, label=_("责任人"), required=False, empty_label=_("走访人本人")
            )
            self.fields[f"{flag}_due"] = DateField(label=_("期限"), required=False)
            for part in ("text", "owner", "due"):
                widget = self.fields[f"{flag}_{part}"].widget
                widget.attrs.setdefault("class", "form-select" if part == "owner" else "form-control")

    def plain(self) -> list[Any]:
        """The fields above the flags."""
        return [self[name] for name in ("visited_on", "met", "topics", "summary")]

    def flags(self) -> list[tuple[str, bool, list[Any]]]:
        """(label, whether something is written, its three fields) of every flag."""
        return [
            (
                str(label),
                bool(self[f"{flag}_text"].value()),
                [self[f"{flag}_{part}"] for part in ("text", "owner", "due")],
            )
            for flag, label in Flag.choices
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for flag in Flag.values:
            if not values.get(f"{flag}_text") and (values.get(f"{flag}_owner") or values.get(f"{flag}_due")):
                self.add_error(f"{flag}_text", ValidationError(_("填了责任人或期限,请写明问题。")))
        return values

    def found(self) -> list[Found]:
        values = self.cleaned_data
        return [
            Found(flag, values[f"{flag}_text"], values[f"{flag}_owner"], values[f"{flag}_due"])
            for flag in Flag.values
            if values[f"{flag}_text"]
        ]

    def people(self) -> list[Person]:
        lines = [line.split(maxsplit=1) for line in self.cleaned_data["met"].splitlines() if line.strip()]
        return [Person(parts[0][:60], parts[1][:60] if len(parts) > 1 else "") for parts in lines]


class RotaForm(UnitForm):
    unit_verb = "visits.set_rota"
    people = ("chief",)

    unit = forms.ModelChoiceField(None, label=_("部门"))
    chief = forms.ModelChoiceField(None, label=_("局长"))
    weekday = forms.TypedChoiceField(label=_("星期"), choices=Weekday.choices, coerce=int)
    topics = forms.CharField(label=_("走访主题"), max_length=200, required=False)
    since_on = DateField(label=_("起始日期"))

"""What a firm fills in: the request itself, what was asked for, a rating."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.domain.accounts.callers import Caller
from dianxiaoer.domain.accounts.firm_access import visible_to
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.people.queries import receiving_units
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.queries import aspects_of, categories_for
from dianxiaoer.domain.tickets.states import Stars, TicketKind, TicketMode
from dianxiaoer.domain.tickets.words import Category, MenuItem
from dianxiaoer.shell.forms import Form

#: what a phone offers: the camera in one field, the album in the other; both are sent as "photos"
#: HEIC is not named: a phone that takes it then hands in a JPG of its own accord
PHOTO_TYPES = "image/jpeg,image/png,image/webp"


class RequestForm(Form):
    """A request. `firm`: one of the caller's own firms, or none, and then its name is written."""

    unit = forms.ModelChoiceField(None, label=gettext_lazy("哪里受理"), empty_label=gettext_lazy("请选择"))
    category = forms.ChoiceField(label=gettext_lazy("类别"), choices=[])
    kind = forms.ChoiceField(label=gettext_lazy("您要"), choices=[])
    firm = forms.ModelChoiceField(
        None, label=gettext_lazy("企业"), required=False, empty_label=gettext_lazy("其他企业")
    )
    company_name = forms.CharField(label=gettext_lazy("企业名称"), max_length=200, required=False)
    contact_name = forms.CharField(
        label=gettext_lazy("怎么称呼您"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    text = forms.CharField(
        label=gettext_lazy("什么事"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("写清楚在哪里、出了什么问题、希望怎么解决。"),
    )
    place = forms.CharField(label=gettext_lazy("地点"), max_length=200, required=False)
    mode = forms.ChoiceField(label=gettext_lazy("怎么办"), choices=[], widget=forms.RadioSelect)

    def __init__(self, caller: Caller, unit: Any, *args: Any, item: MenuItem | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = receiving_units()  # type: ignore[attr-defined]
        self.categories = {row.key: row for row in categories_for(unit)}
        self.fields["category"].choices = [(key, str(row)) for key, row in self.categories.items()]  # type: ignore[attr-defined]
        self.fields["kind"].choices = _kinds()  # type: ignore[attr-defined]
        self.fields["mode"].choices = [  # type: ignore[attr-defined]
            (TicketMode.PHONE, _("手机上办,随时看进度")),
            (TicketMode.DOORSTEP, _("请工作人员上门")),
        ]
        firms = visible_to(caller, Company)
        self.fields["firm"].queryset = firms  # type: ignore[attr-defined]
        if not caller.company_ids:
            del self.fields["firm"]
        if item:  # ordered from the menu: where it goes and what it is are known
            for name in ("unit", "category", "kind", "mode"):
                del self.fields[name]
            self.fields["text"].label, self.fields["text"].required = _("补充说明"), False
        self.order_fields(["category", "text", "place", "unit", "firm", "company_name", "contact_name", "kind", "mode"])

    def clean_category(self) -> Category:
        return self.categories[self.cleaned_data["category"]]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("firm") and not (values.get("company_name") or "").strip():
            self.add_error("company_name", _("请填写企业名称。"))
        return values


class SupplyForm(Form):
    text = forms.CharField(label=gettext_lazy("补充说明"), max_length=5000, widget=forms.Textarea(attrs={"rows": 5}))


class ReasonForm(Form):
    reason = forms.CharField(label=gettext_lazy("原因"), max_length=300, required=False)


class ContestForm(Form):
    text = forms.CharField(
        label=gettext_lazy("不认可的理由"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("提出后由原部门重新办理一次。"),
    )


class RateForm(Form):
    """The overall level, each named aspect, and words if one likes."""

    level = forms.TypedChoiceField(
        label=gettext_lazy("总体评价"), coerce=int, choices=Stars.choices, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选一个等级。")},
    )  # fmt: skip
    text = forms.CharField(
        label=gettext_lazy("想说的话"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    is_anonymous = forms.BooleanField(label=gettext_lazy("不让承办部门知道是谁评的"), required=False, initial=True)

    def __init__(self, ticket: Ticket, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.aspects = aspects_of(ticket)
        for aspect in self.aspects:
            self.fields[f"aspect_{aspect.value}"] = forms.TypedChoiceField(
                label=aspect.label, coerce=int, required=False, empty_value=None,
                choices=[("", _("不评")), *Stars.choices], widget=forms.Select(attrs={"class": "form-select"}),
            )  # fmt: skip
        self.order_fields(["level", *(f"aspect_{aspect.value}" for aspect in self.aspects), "text", "is_anonymous"])

    def given(self) -> dict[str, Any]:
        """What `rate_ticket` takes."""
        values = self.cleaned_data
        stars = {aspect.value: values[f"aspect_{aspect.value}"] for aspect in self.aspects}
        return {
            "level": values["level"],
            "aspects": {name: value for name, value in stars.items() if value},
            "text": values["text"],
            "is_anonymous": values["is_anonymous"],
        }


def _kinds() -> list[tuple[str, str]]:
    return [
        (TicketKind.ISSUE, _("解决一个问题")),
        (TicketKind.CONCIERGE, _("帮办或代办一件事")),
        (TicketKind.CONSULTATION, _("问一问")),
        (TicketKind.COMPLAINT, _("投诉")),
    ]

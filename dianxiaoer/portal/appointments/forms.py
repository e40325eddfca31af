"""Who comes: asked after the time is chosen, with the phone already verified."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.accounts.callers import Caller
from dianxiaoer.domain.accounts.firm_access import visible_to
from dianxiaoer.domain.appointments.models import ServiceItem
from dianxiaoer.domain.appointments.states import BookingMode
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.shell.forms import Form


class VisitForm(Form):
    contact_name = forms.CharField(label=_("怎么称呼"), max_length=60, error_messages={"required": _("请填写称呼。")})
    company = forms.ModelChoiceField(None, label=_("代表企业"), required=False, empty_label=_("不在列表里,下面填写"))
    company_name = forms.CharField(label=_("企业名称"), max_length=200, required=False)
    mode = forms.ChoiceField(label=_("怎么办"), choices=BookingMode.choices, initial=BookingMode.WINDOW)
    address = forms.CharField(label=_("上门地址"), max_length=200, required=False, help_text=_("选上门服务时填写"))
    note = forms.CharField(label=_("想说明的情况"), max_length=300, required=False)

    def __init__(self, caller: Caller, item: ServiceItem, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        firms = visible_to(caller, Company).order_by("name")
        self.fields["company"].queryset = firms  # type: ignore[attr-defined]
        if not firms:
            del self.fields["company"]
        if not item.window.is_doorstep:
            del self.fields["address"]
            del self.fields["mode"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("mode") == BookingMode.DOORSTEP and not values.get("address"):
            self.add_error("address", ValidationError(_("上门服务须填写地址。")))
        return values

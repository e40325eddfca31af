"""Forms of people, their accounts and roles."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dianxiaoer.desk.unit_form import UnitForm
from dianxiaoer.domain.people.access import units_for
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.people.states import Role
from dianxiaoer.shell.forms import Form


class PersonForm(Form):
    name = forms.CharField(label=_("姓名"), max_length=60)
    unit = forms.ModelChoiceField(None, label=_("所在机构"))
    position = forms.CharField(label=_("职务"), max_length=60, required=False)
    phone = forms.CharField(label=_("手机"), max_length=20, required=False)
    language = forms.ChoiceField(label=_("界面语言"), choices=[("zh-hans", "中文"), ("en", "English")])

    def __init__(self, user: User, verb: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_for(user, verb)  # type: ignore[attr-defined]

    def clean_phone(self) -> str:
        phone = re.sub(r"[\s-]", "", str(self.cleaned_data["phone"]))
        if phone and not re.fullmatch(r"\+?\d{7,15}", phone):
            raise ValidationError(_("电话只能由 7 至 15 位数字组成。"))
        return phone


class PersonAddForm(PersonForm):
    username = forms.CharField(
        label=_("账号"), max_length=60, help_text=_("用于登录:小写字母、数字、点、横线"), strip=True
    )
    password = forms.CharField(
        label=_("初始密码"), help_text=_("首次登录须修改。请当面或另一途径告知本人。"), strip=False
    )
    field_order = ["username", "name", "unit", "position", "phone", "password", "language"]

    def clean_username(self) -> str:
        username = str(self.cleaned_data["username"])
        if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{1,59}", username):
            raise ValidationError(_("账号须为 2 至 60 个小写字母、数字、点、横线。"))
        return username


class PersonEditForm(PersonForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(Form):
    reason = forms.CharField(label=_("原因"), max_length=200)


class ResetForm(Form):
    password = forms.CharField(
        label=_("新的初始密码"), help_text=_("首次登录须修改。请当面或另一途径告知本人。"), strip=False
    )


class RoleForm(UnitForm):
    unit_verb = "people.assign_role"

    role = forms.ChoiceField(label=_("角色"), choices=Role.choices)
    unit = forms.ModelChoiceField(None, label=_("作用机构"), help_text=_("角色的权限达到这个机构和它下面的所有机构"))

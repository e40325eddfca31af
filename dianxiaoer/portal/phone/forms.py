"""The phone, and the code that came to it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.accounts.actions.phone_codes import clean_phone
from dianxiaoer.shell.forms import Form


class PhoneForm(Form):
    phone = forms.CharField(
        label=_("手机号"),
        max_length=20,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
        help_text=_("我们发一条短信验证码,只用来确认是您本人。"),
        error_messages={"required": _("请填写手机号。")},
    )

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])


class CodeForm(Form):
    code = forms.RegexField(
        r"^\s*\d{6}\s*$",
        label=_("6 位验证码"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "8"}),
        error_messages={"invalid": _("验证码是 6 位数字。"), "required": _("请填写短信里的 6 位验证码。")},
    )

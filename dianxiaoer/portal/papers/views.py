"""A code typed or scanned from a paper: which paper it is, or that nobody issued it."""

from __future__ import annotations

import re

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.domain.tickets.queries import paper_by_code
from dianxiaoer.shell.forms import Form
from dianxiaoer.shell.pages import form_page


class CodeForm(Form):
    code = forms.CharField(
        label=gettext_lazy("文书上的验证码"), max_length=30, help_text=gettext_lazy("在文书末尾,12 位字母和数字")
    )

    def clean_code(self) -> str:
        code = re.sub(r"[\s-]", "", self.cleaned_data["code"]).upper()
        if not code.isalnum() or not code.isascii():
            raise forms.ValidationError(_("验证码只有字母和数字。"))
        return code


def ask(request: HttpRequest) -> HttpResponse:
    return form_page(
        request,
        CodeForm(request.POST or None),
        title=_("验证文书真伪"),
        intro=_("受理单、委托书、中止单、终止单、办结单都可以查。"),
        submit=_("查询"),
        back=reverse("portal"),
        template="portal/form.html",
        act=lambda form: form.cleaned_data["code"],
        done=lambda code: reverse("portal-paper_told", args=[code]),
    )


def told(request: HttpRequest, code: str) -> HttpResponse:
    """What a paper with this code must say. A code nobody issued is told as such (200: the question was answered)."""
    paper = paper_by_code(code)
    context = {"title": _("验证文书真伪"), "code": code.upper()[:30], "paper": paper, "back": reverse("portal-paper")}
    return render(request, "portal/papers/told.html", context)

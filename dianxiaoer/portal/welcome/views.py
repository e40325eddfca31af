"""The first page, the notice on personal information, and help: open to everyone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def welcome(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/welcome/welcome.html", {"title": _("企业有事,店小二来办")})


def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/welcome/privacy.html", {"title": _("个人信息怎么用")})


def how(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/welcome/help.html", {"title": _("帮助")})

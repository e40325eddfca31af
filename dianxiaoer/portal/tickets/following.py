"""Seeing how a request goes: one's own after verifying the phone, or one single request by its number and code."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.queries import (
    firm_steps,
    followed,
    progress_of,
    shown_files,
    shown_notes,
    shown_ratings,
    ticket_of,
)
from dianxiaoer.kernel.files import answer_file, answer_picture
from dianxiaoer.portal.signin import caller, caller_required
from dianxiaoer.shell.forms import Form
from dianxiaoer.shell.pages import form_page


class FollowForm(Form):
    number = forms.CharField(label=gettext_lazy("编号"), max_length=40, help_text=gettext_lazy("如 JY20261126-0007"))
    code = forms.CharField(
        label=gettext_lazy("查询码"), max_length=20, help_text=gettext_lazy("10 位字母和数字,在提交成功页和短信里")
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("number") and values.get("code"):
            values["ticket"] = followed(values["number"], values["code"])
            if values["ticket"] is None:
                raise forms.ValidationError(_("没有查到。请核对编号和查询码。"))
        return values


@never_cache
def follow(request: HttpRequest) -> HttpResponse:
    return form_page(
        request,
        FollowForm(request.POST or None),
        title=_("查进度"),
        intro=_("不用登录,凭编号和查询码看这一件的进度。"),
        submit=_("查询"),
        template="portal/form.html",
        act=lambda form: form.cleaned_data["ticket"],
        done=lambda ticket: reverse("portal-followed", args=[ticket.number, ticket.follow_code]),
    )


@never_cache
def followed_one(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """Reading only, the phone masked; whoever holds the code is not asked who they are."""
    ticket = followed(number, code)
    if ticket is None:
        raise Http404
    response = render(request, "portal/tickets/progress.html", _shown(ticket) | {"is_reader": True})
    response["Referrer-Policy"] = "no-referrer"  # the code stands in the address
    response["X-Robots-Tag"] = "noindex"
    return response


@caller_required
def progress(request: HttpRequest, number: str) -> HttpResponse:
    ticket = fetch_ticket(request, number)
    context = _shown(ticket) | {"back": reverse("portal-mine"), "can": firm_steps(ticket, at=timezone.now())}
    return render(request, "portal/tickets/progress.html", context)


@caller_required
def sent(request: HttpRequest, number: str) -> HttpResponse:
    ticket = fetch_ticket(request, number)
    return render(request, "portal/tickets/sent.html", {"title": _("提交成功"), "ticket": ticket})


@caller_required
def file(request: HttpRequest, number: str, pk: int) -> HttpResponseBase:
    """A photo or paper of the ticket that the firm may see."""
    row = shown_files(fetch_ticket(request, number)).filter(pk=pk).first()
    if row is None:
        raise Http404
    if row.is_image:
        return answer_picture(row.sha256, row.content_type)
    return answer_file(row.sha256, row.name, row.content_type)


def fetch_ticket(request: HttpRequest, number: str) -> Ticket:
    """The caller's own ticket. Raises Http404 for any other: a guessed number finds nothing."""
    who = caller(request)
    ticket = ticket_of(who, number) if who else None
    if ticket is None:
        raise Http404
    return ticket


def _shown(ticket: Ticket) -> dict[str, Any]:
    return {
        "title": ticket.title,
        "ticket": ticket,
        "steps": progress_of(ticket),
        "notes": shown_notes(ticket),
        "files": shown_files(ticket).filter(note__isnull=True),
        "ratings": shown_ratings(ticket),
    }

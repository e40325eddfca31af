"""Dispatching many, a number in full, extensions, co-bodies, ratings."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.desk.tickets import forms
from dianxiaoer.desk.tickets.acts import act_page, ticket_address, trail
from dianxiaoer.domain.people.access import fetch, require, visible
from dianxiaoer.domain.tickets.actions.dispatching import dispatch_tickets
from dianxiaoer.domain.tickets.actions.handling import answer_part, cancel_part, decide_extension
from dianxiaoer.domain.tickets.actions.mending import call_back, exclude_rating, mend_ticket
from dianxiaoer.domain.tickets.actions.registering import reveal_ticket_phone
from dianxiaoer.domain.tickets.handling import Extension, Part
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.queries import head_rows
from dianxiaoer.domain.tickets.ratings import Rating
from dianxiaoer.kernel.verbs import label_of
from dianxiaoer.shell.pages import form_page


def dispatch_many(request: HttpRequest) -> HttpResponse:
    """The tickets picked in the queue (?pick=…) given to one body: only those this person may dispatch."""
    require(request.user, "tickets.dispatch")
    picked = [int(pk) for pk in request.GET.getlist("pick") if pk.isdigit()]
    tickets = list(visible(request.user, Ticket, "tickets.dispatch").filter(pk__in=picked).order_by("id"))
    return form_page(
        request,
        forms.BulkDispatchForm(request.user.unit, request.POST if request.method == "POST" else None),
        title=_("批量派单"),
        intro=_("选中 %(picked)d 件,其中您可以派单的 %(n)d 件:%(names)s")
        % {"picked": len(picked), "n": len(tickets), "names": "、".join(one.number for one in tickets) or "—"},
        submit=_("派单"),
        back=reverse("tickets-list"),
        trail=trail(),
        act=lambda form: dispatch_tickets(tickets, by=request.user, at=timezone.now(), **form.cleaned_data),
        done=lambda count: reverse("tickets-list"),
        said=lambda count: _("已派单 %(n)d 件。") % {"n": count},
    )


def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for a reason, then shows the number on a page the browser does not keep."""
    ticket = fetch(request.user, Ticket, pk=pk)
    require(request.user, "tickets.reveal", ticket)
    form = forms.RevealForm(request.POST or None)
    context = {
        "title": _("查看诉求电话"), "intro": f"{ticket.contact_name} · {ticket.masked_phone()}", "submit": _("查看"),
        "back": ticket_address(ticket), "trail": trail(ticket),
    }  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        return form_page(request, form, act=lambda form: None, done=lambda made: "", **context)
    phone = reveal_ticket_phone(ticket, by=request.user, at=timezone.now(), reason=form.cleaned_data["reason"])
    response = render(
        request, "desk/companies/revealed.html", context | {"person": ticket.contact_name, "phone": phone}
    )
    response["Cache-Control"] = "no-store"
    return response


def extension(request: HttpRequest, pk: int) -> HttpResponse:
    asked = fetch(request.user, Extension, pk=pk)
    require(request.user, "tickets.decide_extension", asked)
    form = forms.GrantForm(request.user, asked.ticket, _posted(request))
    intro = _("%(who)s 申请延长 %(n)d 个工作日:%(why)s") % {
        "who": asked.asked_by, "n": asked.workdays, "why": asked.reason,
    }  # fmt: skip
    return _page(request, asked, form, "decide_extension", decide_extension, _("已审批。"), intro)


def part_answer(request: HttpRequest, pk: int) -> HttpResponse:
    part = fetch(request.user, Part, pk=pk)
    require(request.user, "tickets.answer_part", part)
    form = forms.PartAnswerForm(request.user, part.ticket, _posted(request), request.FILES or None)
    return _page(request, part, form, "answer_part", answer_part, _("协办意见已提交。"), part.task)


def part_cancel(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    ticket = fetch(request.user, head_rows(), pk=pk)
    require(request.user, "tickets.cancel_part", ticket)
    held = fetch(request.user, ticket.parts.all(), pk=part)
    form = forms.ReasonForm(request.user, ticket, _posted(request))
    return _page(request, held, form, "cancel_part", cancel_part, _("已取消协办。"), held.task)


def rating_call_back(request: HttpRequest, pk: int) -> HttpResponse:
    return _rating(request, pk, "call_back", forms.CallBackForm, call_back, _("回访已登记。"))


def rating_mend(request: HttpRequest, pk: int) -> HttpResponse:
    return _rating(request, pk, "mend", forms.MendForm, mend_ticket, _("整改已登记,企业可以再评价一次。"))


def rating_exclude(request: HttpRequest, pk: int) -> HttpResponse:
    return _rating(request, pk, "exclude_rating", forms.ReasonForm, exclude_rating, _("已剔除,不计入统计。"))


def _rating(request: HttpRequest, pk: int, verb: str, form: Any, run: Any, said: str) -> HttpResponse:
    rating = fetch(request.user, Rating, pk=pk)
    require(request.user, f"tickets.{verb}", rating)
    bound = form(request.user, rating.ticket, _posted(request))
    return _page(request, rating, bound, verb, run, said, f"{rating.get_stars_display()} {rating.text}")


def _page(request: HttpRequest, row: Any, form: Any, verb: str, run: Any, said: str, intro: str) -> HttpResponse:
    now: datetime = timezone.now()
    return act_page(
        request,
        row.ticket,
        form=form,
        title=label_of(f"tickets.{verb}"),
        run=lambda **values: run(row, by=request.user, at=now, **values),
        said=said,
        intro=intro,
    )


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None

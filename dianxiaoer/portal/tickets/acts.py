"""What a firm does with its request: answer a question, take it back, contest the answer, rate."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.tickets.actions.firms import object_answer, rate_ticket, supply, withdraw
from dianxiaoer.domain.tickets.ratings import Rating
from dianxiaoer.kernel.photos import keep_photo
from dianxiaoer.portal.signin import caller, caller_required
from dianxiaoer.portal.tickets.following import fetch_ticket
from dianxiaoer.portal.tickets.forms import PHOTO_TYPES, ContestForm, RateForm, ReasonForm, SupplyForm
from dianxiaoer.shell.pages import form_page


@caller_required
def supply_more(request: HttpRequest, number: str) -> HttpResponse:
    form = SupplyForm(request.POST or None)
    return _act(request, number, form, supply, _("补充材料"), said=_("已补充,继续办理。"), takes_photos=True)


@caller_required
def take_back(request: HttpRequest, number: str) -> HttpResponse:
    form = ReasonForm(request.POST if request.method == "POST" else None)
    return _act(request, number, form, withdraw, _("撤回诉求"), said=_("已撤回。"), danger=True)


@caller_required
def contest(request: HttpRequest, number: str) -> HttpResponse:
    form = ContestForm(request.POST or None)
    return _act(request, number, form, object_answer, _("不认可答复"), said=_("已提出,重新办理。"), takes_photos=True)


@caller_required
def rate(request: HttpRequest, number: str) -> HttpResponse:
    """Five levels and the named aspects; the firm's own act, once, and once more after a bad one was mended."""
    form = RateForm(fetch_ticket(request, number), request.POST if request.method == "POST" else None)
    return _act(request, number, form, rate_ticket, _("评价"), said=_thanks, values=form.given)


def _act(
    request: HttpRequest,
    number: str,
    form: forms.Form,
    action: Callable[..., Any],
    title: str,
    *,
    said: str | Callable[[Any], str],
    takes_photos: bool = False,
    danger: bool = False,
    values: Callable[[], dict[str, Any]] | None = None,
) -> HttpResponse:
    """action: (ticket, caller=, at=, **values of the form, and files= where it takes photos)."""
    ticket = fetch_ticket(request, number)
    page = reverse("portal-request", args=[ticket.number])

    def act(form: forms.Form) -> Any:
        files = {"files": [keep_photo(one) for one in request.FILES.getlist("photos")]} if takes_photos else {}
        given = values() if values else form.cleaned_data
        return action(ticket, caller=caller(request), at=timezone.now(), **given, **files)

    return form_page(
        request,
        form,
        title=title,
        intro=f"{ticket.number} {ticket.title}",
        submit=title,
        back=page,
        template="portal/tickets/act.html",
        photo_types=PHOTO_TYPES if takes_photos else "",
        danger=danger,
        act=act,
        done=lambda made: page,
        said=said if callable(said) else lambda made: said,
    )


def _thanks(rating: Rating) -> str:
    """What follows a rating: after a bad one, by when somebody calls back and by when it is mended."""
    if rating.call_back_due_at is None:
        return _("谢谢您的评价。")
    days = {"call": f"{timezone.localtime(rating.call_back_due_at):%Y-%m-%d}"}
    return _("谢谢您的评价。我们会在 %(call)s 前回访,整改后您可以再评一次。") % days

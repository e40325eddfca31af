"""Writing a request: everything typed and photographed is kept at once; sending twice makes one ticket."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dianxiaoer.domain.accounts.actions.drafts import drop_file, keep_facts, keep_files, open_draft
from dianxiaoer.domain.accounts.callers import Caller
from dianxiaoer.domain.accounts.firm_access import fetch_for, visible_to
from dianxiaoer.domain.accounts.models import Draft
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.people.queries import district_holding, districts, receiving_units
from dianxiaoer.domain.tickets.queries import menu_item_on_offer
from dianxiaoer.kernel.files import answer_picture
from dianxiaoer.kernel.photos import MOST, keep_photo
from dianxiaoer.kernel.refusals import Refused
from dianxiaoer.portal.district import remember, remembered
from dianxiaoer.portal.signin import caller, caller_required, the_caller
from dianxiaoer.portal.tickets.forms import PHOTO_TYPES, RequestForm
from dianxiaoer.portal.tickets.sending import became, send_draft
from dianxiaoer.shell.pages import see_other

PURPOSE = "ticket"
TYPED = ("unit", "category", "kind", "firm", "company_name", "contact_name", "text", "place", "mode", "menu_item")


@caller_required
def new(request: HttpRequest) -> HttpResponse:
    """The draft that waits, or a new one, with what the address says already filled in (?category=, ?unit=, ?code=)."""
    given = {name: request.GET[name][:200] for name in (*TYPED, "channel") if request.GET.get(name)}
    given.setdefault("menu_item", "")  # what was ordered before is not meant by a new request
    found = open_draft(PURPOSE, caller=the_caller(request), at=timezone.now(), facts=given)
    return see_other(reverse("portal-draft", args=[found.key]))


@caller_required
def draft(request: HttpRequest, key: str) -> HttpResponse:
    """The form. POST with add, drop or send: each keeps what was typed first."""
    who, held = the_caller(request), _fetch(request, key)
    if held.sent_at:
        return see_other(reverse("portal-sent", args=[became(held, caller=who).number]))
    if request.method != "POST":
        return _page(request, who, held, _form(who, held, initial=_initial(request, who, held)))
    keep_facts(held, _typed(request, held), at=timezone.now())
    form = _form(who, held, request.POST)
    try:
        _take_photos(request, held)
    except Refused as problem:
        form.full_clean()
        return _page(request, who, held, _only(form, problem), status=422)
    if "send" not in request.POST:
        if sha256 := request.POST.get("drop"):
            drop_file(held, sha256, at=timezone.now())
        return see_other(reverse("portal-draft", args=[key]) + "#photos")
    if not form.is_valid():
        return _page(request, who, held, form, status=422)
    try:
        ticket = send_draft(held, form.cleaned_data, caller=who, at=timezone.now())
    except ValidationError as problem:
        form.add_error(None, problem.messages)
        return _page(request, who, held, form, status=422)
    return remember(
        see_other(reverse("portal-sent", args=[ticket.number])), district_holding(ticket.unit_id, districts())
    )


@caller_required
@require_POST
def keep_typed(request: HttpRequest, key: str) -> HttpResponse:
    """What was typed so far, while it is typed."""
    held = _fetch(request, key)
    keep_facts(held, _typed(request, held), at=timezone.now())
    return HttpResponse(status=204)


@caller_required
def photo(request: HttpRequest, key: str, sha256: str) -> HttpResponseBase:
    """One photo of a draft, for its own writer."""
    held = _fetch(request, key)
    row = next((row for row in held.files if row["sha256"] == sha256), None)
    if row is None:
        raise Http404
    return answer_picture(sha256, row["content_type"])


def _form(who: Caller, held: Draft, *args: Any, **kwargs: Any) -> RequestForm:
    item = menu_item_on_offer(held.facts.get("menu_item", ""))
    return RequestForm(who, item.unit if item else _unit(who, held), *args, item=item, **kwargs)


def _page(request: HttpRequest, who: Caller, held: Draft, form: RequestForm, status: int = 200) -> HttpResponse:
    held.refresh_from_db(fields=["files"])
    context = {
        "title": _("写诉求"),
        "form": form,
        "draft": held,
        "item": menu_item_on_offer(held.facts.get("menu_item", "")),
        "phone": who.phone,
        "most": MOST,
        "photo_types": PHOTO_TYPES,
        "back": reverse("portal"),
        "kept": bool(held.facts.get("text")) and request.method == "GET",
    }
    return render(request, "portal/tickets/draft.html", context, status=status)


def _take_photos(request: HttpRequest, held: Draft) -> None:
    photos = request.FILES.getlist("photos")
    if len(photos) > MOST:
        raise Refused(_("照片最多 %(n)d 张。请先删掉几张。") % {"n": MOST})
    if photos:
        keep_files(held, [keep_photo(upload) for upload in photos], at=timezone.now(), most=MOST)


def _only(form: RequestForm, problem: Refused) -> RequestForm:
    """The form as typed with the one thing that is wrong now."""
    form._errors = type(form.errors)()  # the other fields are looked at when the person sends
    form.add_error(None, problem)
    return form


def _typed(request: HttpRequest, held: Draft) -> dict[str, str]:
    return {**held.facts, **{name: request.POST[name][:5000] for name in TYPED if name in request.POST}}


def _initial(request: HttpRequest, who: Caller, held: Draft) -> dict[str, Any]:
    shipped: dict[str, Any] = {"kind": "issue", "mode": "phone", "contact_name": who.name, "unit": remembered(request)}
    if who.company_ids or len(receiving_units()[:2]) == 1:  # where it goes is known, or else chosen
        shipped["unit"] = _unit(who, held).pk
    if who.company_ids:
        shipped["firm"] = min(who.company_ids)
    return shipped | held.facts


def _unit(who: Caller, held: Draft) -> Unit:
    """Where it goes: as chosen, else where the firm's file is kept, else the first district."""
    units = receiving_units()
    chosen = held.facts.get("unit", "")
    found = units.filter(pk=int(chosen)).first() if chosen.isdigit() else None
    if found is None and who.company_ids:
        found = units.filter(pk__in=visible_to(who, Company).values("unit")).first()
    found = found or units.first()
    if found is None:
        raise Http404
    return found


def _fetch(request: HttpRequest, key: str) -> Draft:
    return fetch_for(caller(request), Draft, key=key, purpose=PURPOSE)

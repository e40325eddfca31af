"""Services and requests: what may be reported, what was reported, reporting."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Header, Query, Router, Schema, Status

from dianxiaoer.api.calls import moment, once, page_size
from dianxiaoer.api.photos import photos_told
from dianxiaoer.api.problems import PROBLEMS
from dianxiaoer.api.schema import Created, NewRequest, RequestPage, Service, ServiceRequest
from dianxiaoer.domain.people.access import fetch, require, units_for
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.tickets.actions.registering import register_ticket
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.queries import categories_for, tickets_for, with_photos
from dianxiaoer.domain.tickets.states import OPEN_STAGES
from dianxiaoer.domain.tickets.words import Category
from dianxiaoer.kernel.paging import page_of
from dianxiaoer.kernel.refusals import Refused

router = Router(tags=["Open311"])
LONGEST_TITLE = 40


class Filters(Schema):
    """status, service_code: as told by the answers. start_date, end_date: when it was reported. after: cursor. size ≤ 200."""

    status: Literal["", "open", "closed"] = ""
    service_code: str = ""
    start_date: datetime | None = None
    end_date: datetime | None = None
    after: str = ""
    size: int = 50


@router.get(
    "services", response={200: list[Service], **PROBLEMS}, url_name="api-services", summary="What may be reported"
)
def services(request: HttpRequest) -> list[Service]:
    require(request.user, "tickets.view")
    found = {row.key: row for row in categories_for(request.user.unit)}
    return [Service(service_code=key, service_name=str(row)) for key, row in found.items()]


@router.get("requests", response={200: RequestPage, **PROBLEMS}, url_name="api-requests", summary="What was reported")
def requests(request: HttpRequest, filters: Query[Filters]) -> RequestPage:
    require(request.user, "tickets.view")
    rows = _narrowed(with_photos(tickets_for(request.user)), filters)
    page = page_of(rows, "-received_at", size=page_size(filters.size), after=filters.after)
    return RequestPage(requests=[_told(request, row) for row in page.rows], next=page.after)


@router.post("requests", response={201: Created, 200: Created, **PROBLEMS}, url_name="api-requests", summary="Report")
def report(
    request: HttpRequest, payload: NewRequest, idempotency_key: str = Header("", alias="Idempotency-Key")
) -> Status[Created]:
    """201 with the number. The same Idempotency-Key again answers 200 with the same number and makes nothing."""
    status, ticket = once(request.user, idempotency_key, Ticket, lambda: _register(request, payload))
    return Status(status, _created(ticket))


@router.get(
    "requests/{number}", response={200: ServiceRequest, **PROBLEMS}, url_name="api-request", summary="One request"
)
def one(request: HttpRequest, number: str) -> ServiceRequest:
    ticket = fetch(request.user, with_photos(tickets_for(request.user)), number=number)
    return _told(request, ticket)


def _register(request: HttpRequest, payload: NewRequest) -> Ticket:
    unit = _unit(request, payload.jurisdiction_id)
    return register_ticket(
        by=request.user,
        at=timezone.now(),
        unit=unit,
        kind=payload.kind,
        channel="api",
        category=_category(unit, payload.service_code),
        title=payload.title.strip() or payload.description.strip().splitlines()[0][:LONGEST_TITLE],
        text=payload.description,
        company_name=payload.company_name,
        contact_name=payload.contact_name,
        contact_phone=payload.phone,
        place=payload.address_string,
    )


def _unit(request: HttpRequest, wanted: int | None) -> Unit:
    unit = units_for(request.user, "tickets.register").filter(pk=wanted or request.user.unit_id).first()
    if unit is None:
        require(request.user, "tickets.register")
        raise Http404
    return unit


def _category(unit: Unit, code: str) -> Category:
    found = {row.key: row for row in categories_for(unit)}
    if code not in found:
        raise Refused(_("没有“%(code)s”这个类别。可用:%(all)s") % {"code": code, "all": "、".join(found)})
    return found[code]


def _narrowed(rows: QuerySet[Ticket], filters: Filters) -> QuerySet[Ticket]:
    if filters.status:
        rows = rows.filter(stage__in=OPEN_STAGES) if filters.status == "open" else rows.exclude(stage__in=OPEN_STAGES)
    if filters.service_code:
        rows = rows.filter(category__key=filters.service_code)
    if filters.start_date:
        rows = rows.filter(received_at__gte=moment(filters.start_date))
    return rows.filter(received_at__lte=moment(filters.end_date)) if filters.end_date else rows


def _told(request: HttpRequest, row: Ticket) -> ServiceRequest:
    media = photos_told(request, row)
    return ServiceRequest(
        service_request_id=row.number,
        status="open" if row.is_open else "closed",
        stage=row.stage,
        status_notes=row.get_stage_display(),
        service_code=row.category.key,
        service_name=str(row.category),
        title=row.title,
        description=row.text,
        agency_responsible=str(row.lead_unit or row.unit),
        company_name=row.company_name,
        phone=row.masked_phone(),
        address=row.place,
        channel=row.channel,
        requested_datetime=timezone.localtime(row.received_at),
        updated_datetime=timezone.localtime(row.updated_at),
        expected_datetime=timezone.localtime(row.due_at) if row.due_at else None,
        is_provisional=row.is_provisional,
        jurisdiction_id=row.unit_id,
        media_url=media[0].media_url if media else "",
        media=media,
    )


def _created(ticket: Ticket) -> Created:
    return Created(
        service_request_id=ticket.number, follow_code=ticket.follow_code, service_notice=_("已登记,等待派单。")
    )

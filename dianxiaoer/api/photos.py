"""Photos of a request: handed in as the portal takes them, listed, and read; only what the firm itself may see."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import File, Router, Status, UploadedFile

from dianxiaoer.api.problems import PROBLEMS, missing
from dianxiaoer.api.schema import Photo
from dianxiaoer.domain.people.access import fetch, require
from dianxiaoer.domain.tickets.actions.registering import add_photos
from dianxiaoer.domain.tickets.handling import Attachment
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.queries import tickets_for, with_photos
from dianxiaoer.kernel.files import answer_picture
from dianxiaoer.kernel.photos import MOST, keep_photo
from dianxiaoer.kernel.refusals import Refused

router = Router(tags=["Photos"])


@router.get(
    "requests/{number}/photos", response={200: list[Photo], **PROBLEMS}, url_name="api-photos", summary="Its photos"
)
def photos(request: HttpRequest, number: str) -> list[Photo]:
    return photos_told(request, _ticket(request, number))


@router.post(
    "requests/{number}/photos", response={201: list[Photo], **PROBLEMS}, url_name="api-photos", summary="Add photos"
)
def add(request: HttpRequest, number: str, media: File[list[UploadedFile] | None] = None) -> Status[list[Photo]]:
    """multipart/form-data, one or more parts named `media`: JPG, PNG or WEBP, at most nine. The same picture again makes
    nothing. What a camera wrote into a picture besides (place, time, device) is taken out."""
    ticket = _ticket(request, number)
    require(request.user, "tickets.add_photo", ticket)
    if not media:
        raise missing("media")
    if len(media) > MOST:
        raise Refused(_("一次最多上传 %(n)d 张照片。") % {"n": MOST})
    made = add_photos(ticket, [keep_photo(upload) for upload in media], by=request.user, at=timezone.now())
    return Status(201, [_told(request, ticket, row) for row in made])


@router.get(
    "requests/{number}/photos/{photo_id}",
    response=PROBLEMS,
    url_name="api-photo",
    summary="The bytes of a photo",
    openapi_extra={"responses": {200: {"description": "OK", "content": {"image/*": {}}}}},
)
def one(request: HttpRequest, number: str, photo_id: int) -> HttpResponseBase:
    found = next((row for row in _shown(_ticket(request, number)) if row.pk == photo_id), None)
    if found is None:
        raise Http404
    return answer_picture(found.sha256, found.content_type)


def photos_told(request: HttpRequest, ticket: Ticket) -> list[Photo]:
    """The pictures of a ticket that came through `with_photos`."""
    return [_told(request, ticket, row) for row in _shown(ticket)]


def _ticket(request: HttpRequest, number: str) -> Ticket:
    return fetch(request.user, with_photos(tickets_for(request.user)), number=number)


def _shown(ticket: Ticket) -> list[Attachment]:
    return ticket.photos  # type: ignore[attr-defined, no-any-return]


def _told(request: HttpRequest, ticket: Ticket, row: Attachment) -> Photo:
    address = reverse("api-photo", args=[ticket.number, row.pk])
    return Photo(
        id=row.pk,
        name=row.name,
        content_type=row.content_type,
        size_bytes=row.size_bytes,
        media_url=request.build_absolute_uri(address),
        created_datetime=timezone.localtime(row.created_at),
    )

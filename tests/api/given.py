"""Interface accounts with keys, and what they send."""

from __future__ import annotations

import io
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from dianxiaoer.domain.people.actions import enrol_user, give_role
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.people.states import Role
from dianxiaoer.domain.people.tokens import issue_token
from dianxiaoer.domain.tickets.actions.registering import add_photos
from dianxiaoer.domain.tickets.handling import Attachment
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.kernel.photos import keep_photo
from tests.cast import NOW, PASSWORD, TODAY, Cast


def a_token(user: User, cast: Cast, *, expires_on: date | None = None) -> str:
    """A key that is good today; the other district's is issued by its own security administrator."""
    by = cast.security_admin
    if user.unit_id != by.unit_id:
        by = _someone("security_b", user, Role.SECURITY_ADMIN)
    day = expires_on or timezone.localdate() + timedelta(30)
    return issue_token(user, by=by, at=timezone.now(), name="示例平台", expires_on=day)[1]


def give_role_of_a_system(cast: Cast) -> User:
    """An interface account of 乙区."""
    return _someone("api_b", cast.liu, Role.API_CLIENT)


def _someone(username: str, beside: User, role: str) -> User:
    found = User.objects.filter(username=username).first()
    if found:
        return found
    user = enrol_user(
        username=username, name=username, unit=beside.unit, password=PASSWORD, at=NOW, must_change_password=False
    )
    give_role(user, role, beside.unit, since=TODAY)
    return user


def a_picture(colour: tuple[int, int, int] = (200, 60, 60)) -> bytes:
    """A small JPEG whose camera said where it stood."""
    said = Image.Exif()
    said.get_ifd(0x8825).update({1: "N", 2: (34.0, 45.0, 12.34)})
    out = io.BytesIO()
    Image.new("RGB", (32, 24), colour).save(out, "JPEG", exif=said)
    return out.getvalue()


def a_photo(ticket: Ticket, cast: Cast) -> Attachment:
    """A picture hung on a ticket at the desk, for the firm to see."""
    kept = keep_photo(SimpleUploadedFile("门口.jpg", a_picture()))
    return add_photos(ticket, [kept], by=cast.wang, at=NOW)[0]

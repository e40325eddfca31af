"""Links guessed and cookies replayed open nothing."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dianxiaoer.domain.tickets.actions.registering import add_photos
from dianxiaoer.domain.tickets.numbers import ALPHABET, FOLLOW_LENGTH, secret_code
from dianxiaoer.kernel.photos import keep_photo
from tests.api.given import a_picture
from tests.cast import NOW
from tests.domain.accounts.given import a_firm, call_as
from tests.domain.tickets.making import make_ticket

pytestmark = pytest.mark.django_db
#: guesses a second, for a year
GUESSES = 1_000 * 60 * 60 * 24 * 365


@pytest.fixture
def firm(cast):
    return a_firm(cast)


def test_a_code_is_drawn_from_more_than_anybody_can_try():
    assert len(ALPHABET) ** FOLLOW_LENGTH > 10_000 * GUESSES
    drawn = [secret_code() for _n in range(500)]
    assert len(set(drawn)) == 500
    assert {letter for code in drawn for letter in code} == set(ALPHABET)


def test_a_number_opens_with_its_own_code_only(client, cast, firm):
    one, two = (make_ticket(cast, by=firm.caller(), channel="portal", title=title) for title in ("甲事", "乙事"))
    for number, code, status in (
        (one.number, one.follow_code, 200),
        (one.number, two.follow_code, 404),
        (two.number, one.follow_code, 404),
        (one.number, one.follow_code[:-1], 404),
        (one.number[:-1] + "9", one.follow_code, 404),
    ):
        assert client.get(f"/e/follow/{number}/{code}/").status_code == status


def test_a_photo_s_address_shows_it_to_its_firm_only(cast, firm):
    own, other = (make_ticket(cast, by=firm.caller(), channel="portal", title=title) for title in ("甲事", "乙事"))
    photo = add_photos(own, [keep_photo(SimpleUploadedFile("门口.jpg", a_picture()))], by=cast.wang, at=NOW)[0]
    manager, stranger = Client(), Client()
    call_as(manager, firm.manager)
    call_as(stranger, firm.lone)
    assert manager.get(f"/e/requests/{own.number}/file/{photo.pk}/").status_code == 200
    assert manager.get(f"/e/requests/{other.number}/file/{photo.pk}/").status_code == 404, "it hangs on another"
    assert stranger.get(f"/e/requests/{own.number}/file/{photo.pk}/").status_code == 404
    assert Client().get(f"/e/requests/{own.number}/file/{photo.pk}/").status_code in (302, 303, 404)


def test_a_cookie_from_before_leaving_opens_nothing_after(client, firm):
    call_as(client, firm.manager)
    assert client.get("/e/mine/").status_code == 200
    thief = Client()
    thief.cookies["sessionid"] = client.cookies["sessionid"].value
    assert thief.get("/e/mine/").status_code == 200, "the same browser as far as anybody can tell"
    client.post("/e/phone/leave/")
    assert thief.get("/e/mine/").status_code == 303

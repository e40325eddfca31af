"""Other systems book for firms: by the rules a firm keeps itself, each call once, and they cancel only what they booked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dianxiaoer.domain.appointments.models import Booking
from dianxiaoer.domain.appointments.queries import slots_between
from tests.api.given import a_token, give_role_of_a_system
from tests.domain.appointments.given import a_booking, a_window, an_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(cast):
    return an_item(cast)


def asked(slot, item, **facts):
    given = {"item_id": item.pk, "starts_datetime": slot["starts_datetime"], "contact_name": "示例陈总"}
    return given | {"phone": "13900000001", "company_name": "示例甲公司"} | facts


def free_slots(call, item):
    return call("get", f"items/{item.pk}/slots").json()


def test_from_the_item_to_a_cancelled_appointment(call, item, cast):
    told = call("get", "items").json()
    assert [(row["item_id"], row["item_name"], row["modes"]) for row in told] == [
        (item.pk, "营业执照办理", ["window", "phone"])
    ]
    slot = free_slots(call, item)[0]
    made = call("post", "appointments", asked(slot, item))
    body = made.json()
    assert (made.status_code, body["status"], body["phone"]) == (201, "confirmed", "139****0001")
    assert body["starts_datetime"] == slot["starts_datetime"]
    number = body["appointment_id"]
    assert call("get", f"appointments/{number}").json() == body
    assert [row["appointment_id"] for row in call("get", "appointments?status=confirmed").json()["appointments"]] == [
        number
    ]
    assert (Booking.objects.get().channel, free_slots(call, item)[0]["free"]) == ("api", 0)
    assert call("post", f"appointments/{number}/cancel", {"reason": " "}).status_code == 400
    gone = call("post", f"appointments/{number}/cancel", {"reason": "企业改期"})
    assert (gone.status_code, gone.json()["status"], free_slots(call, item)[0]["free"]) == (200, "cancelled", 1)


def test_a_booking_sent_twice_is_one(call, item):
    slot = free_slots(call, item)[0]
    first = call("post", "appointments", asked(slot, item), Idempotency_Key="b-1")
    again = call("post", "appointments", asked(slot, item), Idempotency_Key="b-1")
    assert (first.status_code, again.status_code, Booking.objects.count()) == (201, 200, 1)
    assert first.json() == again.json()


def test_full_too_near_and_too_far_are_refused_in_words(call, item, cast):
    slot = free_slots(call, item)[0]
    call("post", "appointments", asked(slot, item))
    full = call("post", "appointments", asked(slot, item, phone="13900000002"))
    assert (full.status_code, "约满" in full.content.decode()) == (422, True)
    today = timezone.localdate()
    far = [
        one
        for found in slots_between(item.window, item, today + timedelta(15), today + timedelta(30)).values()
        for one in found
    ]
    late = call("post", "appointments", asked({"starts_datetime": far[0].starts_at.isoformat()}, item, phone="1390002"))
    assert (late.status_code, "最远可约到" in late.content.decode()) == (422, True)
    assert call("post", "appointments", asked(slot, item, item_id=999999)).status_code == 404
    assert Booking.objects.count() == 1


def test_what_the_desk_booked_is_read_and_left_alone(call, cast):
    booking = a_booking(cast)
    assert call("get", f"appointments/{booking.number}").status_code == 200
    refused = call("post", f"appointments/{booking.number}/cancel", {"reason": "试一试"})
    assert (refused.status_code, "不是通过接口" in refused.content.decode()) == (422, True)


def test_another_districts_account_sees_and_books_nothing_here(call, item, cast):
    slot = free_slots(call, item)[0]
    number = call("post", "appointments", asked(slot, item)).json()["appointment_id"]
    theirs = a_token(give_role_of_a_system(cast), cast)
    assert call("get", "items", token=theirs).json() == []
    assert call("get", "appointments", token=theirs).json() == {"appointments": [], "next": ""}
    for method, path, body in (
        ("get", f"items/{item.pk}/slots", None),
        ("post", "appointments", asked(slot, item)),
        ("get", f"appointments/{number}", None),
        ("post", f"appointments/{number}/cancel", {"reason": "不是我的"}),
    ):
        assert call(method, path, body, token=theirs).status_code == 404


def test_a_number_guessed_finds_nothing(call, cast):
    booking = a_booking(cast)
    wrong = booking.number.replace("YY2024", "YY2025")
    assert [call("get", f"appointments/{one}").status_code for one in (wrong, "YY", "x-99999999999999999999")] == [
        404
    ] * 3


def test_items_and_slots_speak_english(call, cast):
    window = a_window(cast, name_en="Business registration window", is_doorstep=True)
    an_item(cast, window, name_en="Licence", bring="身份证", bring_en="Identity card")
    told = call("get", "items", Accept_Language="en").json()[0]
    assert (told["item_name"], told["window_name"], told["bring"]) == (
        "Licence",
        "Business registration window",
        "Identity card",
    )
    assert "doorstep" in told["modes"]

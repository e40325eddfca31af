"""A request from a phone: kept while it is written, sent once, followed, answered, rated; light on a slow line."""

import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from dianxiaoer.domain.accounts.models import Draft, Membership
from dianxiaoer.domain.outbox.models import Message
from dianxiaoer.domain.tickets.actions.handling import ask_firm, process_ticket
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.ratings import Rating
from dianxiaoer.kernel.files import path_of
from tests.cast import NOW
from tests.domain.accounts.given import a_firm, call_as
from tests.domain.tickets.making import accepted, answered, make_bodies, make_ticket

pytestmark = pytest.mark.django_db
PAGES = ("/e/", "/e/help/", "/e/privacy/", "/e/phone/", "/e/follow/", "/e/paper/")
LIGHT_BYTES = 60_000


@pytest.fixture
def firm(cast):
    return a_firm(cast)


@pytest.fixture
def phone(client, firm):
    call_as(client, firm.lone)
    return client


def a_photo(name="门口.jpg", size=(40, 30), colour="grey"):
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, "JPEG")
    return SimpleUploadedFile(name, buffer.getvalue(), "image/jpeg")


def begin(client, **given):
    return client.get("/e/requests/new/", given)["Location"].split("#")[0]


def filled(cast, **more):
    return {
        "unit": cast.district.pk,
        "category": "utilities",
        "kind": "issue",
        "mode": "phone",
        "company_name": "示例材料有限公司",
        "contact_name": "李工",
        "text": "厂门口道路破损。货车进出困难。",
    } | more


def test_a_tile_leads_to_a_number_and_a_code(phone, cast):
    assert phone.get("/e/").content.decode().count('class="tile"') == 8
    form = begin(phone, category="utilities")
    page = phone.post(form, filled(cast, send="1"), follow=True)
    ticket = Ticket.objects.get()
    assert ticket.number in page.content.decode()
    assert ticket.follow_code in page.content.decode()
    assert (ticket.channel, ticket.contact_phone, ticket.title) == ("portal", "13700000003", "厂门口道路破损")
    assert Message.objects.get(key=f"ticket:{ticket.pk}:received").text.count(ticket.follow_code) == 1


def test_pressed_twice_makes_one_ticket(phone, cast):
    form = begin(phone)
    answers = [phone.post(form, filled(cast, send="1")) for _press in range(3)]
    assert len({answer["Location"] for answer in answers}) == 1
    assert Ticket.objects.count() == 1
    assert Message.objects.count() == 1


def test_a_server_killed_before_its_answer_neither_loses_nor_doubles(phone, cast, monkeypatch):
    form = begin(phone)
    monkeypatch.setattr("dianxiaoer.portal.tickets.sending._confirm", _killed)  # in the middle: nothing is written
    with pytest.raises(KeyboardInterrupt):
        phone.post(form, filled(cast, send="1"))
    monkeypatch.undo()
    assert not Ticket.objects.exists()
    monkeypatch.setattr("dianxiaoer.portal.tickets.drafting.see_other", _killed)  # after the commit: the answer is lost
    with pytest.raises(KeyboardInterrupt):
        phone.post(form, filled(cast, send="1"))
    monkeypatch.undo()
    number = Ticket.objects.get().number
    assert number in phone.post(form, filled(cast, send="1"))["Location"]
    assert Ticket.objects.count() == 1


def _killed(*args, **kwargs):
    raise KeyboardInterrupt


def test_what_was_typed_survives_the_page(phone, cast, firm):
    form = begin(phone, category="utilities")
    kept = phone.post(f"{form}keep/", {"text": "写到一半", "contact_name": "李工"})
    assert kept.status_code == 204
    phone.post(form, {"text": "写到一半", "add": "1", "photos": [a_photo()]})
    later = Client()
    call_as(later, firm.lone)
    assert begin(later) == form, "the same draft on another day, in another browser"
    page = later.get(form).content.decode()
    assert "写到一半" in page
    assert page.count("<img") == 1


def test_an_error_keeps_everything_and_says_where(phone, cast):
    form = begin(phone)
    page = phone.post(form, filled(cast, send="1", text="", photos=[a_photo()]))
    body = page.content.decode()
    assert page.status_code == 422
    assert 'href="#id_text"' in body
    assert "示例材料有限公司" in body
    assert body.count("<img") == 1, "the photo is kept although the form was not complete"


def test_photos_go_along_and_the_same_one_once(phone, cast):
    form = begin(phone)
    phone.post(form, {"add": "1", "photos": [a_photo(), a_photo("同一张.jpg"), a_photo("另一张.jpg", colour="red")]})
    phone.post(form, filled(cast, send="1"))
    ticket = Ticket.objects.get()
    names = list(ticket.files.values_list("name", flat=True))
    assert names == ["门口.jpg", "另一张.jpg"] or len(names) == 2
    picture = ticket.files.first()
    shown = phone.get(f"/e/requests/{ticket.number}/file/{picture.pk}/")
    assert (shown.status_code, "sandbox" in shown["Content-Security-Policy"]) == (200, True)
    assert b"".join(shown.streaming_content) == path_of(picture.sha256).read_bytes()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("假照片.jpg", b"<script>alert(1)</script>"),
        ("文书.jpg", b"%PDF-1.7 not a photo"),
        ("坏.jpg", b"\xff\xd8\xff\xe0" + b"0" * 200),
        ("空.jpg", b""),
        ("svg.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    ],
)
def test_photos_that_are_not_photos_are_refused_in_words(phone, cast, name, content):
    form = begin(phone)
    page = phone.post(form, filled(cast, send="1", photos=[SimpleUploadedFile(name, content, "image/jpeg")]))
    body = page.content.decode()
    assert page.status_code == 422
    assert name in body
    assert re.search("不是照片|打不开|空文件", body)
    assert not Ticket.objects.exists()
    assert "厂门口道路破损" in body, "what was typed is still there"


def test_too_large_a_photo_is_refused(phone, cast, settings):
    settings.UPLOAD_BYTES = 500
    page = phone.post(begin(phone), {"add": "1", "photos": [a_photo(size=(300, 300))]})
    assert page.status_code == 422
    assert "MB" in page.content.decode()


def test_a_member_files_for_the_firm_and_another_firm_does_not_see_it(client, cast, firm):
    call_as(client, firm.manager)
    client.post(begin(client), filled(cast, send="1", firm=firm.company.pk, company_name=""))
    ticket = Ticket.objects.get()
    assert ticket.company == firm.company
    call_as(client, firm.member)
    assert ticket.number in client.get("/e/mine/").content.decode()
    call_as(client, firm.other)
    assert client.get(f"/e/requests/{ticket.number}/").status_code == 404
    refused = client.post(begin(client), filled(cast, send="1", firm=firm.company.pk))
    assert refused.status_code == 422, "one does not file for a firm one does not act for"


def test_what_a_leaver_filed_for_the_firm_stays_with_the_firm(client, cast, firm):
    call_as(client, firm.member)
    client.post(begin(client), filled(cast, send="1", firm=firm.company.pk, company_name=""))
    number = Ticket.objects.get().number
    Membership.objects.filter(account=firm.member).update(until_on=NOW.date())
    assert client.get(f"/e/requests/{number}/").status_code == 404


def test_number_and_code_show_one_request_without_signing_in(client, cast, firm):
    ticket = make_ticket(cast, by=firm.caller(), channel="portal", company=firm.company)
    found = client.post("/e/follow/", {"number": ticket.number.lower(), "code": f" {ticket.follow_code} "}, follow=True)
    body = found.content.decode()
    assert ticket.title in body
    assert "137****0000" in body
    assert firm.manager.phone not in body
    assert found["Referrer-Policy"] == "no-referrer"
    assert client.post("/e/follow/", {"number": ticket.number, "code": "ABCDEFGHJK"}).status_code == 422
    assert client.get(f"/e/follow/{ticket.number}/ABCDEFGHJK/").status_code == 404
    assert client.get(f"/e/requests/{ticket.number}/").status_code == 303, "the code does not sign anybody in"


def test_progress_names_bodies_and_days_and_answers_a_question(client, cast, firm):
    bodies = make_bodies(cast)
    ticket = accepted(cast, bodies, by=firm.caller(), channel="portal", company=firm.company)
    process_ticket(ticket, by=bodies.ma, at=NOW + timedelta(hours=2), note="内部:找李工", is_shown=False)
    ask_firm(ticket, by=bodies.ma, at=NOW + timedelta(hours=3), question="请补充位置照片")
    call_as(client, firm.manager)
    page = client.get(f"/e/requests/{ticket.number}/").content.decode()
    assert "甲区城管局" in page
    assert "请补充位置照片" in page
    assert "找李工" not in page, "an internal note never leaves the house"
    done = client.post(f"/e/requests/{ticket.number}/supply/", {"text": "在东门", "photos": [a_photo()]})
    assert done.status_code == 303
    ticket.refresh_from_db()
    assert (ticket.stage, ticket.files.filter(is_from_firm=True).count()) == ("processing", 1)


def test_a_provisional_day_is_marked(client, cast, firm):
    ticket = make_ticket(cast, by=firm.caller(), channel="portal", company=firm.company)
    call_as(client, firm.manager)
    Ticket.objects.filter(pk=ticket.pk).update(is_provisional=True)
    assert "暂估" in client.get(f"/e/requests/{ticket.number}/").content.decode()


def test_a_bad_rating_shows_its_call_back_and_may_be_followed_by_one_more(client, cast, firm):
    ticket = answered(cast, make_bodies(cast), by=firm.caller(), channel="portal", company=firm.company)
    call_as(client, firm.manager)
    address = f"/e/requests/{ticket.number}/rate/"
    page = client.get(address).content.decode()
    assert page.count('name="level"') == 5
    assert "办事效率" in page
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"level": "2", "aspect_efficiency": "1", "text": "太慢"}).status_code == 303
    shown = client.get(f"/e/requests/{ticket.number}/").content.decode()
    assert "回访" in shown
    assert "去评价" not in shown
    assert client.post(address, {"level": "5"}).status_code == 422, "once"
    Rating.objects.update(mended_at=timezone.now(), mended_by=cast.wang)
    assert "整改已完成" in client.get(f"/e/requests/{ticket.number}/").content.decode()
    assert client.post(address, {"level": "4"}).status_code == 303
    assert client.post(address, {"level": "5"}).status_code == 422
    assert list(Rating.objects.order_by("place").values_list("stars", flat=True)) == [2, 4]


def test_it_can_be_taken_back_until_it_is_answered(client, cast, firm):
    ticket = make_ticket(cast, by=firm.caller(), channel="portal", company=firm.company)
    call_as(client, firm.manager)
    assert client.post(f"/e/requests/{ticket.number}/withdraw/", {"reason": "已自行解决"}).status_code == 303
    ticket.refresh_from_db()
    assert ticket.stage == "withdrawn"
    assert client.post(f"/e/requests/{ticket.number}/withdraw/", {}).status_code == 422


def test_another_phone_neither_reads_nor_writes_a_draft(client, cast, firm):
    call_as(client, firm.manager)
    form = begin(client)
    client.post(form, {"text": "秘密", "add": "1", "photos": [a_photo()]})
    sha256 = Draft.objects.get().files[0]["sha256"]
    call_as(client, firm.lone)
    for address in (form, f"{form}photo/{sha256}/"):
        assert client.get(address).status_code == 404
    assert client.post(form, filled(cast, send="1")).status_code == 404


def _size(client, address):
    """Bytes of a page with its sheet and its script, images left out."""
    static = (
        Path(django_settings.PACKAGE if hasattr(django_settings, "PACKAGE") else "dianxiaoer") / "portal/static/portal"
    )
    own = sum((static / name).stat().st_size for name in ("portal.css", "portal.js"))
    page = client.get(address)
    assert page.status_code == 200, address
    html = page.content.decode()
    assert set(re.findall(r'(?:href|src)="(/static/[^"]+)"', html)) == {
        "/static/portal/portal.css", "/static/portal/portal.js", "/static/shell/mark.svg",
    }  # fmt: skip
    return len(page.content) + own


def test_every_page_is_light_on_a_slow_line(client, cast, firm):
    ticket = answered(cast, make_bodies(cast), by=firm.caller(), channel="portal", company=firm.company)
    call_as(client, firm.manager)
    own = ["/e/mine/", "/e/mine/firms/", "/e/mine/firms/bind/", begin(client)]
    own += [f"/e/requests/{ticket.number}/{tail}" for tail in ("", "sent/", "rate/", "contest/")]
    sizes = {address: _size(client, address) for address in (*PAGES, *own)}
    assert max(sizes.values()) <= LIGHT_BYTES, sizes


def test_pages_cost_few_statements(client, cast, firm, django_assert_max_num_queries):
    ticket = answered(cast, make_bodies(cast), by=firm.caller(), channel="portal", company=firm.company)
    for n in range(25):
        make_ticket(cast, by=firm.caller(), channel="portal", company=firm.company, title=f"第 {n} 件")
    call_as(client, firm.manager)
    with django_assert_max_num_queries(8):
        assert "下一页" in client.get("/e/mine/").content.decode()
    with django_assert_max_num_queries(14):
        client.get(f"/e/requests/{ticket.number}/")


def test_every_page_is_english_by_the_switch(client, cast, firm):
    ticket = answered(cast, make_bodies(cast), by=firm.caller(), channel="portal", company=firm.company)
    call_as(client, firm.manager)
    client.post("/language/", {"language": "en", "next": "/e/"})
    words = {"陈总", "示例", "甲区", "中文"}
    for address in (
        *PAGES,
        "/e/mine/",
        "/e/mine/firms/",
        "/e/mine/firms/bind/",
        begin(client),
        f"/e/requests/{ticket.number}/rate/",
    ):
        html = client.get(address).content.decode()
        text = re.sub(
            r"<[^>]+>", " ", re.sub(r"<(select|button)[^>]*(name=\"unit\"|lang=\"zh\").*?</\1>", "", html, flags=re.S)
        )
        left = [line for line in re.findall(r"[\u4e00-\u9fff]+", text) if not any(word in line for word in words)]
        assert {*left} <= {"厂门口道路破损"}, f"{address}: {left}"


def test_where_it_goes_is_chosen_and_never_guessed(phone, cast):
    """Two districts receive: nothing is set before, and nothing is sent to whichever stands first."""
    form = begin(phone, category="utilities")
    assert phone.get(form).context["form"]["unit"].value() is None
    refused = phone.post(form, filled(cast, unit="", send="1"))
    assert (refused.status_code, Ticket.objects.count()) == (422, 0)

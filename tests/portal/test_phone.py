"""Verifying a phone on the page: shown in the demo only, used once, and worth nothing in another browser."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from dianxiaoer.domain.accounts.models import Account, Membership, PhoneCode
from dianxiaoer.gateways.problems import NotSent
from tests.domain.accounts.given import a_firm, call_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings):
    settings.DEMO = True
    settings.PHONE_CODES = settings.PHONE_CODES | {"gap_seconds": 0}


def asked(client, phone="13700000099"):
    assert client.post("/e/phone/", {"phone": phone}).status_code == 303
    page = client.get("/e/phone/code/").content.decode()
    return re.search(r"data-code>(\d{6})<", page).group(1)


def test_the_demo_shows_the_code_and_says_so(client, demo):
    assert "不会真的发短信" in client.get("/e/phone/").content.decode()
    code = asked(client)
    done = client.post("/e/phone/code/?next=/e/mine/", {"code": code})
    assert (done.status_code, done["Location"]) == (303, "/e/mine/")
    assert client.get("/e/mine/").status_code == 200
    assert Account.objects.get().phone == "13700000099"


def test_without_a_gateway_no_phone_is_verified_and_the_page_says_why(client):
    page = client.post("/e/phone/", {"phone": "13700000099"})
    assert page.status_code == 422
    assert "DXR_SMS_URL" in page.content.decode()
    assert not PhoneCode.objects.exists()


def test_a_real_gateway_never_puts_the_code_on_the_page(client, demo, settings, monkeypatch):
    settings.SMS = settings.SMS | {"url": "https://sms.example.com"}
    sent = []
    monkeypatch.setattr("dianxiaoer.gateways.sms.client.post", lambda url, body, headers: sent.append(body) or b"ok")
    client.post("/e/phone/", {"phone": "13700000099"})
    code = re.search(r"\d{6}", sent[0].decode().split("验证码")[1]).group()
    assert code not in client.get("/e/phone/code/").content.decode()


def test_a_gateway_that_is_down_is_told(client, demo, monkeypatch):
    def down(*args, **kwargs):
        raise NotSent("down")

    monkeypatch.setattr("dianxiaoer.gateways.sms.fake.FakeSms.send", down)
    assert "没有发出去" in client.post("/e/phone/", {"phone": "13700000099"}).content.decode()


def test_a_used_code_is_not_used_again(client, demo):
    code = asked(client)
    client.post("/e/phone/code/", {"code": code})
    other = Client()
    asked(other)
    assert other.post("/e/phone/code/", {"code": code}).status_code == 422 or code == asked(other)


def test_a_session_planted_before_is_worth_nothing_after(client, demo):
    code = asked(client)
    planted = client.cookies["sessionid"].value
    client.post("/e/phone/code/", {"code": code})
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert thief.get("/e/mine/").status_code == 303


def test_one_is_not_sent_to_another_site_afterwards(client, demo):
    code = asked(client)
    assert client.post("/e/phone/code/?next=https://example.com/", {"code": code})["Location"] == "/e/"


def test_leaving_leaves(client, demo):
    client.post("/e/phone/code/", {"code": asked(client)})
    client.post("/e/phone/leave/")
    assert client.get("/e/mine/").status_code == 303


def test_left_alone_for_two_hours_it_ends(client, cast):
    call_as(client, a_firm(cast).manager)
    assert client.get("/e/mine/").status_code == 200
    session = client.session
    session["caller_seen"] = int(timezone.now().timestamp()) - 121 * 60
    session.save()
    assert client.get("/e/mine/").status_code == 303


def test_a_leaver_loses_the_firm_with_the_next_page(client, cast):
    firm = a_firm(cast)
    call_as(client, firm.member)
    assert "示例精密" in client.get("/e/mine/firms/").content.decode()
    boss = Client()
    call_as(boss, firm.manager)
    row = Membership.objects.get(account=firm.member)
    assert boss.post(f"/e/mine/members/{row.pk}/remove/").status_code == 303
    assert "示例精密" not in client.get("/e/mine/firms/").content.decode()


def test_a_phone_put_out_of_use_is_out_at_once(client, cast):
    firm = a_firm(cast)
    call_as(client, firm.lone)
    Account.objects.filter(pk=firm.lone.pk).update(is_active=False)
    assert client.get("/e/mine/").status_code == 303


def test_staff_signed_in_are_no_caller_and_callers_no_staff(client, cast):
    client.force_login(cast.chief, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/e/mine/").status_code == 303
    client.logout()
    call_as(client, a_firm(cast).manager)
    assert client.get("/desk/leads/").status_code == 302


def test_a_page_of_a_caller_is_kept_by_nobody(client, cast):
    call_as(client, a_firm(cast).manager)
    assert "no-store" in client.get("/e/mine/")["Cache-Control"]

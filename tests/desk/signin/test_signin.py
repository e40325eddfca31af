"""The sign-in page, the lock, the forced change, the session limit."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from dianxiaoer.domain.people.models import SignIn, User
from dianxiaoer.kernel.audit import verify
from dianxiaoer.kernel.models import AuditEntry
from tests.cast import PASSWORD


@pytest.fixture
def fresh(cast, settings):
    """小王, whose password was changed today."""
    settings.PASSWORD_DAYS = 90
    User.objects.update(password_changed_at=timezone.now())
    return cast


def _sign_in(client, username="wang", password=PASSWORD):
    return client.post(reverse("signin"), {"username": username, "password": password})


def _acts():
    return list(AuditEntry.objects.order_by("number").values_list("act", flat=True))


def test_a_stranger_is_sent_to_sign_in_and_back(client, db):
    response = client.get(reverse("home"))
    assert response.status_code == 302
    assert response["Location"] == "/signin/?next=/"


def test_signing_in_and_out_is_told_to_the_log(client, fresh):
    assert _sign_in(client).status_code == 302
    assert client.get(reverse("home")).status_code == 200
    assert client.post(reverse("signout")).status_code == 302
    assert _acts() == ["signin.done", "signin.ended"]
    assert not SignIn.objects.exists()
    assert not Session.objects.exists()


def test_what_is_wrong_is_not_told_apart(client, fresh):
    known = _sign_in(client, password="wrong").content.decode()
    unknown = _sign_in(client, username="nobody", password="wrong").content.decode()
    assert "账号或密码不对" in known
    assert "账号或密码不对" in unknown
    assert _acts() == ["signin.failed", "signin.failed"]


def test_the_account_locks_whatever_the_case_it_is_typed_in(client, fresh, settings):
    settings.AXES_FAILURE_LIMIT = 3
    for spelling in ("wang", "WANG", "Wang"):
        response = _sign_in(client, username=spelling, password="wrong")
    assert response.status_code == 403
    assert "账号已锁定" in response.content.decode()
    assert _sign_in(client).status_code == 403, "the right password does not open a locked account"
    assert "signin.locked" in _acts()
    assert verify()[1] == []


def test_the_security_administrator_lifts_the_lock(client, fresh, settings):
    from dianxiaoer.domain.people.actions import unlock_user

    settings.AXES_FAILURE_LIMIT = 2
    for _ in range(2):
        _sign_in(client, password="wrong")
    unlock_user(fresh.wang, by=fresh.security_admin, at=timezone.now())
    assert _sign_in(client).status_code == 302


def test_a_first_password_is_changed_before_anything_else(client, fresh):
    User.objects.filter(username="wang").update(must_change_password=True)
    _sign_in(client)
    assert client.get(reverse("home"))["Location"] == reverse("password")
    assert "首次登录" in client.get(reverse("password")).content.decode()
    new = {"old": PASSWORD, "new": "Xin-mima-2025", "again": "Xin-mima-2025"}
    assert client.post(reverse("password"), new | {"again": "other"}).status_code == 422
    assert client.post(reverse("password"), new | {"old": "wrong"}).status_code == 422
    assert client.post(reverse("password"), new).status_code == 303
    assert client.get(reverse("home")).status_code == 200
    assert _acts() == ["signin.done", "password.changed"]
    assert SignIn.objects.count() == Session.objects.count() == 1


def test_an_old_password_is_changed_before_anything_else(client, fresh):
    _sign_in(client)
    User.objects.filter(username="wang").update(password_changed_at=timezone.now() - timedelta(days=91))
    assert client.get(reverse("home"))["Location"] == reverse("password")


def test_changing_the_password_elsewhere_ends_this_session(client, fresh):
    from django.test import Client

    other = Client()
    _sign_in(client)
    _sign_in(other)
    new = {"old": PASSWORD, "new": "Xin-mima-2025", "again": "Xin-mima-2025"}
    other.post(reverse("password"), new)
    assert client.get(reverse("home")).status_code == 302
    assert other.get(reverse("home")).status_code == 200


def test_the_oldest_of_too_many_sessions_ends(fresh, settings):
    from django.test import Client

    settings.SESSIONS_PER_USER = 2
    clients = [Client() for _ in range(3)]
    for client in clients:
        _sign_in(client)
    assert [client.get(reverse("home")).status_code for client in clients] == [302, 200, 200]


def test_a_session_in_use_goes_on_and_one_left_alone_ends(client, fresh):
    _sign_in(client)
    session = Session.objects.get()
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=5))
    User.objects.filter(username="wang").update(last_login=timezone.now() - timedelta(minutes=2))
    client.get(reverse("home"))
    assert Session.objects.get(pk=session.pk).expire_date > timezone.now() + timedelta(minutes=25)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get(reverse("home")).status_code == 302


def test_the_page_speaks_english_by_a_switch(client, fresh):
    client.post(reverse("language"), {"language": "en", "next": "/signin/"})
    assert "Sign in" in client.get(reverse("signin")).content.decode()


def test_the_language_switch_never_leads_elsewhere(client, db):
    assert client.post(reverse("language"), {"language": "en", "next": "https://example.com/"})["Location"] == "/"


def test_demo_accounts_show_only_in_a_demo(client, fresh, settings):
    assert "演示账号" not in client.get(reverse("signin")).content.decode()
    settings.DEMO = True
    page = client.get(reverse("signin")).content.decode()
    assert "演示账号" in page
    assert "security_admin" in page


def test_the_address_is_taken_from_the_proxy_only_when_there_is_one(client, fresh, settings):
    client.post(reverse("signin"), {"username": "wang", "password": "x"}, headers={"X-Forwarded-For": "6.6.6.6"})
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    client.post(
        reverse("signin"), {"username": "wang", "password": "x"}, headers={"X-Forwarded-For": "6.6.6.6, 10.1.2.3"}
    )
    told = [entry.detail["address"] for entry in AuditEntry.objects.order_by("number")]
    assert told == ["127.0.0.1", "10.1.2.3"]

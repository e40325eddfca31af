"""Every address is visited as every role and as a stranger; what each may open follows from grants.py alone.

Addresses of the firm's side are visited as nobody, as callers of the firm, of another firm, of no firm, and as staff.

A new address fails `test_every_address_is_listed` until it has its line in tests/house/addresses/<subject>.py:

    "leads-detail": Address("leads.view", a_lead),          # a_lead(cast) → the Lead it is about
"""

from __future__ import annotations

import copy
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from dianxiaoer.domain.people.access import may, visible
from dianxiaoer.domain.people.models import User
from dianxiaoer.kernel.verbs import VERBS
from tests.api.given import a_token, give_role_of_a_system
from tests.cast import Cast
from tests.conftest import enter_cast
from tests.domain.accounts.given import a_firm, call_as
from tests.house import addresses
from tests.house.addresses.kinds import Address, ApiAddress, FirmAddress

DONE = {200, 204, 302, 303, 422}
CHOICES = re.compile(r"<option[^>]*>\s*([^<]+?)\s*</option>|<input type=\"(?:radio|checkbox)\"[^>]*>\s*([^<]+?)\s*<")
#: pages about accounts and roles themselves; a copy may go to an auditor
NOT_ABOUT_WORK = ("people-", "tokens-", "audit-", "messages-copy", "units-")


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker):
    """The cast, and the cookies of a browser each of them is signed in with: made once, and gone after the last address."""
    from django.conf import settings

    with django_db_blocker.unblock(), transaction.atomic():
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS[-1:]]
        cast = enter_cast()
        yield cast, {key: _signed_in(person) for key, person in cast.everyone().items()}
        transaction.set_rollback(True)


@pytest.fixture
def cast(house, db):
    """A copy: what one address does to its people, the next does not meet."""
    return copy.deepcopy(house[0])


def _signed_in(person: User) -> Any:
    browser = Client()
    browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return browser.cookies


def _listed() -> dict[str, Address | FirmAddress | ApiAddress]:
    found: dict[str, Address | FirmAddress | ApiAddress] = {}
    for module in pkgutil.iter_modules(addresses.__path__):
        rows = getattr(import_module(f"{addresses.__name__}.{module.name}"), "ADDRESSES", {})
        assert not found.keys() & rows.keys(), f"listed twice: {found.keys() & rows.keys()}"
        found |= rows
    return found


def _patterns(resolver: Any = None) -> Iterator[URLPattern]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from _patterns(pattern)


ADDRESSES = _listed()
OF_STAFF = sorted(name for name, address in ADDRESSES.items() if isinstance(address, Address))
OF_SYSTEMS = sorted(name for name, address in ADDRESSES.items() if isinstance(address, ApiAddress))
OF_FIRMS = sorted(name for name, address in ADDRESSES.items() if isinstance(address, FirmAddress))


def test_every_address_is_listed():
    unnamed = [str(pattern.pattern) for pattern in _patterns() if not pattern.name]
    assert unnamed == [], "an address without a name cannot be listed"
    names = {pattern.name for pattern in _patterns()}
    assert sorted(names - ADDRESSES.keys()) == [], "add one line each to tests/house/addresses/<subject>.py"
    assert sorted(ADDRESSES.keys() - names) == [], "listed, but no longer an address"


def test_every_verb_of_the_table_exists():
    assert [name for name in OF_STAFF if ADDRESSES[name].verb and ADDRESSES[name].verb not in VERBS] == []


def test_the_firms_side_is_listed_as_such():
    """What stands below /e/ is held against callers, everything else against the grants."""
    below = {name for name in ADDRESSES if name == "portal" or name.startswith("portal-")}
    assert sorted(below) == OF_FIRMS
    assert sorted(name for name in ADDRESSES if name.startswith("api-")) == OF_SYSTEMS


@pytest.mark.parametrize("name", OF_SYSTEMS)
def test_visited_as_other_systems(name, cast, client, settings):
    settings.DEBUG_PROPAGATE_EXCEPTIONS = True
    address = ADDRESSES[name]
    row = address.row(cast) if address.row else None
    url = reverse(name, args=address.arguments(row))
    client.force_login(cast.chief, backend="django.contrib.auth.backends.ModelBackend")
    by_session = getattr(client, address.methods[0])(url).status_code
    assert by_session == (200 if address.open else 401), "a session of the desk opens nothing here"
    theirs = a_token(give_role_of_a_system(cast), cast)
    for method in ("get", "post"):
        for token, own in ((a_token(cast.api_client, cast), True), (theirs, False)):
            empty = {"data": {}, "content_type": "application/json"} if method == "post" else {}
            answer = getattr(client, method)(url, headers={"Authorization": f"Bearer {token}"}, **empty)
            if method not in address.methods:
                assert answer.status_code == 405
            elif row is not None and not own:
                assert answer.status_code == 404
            else:
                assert answer.status_code in ({200} if method == "get" else {400}), f"{method} {url}: {answer.content}"


@pytest.mark.parametrize("name", OF_FIRMS)
def test_visited_as_callers(name, cast, client, settings):
    settings.DEBUG_PROPAGATE_EXCEPTIONS = True
    address, firm = ADDRESSES[name], a_firm(cast)
    row = address.row(cast, firm) if address.row else None
    url = reverse(name, args=address.arguments(row))
    _as_no_caller(client, address, url, "a stranger")
    client.force_login(cast.wang, backend="django.contrib.auth.backends.ModelBackend")
    _as_no_caller(client, address, url, "staff")
    client.logout()
    for who in ("manager", "member", "other", "lone"):
        call_as(client, getattr(firm, who))
        for method in ("get", "post"):
            status = _visit(client, method, url).status_code
            assert status in _met_by(address, who, method), f"{who} {method} {url}: {status}"


def _as_no_caller(client: Any, address: FirmAddress, url: str, who: str) -> None:
    for method in ("get", "post"):
        response = getattr(client, method)(url)
        if address.open:
            assert response.status_code in {*DONE, 405}, f"{who} {method} {url}: {response.status_code}"
        else:
            assert response.status_code == 303, f"{who} {method} {url}: {response.status_code}"
            assert response["Location"].startswith(reverse("portal-phone")), f"{who} may {method} {url}"


def _met_by(address: FirmAddress, who: str, method: str) -> set[int]:
    if address.open:
        return {*DONE, 405}
    if method == "get" and address.post:
        return {405}
    if address.missing or (address.row is not None and who in {"other", "lone"}) or (address.own and who == "member"):
        return {404}
    if address.manager and who == "member":
        return {403}
    return {200, 303} if method == "get" else {*DONE, 405}


@pytest.mark.parametrize("name", OF_STAFF)
def test_visited_as_everyone(name, house, cast, client, settings):
    settings.DEBUG_PROPAGATE_EXCEPTIONS = True
    address = ADDRESSES[name]
    row = address.row(cast) if address.row else None
    url = reverse(name, args=address.arguments(row))
    _as_a_stranger(client, address, url)
    for key, person in cast.everyone().items():
        met = _expected(address, person, row, cast)
        for method in ("get", "post"):
            client.cookies = copy.copy(house[1][key])  # signing out or changing the language stays with one visit
            answer = _visit(client, method, url)
            assert answer.status_code in met[method], f"{key} {method} {url}: {answer.status_code}"
            if key == "chief" and method == "get" and not name.startswith(NOT_ABOUT_WORK):
                assert _offered_of(answer, cast) == [], f"{url} gives work to who does none"


def _as_a_stranger(client: Any, address: Address, url: str) -> None:
    for method in ("get", "post"):
        response = getattr(client, method)(url)
        if address.open:
            assert response.status_code in {*DONE, 405}
        else:
            assert response.status_code == 302
            assert response["Location"].startswith(reverse("signin")), f"a stranger may {method} {url}"


def _visit(client: Any, method: str, url: str) -> Any:
    """The answer to a visit that leaves no trace."""
    with transaction.atomic():
        answer = getattr(client, method)(url)
        transaction.set_rollback(True)
    return answer


def _offered_of(answer: Any, cast: Cast) -> list[str]:
    """What a page offers to choose from that is a person who takes no work."""
    if answer.status_code != 200 or answer.streaming or "html" not in answer["Content-Type"]:
        return []
    texts = [text for found in CHOICES.findall(answer.content.decode()) for text in found if text]
    idle = (cast.auditor.name, cast.system_admin.name, cast.security_admin.name)
    return [text for text in texts if text.startswith(idle)]


def _expected(address: Address, person: User, row: Any, cast: Cast) -> dict[str, set[int]]:
    """What a person meets, by method."""
    if address.open:
        return {"get": {*DONE, 405}, "post": {*DONE, 405}}
    met = _met(address, person, row, cast)
    return {"get": {405} if address.post else met or {200}, "post": met or {*DONE, 405}}


def _met(address: Address, person: User, row: Any, cast: Cast) -> set[int]:
    """The refusal a person meets; empty where they are let in. One's own rows open with any of DONE."""
    if address.own:
        return DONE if person.pk == cast.wang.pk else {404}
    asked = User.objects.get(pk=person.pk)
    if row is not None and not visible(asked, type(row)).filter(pk=row.pk).exists():
        return {404}
    if address.verb and not may(asked, address.verb, row):
        return {403}
    return set()

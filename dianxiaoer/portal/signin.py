"""Who is calling: the phone that answered a code in this browser, read anew for every page.

A member taken off a firm, or a phone put out of use, is gone from the next page on: nothing of it is kept in the session
but the number of the account.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control

from dianxiaoer.domain.accounts.callers import Caller, caller_of
from dianxiaoer.domain.accounts.models import Account
from dianxiaoer.domain.accounts.queries import account_in_use
from dianxiaoer.shell.pages import see_other

KEY, SEEN = "caller", "caller_seen"
TOUCH_SECONDS = 60


def caller(request: HttpRequest) -> Caller | None:
    """The caller of this request, or None for a stranger. Two statements the first time, none after, per request."""
    if not hasattr(request, "_caller"):
        request._caller = _read(request, timezone.now())  # type: ignore[attr-defined]
    found: Caller | None = request._caller  # type: ignore[attr-defined]
    return found


def the_caller(request: HttpRequest) -> Caller:
    """The caller of a page that `caller_required` guards: there always is one."""
    found = caller(request)
    if found is None:
        raise Http404
    return found


def caller_required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A stranger verifies the phone first and comes back to the same page; nobody else's browser keeps the page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if caller(request) is None:
            return see_other(f"{reverse('portal-phone')}?{urlencode({'next': request.get_full_path()})}")
        response = view(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        return response

    return guarded


def open_for(request: HttpRequest, account: Account) -> None:
    """From now on this browser calls for the account. The session gets a new key, so that one planted before is worth nothing."""
    request.session.cycle_key()
    request.session[KEY] = account.pk
    _touch(request, int(timezone.now().timestamp()))
    request._caller = caller_of(account)  # type: ignore[attr-defined]


def close_for(request: HttpRequest) -> None:
    """This browser no longer calls for anybody; a person of the staff signed in beside stays signed in."""
    for key in (KEY, SEEN):
        request.session.pop(key, None)
    request.session.cycle_key()
    request._caller = None  # type: ignore[attr-defined]


def _read(request: HttpRequest, at: datetime) -> Caller | None:
    held = request.session.get(KEY)
    if held is None:
        return None
    now, seen = int(at.timestamp()), int(request.session.get(SEEN, 0))
    account = account_in_use(held) if now - seen < settings.CALLER_MINUTES * 60 else None
    if account is None:
        return None
    if now - seen >= TOUCH_SECONDS:
        _touch(request, now)
    return caller_of(account)


def _touch(request: HttpRequest, now: int) -> None:
    """Move the idle end on. A session that a person of the staff shares keeps the shorter end of the staff."""
    request.session[SEEN] = now
    if not request.user.is_authenticated:
        request.session.set_expiry(settings.CALLER_MINUTES * 60)

"""Everyone signs in: every page but a few needs an account; a first or old password is changed before anything else;
a session left alone ends."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve
from django.utils import timezone, translation

from dianxiaoer.domain.people.sign_ins import password_is_old

#: url names a stranger may open
OPEN = {"signin", "language", "health", "manifest"}
#: faces that ask in their own way: the firm's side by a verified phone, other systems by a token
OTHER_FACES = ("/e/", "/api/")
#: what a person whose password has to be changed may still open
BEFORE_ANYTHING = {"password", "signout"}
#: a session's end moves on with use, written at most this often
TOUCH_SECONDS = 60


class SignInMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        name = resolve(request.path_info).url_name
        user = request.user
        if not request.path_info.startswith("/api/"):  # other systems say their language with each call
            _speak(request)
        if name in OPEN or request.path_info.startswith((settings.STATIC_URL, *OTHER_FACES)):
            return None
        if not user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        _touch(request)
        if name not in BEFORE_ANYTHING and _must_change(user):
            return redirect("password")
        return None


def _speak(request: HttpRequest) -> None:
    """Without a choice made by the switch: the person's own language, Chinese for a stranger whatever the browser says."""
    if settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        return
    wanted = getattr(request.user, "language", settings.LANGUAGE_CODE)
    if wanted != translation.get_language():
        translation.activate(wanted)
        request.LANGUAGE_CODE = wanted  # type: ignore[attr-defined]


def _must_change(user: object) -> bool:
    return user.must_change_password or password_is_old(  # type: ignore[attr-defined]
        user,  # type: ignore[arg-type]
        at=timezone.now(),
        days=settings.PASSWORD_DAYS,
    )


def _touch(request: HttpRequest) -> None:
    """Move the idle end on. `last_login` stands in until the first touch, so a fresh session is not written twice."""
    now = int(timezone.now().timestamp())
    signed_in_at = request.user.last_login  # type: ignore[union-attr]
    seen = request.session.get("seen") or (int(signed_in_at.timestamp()) if signed_in_at else 0)
    if now - seen >= TOUCH_SECONDS:
        request.session["seen"] = now

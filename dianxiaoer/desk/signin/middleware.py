"""Everyone signs in: every page but a few needs an account, and a first password must be changed before anything else."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve
from django.utils import translation

#: url names a stranger may open
OPEN = {"signin", "language", "health", "manifest"}


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
        if name in OPEN or request.path_info.startswith(settings.STATIC_URL):
            return None
        if not user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if user.must_change_password and name not in {"password", "signout"}:
            return redirect("password")
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and user.language != translation.get_language():
            translation.activate(user.language)
            request.LANGUAGE_CODE = user.language
        return None

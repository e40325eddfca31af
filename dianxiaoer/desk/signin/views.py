"""Sign in, sign out, change the password, switch the language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import views as auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dianxiaoer.shell.problems import problem_page

signin = auth.LoginView.as_view(template_name="desk/signin/signin.html", redirect_authenticated_user=True)
signout = auth.LogoutView.as_view(next_page="signin")
password = auth.PasswordChangeView.as_view(template_name="desk/signin/password.html", success_url=reverse_lazy("home"))


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switch the language of the screens for this browser."""
    chosen = request.POST.get("language", "")
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = "/"
    response = redirect(back)
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, max_age=31_536_000, samesite="Lax", httponly=True)
    return response


def locked_out(request: HttpRequest, credentials: dict[str, Any], *args: Any, **kwargs: Any) -> HttpResponse:
    minutes = int(settings.AXES_COOLOFF_TIME * 60)
    return problem_page(
        request,
        403,
        _("账号已锁定"),
        _("连续输错密码,账号锁定 %(minutes)s 分钟。请稍后再试,或请安全管理员解锁。") % {"minutes": minutes},
    )

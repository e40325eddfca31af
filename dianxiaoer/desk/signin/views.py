"""Sign in, sign out, change the password, switch the language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth import views as auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from dianxiaoer.desk.signin.demo import DEMO_PASSWORD, demo_accounts
from dianxiaoer.desk.signin.forms import PasswordForm, SignInForm
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.people.sign_ins import (
    change_password,
    close_session,
    note_failure,
    open_session,
    password_is_old,
    plain_name,
)
from dianxiaoer.shell.pages import form_page
from dianxiaoer.shell.problems import problem_page
from dianxiaoer.shell.visitors import address_of_visitor

BACKEND = "django.contrib.auth.backends.ModelBackend"


class SignInView(auth.LoginView):
    """Account and password; every success and failure is told to the audit log."""

    form_class = SignInForm
    template_name = "desk/signin/signin.html"
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        self.request.session.set_expiry(None)  # a firm's page opened before in this browser asked for a longer one
        _open(self.request, form.get_user())
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        if self.request.POST.get("username") and not getattr(self.request, "axes_locked_out", False):
            note_failure(self.request.POST["username"], at=timezone.now(), address=address_of_visitor(self.request))
        response = super().form_invalid(form)
        response.status_code = 422
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "accounts": demo_accounts() if settings.DEMO else (),
            "demo_password": DEMO_PASSWORD,
        }


signin = sensitive_post_parameters()(never_cache(SignInView.as_view()))


@require_POST
def signout(request: HttpRequest) -> HttpResponse:
    key = request.session.session_key
    if request.user.is_authenticated and key:
        close_session(request.user, key, at=timezone.now())
    return auth.LogoutView.as_view(next_page="signin")(request)


@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    """One's own password. Every session ends; this browser goes on under a new one."""
    person: User = request.user  # type: ignore[assignment]

    def act(form: Any) -> User:
        fresh = change_password(person, form.cleaned_data["new"], at=timezone.now())
        login(request, fresh, backend=BACKEND)
        _open(request, fresh, renewed=True)
        return fresh

    return form_page(
        request,
        PasswordForm(person, request.POST or None),
        title=_("修改密码"),
        intro=_why(person),
        back="" if _why(person) else reverse("home"),
        act=act,
        done=lambda user: reverse("home"),
        said=lambda user: _("密码已修改,其他地方的登录已全部退出。"),
    )


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


def locked_out(request: HttpRequest, response: HttpResponse, credentials: dict[str, Any] | None) -> HttpResponse:
    """What a locked account reads; called by django-axes instead of the sign-in page."""
    note_failure(request.POST.get("username", ""), at=timezone.now(), address=address_of_visitor(request), locked=True)
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    return problem_page(
        request,
        403,
        _("账号已锁定"),
        _("连续输错密码,账号锁定 %(minutes)s 分钟。请稍后再试,或请安全管理员解锁。") % {"minutes": minutes},
    )


def counted_name(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """The spelling under which django-axes counts failures."""
    given = (credentials or {}).get("username") or (request.POST.get("username") if request else "")
    return plain_name(given or "")


def _open(request: HttpRequest, user: User, *, renewed: bool = False) -> None:
    open_session(
        user,
        request.session.session_key or "",
        at=timezone.now(),
        address=address_of_visitor(request),
        agent=request.headers.get("User-Agent", ""),
        keep=settings.SESSIONS_PER_USER,
        renewed=renewed,
    )


def _why(user: User) -> str:
    if user.must_change_password:
        return _("这是首次登录或密码刚被重置,请先改成只有您知道的密码。")
    if password_is_old(user, at=timezone.now(), days=settings.PASSWORD_DAYS):
        return _("密码已用满 %(days)s 天,请改成新密码后继续。") % {"days": settings.PASSWORD_DAYS}
    return ""

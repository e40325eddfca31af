"""Ask for a code, answer it, leave. In the demo the code stands on the page and says that it does."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from dianxiaoer.domain.accounts.actions.phone_codes import CodeRules, ask_code, verify_code
from dianxiaoer.gateways.doors import codes_can_leave, sms_door
from dianxiaoer.gateways.problems import NotSent
from dianxiaoer.kernel.refusals import Refused
from dianxiaoer.portal.phone.forms import CodeForm, PhoneForm
from dianxiaoer.portal.signin import close_for, open_for
from dianxiaoer.shell.pages import form_page, see_other
from dianxiaoer.shell.visitors import address_of_visitor

ASKED, SHOWN = "phone_asked", "phone_code_shown"


@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """Which phone. ?next= is where to go afterwards."""
    return form_page(
        request,
        PhoneForm(request.POST or None, initial={"phone": request.session.get(ASKED, "")}),
        title=_("先验证手机"),
        intro=_("验证后,您提交的事项会记在这个手机号名下。"),
        submit=_("获取验证码"),
        back=reverse("portal"),
        template="portal/phone/phone.html",
        closed=not codes_can_leave(),
        act=lambda form: _send(request, form.cleaned_data["phone"]),
        done=lambda phone: _with_next(request, "portal-phone_code"),
    )


@never_cache
@sensitive_post_parameters()
def answer(request: HttpRequest) -> HttpResponse:
    """The code that came."""
    phone = request.session.get(ASKED)
    if not phone:
        return see_other(_with_next(request, "portal-phone"))

    def act(form: Any) -> None:
        language = get_language() or ""
        account = verify_code(phone, form.cleaned_data["code"], at=timezone.now(), rules=_rules(), language=language)
        open_for(request, account)
        for key in (ASKED, SHOWN):
            request.session.pop(key, None)

    return form_page(
        request,
        CodeForm(request.POST or None),
        title=_("填写验证码"),
        intro=_("验证码已发到 %(phone)s,%(minutes)s 分钟内有效。") % {"phone": phone, "minutes": _rules().minutes},
        submit=_("验证"),
        back=_with_next(request, "portal-phone"),
        template="portal/phone/code.html",
        shown=request.session.get(SHOWN, "") if settings.DEMO else "",
        again=_with_next(request, "portal-phone"),
        act=act,
        done=lambda made: _next(request),
    )


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    close_for(request)
    return see_other(reverse("portal"))


def _send(request: HttpRequest, phone: str) -> str:
    """The code leaves at once, not through the outbox: it lives for minutes, and its digits are written down nowhere."""
    if not codes_can_leave():
        raise Refused(_("短信网关尚未设置,暂时不能验证手机。请拨打窗口电话,或请管理员设置 DXR_SMS_URL。"))
    rules = _rules()
    code = ask_code(phone, address=address_of_visitor(request), at=timezone.now(), rules=rules)
    text = _("验证码 %(code)s,%(minutes)s 分钟内有效。请勿告诉他人。") % {"code": code, "minutes": rules.minutes}
    try:
        sms_door().send(phone, text)
    except NotSent:
        raise Refused(_("短信没有发出去。请一分钟后再试;仍不行请拨打窗口电话。")) from None
    request.session[ASKED] = phone
    if settings.DEMO and not settings.SMS["url"]:
        request.session[SHOWN] = code
    return phone


def _rules() -> CodeRules:
    return CodeRules(**settings.PHONE_CODES)


def _with_next(request: HttpRequest, name: str) -> str:
    wanted = request.GET.get("next", "")
    return f"{reverse(name)}?{urlencode({'next': wanted})}" if wanted else reverse(name)


def _next(request: HttpRequest) -> str:
    wanted = request.GET.get("next", "")
    fits = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if wanted and fits else reverse("portal")

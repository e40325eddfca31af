"""Errors as Open311 clients expect them: a list of code and description, in the caller's language."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError
from ninja.errors import ValidationError as ShapeError
from ninja.renderers import BaseRenderer
from ninja.responses import NinjaJSONEncoder

from dianxiaoer.api.schema import Problem

#: what any call may answer besides what was asked for
PROBLEMS = dict.fromkeys((400, 401, 403, 404, 422), list[Problem])


class ChineseJson(BaseRenderer):
    """Chinese stays Chinese: no escapes."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> str:
        return json.dumps(data, cls=NinjaJSONEncoder, ensure_ascii=False)


def tell_problems(api: NinjaAPI) -> None:
    """Register how each refusal is answered."""

    def answer(request: HttpRequest, status: int, *descriptions: str) -> HttpResponse:
        body = [{"code": status, "description": text} for text in descriptions]
        return api.create_response(request, body, status=status)

    @api.exception_handler(AuthenticationError)
    def unknown(request: HttpRequest, problem: AuthenticationError) -> HttpResponse:
        response = answer(
            request, 401, _("令牌缺失、无效、已吊销或已过期。请在请求头写 Authorization: Bearer 加令牌。")
        )
        response["WWW-Authenticate"] = "Bearer"
        return response

    @api.exception_handler(PermissionDenied)
    def forbidden(request: HttpRequest, problem: PermissionDenied) -> HttpResponse:
        return answer(request, 403, str(problem))

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, problem: Http404) -> HttpResponse:
        return answer(request, 404, _("没有这条记录,或不在这个接口账号的范围内。"))

    @api.exception_handler(ShapeError)
    def misshapen(request: HttpRequest, problem: ShapeError) -> HttpResponse:
        return answer(request, 400, *(f"{_field(error)}: {_said(error)}" for error in problem.errors))

    @api.exception_handler(ValidationError)
    def refused(request: HttpRequest, problem: ValidationError) -> HttpResponse:
        if hasattr(problem, "error_dict"):
            texts = [f"{name}: {text}" for name, found in problem.message_dict.items() for text in found]
        else:
            texts = problem.messages
        return answer(request, 422, *texts)


def missing(field: str) -> ShapeError:
    """To be raised for a field that is needed and was found missing only after the record was looked up."""
    return ShapeError([{"loc": ("body", field), "type": "missing"}])


def _field(error: dict[str, Any]) -> str:
    return ".".join(str(step) for step in error["loc"] if step not in {"body", "query", "payload", "filters"}) or "body"


def _said(error: dict[str, Any]) -> str:
    kind = error["type"]
    if kind == "missing":
        return _("必须填写。")
    if kind == "string_too_long":
        return _("最多 %(n)d 个字。") % {"n": error["ctx"]["max_length"]}
    if kind == "string_too_short":
        return _("必须填写。")
    if kind == "json_invalid":
        return _("不是有效的 JSON。")
    return _("格式不对:%(what)s") % {"what": error["msg"]}

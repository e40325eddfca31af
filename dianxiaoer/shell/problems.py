"""Refusals become pages: 403, 404, 409 and 422 in the reader's words; a fragment for htmx."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from dianxiaoer.kernel.refusals import EditConflict

#: below it a refusal is a light page of the firm's side, without the frame of the staff
FIRM_SIDE = "/e/"


class ProblemMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if isinstance(problem, EditConflict):
            return problem_page(request, 409, _("有人先保存了"), str(problem), theirs=problem.theirs)
        if isinstance(problem, PermissionDenied):
            return problem_page(request, 403, _("没有权限"), str(problem))
        if isinstance(problem, ValidationError):
            return problem_page(request, 422, _("没有办成"), "\n".join(problem.messages))
        return None


def problem_page(request: HttpRequest, status: int, title: str, message: str, **context: object) -> HttpResponse:
    if request.path_info.startswith(FIRM_SIDE):
        page = "portal/problem.html"
    else:
        page = "shell/problem.html#body" if request.headers.get("HX-Request") else "shell/problem.html"
    return render(request, page, {"title": title, "message": message, "status": status, **context}, status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return problem_page(
        request, 403, _("页面已过期"), _("为了安全,请返回上一页刷新后再提交一次。您填写的内容可用浏览器的后退键找回。")
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        return JsonResponse([{"code": 404, "description": _("没有这个地址。")}], status=404, safe=False)
    return problem_page(request, 404, _("找不到"), _("这条记录不存在,或不在您的查看范围内。"))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem_page(request, 403, _("没有权限"), str(exception))


def server_error(request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        "<!doctype html><meta charset=utf-8><title>出错了</title><h1>出错了 / Something went wrong</h1>"
        "<p>已记入日志,没有写入任何数据。请稍后再试。/ It was logged and nothing was written. Please try again.</p>",
        status=500,
    )

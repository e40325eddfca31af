"""One way to answer a form: done → 303, refused → 422 with everything kept, somebody saved first → 409 with both sides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from dianxiaoer.kernel.refusals import EditConflict

FORM_PAGE = "shell/form.html"


def form_page(
    request: HttpRequest,
    form: forms.Form,
    *,
    act: Callable[[forms.Form], Any],
    done: Callable[[Any], str],
    said: Callable[[Any], str] | None = None,
    template: str = FORM_PAGE,
    **context: Any,
) -> HttpResponse:
    """Show a form (GET) or do its act (POST).

    act: called with the valid form; may raise ValidationError (also Refused) or EditConflict.
    done: what was made → address to go to. said: what was made → message shown there.
    context: title (required), intro, submit, back (address), danger (True paints the button red).
    """
    context |= {"form": form}
    if request.method != "POST":
        return render(request, template, context)
    if not form.is_valid():
        return render(request, template, context, status=422)
    try:
        made = act(form)
    except EditConflict as problem:
        return render(request, template, context | _conflict(form, problem), status=409)
    except ValidationError as problem:
        _place(form, problem)
        return render(request, template, context, status=422)
    if said:
        messages.success(request, said(made))
    return see_other(done(made))


def see_other(address: str) -> HttpResponse:
    """303: after a POST the browser gets the page, so that reloading repeats nothing."""
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


def _place(form: forms.Form, problem: ValidationError) -> None:
    """Errors beside the fields they name; what names no field of this form goes to its head."""
    if not hasattr(problem, "error_dict"):
        form.add_error(None, problem)
        return
    for name, errors in problem.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def _conflict(form: forms.Form, problem: EditConflict) -> dict[str, Any]:
    """The form again with the person's values, the other's changes beside, ready to be saved on purpose."""
    data = form.data.copy()
    data[form.add_prefix("version")] = str(problem.record.version)
    form.data = data
    return {"conflict": problem}

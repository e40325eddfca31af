"""Copying a colleague on a record (抄送), and ticking it off."""

from __future__ import annotations

from typing import Any

from django import forms
from django.apps import apps
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from dianxiaoer.desk.dashboards.panels import page_of_record
from dianxiaoer.domain.outbox.actions import copy_to, mark_seen
from dianxiaoer.domain.outbox.models import Copy
from dianxiaoer.domain.people.access import fetch, require, visible
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.people.queries import colleagues
from dianxiaoer.domain.people.states import READ_ALONG, TAKE_WORK
from dianxiaoer.kernel.refusals import Refused
from dianxiaoer.shell.forms import Form
from dianxiaoer.shell.pages import form_page, see_other


class CopyForm(Form):
    users = forms.ModelMultipleChoiceField(None, label=gettext_lazy("抄送给"), widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(label=gettext_lazy("附言"), max_length=200, required=False)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["users"].queryset = colleagues(user, TAKE_WORK | READ_ALONG)  # type: ignore[attr-defined]


def copy(request: HttpRequest, subject: str, pk: int) -> HttpResponse:
    """Tell colleagues of one record. Who may not see it is not told: it would be a link to nothing."""
    record = _record(request.user, subject, pk)
    require(request.user, "outbox.copy", record)
    page = page_of_record(subject, pk)
    return form_page(
        request,
        CopyForm(request.user, request.POST or None),
        title=_("抄送"),
        intro=str(record),
        submit=_("抄送"),
        back=page,
        act=lambda form: _copy(request.user, record, **form.cleaned_data),
        done=lambda count: page,
        said=lambda count: _("已抄送 %(n)d 人。") % {"n": count},
    )


@require_POST
def seen(request: HttpRequest, pk: int) -> HttpResponse:
    mark_seen(
        fetch(request.user, visible(request.user, Copy).filter(user=request.user), pk=pk),
        by=request.user,
        at=timezone.now(),
    )
    return see_other("/?tab=copied#inbox")


def _copy(by: User, record: Model, users: Any, note: str) -> int:
    blind = [user.name for user in users if not visible(user, type(record)).filter(pk=record.pk).exists()]
    if blind:
        raise Refused(_("%(who)s 看不到这条记录,不能抄送。") % {"who": "、".join(blind)})
    return copy_to(users, record, at=timezone.now(), by=by, note=note)


def _record(user: User, subject: str, pk: int) -> Model:
    """The record of a subject with a page of its own, as far as the person may see it."""
    try:
        model = apps.get_model(subject)
    except (LookupError, ValueError):
        raise Http404 from None
    if not page_of_record(subject, pk) or not hasattr(model, "SCOPE"):
        raise Http404
    return fetch(user, model, pk=pk)

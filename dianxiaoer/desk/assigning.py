"""The page that gives the rows picked in a ledger (?pick=…) to one person; each subject brings its verb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.domain.people.access import require, visible
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.people.owners import assign_rows, assigned
from dianxiaoer.domain.people.queries import colleagues
from dianxiaoer.shell.forms import Form, PersonField
from dianxiaoer.shell.pages import form_page


class AssignForm(Form):
    to = PersonField(None, label=gettext_lazy("交给"))
    note = forms.CharField(
        label=gettext_lazy("交办说明"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=500
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = colleagues(user)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Assigning:
    """model: whose rows are given. verb: who may give them. needs: what the new owner must be able to do there."""

    model: type[Model]
    verb: str
    needs: str
    list_name: str
    list_title: str | Promise


def assign_view(subject: Assigning) -> Callable[[HttpRequest], HttpResponse]:
    """The page of one subject: only those of the picked rows the person may give."""

    def view(request: HttpRequest) -> HttpResponse:
        require(request.user, subject.verb)
        picked = [int(pk) for pk in request.GET.getlist("pick") if pk.isdigit()]
        rows: list[Any] = list(visible(request.user, subject.model, subject.verb).filter(pk__in=picked).order_by("pk"))
        back = reverse(subject.list_name)
        return form_page(
            request,
            AssignForm(request.user, request.POST if request.method == "POST" else None),
            title=_("批量交办"),
            intro=_("选中 %(picked)d 条,其中您可以交办的 %(n)d 条:%(names)s")
            % {"picked": len(picked), "n": len(rows), "names": assigned(rows)},
            submit=_("交办"),
            back=back,
            trail=[(subject.list_title, back)],
            act=lambda form: assign_rows(
                rows, subject.verb, by=request.user, at=timezone.now(), needs=subject.needs, **form.cleaned_data
            ),
            done=lambda count: back,
            said=lambda count: _("已交办 %(n)d 条。") % {"n": count},
        )

    return view

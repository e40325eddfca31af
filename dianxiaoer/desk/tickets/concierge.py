"""The steps of concierge work, one form each, and issuing a paper again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.desk.tickets.acts import act_page
from dianxiaoer.desk.tickets.forms import ActForm, PersonField, area
from dianxiaoer.domain.people.access import fetch, require
from dianxiaoer.domain.tickets.actions import concierge as acts
from dianxiaoer.domain.tickets.actions.papers import issue_paper
from dianxiaoer.domain.tickets.concierge import Concierge
from dianxiaoer.domain.tickets.queries import head_rows
from dianxiaoer.domain.tickets.states import PaperKind, TerminatedBy
from dianxiaoer.kernel.verbs import label_of
from dianxiaoer.shell.forms import DateField


class TriageForm(ActForm):
    agent = PersonField(None, label=gettext_lazy("帮办员"))
    note = forms.CharField(label=gettext_lazy("说明"), required=False, widget=area(2))


class AcceptForm(ActForm):
    matter = forms.CharField(label=gettext_lazy("办理事项"), max_length=200)
    promised_on = DateField(label=gettext_lazy("承诺办结日期"), required=False)


class AuthoriseForm(ActForm):
    authorised_by_name = forms.CharField(label=gettext_lazy("委托人"), max_length=60)
    authorised_until = DateField(label=gettext_lazy("委托期限"), required=False)


class NoteForm(ActForm):
    note = forms.CharField(label=gettext_lazy("说明"), required=False, widget=area(3))


class FileForm(ActForm):
    approval_body = forms.CharField(label=gettext_lazy("审批部门"), max_length=100)
    filed_on = DateField(label=gettext_lazy("报件日期"), required=False, help_text=gettext_lazy("不填为今天"))


class WhyForm(ActForm):
    note = forms.CharField(label=gettext_lazy("说明"), widget=area(3))


class SuspendForm(ActForm):
    pause_reason = forms.CharField(label=gettext_lazy("中止原因"), max_length=300, widget=area(3))


class ResumeForm(ActForm):
    authorised_until = DateField(label=gettext_lazy("新的委托期限"), required=False)


class OutcomeForm(ActForm):
    outcome = forms.CharField(label=gettext_lazy("结果说明"), max_length=300, widget=area(3))


class TerminateForm(OutcomeForm):
    terminated_by = forms.ChoiceField(
        label=gettext_lazy("终止方"), choices=TerminatedBy.choices, widget=forms.RadioSelect
    )


class PaperForm(ActForm):
    kind = forms.ChoiceField(label=gettext_lazy("文书"), choices=PaperKind.choices)


#: verb → its form and its action
STEPS: dict[str, tuple[type[ActForm], Callable[..., Any]]] = {
    "triage": (TriageForm, acts.triage_concierge),
    "accept": (AcceptForm, acts.accept_concierge),
    "authorise": (AuthoriseForm, acts.authorise_concierge),
    "prepare": (NoteForm, acts.prepare_concierge),
    "file": (FileForm, acts.file_concierge),
    "take_up": (NoteForm, acts.take_up_concierge),
    "supplement": (WhyForm, acts.supplement_concierge),
    "suspend": (SuspendForm, acts.suspend_concierge),
    "resume": (ResumeForm, acts.resume_concierge),
    "complete": (OutcomeForm, acts.complete_concierge),
    "terminate": (TerminateForm, acts.terminate_concierge),
    "reject": (OutcomeForm, acts.reject_concierge),
    "withdraw": (WhyForm, acts.withdraw_concierge),
}


def step(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """One step of a ticket's concierge work; 404 for a ticket that has none."""
    held = _held(request, pk)
    if verb not in STEPS:
        raise Http404
    form, run = STEPS[verb]
    return _page(request, held, f"concierge.{verb}", form, run)


def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue a paper the stage allows, once more."""
    return _page(request, _held(request, pk), "tickets.issue_paper", PaperForm, issue_paper)


def _held(request: HttpRequest, pk: int) -> Concierge:
    ticket = fetch(request.user, head_rows(), pk=pk)
    held = fetch(request.user, Concierge, ticket=ticket)
    held.ticket = ticket
    return held


def _page(
    request: HttpRequest, held: Concierge, verb: str, form: type[ActForm], run: Callable[..., Any]
) -> HttpResponse:
    require(request.user, verb, held)
    initial = {"matter": held.matter or held.ticket.title, "approval_body": held.approval_body}
    return act_page(
        request,
        held.ticket,
        form=form(request.user, held.ticket, request.POST if request.method == "POST" else None, initial=initial),
        title=label_of(verb),
        run=lambda **values: run(held, by=request.user, at=timezone.now(), **values),
        said=_("已登记。"),
    )

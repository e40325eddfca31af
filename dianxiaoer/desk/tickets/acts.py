"""Acts on a ticket, one row each: its form, what it does, what is said afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.desk.records import Records
from dianxiaoer.desk.tickets import forms
from dianxiaoer.domain.people.access import visible
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.tickets.actions import dispatching, ending, handling, registering
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.queries import head_rows
from dianxiaoer.domain.visits.actions.linking import link_visits
from dianxiaoer.domain.visits.models import Visit
from dianxiaoer.kernel.refusals import Refused
from dianxiaoer.kernel.verbs import label_of
from dianxiaoer.shell.pages import form_page

TICKETS = Records(
    "tickets", gettext_lazy("诉求办理"), "tickets-list", "tickets-detail", lambda user: head_rows(),
    named=lambda ticket: ticket.number,
)  # fmt: skip
ticket_address, trail = TICKETS.address, TICKETS.trail


@dataclass(frozen=True)
class Act:
    """run: (ticket, by=, at=, **values of the form). initial: what the form begins with."""

    verb: str
    form: type[forms.ActForm]
    run: Callable[..., Any]
    said: str | Promise
    initial: Callable[[Ticket], Mapping[str, Any]] = lambda ticket: {}
    danger: bool = False


def _merge(ticket: Ticket, *, by: User, at: datetime, number: str, note: str) -> Ticket:
    into = visible(by, Ticket).filter(number=number.strip().upper()).first()
    if into is None:
        raise Refused(_("没有编号为 %(number)s 的诉求,请核对。") % {"number": number})
    return ending.merge_ticket(ticket, by=by, at=at, into=into, note=note)


@transaction.atomic
def _link(ticket: Ticket, *, by: User, at: datetime, visits: Iterable[Visit], **links: Any) -> Ticket:
    link_visits(ticket, visits, by=by, at=at)
    return registering.link_ticket(ticket, by=by, at=at, **links)


ACTS = (
    Act(
        "dispatch", forms.DispatchForm, dispatching.dispatch_ticket, gettext_lazy("已派单,时限从现在起算。"),
        initial=lambda ticket: {
            "lead_unit": (ticket.menu_item and ticket.menu_item.lead_unit_id) or ticket.category.lead_unit_id
        },
    ),
    Act("accept", forms.AcceptForm, handling.accept_ticket, gettext_lazy("已接单,由您经办。")),
    Act("object", forms.ObjectForm, dispatching.object_ticket, gettext_lazy("异议已提出,今天内裁定。")),
    Act("decide", forms.DecideForm, dispatching.decide_ticket, gettext_lazy("已裁定,各部门不得再推诿。")),
    Act("return", forms.HandOverForm, dispatching.return_ticket, gettext_lazy("已退回并转到指明的部门。")),
    Act("transfer", forms.HandOverForm, dispatching.transfer_ticket, gettext_lazy("已改派,时限不变。")),
    Act("assign", forms.AssignForm, dispatching.assign_ticket, gettext_lazy("已指定经办人。"), initial=lambda ticket: {"owner": ticket.owner_id}),
    Act("process", forms.ProcessForm, handling.process_ticket, gettext_lazy("进展已登记。")),
    Act("note", forms.NoteForm, handling.note_ticket, gettext_lazy("已记下。")),
    Act("ask", forms.AskForm, handling.ask_firm, gettext_lazy("已请企业补充,时限暂停。")),
    Act("supply", forms.SupplyForm, handling.supply_for_firm, gettext_lazy("已补充,时限继续。")),
    Act("resume", forms.ReasonForm, handling.resume_ticket, gettext_lazy("已恢复办理,时限继续。")),
    Act("answer", forms.AnswerForm, handling.answer_ticket, gettext_lazy("已答复,企业会收到短信。")),
    Act("ask_extension", forms.ExtensionForm, handling.ask_extension, gettext_lazy("延期申请已提交,等待审批。")),
    Act("add_part", forms.PartForm, handling.add_part, gettext_lazy("已转协办,协办时限单独计算。")),
    Act("revisit", forms.RevisitForm, ending.revisit_ticket, gettext_lazy("回访已登记。")),
    Act("close", forms.CloseForm, ending.close_ticket, gettext_lazy("已办结。")),
    Act("reopen", forms.ReasonForm, ending.reopen_ticket, gettext_lazy("已重新办理,时限从现在起算。")),
    Act("split", forms.SplitForm, ending.split_ticket, gettext_lazy("已拆分。")),
    Act("merge", forms.MergeForm, _merge, gettext_lazy("已并案。"), danger=True),
    Act(
        "link", forms.LinkForm, _link, gettext_lazy("已关联。"),
        initial=lambda ticket: {
            "project": ticket.project_id, "policy": ticket.policy, "visits": [row.pk for row in ticket.visits.all()],
        },
    ),
    Act("withdraw", forms.ReasonForm, ending.withdraw_for_firm, gettext_lazy("已按企业要求撤回。"), danger=True),
    Act("reject", forms.ReasonForm, ending.reject_ticket, gettext_lazy("已告知企业不予受理。"), danger=True),
)  # fmt: skip


def act_view(act: Act) -> Callable[..., HttpResponse]:
    """The page of one act: 404 for who may not see the ticket, 403 for who may not do it."""

    def view(request: HttpRequest, pk: int) -> HttpResponse:
        ticket = TICKETS.one(request, pk, act.verb)
        return act_page(
            request,
            ticket,
            form=act.form(
                request.user, ticket, request.POST if request.method == "POST" else None, request.FILES or None,
                initial=act.initial(ticket),
            ),
            title=label_of(f"tickets.{act.verb}"),
            danger=act.danger,
            run=lambda **values: act.run(ticket, by=request.user, at=timezone.now(), **values),
            said=str(act.said),
        )  # fmt: skip

    return view


def act_page(
    request: HttpRequest, ticket: Ticket, *, form: Any, title: str, run: Callable[..., Any], said: str, intro: str = "",
    danger: bool = False,
) -> HttpResponse:  # fmt: skip
    """A form about a ticket and its act, back to the ticket's page."""
    return form_page(
        request,
        form,
        title=title,
        submit=title,
        intro=intro or str(ticket),
        danger=danger,
        back=ticket_address(ticket),
        trail=trail(ticket),
        act=lambda form: run(**form.cleaned_data),
        done=lambda made: ticket_address(ticket),
        said=lambda made: said,
    )

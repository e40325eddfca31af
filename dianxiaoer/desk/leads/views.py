"""The ledger of leads, one lead's page, registering (with a pasted card), editing, linking, the import."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.desk.leads.acts import LEADS, lead_address, trail
from dianxiaoer.desk.leads.forms import LeadEditForm, LeadForm, PasteForm
from dianxiaoer.desk.leads.steps import duties_open, moves_of
from dianxiaoer.domain.activities.models import Activity
from dianxiaoer.domain.activities.states import ActivityKind
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.companies.queries import suggestions
from dianxiaoer.domain.leads.actions.registering import edit_lead, register_lead
from dianxiaoer.domain.leads.bridge import prefill
from dianxiaoer.domain.leads.columns import LEAD_COLUMNS, LEAD_IMPORT
from dianxiaoer.domain.leads.models import Lead
from dianxiaoer.domain.leads.queries import (
    dormant,
    due_soon,
    file_of,
    is_registered,
    leads_for,
    narrow_by_words,
    overdue,
    similar_leads,
)
from dianxiaoer.domain.leads.states import LeadStage, SourceKind
from dianxiaoer.domain.people.access import fetch, may, require, visible
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.people.queries import people_choices
from dianxiaoer.domain.reference.queries import chain_choices
from dianxiaoer.domain.reference.tables import industry_label
from dianxiaoer.domain.supervision.queries import with_light
from dianxiaoer.kernel.events import timeline
from dianxiaoer.kernel.tables import LIGHT, Column, Lit
from dianxiaoer.shell.imports import Importer, import_page
from dianxiaoer.shell.ledger import Filter, Ledger, between, equals, ledger_page
from dianxiaoer.shell.lights import LIGHT_COLUMN, LIGHT_FILTER, panel
from dianxiaoer.shell.pages import form_page
from dianxiaoer.shell.timeline import told

#: an activity's kind → where a lead won there comes from
_SOURCES = {
    ActivityKind.TRADE_FAIR: SourceKind.FAIR,
    ActivityKind.FIELD_OFFICE: SourceKind.FIELD_OFFICE,
    **dict.fromkeys((ActivityKind.OUTBOUND, ActivityKind.INBOUND, ActivityKind.DELEGATION), SourceKind.VISIT),
}
#: days before due from which a duty is close
CLOSE_DAYS = 2
_CLOCK = {"overdue": overdue, "soon": due_soon, "dormant": dormant}


def _by_clock(rows: QuerySet[Lead], what: str) -> QuerySet[Lead]:
    return _CLOCK[what](rows, timezone.localdate())


def _light(lead: Lead) -> Lit | None:
    """How the next duty stands today, in words with the days as a number."""
    today = timezone.localdate()
    if lead.is_open and lead.dormant_on and lead.dormant_on <= today:
        return Lit("red", _("休眠"))
    if lead.next_due_on is None:
        return None
    return Lit(*_standing((lead.next_due_on - today).days))


def _standing(left: int) -> tuple[str, str]:
    """The light of a duty with so many days left (negative: late), and its words."""
    if left < 0:
        return "red", _("超期 %(n)d 天") % {"n": -left}
    return "yellow" if left <= CLOSE_DAYS else "green", _("还剩 %(n)d 天") % {"n": left}


COLUMNS = (
    *LEAD_COLUMNS[:3],
    LIGHT_COLUMN,
    Column("clock", gettext_lazy("时限状态"), _light, kind=LIGHT, sort="next_due_on"),
    *LEAD_COLUMNS[3:],
)
LEDGER = Ledger(
    name="leads",
    title=gettext_lazy("线索台账"),
    rows=lambda user: with_light(leads_for(user)),
    columns=COLUMNS,
    filters=(
        Filter("q", gettext_lazy("名称或企业"), narrow_by_words, kind="text", placeholder=gettext_lazy("两个字即可")),
        LIGHT_FILTER,
        Filter("stage", gettext_lazy("阶段"), equals("stage"), choices=lambda user: LeadStage.choices),
        Filter(
            "clock", gettext_lazy("时限"), _by_clock,
            choices=lambda user: [("overdue", _("已超期")), ("soon", _("七天内到期")), ("dormant", _("休眠"))],
        ),
        Filter("source_kind", gettext_lazy("来源"), equals("source_kind"), choices=lambda user: SourceKind.choices),
        Filter("chain", gettext_lazy("产业链"), equals("chain"), choices=chain_choices),
        Filter("owner", gettext_lazy("负责人"), equals("owner"), choices=partial(people_choices, me_first=True)),
        Filter("registered", gettext_lazy("登记日期"), between("registered_on"), kind="date_range"),
        Filter("planned", gettext_lazy("拟投资额"), between("planned_yuan"), kind="money_range"),
    ),
    sort="-registered_on",
    link=lead_address,
    sums=("planned_yuan",),
    create=("leads-register", gettext_lazy("登记线索"), "leads.register"),
    tools=(
        ("leads-clock", gettext_lazy("服务时限"), "leads.view"),
        ("leads-import", gettext_lazy("导入"), "leads.import"),
    ),
    presets=(
        (gettext_lazy("已超期"), "clock=overdue&sort=next_due_on"),
        (gettext_lazy("七天内到期"), "clock=soon&sort=next_due_on"),
        (gettext_lazy("在谈"), "stage=in_negotiation"),
        (gettext_lazy("休眠"), "clock=dormant"),
    ),
    bulk=(("leads-transfer_many", gettext_lazy("移交所选"), "leads.transfer"),),
    empty=gettext_lazy("还没有线索。登记第一条:展会、拜访、引荐、网上看到的都可以。"),
)  # fmt: skip


def ledger(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, LEDGER)


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    rows = leads_for(request.user).select_related("registered_by", "sponsor_leader", "company", "project")
    lead = fetch(request.user, rows, pk=pk)
    whole, today = file_of(lead), timezone.localdate()
    context = {
        "title": lead.name,
        "trail": trail(),
        "lead": lead,
        "whole": whole,
        "duties": [_duty_line(duty, today) for duty in whole.duties],
        "is_dormant": lead.is_open and lead.dormant_on is not None and lead.dormant_on <= today,
        "industry": industry_label(lead.industry_code),
        "stages": _stages(lead),
        "moves": moves_of(request.user, lead),
        "acts": duties_open(request.user, lead, whole.task_force is not None),
        "lights": panel("leads.lead", lead.pk),
        "events": told(timeline(lead, 60)),
        "can_edit": may(request.user, "leads.edit", lead),
        "can_reveal": may(request.user, "leads.reveal", lead),
        "can_change_force": may(request.user, "leads.change_task_force", lead),
    }
    return render(request, "desk/leads/detail.html", context)


def register(request: HttpRequest) -> HttpResponse:
    """A pasted text only fills the form in; nothing is kept until the form is saved."""
    require(request.user, "leads.register")
    initial = _initial(request)
    pasted = request.method == "POST" and "read" in request.POST
    paste = PasteForm(request.POST if pasted else None)
    context = {
        "title": _("登记线索"), "submit": _("登记"), "back": reverse("leads-list"), "trail": trail(), "paste": paste,
    }  # fmt: skip
    if pasted:
        found = prefill(request.POST.get("text", "")[:20_000])
        form = LeadForm(request.user, initial=initial | found | {"content": request.POST.get("text", "")})
        context |= {"form": form, "recognised": len(found), **_same_firm(request.user, found)}
        return render(request, "desk/leads/register.html", context)
    return form_page(
        request,
        LeadForm(request.user, request.POST or None, initial=initial),
        template="desk/leads/register.html",
        act=lambda form: register_lead(by=request.user, at=timezone.now(), **form.cleaned_data),
        done=lead_address,
        said=lambda lead: _("已登记,服务时限开始计算。"),
        **context,
        **(_same_firm(request.user, request.POST) if request.method == "POST" else {}),
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The phone number stays hidden: an empty field keeps it."""
    return LEADS.edit(
        request, pk, lambda initial: LeadEditForm(request.user, request.POST or None, initial=initial), edit_lead,
        title=_("修改线索"), hidden="contact_phone", itself="lead", template="desk/leads/form.html",
    )  # fmt: skip


def similar(request: HttpRequest) -> HttpResponse:
    """A fragment: leads and files of the firm being typed (?company_name, ?contact_phone, ?lead)."""
    require(request.user, "leads.view")
    return render(request, "desk/leads/similar.html", _same_firm(request.user, request.GET))


def _same_firm(user: User, values: Any) -> dict[str, Any]:
    name, phone = str(values.get("company_name", ""))[:200], str(values.get("contact_phone", ""))[:40]
    own = str(values.get("lead", ""))
    leads = [lead for lead in similar_leads(user, company_name=name, phone=phone) if str(lead.pk) != own]
    return {"same": leads, "found": suggestions(user, name=name, phone=phone) if len(name.strip()) >= 2 else []}


def _initial(request: HttpRequest) -> dict[str, Any]:
    """What an activity's or a company's page brings along."""
    initial: dict[str, Any] = {"unit": request.user.unit_id, "owner": request.user.pk}
    activity, company = request.GET.get("activity", ""), request.GET.get("company", "")
    if activity.isdigit() and (met := visible(request.user, Activity).filter(pk=int(activity)).first()):
        initial |= {"activity": met.pk, "source_kind": _SOURCES.get(met.kind, SourceKind.OTHER)}
    if company.isdigit() and (kept := visible(request.user, Company).filter(pk=int(company)).first()):
        initial |= {"company_name": kept.name, "industry_code": kept.industry_code, "chain": kept.chain_id}
    return initial


def _duty_line(duty: Any, today: date) -> dict[str, Any]:
    """A duty in words: met in time or late, days left or overdue; the light is always said too."""
    left = duty.days_left(today)
    if duty.done_on:
        light, said = ("yellow", _("已办,超期")) if duty.was_late else ("green", _("按时办结"))
    else:
        light, said = _standing(left)
    return {"duty": duty, "light": light, "said": said}


def _stages(lead: Lead) -> list[tuple[str, str, Any]]:
    """The ladder with dates: (label, css class, day)."""
    ladder = [
        (LeadStage.NEW, lead.registered_on),
        (LeadStage.SCREENED, lead.screened_on),
        (LeadStage.IN_NEGOTIATION, lead.negotiation_started_on),
        (LeadStage.CONVERTED, lead.converted_on),
    ]
    if lead.stage == LeadStage.DROPPED:
        ladder = [*[line for line in ladder[:3] if line[1]], (LeadStage.DROPPED, lead.dropped_on)]
    place = [stage for stage, _day in ladder].index(LeadStage(lead.stage))
    return [
        (str(stage.label), "is-here" if at == place else "is-done" if at < place else "", day)
        for at, (stage, day) in enumerate(ladder)
    ]


def _import_row(user: User, at: Any, unit: Any, values: dict[str, Any]) -> Lead:
    facts = {name: value for name, value in values.items() if value not in ("", None)}
    return register_lead(by=user, at=at, unit=unit, **facts)


IMPORTER = Importer(
    name="leads",
    title=gettext_lazy("导入线索"),
    verb="leads.import",
    ledger="leads-list",
    columns=LEAD_IMPORT,
    act=_import_row,
    exists=lambda user, unit, values: is_registered(
        unit, name=values.get("name", ""), company_name=values.get("company_name", "")
    ),
    help=gettext_lazy("导入的线索由您负责;同一企业同名线索按已有处理。全部无误才会写入。"),
)


def import_leads(request: HttpRequest) -> HttpResponse:
    return import_page(request, IMPORTER)

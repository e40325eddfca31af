"""What an indicator may read: per source the model, the way to its unit and project, and the only fields conditions may name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Source:
    """One kind of rows. `fields`: the name used in conditions → ORM path. `unit`, `project`: ORM paths ("" = no project).

    `title`: ORM path of what a row is called on the figure's page; `day` and `amount`: fields shown beside it.
    """

    label: str | Promise
    fields: Mapping[str, str]
    unit: str = "unit"
    project: str = ""
    title: str = "name"
    shown: tuple[str, ...] = ()
    related: tuple[str, ...] = field(default=())
    #: value → the field of the same row it grew from: year on year is then after against before, row by row of the figure
    bases: Mapping[str, str] = field(default_factory=dict)


PROJECT = {
    "stage": "stage",
    "status": "status",
    "signed_on": "signed_on",
    "performed_on": "performed_on",
    "started_on": "started_on",
    "library_on": "library_on",
    "completed_on": "completed_on",
    "commissioned_on": "commissioned_on",
    "at_capacity_on": "at_capacity_on",
    "due_start_on": "due_start_on",
    "due_commission_on": "due_commission_on",
    "contracted_yuan": "contracted_yuan",
    "recognised_yuan": "recognised_yuan",
    "strategic_field": "strategic_field",
    "industry_code": "industry_code",
    "chain": "chain__name",
}
_HANGING = {name: f"project__{path}" for name, path in PROJECT.items()}


def _of_project(label: str | Promise, own: Mapping[str, str], shown: tuple[str, ...]) -> Source:
    return Source(label, _HANGING | own, "project__unit", "project", "project__name", shown, ("project",))


#: source key = model label in lower case
SOURCES: dict[str, Source] = {
    "leads.lead": Source(
        _("线索"),
        {
            name: name
            for name in (
                "stage",
                "source_kind",
                "planned_yuan",
                "registered_on",
                "screened_on",
                "negotiation_started_on",
                "converted_on",
                "dropped_on",
                "industry_code",
                "responded_on",
                "respond_due_on",
                "fed_back_on",
                "feed_back_due_on",
            )
        }
        | {"chain": "chain__name"},
        shown=("registered_on", "negotiation_started_on", "planned_yuan"),
    ),
    "activities.activity": Source(
        _("招商活动"),
        {name: name for name in ("kind", "direction", "status", "starts_on", "ends_on", "is_major", "cost_yuan")},
        shown=("starts_on", "cost_yuan"),
    ),
    "activities.metcompany": Source(
        _("会见企业"),
        {"manner": "manner", "met_on": "met_on", "company_name": "company_name", "activity_kind": "activity__kind"},
        "activity__unit",
        title="company_name",
        shown=("met_on",),
        related=("activity",),
    ),
    "activities.guest": Source(
        _("来宾"),
        {"heads": "heads", "activity_on": "activity__starts_on", "activity_status": "activity__status"},
        "activity__unit",
        title="name",
        shown=("activity_on", "heads"),
        related=("activity",),
    ),
    "companies.rankingmark": Source(
        _("榜单企业"),
        {"list_name": "list_name", "year": "year", "place": "place", "company": "company"},
        "company__unit",
        title="company__name",
        shown=("list_name", "year", "place"),
        related=("company",),
    ),
    "projects.project": Source(_("项目"), PROJECT, project="pk", shown=("signed_on", "started_on", "contracted_yuan")),
    "projects.contractchange": _of_project(
        _("合同额变动"),
        {"kind": "kind", "amount_yuan": "amount_yuan", "changed_on": "changed_on"},
        ("kind", "changed_on", "amount_yuan"),
    ),
    "funds.receipt": _of_project(
        _("到位资金"),
        {
            name: name
            for name in ("kind", "origin", "status", "received_on", "recognised_on", "amount_yuan", "recognised_yuan")
        }
        | {"project_recognised_yuan": "project__recognised_yuan"},
        ("received_on", "origin", "recognised_yuan"),
    ),
    "projects.investmentdone": _of_project(
        _("完成投资"),
        {"through_on": "through_on", "amount_yuan": "amount_yuan"},
        ("through_on", "amount_yuan"),
    ),
    "projects.quantity": _of_project(
        _("数量指标"),
        {
            "key": "key",
            "actual": "actual",
            "planned_low": "planned_low",
            "planned_high": "planned_high",
            "actual_on": "actual_on",
        },
        ("key", "planned_low", "planned_high", "actual", "actual_on"),
    ),
    "bonds.bondbatch": _of_project(
        _("专项债"),
        {
            name: name
            for name in (
                "number",
                "applied_yuan",
                "applied_on",
                "reviewed_on",
                "approved_yuan",
                "issued_on",
                "issued_yuan",
                "spent_yuan",
            )
        },
        ("number", "applied_on", "reviewed_on", "approved_yuan"),
    ),
    "supervision.notice": Source(
        _("督办函"),
        {name: name for name in ("stage", "issued_on", "due_on", "answered_on", "closed_on", "rung")},
        title="title",
        shown=("issued_on", "due_on", "answered_on"),
    ),
    "tickets.ticket": Source(
        _("诉求"),
        {
            name: name
            for name in (
                "kind",
                "channel",
                "mode",
                "stage",
                "resolution_kind",
                "revisit_agreed",
                "stars",
                "round",
                "closed_on",
                "answered_at",
                "answer_due_at",
                "due_at",
            )
        }
        | {"category": "category__key", "category_name": "category__name", "level": "level__key"}
        | {"answered_on": "answered_at__date", "answer_due_on": "answer_due_at__date"},
        project="project",
        title="title",
        shown=("category_name", "resolution_kind", "closed_on"),
        related=("category", "project"),
    ),
    "tickets.rating": Source(
        _("好差评"),
        {
            name: name
            for name in (
                "stars",
                "points",
                "place",
                "rated_on",
                "is_online",
                "is_confirmed",
                "called_back_at",
                "mended_at",
                "excluded_at",
            )
        },
        "ticket__unit",
        title="ticket__title",
        shown=("rated_on", "stars"),
        related=("ticket",),
    ),
    "tickets.worksorder": Source(
        _("管家工单"),
        {
            name: name
            for name in (
                "facility",
                "stage",
                "needed_on",
                "completed_on",
                "accepted_on",
                "estimate_yuan",
                "approved_yuan",
                "cost_yuan",
                "length_m",
                "width_m",
            )
        },
        project="project",
        shown=("facility", "completed_on", "length_m", "width_m", "cost_yuan"),
        related=("project",),
    ),
    "stewardship.assignment": Source(
        _("包联"),
        {name: name for name in ("role", "programme", "since_on", "until_on", "company", "official")}
        | {
            "sector": "company__steward_profile__sector",
            "size": "company__steward_profile__size",
            "revenue_yuan": "company__steward_profile__revenue_yuan",
        },
        title="company__name",
        shown=("role", "programme", "since_on", "until_on"),
        related=("company", "official"),
    ),
    "visits.visit": Source(
        _("走访"),
        {name: name for name in ("kind", "stage", "planned_on", "visited_on", "company")},
        title="company__name",
        shown=("kind", "visited_on"),
        related=("company",),
    ),
    "visits.finding": Source(
        _("走访发现"),
        {name: name for name in ("flag", "found_on", "due_on")} | {"ticket_stage": "ticket__stage"},
        title="company__name",
        shown=("flag", "found_on"),
        related=("company",),
    ),
    "inspections.filing": Source(
        _("行政检查"),
        {name: name for name in ("kind", "stage", "result", "exempt", "planned_on")},
        title="company__name",
        shown=("kind", "planned_on", "result"),
        related=("company",),
    ),
    "campaigns.roundmember": _of_project(
        _("三个一批"),
        {name: name for name in ("batch", "platform", "listed_on", "removed_on", "amount_yuan")},
        ("batch", "platform", "listed_on", "amount_yuan"),
    ),
    "training.course": Source(
        _("培训活动"),
        {name: name for name in ("kind", "manner", "status", "starts_on", "ends_on", "programme")},
        shown=("starts_on", "kind", "manner"),
    ),
    "training.registration": Source(
        _("参训人次"),
        {
            "state": "state",
            "attended_on": "attended_on",
            "company_name": "company_name",
            "course_kind": "course__kind",
            "course_programme": "course__programme",
            "partner": "course__partner",
        },
        "course__unit",
        shown=("attended_on", "company_name", "partner"),
        related=("course",),
    ),
    "training.outcome": Source(
        _("培训成效"),
        {
            name: name
            for name in (
                "state",
                "asked_on",
                "answered_on",
                "cost_before_yuan",
                "cost_after_yuan",
                "orders_before_yuan",
                "orders_after_yuan",
            )
        }
        | {"course_programme": "course__programme"},
        title="company_name",
        shown=("answered_on", "cost_before_yuan", "cost_after_yuan", "orders_before_yuan", "orders_after_yuan"),
        related=("course",),
        bases={"cost_after_yuan": "cost_before_yuan", "orders_after_yuan": "orders_before_yuan"},
    ),
    "training.talent": Source(
        _("引进人才"),
        {name: name for name in ("level", "manner", "programme", "brought_in_on", "employer_name")},
        shown=("brought_in_on", "programme", "employer_name"),
    ),
}


def is_installed(key: str) -> bool:
    """Whether the room behind a source stands in this installation."""
    return apps.is_installed(f"dianxiaoer.domain.{key.partition('.')[0]}")


def model_of(key: str) -> type[Model]:
    return apps.get_model(key)


def field_of(key: str, name: str) -> Any:
    """The model field a whitelisted name leads to: its verbose name and kind serve headers and formats."""
    model, found = model_of(key), None
    for part in SOURCES[key].fields[name].split("__"):
        if found is not None and not found.is_relation:
            break  # what follows a plain field is a part of it: the day of a moment
        found = model._meta.get_field(part)
        model = found.related_model or model
    return found

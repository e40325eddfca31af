"""The project ledger and the verification queue."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dianxiaoer.desk.assigning import Assigning, assign_view
from dianxiaoer.domain.people.access import unit_choices, visible
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.projects.columns import CLAIM_COLUMNS, PROJECT_COLUMNS
from dianxiaoer.domain.projects.finding import narrow_projects
from dianxiaoer.domain.projects.models import Project, StageClaim
from dianxiaoer.domain.projects.states import ClaimStatus, Stage, Status
from dianxiaoer.domain.supervision.queries import with_light
from dianxiaoer.shell.ledger import Filter, Ledger, between, equals, ledger_page
from dianxiaoer.shell.lights import LIGHT_COLUMN, LIGHT_FILTER


def _projects(user: User) -> QuerySet[Project]:
    rows = visible(user, Project).select_related("unit", "owner", "sponsor_leader", "company", "chain")
    return with_light(rows)


PROJECTS = Ledger(
    name="projects",
    title=_("项目台账"),
    rows=_projects,
    columns=(PROJECT_COLUMNS[0], LIGHT_COLUMN, *PROJECT_COLUMNS[1:]),
    filters=(
        Filter("q", _("项目或投资方"), narrow_projects, kind="text"),
        LIGHT_FILTER,
        Filter("stage", _("阶段"), equals("stage"), choices=lambda user: Stage.choices),
        Filter("status", _("状态"), equals("status"), choices=lambda user: Status.choices),
        Filter("owner", _("负责人"), lambda rows, words: rows.filter(owner__name__contains=words), kind="text"),
        Filter("chain", _("产业链"), lambda rows, words: rows.filter(chain__name__contains=words), kind="text"),
        Filter(
            "unit",
            _("机构"),
            lambda rows, path: rows.filter(unit__path__startswith=path),
            choices=lambda user: unit_choices(user, "projects.view"),
        ),
        Filter("signed", _("签约日期"), between("signed_on"), kind="date_range"),
        Filter("contracted", _("合同引资额"), between("contracted_yuan"), kind="money_range"),
    ),
    sort="-signed_on",
    link=lambda project: reverse("projects-detail", args=[project.pk]),
    sums=("contracted", "recognised"),
    create=("projects-open", _("新建项目"), "projects.open"),
    tools=(("projects-requirements_mine", _("阶段要求"), "requirements.view"),),
    presets=((_("已签约未开工"), "stage=signed"), (_("延期项目"), "status=delayed")),
    bulk=(("projects-assign", _("交办所选"), "projects.assign"),),
    empty=_("还没有项目。线索转项目,或在这里新建。"),
)


def _claims(user: User) -> QuerySet[StageClaim]:
    return visible(user, StageClaim).select_related("project", "project__unit", "claimed_by", "decided_by")


CLAIMS = Ledger(
    name="claims",
    title=_("阶段核实"),
    rows=_claims,
    columns=CLAIM_COLUMNS,
    filters=(
        Filter("status", _("状态"), equals("status"), choices=lambda user: ClaimStatus.choices),
        Filter("stage", _("申报阶段"), equals("stage"), choices=lambda user: Stage.choices),
        Filter("claimed", _("申报日期"), between("claimed_on"), kind="date_range"),
    ),
    sort="-claimed_on",
    link=lambda claim: reverse("projects-claim_detail", args=[claim.pk]),
    presets=((_("待核实"), "status=pending"),),
    empty=_("还没有阶段申报。"),
)


def projects(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, PROJECTS)


def claims(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, CLAIMS)


assign = assign_view(Assigning(Project, "projects.assign", "projects.edit", "projects-list", PROJECTS.title))

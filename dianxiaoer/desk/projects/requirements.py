"""What each stage asks for, in a unit: seen by everyone, edited by its chief."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from dianxiaoer.desk.projects.acting import trail_of
from dianxiaoer.desk.projects.forms import EditRequirementForm, RequirementForm
from dianxiaoer.desk.unit_rules import UnitRules
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.projects.actions.requirements import add_requirement, adopt_requirements, edit_requirement
from dianxiaoer.domain.projects.models import StageRequirement
from dianxiaoer.domain.projects.requirements import ASKABLE_FIELDS, Requirement, for_stage, requirements_at
from dianxiaoer.domain.projects.states import LADDER, EvidenceKind, RequirementKind, Stage


def _page(unit: Unit, own: Sequence[StageRequirement]) -> Mapping[str, Any]:
    lines: Any = own or requirements_at(unit)
    return {"stages": [(Stage(stage).label, for_stage(lines, stage)) for stage in LADDER[1:]]}


def _facts(form: Any) -> Mapping[str, Any]:
    kind, _dot, key = form.cleaned_data["asked"].partition(".")
    return form.changes("asked") | {"kind": kind, "key": key, "group": form.cleaned_data["group"] or 0}


def _choices() -> list[tuple[str, Any]]:
    fields = [Requirement("", RequirementKind.FIELD, key) for key in ASKABLE_FIELDS]
    papers = [Requirement("", RequirementKind.EVIDENCE, kind) for kind in EvidenceKind.values]
    return [(f"{line.kind}.{line.key}", line.label) for line in (*papers, *fields)]


RULES = UnitRules(
    name="projects-requirements",
    model=StageRequirement,
    view="requirements.view",
    edit="requirements.edit",
    adopt_verb="requirements.adopt",
    title=_("阶段要求"),
    template="desk/projects/requirements.html",
    trail=trail_of,
    page=_page,
    adopt=adopt_requirements,
    add=add_requirement,
    change=edit_requirement,
    add_form=lambda *args, **kwargs: RequirementForm(_choices(), *args, **kwargs),
    edit_form=EditRequirementForm,
    add_title=_("新增阶段要求"),
    edit_title=_("修改阶段要求"),
    facts=_facts,
)

"""An office's own copy of what the stages ask for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dianxiaoer.domain.people.access import require, require_at
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.projects.models import StageRequirement
from dianxiaoer.domain.projects.requirements import ASKABLE_FIELDS, requirements_at
from dianxiaoer.domain.projects.states import EvidenceKind, RequirementKind
from dianxiaoer.kernel.records import add, amend
from dianxiaoer.kernel.refusals import Refused


@transaction.atomic
def adopt_requirements(unit: Unit, *, by: User, at: datetime) -> list[StageRequirement]:
    """Copy what holds in a unit today into rows of its own, to be edited. Raises Refused when it has some already."""
    require_at(by, "requirements.adopt", unit)
    if StageRequirement.objects.filter(unit=unit).exists():
        raise Refused(_("“%(unit)s”已有自己的阶段要求。") % {"unit": unit})
    rows = [
        StageRequirement(unit=unit, stage=line.stage, kind=line.kind, key=line.key, group=line.group, note=line.note)
        for line in requirements_at(unit)
    ]
    return [add(row, "requirements.adopt", by=by, at=at) for row in rows]


def add_requirement(
    unit: Unit, *, by: User, at: datetime, stage: str, kind: str, key: str, group: int = 0, note: str = ""
) -> StageRequirement:
    """One more thing a stage asks for. Raises Refused when the unit still uses the shipped rows, or for an unknown key."""
    require_at(by, "requirements.edit", unit)
    if not StageRequirement.objects.filter(unit=unit).exists():
        raise Refused(_("请先按默认要求建立“%(unit)s”的本地版本。") % {"unit": unit})
    if key not in (EvidenceKind.values if kind == RequirementKind.EVIDENCE else ASKABLE_FIELDS):
        raise Refused(_("没有这个可要求的项目:%(key)s。") % {"key": key})
    row = StageRequirement(unit=unit, stage=stage, kind=kind, key=key, group=group, note=note)
    return add(row, "requirements.edit", by=by, at=at)


def edit_requirement(
    row: StageRequirement, *, by: User, at: datetime, changes: Mapping[str, Any], version: int | None = None
) -> StageRequirement:
    """Change group, note or is_active of a row."""
    require(by, "requirements.edit", row)
    return amend(row, "requirements.edit", changes, by=by, at=at, version=version)

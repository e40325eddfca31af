"""What each stage asks for: the shipped rows, an office's own rows, and what one project still lacks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dianxiaoer.domain.people.inherited import nearest_rows
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.projects.models import Project, StageRequirement
from dianxiaoer.domain.projects.states import EvidenceKind, RequirementKind, Stage

FIELD, EVIDENCE = RequirementKind.FIELD, RequirementKind.EVIDENCE
#: fields of a project an office may ask for
ASKABLE_FIELDS = (
    "company",
    "investor_name",
    "national_code",
    "industry_code",
    "chain",
    "strategic_field",
    "zone",
    "content",
    "sponsor_leader",
    "due_start_on",
    "due_complete_on",
    "due_commission_on",
    "contracted_yuan",
    "recognised_yuan",
)


@dataclass(frozen=True)
class Requirement:
    """One line of what a stage asks for. Lines with the same non-zero `group` are alternatives."""

    stage: str
    kind: str
    key: str
    group: int = 0
    note: str = ""

    @property
    def label(self) -> str:
        if self.kind == EVIDENCE:
            return str(EvidenceKind(self.key).label)
        return str(Project._meta.get_field(self.key).verbose_name)


#: Usual evidence by stage (rulebook 1.1, 1.4). There is no national text for 履约 and 开工: offices edit their own copy.
SHIPPED: tuple[Requirement, ...] = (
    Requirement(Stage.PERFORMED, FIELD, "company"),
    Requirement(Stage.PERFORMED, FIELD, "industry_code"),
    Requirement(Stage.PERFORMED, EVIDENCE, EvidenceKind.AGREEMENT),
    Requirement(Stage.PERFORMED, EVIDENCE, EvidenceKind.LICENCE),
    Requirement(Stage.PERFORMED, EVIDENCE, EvidenceKind.LAND, 1),
    Requirement(Stage.PERFORMED, EVIDENCE, EvidenceKind.FILING, 1),
    Requirement(Stage.PERFORMED, EVIDENCE, EvidenceKind.CAPITAL, 1),
    Requirement(Stage.STARTED, FIELD, "zone"),
    Requirement(Stage.STARTED, EVIDENCE, EvidenceKind.CONTRACT),
    Requirement(Stage.STARTED, EVIDENCE, EvidenceKind.SITE_PHOTO),
    Requirement(Stage.IN_LIBRARY, FIELD, "national_code"),
    Requirement(Stage.IN_LIBRARY, EVIDENCE, EvidenceKind.FILING),
    Requirement(Stage.IN_LIBRARY, EVIDENCE, EvidenceKind.CONTRACT),
    Requirement(Stage.IN_LIBRARY, EVIDENCE, EvidenceKind.SITE_PHOTO),
    Requirement(Stage.IN_LIBRARY, EVIDENCE, EvidenceKind.PLATFORM),
    Requirement(Stage.COMPLETED, EVIDENCE, EvidenceKind.ACCEPTANCE),
    Requirement(Stage.COMMISSIONED, EVIDENCE, EvidenceKind.EQUIPMENT),
    Requirement(Stage.COMMISSIONED, EVIDENCE, EvidenceKind.POWER, 1),
    Requirement(Stage.COMMISSIONED, EVIDENCE, EvidenceKind.INVOICE, 1),
    Requirement(Stage.AT_CAPACITY, EVIDENCE, EvidenceKind.OUTPUT),
)


def requirements_at(unit: Unit) -> list[Requirement]:
    """Every requirement that holds in a unit: of the nearest unit upwards that keeps its own rows, else the shipped ones.

    One statement.
    """
    kept = nearest_rows(unit, StageRequirement.objects.filter(unit__in=unit.ancestry).order_by("id"))
    if not kept:
        return list(SHIPPED)
    return [Requirement(row.stage, row.kind, row.key, row.group, row.note) for row in kept if row.is_active]


def for_stage(requirements: Iterable[Requirement], stage: str) -> list[Requirement]:
    return [line for line in requirements if line.stage == stage]


def lacking(project: Project, stage: str, requirements: Sequence[Requirement], kinds: Iterable[str]) -> list[str]:
    """Labels of what the project lacks for a stage; alternatives are joined by 或. `kinds`: kinds of evidence it has."""
    have = set(kinds)
    asked = for_stage(requirements, stage)
    met = {line: is_met(project, line, have) for line in asked}
    labels = [line.label for line in asked if not line.group and not met[line]]
    for group in sorted({line.group for line in asked if line.group}):
        choices = [line for line in asked if line.group == group]
        if not any(met[line] for line in choices):
            labels.append(" / ".join(line.label for line in choices))
    return labels


def is_met(project: Project, line: Requirement, kinds: set[str]) -> bool:
    if line.kind == EVIDENCE:
        return line.key in kinds
    field = Project._meta.get_field(line.key)
    return bool(getattr(project, field.attname))

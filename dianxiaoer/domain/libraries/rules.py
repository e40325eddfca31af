"""Who should be in which library, as dated rows: thresholds and papers (rulebook 1.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.projects.states import EvidenceKind

WAN, YI = Decimal(10_000), Decimal(100_000_000)
#: a started project should be in within a month (银川 2025: yellow after one month, red after two)
ENTER_WITHIN = timedelta(days=30)


@dataclass(frozen=True)
class ProjectRule:
    """A fixed-asset project from min_yuan up needs these kinds of evidence, from a day on."""

    min_yuan: Decimal
    papers: tuple[str, ...]
    effective_from: date


@dataclass(frozen=True)
class FirmRule:
    """A firm whose industry falls in these GB/T 4754 divisions enters from min_yuan of yearly revenue, from a day on."""

    label: str | Promise
    divisions: tuple[tuple[int, int], ...]
    min_yuan: Decimal
    effective_from: date


_BASIC = (EvidenceKind.FILING, EvidenceKind.CONTRACT, EvidenceKind.SITE_PHOTO, EvidenceKind.PLATFORM)
#: entry from 500万元 since 2011; a large project shows its permit too
PROJECT_RULES = (
    ProjectRule(500 * WAN, _BASIC, date(2011, 1, 1)),
    ProjectRule(1 * YI, (*_BASIC, EvidenceKind.PERMIT), date(2011, 1, 1)),
)
_FROM = date(2021, 1, 1)
FIRM_RULES = (
    FirmRule(_("规模以上工业"), ((6, 46),), 2000 * WAN, _FROM),
    FirmRule(_("限额以上批发"), ((51, 51),), 2000 * WAN, _FROM),
    FirmRule(_("限额以上零售"), ((52, 52),), 500 * WAN, _FROM),
    FirmRule(_("限额以上住宿餐饮"), ((61, 62),), 200 * WAN, _FROM),
    FirmRule(_("规模以上服务业(2000万元)"), ((53, 60), (63, 65), (76, 79), (84, 84)), 2000 * WAN, _FROM),
    FirmRule(_("规模以上服务业(1000万元)"), ((71, 75), (83, 83)), 1000 * WAN, _FROM),
    FirmRule(_("规模以上服务业(500万元)"), ((80, 82), (85, 90)), 500 * WAN, _FROM),
)


def project_rule(planned_yuan: Decimal, *, on: date) -> ProjectRule | None:
    """The highest rule a project reaches; None when it is too small to enter."""
    fitting = [rule for rule in PROJECT_RULES if rule.effective_from <= on and planned_yuan >= rule.min_yuan]
    return max(fitting, key=lambda rule: rule.min_yuan, default=None)


def firm_rule(industry_code: str, *, on: date) -> FirmRule | None:
    """The rule of a firm's industry; None when its industry is unknown or has no size threshold."""
    division = industry_code[:2]
    if not division.isdigit():
        return None
    held = (rule for rule in FIRM_RULES if rule.effective_from <= on)
    return next((rule for rule in held if any(low <= int(division) <= high for low, high in rule.divisions)), None)

"""Schemes and editions for tests."""

from datetime import date, timedelta
from decimal import Decimal

from dianxiaoer.domain.appraisal.actions.editions import (
    compute_edition,
    draft_edition,
    enter_input,
    invite_objections,
    open_edition,
)
from dianxiaoer.domain.appraisal.actions.schemes import adopt_scheme
from dianxiaoer.domain.appraisal.models import Edition, Entrant, Scheme
from tests.cast import NOW, TODAY, Cast

UNTIL = TODAY + timedelta(days=5)
AFTER = NOW + timedelta(days=6)


def a_scheme(cast: Cast, key: str = "b-city-2024", **facts) -> Scheme:
    given = {"by": cast.chief, "at": NOW, "key": key, "adopted_on": date(2024, 1, 1)}
    return adopt_scheme(cast.district, **(given | facts))


def an_edition(cast: Cast, key: str = "b-city-2024", **facts) -> Edition:
    """Opened by 李科长 for January to March 2024: 甲区 itself and 甲区高新园 are compared."""
    given = {
        "by": cast.chief,
        "at": NOW,
        "unit": cast.district,
        "title": "示例一季度考核",
        "period_start": date(2024, 1, 1),
        "period_end": date(2024, 3, 31),
        "units": [cast.district, cast.park],
    }
    scheme = facts.pop("scheme", None) or a_scheme(cast, key)
    return open_edition(scheme, **(given | facts))


def fill(edition: Edition, cast: Cast, entrant: Entrant, numbers: dict[str, dict[str, object]]) -> None:
    """Enter numbers: indicator name → input → value or list of values."""
    for name, inputs in numbers.items():
        indicator = edition.scheme.indicators.get(name=name)
        for key, value in inputs.items():
            values = [Decimal(str(one)) for one in (value if isinstance(value, list | tuple) else [value])]
            enter_input(entrant, indicator, by=cast.chief, at=NOW, key=key, values=values, source="示例台账")


#: scheme B by the published hand numbers: 0.48 + 0.6 + 0.5 + 0.4 + 0.7 + 0.4
SCHEME_B = {
    "省外境内到位资金完成率": {"actual": 96, "target": 100},
    "实际使用外资完成率": {"actual": 120, "target": 100},
    "签约项目个数和金额": {"count.actual": 28, "count.target": 27, "amount.actual": "177.7", "amount.target": 54},
    "项目体量结构": {"short_3": 0, "short_10": 0, "short_20": 1},
    "获奖、重点企业和平台签约": {"awards": 2, "firms": 1, "platform": 1},
    "项目真实性和开工": {"overdue": 1, "falsified": 0},
}


def a_computed_edition(cast: Cast) -> Edition:
    edition = an_edition(cast)
    for entrant in edition.entrants.all():
        fill(edition, cast, entrant, SCHEME_B)
    return compute_edition(edition, by=cast.chief, at=NOW)


def a_shown_edition(cast: Cast) -> Edition:
    """In its objection period until 8 June."""
    edition = draft_edition(a_computed_edition(cast), by=cast.chief, at=NOW)
    return invite_objections(edition, by=cast.chief, at=NOW, objection_until=UNTIL)

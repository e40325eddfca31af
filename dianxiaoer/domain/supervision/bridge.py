"""Rules and rows → the light engine → colours and words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import get_language

from dianxiaoer.domain.supervision.models import StandingLight
from dianxiaoer.domain.supervision.rules import RuleFacts
from dianxiaoer.domain.supervision.watches import Held
from dianxiaoer.engines.figures.lights import NONE, ORDER, Limit, Measure, Rule, light

RANK = {color: place for place, color in enumerate(ORDER)}


class Lamp:
    """Gives lights by rules on a day; the same question is answered once, for dates repeat over a million rows."""

    def __init__(self, on: date) -> None:
        self.on = on
        self._rules: dict[int, Rule] = {}
        self._kept: dict[tuple[int, Held], str] = {}

    def color(self, facts: RuleFacts, held: Held) -> str:
        """red, yellow, green or none; what is done has no light any more."""
        if isinstance(held[1], date):
            return NONE
        key = (id(facts), held)
        if key not in self._kept:
            plan, actual = held
            rule = self._rules.get(id(facts)) or self._rules.setdefault(id(facts), rule_of(facts))
            self._kept[key] = light(rule, plan=plan, actual=actual, as_of=self.on).color
        return self._kept[key]


def rule_of(facts: RuleFacts) -> Rule:
    """GROWTH turns red on the growth itself; every other limit compares the gap."""
    measure = Measure(facts.measure)
    red = Limit(facts.red[0], facts.red[1], measure == Measure.GROWTH) if facts.red else None
    yellow = Limit(facts.yellow[0], facts.yellow[1]) if facts.yellow else None
    return Rule(measure, red, yellow)


def reason_of(standing: StandingLight, on: date) -> str:
    """Why a light stands as it does today, in the reader's language."""
    plan = standing.plan_on or standing.plan_value
    actual: Decimal | None = standing.actual_value
    measure = Measure(standing.measure)
    if measure == Measure.TERM_SHARE:  # of the term only the day it ends is kept: told in days
        measure = Measure.DAYS_LATE
    found = light(Rule(measure), plan=plan, actual=actual, as_of=on)
    return found.reason(get_language() or "zh")

"""By which rule the clock of a ticket turns yellow and red. The rules are rows of a room above this one, which names them when
it starts; the queue, the board, the night and the export all go by the moments reckoned here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.tickets.clock import Duty
from dianxiaoer.engines.figures.lights import Rule, Turns, turns

WATCH = "tickets.clock"
#: the rule in force for a body
RuleOf = Callable[[Unit], Rule]
_SOURCES: list[Callable[[date], RuleOf]] = []


def lit_by(source: Callable[[date], RuleOf]) -> None:
    """Say where the rules in force on a day come from. Naming another replaces it."""
    _SOURCES[:] = [source]


def light_rules(on: date) -> RuleOf:
    """The rules of a day. One statement, however many tickets are lit by them."""
    return _SOURCES[0](on)


def turns_of(duty: Duty, rule: Rule) -> Turns:
    """From when on a duty is yellow, and red."""
    return turns(rule, duty.term)

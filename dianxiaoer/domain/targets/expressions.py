"""Conditions as data: [["status", "is", "held"], ["dropped_on", "open_at", "$end"]] → a database filter, or a clear refusal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.utils.translation import gettext as _

from dianxiaoer.domain.targets.sources import SOURCES, model_of
from dianxiaoer.engines.measures.periods import Period

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)

Condition = Sequence[Any]

_COMPARE: dict[str, Callable[[str, Any], Q]] = {
    "is": lambda path, value: Q(**{path: value}),
    "not": lambda path, value: ~Q(**{path: value}),
    "in": lambda path, value: Q(**{f"{path}__in": value}),
    ">=": lambda path, value: Q(**{f"{path}__gte": value}),
    ">": lambda path, value: Q(**{f"{path}__gt": value}),
    "<=": lambda path, value: Q(**{f"{path}__lte": value}),
    "<": lambda path, value: Q(**{f"{path}__lt": value}),
    "filled": lambda path, value: Q(**{f"{path}__isnull": not value}),
    "open_at": lambda path, value: Q(**{f"{path}__isnull": True}) | Q(**{f"{path}__gt": value}),
}
WORDS = (*_COMPARE, "has", "any")


class ConditionError(ValidationError):
    """A condition that cannot be read; the message names the condition and what is allowed."""


def compile_conditions(source: str, conditions: Sequence[Condition], period: Period) -> Q:
    """All conditions together, as one Q over the model of `source`.

    A condition is [field, word, value]; $start, $end, $year stand for the period asked, $another_field for that field of the
    same row. ["has", source, [conditions]] asks that the row's project has a row of that source; ["any", [conditions],
    [conditions] …] that at least one of the lists holds. Raises ConditionError.
    """
    found = Q()
    for condition in conditions:
        found &= _compile_one(source, condition, period)
    return found


def _compile_one(source: str, condition: Condition, period: Period) -> Q:
    if len(condition) > 2 and condition[0] == "any":
        found = Q(pk__in=[])
        for one in condition[1:]:
            found |= compile_conditions(source, one, period)
        return found
    if len(condition) == 3 and condition[0] == "has":
        return _has(source, condition[1], condition[2], period)
    try:
        name, word, value = condition
        path = SOURCES[source].fields[name]
        return _COMPARE[word](path, _value(source, value, period))
    except (ValueError, KeyError, TypeError):
        raise ConditionError(
            _("条件 %(condition)s 看不懂:应为 [字段, 比较词, 值],可用字段 %(fields)s,比较词 %(words)s。")
            % {
                "condition": condition,
                "fields": "、".join(SOURCES[source].fields),
                "words": "、".join(WORDS),
            }
        ) from None


def _has(source: str, other: str, conditions: Sequence[Condition], period: Period) -> Q:
    mine = SOURCES[source].project
    theirs = SOURCES[other].project if other in SOURCES else ""
    if not mine or not theirs:
        raise ConditionError(_("“has”只能用在与项目相关的来源之间:%(a)s、%(b)s。") % {"a": source, "b": other})
    rows = model_of(other)._default_manager.filter(compile_conditions(other, conditions, period))
    return Q(**{f"{mine}__in": rows.values(theirs)})


def _value(source: str, value: Any, period: Period) -> Any:
    edges = {
        "$start": period.start or FIRST_DAY,
        "$end": period.end or LAST_DAY,
        "$year": period.year,
    }
    if not isinstance(value, str):
        return value
    if value.startswith("$") and value[1:] in SOURCES[source].fields:
        return F(SOURCES[source].fields[value[1:]])
    return edges.get(value, value)

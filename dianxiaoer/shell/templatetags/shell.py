"""Format tags: one filter per measure, and the people's `may`."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

from dianxiaoer.domain.people.access import may as person_may
from dianxiaoer.engines.measures.rates import format_number, format_share
from dianxiaoer.shell.amounts import money_text

register = template.Library()


@register.filter
def money(yuan: Decimal | None, unit: str = "auto") -> str:
    return money_text(yuan, unit)


@register.filter
def share(value: Decimal | None, places: int = 2) -> str:
    return format_share(value, places)


@register.filter
def number(value: Any, places: int = 2) -> str:
    return format_number(value, places)


@register.simple_tag(takes_context=True)
def may(context: dict[str, Any], verb: str, row: Any = None) -> bool:
    """{% may "leads.convert" lead as can_convert %}"""
    return person_may(context["request"].user, verb, row)


@register.simple_tag
def icon(name: str) -> str:
    """{% icon "plus" %}: one symbol of the sprite, hidden from screen readers (the words beside it speak)."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        static("vendor/icons.svg"),
        name,
    )

"""Format tags: one filter per measure, and the people's `may`."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dianxiaoer.domain.outbox.models import Copy
from dianxiaoer.domain.outbox.queries import copies_of
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


@register.filter
def listed(words: Iterable[Any]) -> str:
    """Words one after the other, as the language of the screen parts them."""
    return (", " if (get_language() or "").startswith("en") else "、").join(str(word) for word in words)


@register.filter
def duration(minutes: int) -> str:
    """Minutes as people say them: 45 → 45 分钟, 120 → 2 小时, 1440 → 1 天; what divides into neither stays minutes."""
    if minutes and minutes % 1440 == 0:
        return _("%(n)d 天") % {"n": minutes // 1440}
    if minutes and minutes % 60 == 0:
        return _("%(n)d 小时") % {"n": minutes // 60}
    return _("%(n)d 分钟") % {"n": minutes}


@register.simple_tag(takes_context=True)
def may(context: dict[str, Any], verb: str, row: Any = None) -> bool:
    """{% may "leads.convert" lead as can_convert %}"""
    return person_may(context["request"].user, verb, row)


@register.simple_tag
def copied(subject: str, pk: int) -> list[Copy]:
    """{% copied "leads.lead" lead.pk as copies %}: who was told of a record. One statement."""
    return copies_of(subject, pk)


@register.simple_tag
@cache
def icon(name: str) -> str:
    """{% icon "plus" %}: one symbol of the sprite, hidden from screen readers (the words beside it speak)."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        static("vendor/icons.svg"),
        name,
    )

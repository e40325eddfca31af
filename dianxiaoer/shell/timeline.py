"""Events told to a reader: verbs, field names and choices in the reader's words, money and moments formatted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateTimeField
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dianxiaoer.kernel.fields import AmountField
from dianxiaoer.kernel.models import Event
from dianxiaoer.kernel.verbs import label_of
from dianxiaoer.shell.amounts import money_text

#: (record, name of a change) → the model whose field tells its label and choices, where it is not the record's own
KEPT_ELSEWHERE = {("people.user", "role"): "people.roleassignment"}


@dataclass(frozen=True)
class Line:
    at: datetime
    who: str
    verb: str
    about: str
    note: str
    changes: tuple[tuple[str, str, str], ...]


def told(events: Iterable[Event]) -> list[Line]:
    """Events as lines of a timeline, newest first, in the language of the request. No statement of its own."""
    return [
        Line(
            event.at,
            event.by.name if event.by else event.by_name or _("系统"),
            label_of(event.verb),
            event.label if (event.subject, event.object_id) != (event.root_subject, event.root_id) else "",
            event.note,
            tuple(_change(event.subject, name, old, new) for name, (old, new) in event.changes.items()),
        )
        for event in sorted(events, key=lambda event: (event.at, event.pk), reverse=True)
    ]


def _change(subject: str, name: str, old: Any, new: Any) -> tuple[str, str, str]:
    try:
        field = apps.get_model(KEPT_ELSEWHERE.get((subject, name), subject))._meta.get_field(name)
    except (FieldDoesNotExist, LookupError):
        return name, _plain(None, old), _plain(None, new)
    return str(getattr(field, "verbose_name", name)), _plain(field, old), _plain(field, new)


def _plain(field: Any, value: Any) -> str:
    if value is None or value == "":
        return "—"
    if isinstance(value, list):
        return "、".join(_plain(None, one) for one in value) or "—"
    if isinstance(value, dict):
        return ";".join(f"{name}: {_plain(None, one)}" for name, one in value.items()) or "—"
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(field, AmountField):
        return money_text(Decimal(str(value)))
    if isinstance(field, DateTimeField):
        return date_format(timezone.localtime(datetime.fromisoformat(str(value))), "Y-m-d H:i")
    choices = dict(getattr(field, "flatchoices", ()) or ())
    return str(choices.get(value, value))

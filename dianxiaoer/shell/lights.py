"""Red, yellow, green above any ledger of a watched subject: a filter with counts, and the column that says the light in words."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.supervision.queries import by_light, light_parts, lights_of, reason_of
from dianxiaoer.domain.supervision.watches import watch_labels
from dianxiaoer.kernel.tables import LIGHT, LIGHT_WORDS, Column
from dianxiaoer.shell.ledger import Filter


def panel(subject: str, pk: int) -> list[dict[str, Any]]:
    """The lights of one row for shell/lights.html. One statement."""
    today, labels = timezone.localdate(), watch_labels()
    return [
        {
            "color": light.color,
            "word": light.get_color_display(),
            "watch": labels.get(light.watch, light.watch).rpartition("·")[2],
            "reason": reason_of(light, today),
            "address": reverse("lights-detail", args=[light.pk]),
            "by_hand": light.ruled != light.color,
        }
        for light in lights_of(subject, pk)
    ]


#: ?light=red|yellow|green|none; the rows must come through supervision.queries.with_light for the column to speak
LIGHT_FILTER = Filter(
    "light",
    _("红黄绿灯"),
    by_light,
    choices=lambda user: [*LIGHT_WORDS.items(), ("none", _("不亮灯"))],
    counts=light_parts,
)
LIGHT_COLUMN = Column("light", _("灯"), lambda row: getattr(row, "light", None), kind=LIGHT)

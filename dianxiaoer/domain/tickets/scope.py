"""Where a ticket belongs: the body that received it, the body that handles it, and those that help."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Q

from dianxiaoer.domain.tickets.states import LEAD_VERBS, SHARED_VERBS
from dianxiaoer.kernel.scope import Scope


@dataclass(frozen=True)
class TicketScope(Scope):
    """`prefix`: ORM path from the row to its ticket ("ticket__" for what hangs on one, "" for the ticket itself)."""

    prefix: str = ""

    def within(self, unit_ids: Iterable[int]) -> Q:
        ids = list(unit_ids)
        helped = apps.get_model("tickets", "Part").objects.filter(unit__in=ids).order_by().values("ticket")
        return (
            Q(**{f"{self.prefix}unit__in": ids})
            | Q(**{f"{self.prefix}lead_unit__in": ids})
            | Q(**{f"{self.prefix.removesuffix('__') or 'pk'}__in": helped})
        )

    def units_of(self, row: Any, verb: str) -> frozenset[int]:
        """For a verb of the handling body that body; for one everybody concerned may do, all of them."""
        ticket = row if not self.prefix else getattr(row, self.prefix.removesuffix("__"))
        if verb in LEAD_VERBS or verb.startswith("concierge."):
            return frozenset({ticket.lead_unit_id or ticket.unit_id})
        if verb not in SHARED_VERBS:
            return frozenset({ticket.unit_id})
        return frozenset({ticket.unit_id, ticket.lead_unit_id, *ticket.parts.values_list("unit_id", flat=True)})


#: of what hangs on a ticket
HANGING = TicketScope("tickets", unit="ticket__unit", owner="ticket__owner", prefix="ticket__")

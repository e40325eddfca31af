"""People and units as screens read them."""

from __future__ import annotations

from django.db.models import QuerySet

from dianxiaoer.domain.people.access import reach
from dianxiaoer.domain.people.models import User


def colleagues(user: User) -> QuerySet[User]:
    """Active people of every unit a person's roles cover, with the unit: the choices of an owner field. One statement."""
    covered = frozenset().union(*(units for _role, units in reach(user).held))
    return (
        User.objects.filter(unit_id__in=covered, is_active=True).select_related("unit").order_by("unit__path", "name")
    )

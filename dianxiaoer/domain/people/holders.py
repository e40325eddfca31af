"""Who holds a verb over a unit, asked many times in one run: for duties that belong to nobody by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from dianxiaoer.domain.people.grants import GRANTS
from dianxiaoer.domain.people.models import RoleAssignment
from dianxiaoer.kernel.scope import TREE


class Holders:
    """Active people who hold a verb over whole units. One statement when made, none after; memory grows with people."""

    def __init__(self, verb: str) -> None:
        roles = [role for role, scope in GRANTS.get(verb, {}).items() if scope == TREE]
        rows = RoleAssignment.objects.filter(role__in=roles, user__is_active=True).order_by()
        self._at: dict[str, set[tuple[int, int]]] = defaultdict(set)
        for path, user_id, home_id in rows.values_list("unit__path", "user_id", "user__unit_id"):
            self._at[path].add((user_id, home_id))

    def over(self, path: str, *, home: int | None = None) -> Iterator[int]:
        """Ids of the people whose role covers the unit of a path, each once; `home`: only those who work at that unit."""
        steps = path.split(".")
        above = (".".join(steps[:count]) + "." for count in range(1, len(steps)))
        found = {person for prefix in above for person in self._at.get(prefix, ())}
        yield from sorted({user_id for user_id, home_id in found if home in (None, home_id)})

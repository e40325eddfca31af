"""The demo accounts shown on the sign-in page of a demo (DXR_DEMO=yes), never elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from dianxiaoer.domain.people.models import RoleAssignment

DEMO_PASSWORD = "Dianxiaoer-2026"  # noqa: S105 — printed on the demo's own sign-in page


@dataclass(frozen=True)
class Account:
    username: str
    name: str
    role: str
    unit: str


def demo_accounts() -> list[Account]:
    """One account per role, the first by name. One statement."""
    rows = (
        RoleAssignment.objects.select_related("user__unit")
        .filter(user__is_active=True)
        .exclude(user__password__startswith=UNUSABLE_PASSWORD_PREFIX)
        .order_by("role", "-unit__is_fictitious", "user_id")
    )
    first: dict[str, Account] = {}
    for row in rows[:500]:
        first.setdefault(
            row.role, Account(row.user.username, row.user.name, str(row.get_role_display()), str(row.user.unit))
        )
    return list(first.values())

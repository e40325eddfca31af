"""Start-up checks: every verb has a grant, every grant names a verb, every move is among them."""

from __future__ import annotations

from typing import Any

from django.core.checks import Error, register

from dianxiaoer.domain.people.grants import GRANTS
from dianxiaoer.domain.people.states import Role
from dianxiaoer.kernel.scope import OWN, TREE
from dianxiaoer.kernel.verbs import VERBS


@register()
def grants_and_verbs_agree(app_configs: Any, **kwargs: Any) -> list[Error]:
    """E001: a declared verb (a Move or a plain act) nobody is granted. E002: a grant for a verb that does not exist.
    E003: a grant to an unknown role or with an unknown scope."""
    faults = [
        Error(f"verb {verb} has no row in grants.py", hint="Add a row saying who may do it.", id="people.E001")
        for verb in sorted(VERBS.keys() - GRANTS.keys())
    ]
    faults += [
        Error(
            f"grants.py names {verb}, which no room declares",
            hint="Declare it in states.py or drop the row.",
            id="people.E002",
        )
        for verb in sorted(GRANTS.keys() - VERBS.keys())
    ]
    faults += [
        Error(f"grants.py: {verb} → {role}: {scope}", id="people.E003")
        for verb, row in GRANTS.items()
        for role, scope in row.items()
        if role not in Role.values or scope not in {OWN, TREE}
    ]
    return faults

"""How an address is held against the grants."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from tests.cast import Cast


@dataclass(frozen=True)
class Address:
    """One address and the grant it needs.

    verb: "leads.view"; "" = everyone who has signed in.
    row: (cast) → the record it is about, made for the test in 甲区 and owned by 小王; whose pk is the address's argument.
    args: row → the address's arguments, when they are more than the row's pk.
    post: only POST is answered (GET is 405).
    open: a stranger may open it without signing in.
    own: it shows or changes only what belongs to the person asking: another's record is 404 whatever the grants.
    """

    verb: str = ""
    row: Callable[[Cast], Model] | None = None
    args: Callable[[Any], tuple[Any, ...]] | None = None
    post: bool = False
    open: bool = False
    own: bool = False

    def arguments(self, row: Model | None) -> tuple[Any, ...]:
        if row is None:
            return self.args(None) if self.args else ()
        return self.args(row) if self.args else (row.pk,)


@dataclass(frozen=True)
class FirmAddress:
    """One address of the firm's side (below /e/). It asks nothing of the grants: a verified phone opens it.

    row: (cast, firm) → the record it is about, belonging to that firm (tests.domain.accounts.given.Firm).
    args, post: as of Address. open: a stranger may open it too. manager: only a manager of the firm (403 to its members).
    own: the manager's own, not even the firm's other members see it. missing: nothing stands there yet, 404 to all.
    """

    row: Callable[[Cast, Any], Model] | None = None
    args: Callable[[Any], tuple[Any, ...]] | None = None
    post: bool = False
    open: bool = False
    manager: bool = False
    own: bool = False
    missing: bool = False

    def arguments(self, row: Model | None) -> tuple[Any, ...]:
        if row is None:
            return self.args(None) if self.args else ()
        return self.args(row) if self.args else (row.pk,)


@dataclass(frozen=True)
class ApiAddress:
    """One address of the programming interface: a bearer token of the interface account opens it, a session never does.

    row, args: as of Address; another district's account gets 404 for the row. open: everybody may read it.
    methods: what is answered at all.
    """

    row: Callable[[Cast], Model] | None = None
    args: Callable[[Any], tuple[Any, ...]] | None = None
    open: bool = False
    methods: tuple[str, ...] = ("get",)

    def arguments(self, row: Model | None) -> tuple[Any, ...]:
        if row is None:
            return self.args(None) if self.args else ()
        return self.args(row) if self.args else (row.pk,)

"""Giving rows to another person: one row or a page of them, all or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from dianxiaoer.domain.people.access import reach, require
from dianxiaoer.domain.people.models import User
from dianxiaoer.kernel.models import Recorded
from dianxiaoer.kernel.records import amend
from dianxiaoer.kernel.refusals import Refused

Row = TypeVar("Row", bound=Recorded)


@transaction.atomic
def assign_rows(rows: Sequence[Row], verb: str, *, by: User, at: datetime, to: User, needs: str, note: str = "") -> int:
    """Make `to` the owner of every row. needs: the verb whose holder can look after such a row (e.g. "projects.edit").

    Raises PermissionDenied for a row the person may not give, Refused naming the row whose new owner could not keep it.
    Returns rows given; one that is theirs already counts, and nothing is logged for it.
    """
    if not rows:
        raise Refused(_("没有选中可交办的记录。"))
    for row in rows:
        require(by, verb, row)
        unit_id = row.unit_id  # type: ignore[attr-defined]
        if not to.is_active or unit_id not in reach(to).units(needs):
            raise Refused(_("%(row)s:%(name)s 在该机构没有办理权限,不能负责。") % {"row": row, "name": to.name})
        if row.owner_id != to.pk:  # type: ignore[attr-defined]
            amend(row, verb, {"owner": to}, by=by, at=at, note=note)
    return len(rows)


def assigned(rows: Sequence[Any]) -> str:
    """The rows in words, for the page that asks."""
    return "、".join(str(row) for row in rows) or "—"

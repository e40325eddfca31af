"""The running total of recognised funds, moved only under the project's lock."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.engines.measures.money import format_money
from dianxiaoer.kernel.events import record_event
from dianxiaoer.kernel.records import lock, write
from dianxiaoer.kernel.refusals import Refused


@transaction.atomic
def add_recognised(project: Project, yuan: Decimal, *, verb: str, by: User, at: datetime) -> Project:
    """Carry a recognised amount (negative: a revoked one) into the project's total.

    Part of recognising a receipt, which has asked for the grant. Raises Refused when the total would pass the contract;
    the constraint project_recognised_within_contract holds the same in the database.
    """
    fresh = lock(project)
    before, after = fresh.recognised_yuan, fresh.recognised_yuan + yuan
    if after > fresh.contracted_yuan:
        raise Refused(
            _("认定后累计到位 %(after)s 将超过合同额 %(contracted)s。确有增资的,请先登记增资。")
            % {"after": format_money(after), "contracted": format_money(fresh.contracted_yuan)}
        )
    fresh.recognised_yuan = after
    write(fresh, ["recognised_yuan"], at=at)
    record_event(fresh, verb, by=by, at=at, changes={"recognised_yuan": (before, after)})
    return fresh

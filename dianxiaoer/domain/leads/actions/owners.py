"""Who may own a lead, and writing down since when somebody does."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from dianxiaoer.domain.leads.models import Lead, Ownership
from dianxiaoer.domain.people.access import reach
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.kernel.records import write
from dianxiaoer.kernel.refusals import Refused


def hold_able(person: User, unit: Unit) -> None:
    """Raises Refused for somebody who could not follow the lead up: an account out of use, or no role in the unit."""
    if not person.is_active:
        raise Refused(_("%(name)s 的账号已停用,不能负责线索。") % {"name": person.name})
    if unit.pk not in reach(person).units("leads.follow_up"):
        raise Refused(
            _("%(name)s 在“%(unit)s”没有跟进线索的权限,不能负责。") % {"name": person.name, "unit": unit.name}
        )


def seat_owner(lead: Lead, person: User, *, on: date, at: datetime, note: str = "") -> None:
    """End the ownership that stands, begin the new one. The database holds that one stands."""
    for held in Ownership.objects.select_for_update().filter(lead=lead, until_on=None):
        held.until_on = on
        write(held, ["until_on"], at=at)
    held = Ownership(lead=lead, user=person, since_on=on, note=note, created_at=at, updated_at=at)
    held.full_clean()
    held.save(force_insert=True)

"""People and units as screens read them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from dianxiaoer.domain.people.access import reach, visible
from dianxiaoer.domain.people.models import RoleAssignment, Unit, User
from dianxiaoer.domain.people.states import TAKE_WORK, Role, UnitKind
from dianxiaoer.kernel.choices import Listed
from dianxiaoer.kernel.models import AuditEntry


def colleagues(user: User, roles: Collection[str] = TAKE_WORK) -> QuerySet[User]:
    """Active people of every unit a person's roles cover who hold one of `roles`, with the unit. One statement.

    As it stands: whom a piece of work may be given to. The choices of every field for an owner, handler, host, officer …
    """
    covered = frozenset().union(*(units for _role, units in reach(user).held))
    people = User.objects.filter(unit_id__in=covered, is_active=True, pk__in=holders_of(*roles))
    return people.select_related("unit").order_by("unit__path", "name")


def people_choices(user: User, *, me_first: bool = False) -> Listed:
    """Colleagues as choices of a filter, oneself above the others where that is wanted."""
    rows = colleagues(user)
    return Listed(rows.exclude(pk=user.pk), before=[(str(user.pk), _("我"))]) if me_first else Listed(rows)


def people_for(user: User) -> QuerySet[User]:
    """The people a person may see, with unit and roles. Two statements."""
    held = Prefetch("roles", RoleAssignment.objects.select_related("unit").order_by("role"))
    return visible(user, User).select_related("unit").prefetch_related(held)


def holders_of(*roles: str) -> QuerySet[RoleAssignment]:
    """Ids of people holding one of the roles, as a subquery for filters."""
    return RoleAssignment.objects.filter(role__in=roles).values("user")


def audit_for(user: User) -> QuerySet[AuditEntry]:
    """The audit log for who may read it: acts of people they cover, and acts of nobody known (failed sign-ins).

    An auditor of one district does not read another district's log; the chain itself is one for the installation.
    """
    covered = reach(user).units("audit.view")
    if not covered:
        return AuditEntry.objects.none()
    people = User.objects.filter(unit_id__in=covered)
    about = Q(by_id__in=people.values("pk")) | Q(by_id__isnull=True, subject__in=people.values("username"))
    top = Unit.objects.filter(parent__isnull=True, pk__in=covered).exists()
    return AuditEntry.objects.filter(about | Q(by_id__isnull=True) if top else about)


def api_clients_for(user: User) -> QuerySet[User]:
    """Interface accounts for which a person may issue a key. One statement."""
    held = holders_of(Role.API_CLIENT)
    units = reach(user).units("tokens.issue")
    return User.objects.filter(unit_id__in=units, is_active=True, pk__in=held).order_by("username")


def districts() -> list[Unit]:
    """The districts in use, in tree order. One statement."""
    return list(Unit.objects.filter(kind=UnitKind.DISTRICT, is_active=True).order_by("path"))


def district_holding(unit: int | None, known: Sequence[Unit]) -> Unit | None:
    """The district of `known` in which a unit (its id) stands, or which it is; None above all districts. One statement."""
    path = Unit.objects.filter(pk=unit).values_list("path", flat=True).first() if unit else None
    return next((one for one in known if path and path.startswith(one.path)), None)


def receiving_units() -> QuerySet[Unit]:
    """The bodies a firm may turn to: districts and parks in use, in tree order. One statement."""
    kinds = (UnitKind.DISTRICT, UnitKind.PARK, UnitKind.STREET)
    return Unit.objects.filter(kind__in=kinds, is_active=True).order_by("path")

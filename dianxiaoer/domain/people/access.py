"""The one place that decides: what a person may see (visible, fetch) and do (may, require)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import CharField, Exists, ExpressionWrapper, F, Model, OuterRef, Q, QuerySet, Value
from django.http import Http404
from django.utils.translation import gettext as _

from dianxiaoer.domain.people.grants import GRANTS
from dianxiaoer.domain.people.models import RoleAssignment, Unit, User
from dianxiaoer.kernel.scope import OWN, TREE, Scope, follow
from dianxiaoer.kernel.verbs import label_of

Row = TypeVar("Row", bound=Model)


class Place(NamedTuple):
    """What every page needs of a unit; whole rows of a large tree would cost each request more than its own work."""

    pk: int
    name: str
    path: str
    is_active: bool


@dataclass(frozen=True)
class Reach:
    """The roles a person holds, each with the ids of the units it covers; `known`: those units by name, in tree order."""

    held: tuple[tuple[str, frozenset[int]], ...]
    known: tuple[Place, ...] = ()

    def units(self, verb: str, scope: str | None = None) -> frozenset[int]:
        """Units in which the person has the verb (with the given scope, or any)."""
        grant = GRANTS.get(verb, {})
        covered = [units for role, units in self.held if role in grant and scope in (None, grant[role])]
        return frozenset().union(*covered)


def reach(user: User) -> Reach:
    """The person's roles and the subtrees they cover. One statement the first time, none after, per request."""
    kept: Reach | None = getattr(user, "_reach", None)
    if kept is None:
        kept = _read_reach(user)
        user._reach = kept  # type: ignore[attr-defined]
    return kept


def visible(user: User, rows: type[Row] | QuerySet[Row], verb: str = "") -> QuerySet[Row]:
    """The rows a person may see (or, with `verb`, act on). Everything a face shows comes through here."""
    found: QuerySet[Row] = rows if isinstance(rows, QuerySet) else rows._default_manager.all()
    scope: Scope = found.model.SCOPE  # type: ignore[attr-defined]
    verb = verb or f"{scope.subject}.view"
    held = reach(user)
    whole, own = held.units(verb, TREE), held.units(verb, OWN)
    if not scope.unit:
        return found if whole or own else found.none()
    allowed = scope.within(whole)
    if own:
        allowed |= scope.within(own) & scope.owned_by(user.pk)
    return found.filter(allowed)


def fetch(user: User, rows: type[Row] | QuerySet[Row], **lookup: Any) -> Row:
    """One visible row. Raises Http404 when there is none: what a person may not see does not exist for them."""
    row = visible(user, rows).filter(**lookup).first()
    if row is None:
        raise Http404
    return row


def may(user: User, verb: str, row: Model | None = None) -> bool:
    """Whether a person may do a verb, to a row or (None) somewhere at all."""
    if not getattr(user, "is_active", False):
        return False
    held = reach(user)
    if row is None:
        return bool(held.units(verb))
    scope: Scope = row.SCOPE  # type: ignore[attr-defined]
    if not scope.unit:
        return bool(held.units(verb))
    unit_ids = scope.units_of(row, verb)
    if unit_ids & held.units(verb, TREE):
        return True
    return bool(unit_ids & held.units(verb, OWN)) and bool(scope.owner) and follow(row, scope.owner) == user.pk


def require(user: User, verb: str, row: Model | None = None) -> None:
    """First line of every action. Raises PermissionDenied (403) naming the verb."""
    if not may(user, verb, row):
        raise PermissionDenied(_("您没有“%(verb)s”的权限。如需办理,请联系安全管理员。") % {"verb": label_of(verb)})


def require_at(user: User, verb: str, unit: Unit) -> None:
    """For acts that make a row: the person must have the verb in the unit the row will belong to."""
    if not (getattr(user, "is_active", False) and unit.pk in reach(user).units(verb)):
        raise PermissionDenied(_("您不能在“%(unit)s”%(verb)s。") % {"unit": unit, "verb": label_of(verb)})


def units_for(user: User, verb: str) -> QuerySet[Unit]:
    """The units in which a person may do a verb, in tree order: the choices of a form's unit field."""
    return Unit.objects.filter(pk__in=reach(user).units(verb), is_active=True).order_by("path")


def unit_choices(user: User, verb: str) -> list[tuple[str, str]]:
    """(path, name) of the units in use where a person may do a verb: the choices of a filter. No statement of its own."""
    held = reach(user)
    covered = held.units(verb)
    return [(unit.path, unit.name) for unit in held.known if unit.pk in covered and unit.is_active]


def _read_reach(user: User) -> Reach:
    if not user.pk:
        return Reach(())
    held = RoleAssignment.objects.filter(user=user)
    over = held.alias(below=ExpressionWrapper(OuterRef("path"), CharField())).filter(below__startswith=F("unit__path"))
    units = Unit.objects.filter(Exists(over) | Q(pk=user.unit_id)).annotate(role=Value(""))
    rows = list(
        units.order_by()
        .values_list("role", *Place._fields)
        .union(held.values_list("role", *(f"unit__{name}" for name in Place._fields)), all=True)
    )
    roles = [(role, Place(*facts).path) for role, *facts in rows if role]
    if not roles:
        return Reach(())
    known = sorted((Place(*facts) for role, *facts in rows if not role), key=lambda unit: unit.path)
    if "unit" not in user._state.fields_cache:  # every page prints it: it came along, so it is not asked for again
        own = next(unit for unit in known if unit.pk == user.unit_id)
        user.unit = Unit.from_db(user._state.db, ["id", *Place._fields[1:]], own)
    return Reach(
        tuple((role, frozenset(unit.pk for unit in known if unit.path.startswith(path))) for role, path in roles),
        tuple(known),
    )

"""Making units and people, giving and taking roles, passwords."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from dianxiaoer.domain.people.access import require, require_at
from dianxiaoer.domain.people.models import RoleAssignment, Unit, User
from dianxiaoer.domain.people.sign_ins import end_sessions, lift_lock
from dianxiaoer.domain.people.states import Role
from dianxiaoer.kernel.audit import write_entry
from dianxiaoer.kernel.events import record_event
from dianxiaoer.kernel.records import amend, lock, write
from dianxiaoer.kernel.refusals import Refused


@transaction.atomic
def plant_unit(*, name: str, kind: str, parent: Unit | None, at: datetime, **facts: Any) -> Unit:
    """A unit placed in the tree, with no one asked: for installation, demo and tests. `add_unit` is the act of a person."""
    unit = Unit(name=name, kind=kind, parent=parent, created_at=at, updated_at=at, **facts)
    unit.path = f"new-{name}-{parent.pk if parent else 0}"
    unit.full_clean()
    unit.save()
    unit.path = f"{parent.path if parent else ''}{unit.pk}."
    unit.save(update_fields=["path"])
    return unit


@transaction.atomic
def add_unit(*, by: User, at: datetime, parent: Unit, name: str, kind: str, **facts: Any) -> Unit:
    require_at(by, "units.add", parent)
    unit = plant_unit(name=name, kind=kind, parent=parent, at=at, **facts)
    record_event(unit, "units.add", by=by, at=at)
    return unit


def edit_unit(unit: Unit, changes: Mapping[str, Any], *, by: User, at: datetime, version: int | None = None) -> Unit:
    """Amend a unit where it stands. Its place in the tree has an act of its own: every figure rolls up along it."""
    require(by, "units.edit", unit)
    if changes.get("is_active") is False and unit.children.filter(is_active=True).exists():
        raise Refused(_("下级机构还在用,不能停用“%(unit)s”。请先停用下级机构。") % {"unit": unit})
    return amend(unit, "units.edit", changes, by=by, at=at, version=version)


@transaction.atomic
def move_unit(unit: Unit, *, by: User, at: datetime, to: Unit, note: str) -> Unit:
    """Hang a unit, with everything below it, under another: from now on figures, roles and rules follow the new line.

    The person must hold the verb over both places. Raises Refused for a place within itself, or none at all.
    """
    require(by, "units.move", unit)
    require_at(by, "units.move", to)
    unit, to = lock(unit), lock(to)
    if to.path.startswith(unit.path):
        raise Refused(_("“%(to)s”就在“%(unit)s”之下,不能把机构移到自己的下级。") % {"unit": unit, "to": to})
    if unit.parent_id == to.pk or unit.parent is None:
        raise Refused(_("“%(unit)s”已经在“%(to)s”之下,或是最上级机构。") % {"unit": unit, "to": to})
    left, old = unit.parent, unit.path
    unit = amend(unit, "units.move", {"parent": to}, by=by, at=at, note=note)
    new = f"{to.path}{unit.pk}."
    Unit.objects.filter(path__startswith=old).update(path=Concat(Value(new), Substr("path", len(old) + 1)))
    record_event(left, "units.move", by=by, at=at, note=note, label=str(unit))  # its figures change too
    write_entry("units.move", by=by, at=at, subject=str(unit), detail={"from": left.pk, "to": to.pk, "reason": note})
    unit.path = new
    return unit


@transaction.atomic
def enrol_user(*, username: str, name: str, unit: Unit, password: str | None, at: datetime, **facts: Any) -> User:
    """A person with an account, with no one asked: for installation, demo and tests. `add_user` is the act of a person."""
    user = User(username=username.strip(), name=name, unit=unit, created_at=at, updated_at=at, **facts)
    if password is None:
        user.set_unusable_password()
    else:
        user.set_password(password)
        user.password_changed_at = at
    user.full_clean()
    user.save()
    return user


@transaction.atomic
def add_user(*, by: User, at: datetime, username: str, name: str, unit: Unit, password: str, **facts: Any) -> User:
    """A new account with a first password that must be changed at the first sign-in."""
    require_at(by, "people.add", unit)
    validate_password(password, User(username=username, name=name))
    user = enrol_user(
        username=username, name=name, unit=unit, password=password, at=at, must_change_password=True, **facts
    )
    record_event(user, "people.add", by=by, at=at)
    write_entry("people.add", by=by, at=at, subject=username)
    return user


@transaction.atomic
def edit_user(user: User, changes: Mapping[str, Any], *, by: User, at: datetime, version: int | None = None) -> User:
    """Amend who a person is. Passwords, roles and the account's state have acts of their own."""
    require(by, "people.edit", user)
    if "unit" in changes:
        require_at(by, "people.edit", changes["unit"])
    allowed = {"name", "unit", "position", "phone", "language"}
    return amend(
        user,
        "people.edit",
        {key: value for key, value in changes.items() if key in allowed},
        by=by,
        at=at,
        version=version,
    )


@transaction.atomic
def deactivate_user(user: User, *, by: User, at: datetime, reason: str) -> User:
    """The account may no longer sign in; open sessions end at once. What the person did stays."""
    require(by, "people.deactivate", user)
    if user.pk == by.pk:
        raise Refused(_("不能停用自己的账号。"))
    done = amend(user, "people.deactivate", {"is_active": False}, by=by, at=at, note=reason)
    end_sessions(user)
    write_entry("people.deactivate", by=by, at=at, subject=user.username, detail={"reason": reason})
    return done


@transaction.atomic
def activate_user(user: User, *, by: User, at: datetime) -> User:
    require(by, "people.activate", user)
    done = amend(user, "people.activate", {"is_active": True}, by=by, at=at)
    write_entry("people.activate", by=by, at=at, subject=user.username)
    return done


@transaction.atomic
def reset_password(user: User, *, by: User, at: datetime, password: str) -> User:
    """A new first password, to be changed at the next sign-in; open sessions end, a lock is lifted."""
    require(by, "people.reset_password", user)
    validate_password(password, user)
    fresh = lock(user)
    fresh.set_password(password)
    fresh.must_change_password, fresh.password_changed_at = True, at
    write(fresh, ["password", "must_change_password", "password_changed_at"], at=at)
    end_sessions(user)
    lift_lock(user.username)
    record_event(user, "people.reset_password", by=by, at=at)
    write_entry("password.reset", by=by, at=at, subject=user.username)
    return fresh


@transaction.atomic
def unlock_user(user: User, *, by: User, at: datetime) -> None:
    """Lift the lock that failed sign-ins put on an account."""
    require(by, "people.unlock", user)
    lift_lock(user.username)
    record_event(user, "people.unlock", by=by, at=at)
    write_entry("people.unlock", by=by, at=at, subject=user.username)


@transaction.atomic
def give_role(user: User, role: str, unit: Unit, *, since: date) -> RoleAssignment:
    """A role held, with no one asked: for installation, demo and tests. `assign_role` is the act of a person."""
    return RoleAssignment.objects.get_or_create(user=user, role=Role(role), unit=unit, defaults={"since": since})[0]


@transaction.atomic
def assign_role(user: User, *, by: User, at: datetime, role: str, unit: Unit) -> RoleAssignment:
    """Give power. Nobody gives power to themselves; the three administrators stay three people."""
    require(by, "people.assign_role", user)
    require_at(by, "people.assign_role", unit)
    lock(user)  # two administrators giving roles at the same time are held apart
    if user.pk == by.pk:
        raise Refused(_("不能给自己授予角色。"))
    _keep_administrators_apart(user, role)
    assignment = give_role(user, role, unit, since=at.date())
    record_event(user, "people.assign_role", by=by, at=at, note=str(unit), changes={"role": (None, role)})
    write_entry("people.assign_role", by=by, at=at, subject=user.username, detail={"role": role, "unit": unit.name})
    return assignment


@transaction.atomic
def withdraw_role(assignment: RoleAssignment, *, by: User, at: datetime) -> None:
    user = assignment.user
    require(by, "people.withdraw_role", user)
    if user.pk == by.pk:
        raise Refused(_("不能收回自己的角色。"))
    record_event(
        user,
        "people.withdraw_role",
        by=by,
        at=at,
        note=str(assignment.unit),
        changes={"role": (assignment.role, None)},
    )
    write_entry(
        "people.withdraw_role",
        by=by,
        at=at,
        subject=user.username,
        detail={"role": assignment.role, "unit": assignment.unit.name},
    )
    assignment.delete()


_ADMINISTRATORS = {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR}


def _keep_administrators_apart(user: User, role: str) -> None:
    if role in _ADMINISTRATORS and user.roles.filter(role__in=_ADMINISTRATORS - {role}).exists():
        raise Refused(_("系统管理员、安全管理员、审计员必须由三个人分别担任。"))

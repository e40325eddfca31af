"""Sessions, failures, locks and passwords."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied, ValidationError

from dianxiaoer.domain.people.actions import (
    activate_user,
    add_unit,
    add_user,
    assign_role,
    deactivate_user,
    edit_unit,
    edit_user,
    reset_password,
    unlock_user,
    withdraw_role,
)
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.people.sign_ins import (
    change_password,
    note_failure,
    open_session,
    password_is_old,
    plain_name,
)
from dianxiaoer.domain.people.states import Role
from dianxiaoer.kernel.events import timeline
from dianxiaoer.kernel.models import AuditEntry
from dianxiaoer.kernel.refusals import Refused
from tests.cast import NOW, PASSWORD


def _session(user, minute, keep=2):
    store = SessionStore()
    store.create()
    open_session(user, store.session_key, at=NOW + timedelta(minutes=minute), address="::1", agent="", keep=keep)
    return store.session_key


def test_the_oldest_session_ends_when_too_many_are_held(cast):
    keys = [_session(cast.wang, minute) for minute in range(3)]
    assert set(Session.objects.values_list("session_key", flat=True)) == set(keys[1:])
    assert AuditEntry.objects.filter(act="signin.displaced", subject="wang").exists()


def test_no_limit_keeps_every_session(cast):
    keys = [_session(cast.wang, minute, keep=0) for minute in range(4)]
    assert Session.objects.filter(session_key__in=keys).count() == 4


def test_passwords_are_kept_with_argon2(cast, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    user = change_password(cast.wang, "Xin-mima-2025", at=NOW)
    assert user.password.startswith("argon2$argon2id$")
    assert Argon2PasswordHasher().verify("Xin-mima-2025", user.password)


@pytest.mark.parametrize("weak", ["short1A", "1234567890123", "password1234", "wang-wang-"])
def test_a_weak_password_is_refused(cast, weak):
    with pytest.raises(ValidationError):
        change_password(cast.wang, weak, at=NOW)


def test_the_same_password_is_not_a_new_one(cast):
    with pytest.raises(Refused, match="相同"):
        change_password(cast.wang, PASSWORD, at=NOW)


def test_changing_the_password_ends_every_session(cast):
    _session(cast.wang, 0)
    change_password(cast.wang, "Xin-mima-2025", at=NOW)
    assert not Session.objects.exists()


def test_a_password_grows_old(cast):
    assert not password_is_old(cast.wang, at=NOW + timedelta(days=90), days=90)
    assert password_is_old(cast.wang, at=NOW + timedelta(days=91), days=90)
    assert not password_is_old(cast.wang, at=NOW + timedelta(days=9999), days=0)


def test_one_person_is_counted_under_one_spelling():
    assert plain_name(" WANG ") == plain_name("wang") == "wang"


def test_a_name_nobody_has_is_masked_in_the_log(cast):
    note_failure("Wang", at=NOW, address="::1")
    note_failure("hunter2-password", at=NOW, address="::1")
    assert list(AuditEntry.objects.order_by("number").values_list("subject", flat=True)) == ["wang", "hu***"]


def test_only_the_system_administrator_makes_accounts_and_units(cast):
    facts = {"username": "xin", "name": "新人", "unit": cast.district, "password": "Shici-mima-1"}
    for person in (cast.stranger, cast.chief, cast.security_admin):
        with pytest.raises(PermissionDenied):
            add_user(by=person, at=NOW, **facts)
        with pytest.raises(PermissionDenied):
            add_unit(by=person, at=NOW, parent=cast.district, name="示例局", kind="bureau")
    user = add_user(by=cast.system_admin, at=NOW, **facts)
    assert user.must_change_password
    unit = add_unit(by=cast.system_admin, at=NOW, parent=cast.district, name="示例局", kind="bureau")
    assert unit.path.startswith(cast.district.path)


def test_an_account_name_is_taken_whatever_its_case(cast):
    with pytest.raises(ValidationError):
        add_user(
            by=cast.system_admin, at=NOW, username="WANG", name="另一位", unit=cast.district, password="Shici-mima-1"
        )


def test_a_system_administrator_gives_no_power(cast):
    with pytest.raises(PermissionDenied):
        assign_role(cast.zhao, by=cast.system_admin, at=NOW, role=Role.CHIEF, unit=cast.district)


def test_nobody_gives_power_to_themselves_or_elsewhere(cast):
    with pytest.raises(Refused, match="自己"):
        assign_role(cast.security_admin, by=cast.security_admin, at=NOW, role=Role.CHIEF, unit=cast.district)
    with pytest.raises(PermissionDenied):
        assign_role(cast.zhao, by=cast.security_admin, at=NOW, role=Role.CHIEF, unit=cast.city)


@pytest.mark.parametrize("second", [Role.SECURITY_ADMIN, Role.AUDITOR])
def test_the_three_administrators_stay_three_people(cast, second):
    with pytest.raises(Refused, match="三个人"):
        assign_role(cast.system_admin, by=cast.security_admin, at=NOW, role=second, unit=cast.district)


def test_a_role_given_and_withdrawn_stands_on_the_timeline_and_in_the_log(cast):
    held = assign_role(cast.zhao, by=cast.security_admin, at=NOW, role=Role.CHIEF, unit=cast.district)
    withdraw_role(held, by=cast.security_admin, at=NOW)
    assert [event.verb for event in timeline(cast.zhao)] == ["people.withdraw_role", "people.assign_role"]
    assert AuditEntry.objects.filter(subject="zhao").count() == 2


def test_a_deactivated_person_is_out_at_once(cast):
    _session(cast.wang, 0)
    with pytest.raises(PermissionDenied):
        deactivate_user(cast.wang, by=cast.security_admin, at=NOW, reason="调离")
    with pytest.raises(Refused, match="自己"):
        deactivate_user(cast.system_admin, by=cast.system_admin, at=NOW, reason="试")
    deactivate_user(cast.wang, by=cast.system_admin, at=NOW, reason="调离")
    assert not Session.objects.exists()
    assert not User.objects.get(pk=cast.wang.pk).is_active
    assert activate_user(cast.wang, by=cast.system_admin, at=NOW).is_active


def test_a_reset_password_must_be_changed(cast):
    with pytest.raises(PermissionDenied):
        reset_password(cast.wang, by=cast.system_admin, at=NOW, password="Linshi-mima-9")
    user = reset_password(cast.wang, by=cast.security_admin, at=NOW, password="Linshi-mima-9")
    assert user.must_change_password
    assert user.check_password("Linshi-mima-9")


def test_only_the_security_administrator_unlocks(cast):
    with pytest.raises(PermissionDenied):
        unlock_user(cast.wang, by=cast.system_admin, at=NOW)
    unlock_user(cast.wang, by=cast.security_admin, at=NOW)


def test_editing_a_person_never_touches_password_or_state(cast):
    user = edit_user(
        cast.wang, {"position": "科员", "password": "x", "is_active": False}, by=cast.system_admin, at=NOW, version=1
    )
    assert (user.position, user.is_active, user.check_password(PASSWORD)) == ("科员", True, True)


def test_a_unit_with_units_below_in_use_stays_in_use(cast):
    with pytest.raises(Refused, match="下级机构"):
        edit_unit(cast.district, {"is_active": False}, by=cast.system_admin, at=NOW)
    assert not edit_unit(cast.park, {"is_active": False}, by=cast.system_admin, at=NOW).is_active

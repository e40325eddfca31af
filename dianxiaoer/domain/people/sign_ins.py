"""Signing in and out: sessions held, failures and locks, one's own password; each told to the audit log."""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _

from dianxiaoer.domain.people.models import SignIn, User
from dianxiaoer.kernel.audit import write_entry
from dianxiaoer.kernel.records import lock, write
from dianxiaoer.kernel.refusals import Refused


def plain_name(username: str) -> str:
    """The one spelling under which failures are counted, so that Wang, wang and wang share one lock."""
    return unicodedata.normalize("NFKC", username).strip().casefold()


@transaction.atomic
def open_session(
    user: User, session_key: str, *, at: datetime, address: str, agent: str, keep: int, renewed: bool = False
) -> int:
    """Note a session; end the person's oldest ones beyond `keep` (0 = no limit). Returns how many ended.

    renewed: the same person goes on under a new key (after changing the password), which is not a sign-in.
    """
    SignIn.objects.create(user=user, session_key=session_key, started_at=at, address=address[:45], agent=agent[:200])
    if not renewed:
        write_entry("signin.done", by=user, at=at, subject=user.username, detail={"address": address})
    if not keep:
        return 0
    beyond = list(user.sign_ins.order_by("-started_at", "-id").values_list("session_key", flat=True)[keep:])
    if not beyond:
        return 0
    alive = Session.objects.filter(session_key__in=beyond, expire_date__gt=at).count()
    _end(beyond)
    if alive:
        write_entry("signin.displaced", by=user, at=at, subject=user.username, detail={"sessions": alive})
    return alive


@transaction.atomic
def close_session(user: User, session_key: str, *, at: datetime) -> None:
    _end([session_key])
    write_entry("signin.ended", by=user, at=at, subject=user.username)


def end_sessions(user: User) -> None:
    """End every session of a person, at once."""
    _end(list(user.sign_ins.values_list("session_key", flat=True)))


def note_failure(username: str, *, at: datetime, address: str, locked: bool = False) -> None:
    """A failed sign-in. A name nobody has is masked: people type passwords into the wrong box."""
    known = User.objects.filter(username__iexact=username.strip()).values_list("username", flat=True).first()
    subject = known or f"{username.strip()[:2]}***"
    detail = {"address": address, "known": bool(known)}
    write_entry("signin.locked" if locked else "signin.failed", by=None, at=at, subject=subject, detail=detail)


def is_locked(username: str, *, at: datetime) -> bool:
    """Whether failed sign-ins keep an account shut at this moment. One statement."""
    since = at - timedelta(hours=settings.AXES_COOLOFF_TIME)
    failures = AccessAttempt.objects.filter(username=plain_name(username), attempt_time__gte=since)
    return any(row.failures_since_start >= settings.AXES_FAILURE_LIMIT for row in failures)


def lift_lock(username: str) -> int:
    """Forget the failures of an account. Returns how many were forgotten."""
    return int(AxesProxyHandler.reset_attempts(username=plain_name(username)))


@transaction.atomic
def change_password(user: User, new: str, *, at: datetime) -> User:
    """One's own new password: strong enough, and not the one in use. Every session of the person ends."""
    fresh = lock(user)
    if fresh.check_password(new):
        raise Refused(_("新密码不能与现在的密码相同。"))
    validate_password(new, fresh)
    fresh.set_password(new)
    fresh.must_change_password, fresh.password_changed_at = False, at
    write(fresh, ["password", "must_change_password", "password_changed_at"], at=at)
    end_sessions(fresh)
    write_entry("password.changed", by=fresh, at=at, subject=fresh.username)
    return fresh


def password_is_old(user: User, *, at: datetime, days: int) -> bool:
    """Whether a password has to be changed for its age (`days`; 0 = never)."""
    changed_at = user.password_changed_at or user.created_at
    return bool(days) and user.has_usable_password() and at - changed_at > timedelta(days=days)


def _end(keys: list[str]) -> None:
    Session.objects.filter(session_key__in=keys).delete()
    SignIn.objects.filter(session_key__in=keys).delete()

"""Keys of interface accounts: issued and shown once, found by their digest, revoked at once."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.people.access import require
from dianxiaoer.domain.people.models import ApiToken, User
from dianxiaoer.domain.people.states import Role
from dianxiaoer.kernel.audit import write_entry
from dianxiaoer.kernel.records import add, amend
from dianxiaoer.kernel.refusals import Refused

LONGEST_DAYS = 366
PREFIX = "dxr_"
_USE_NOTED_EVERY = timedelta(minutes=1)


@transaction.atomic
def issue_token(user: User, *, by: User, at: datetime, name: str, expires_on: date) -> tuple[ApiToken, str]:
    """A key for an interface account; returns the row and the key, which is kept nowhere.

    Raises Refused for an account that is no interface account, and for a term of more than a year.
    """
    require(by, "tokens.issue", ApiToken(user=user))
    if not user.roles.filter(role=Role.API_CLIENT).exists():
        raise Refused(_("“%(who)s”不是接口账号。请先授予“接口账号”角色。") % {"who": user})
    today = timezone.localdate(at)
    if not today < expires_on <= today + timedelta(LONGEST_DAYS):
        raise Refused(_("有效期须在明天至一年之内。"))
    key = PREFIX + secrets.token_urlsafe(32)
    row = ApiToken(user=user, name=name, hint=key[:10], digest=digest_of(key), issued_by=by, expires_on=expires_on)
    row = add(row, "tokens.issue", by=by, at=at, root=user)
    write_entry("tokens.issue", by=by, at=at, subject=str(user), detail={"token": str(row)})
    return row, key


@transaction.atomic
def revoke_token(token: ApiToken, *, by: User, at: datetime) -> ApiToken:
    """The key opens nothing from now on."""
    require(by, "tokens.revoke", token)
    if token.revoked_at is not None:
        raise Refused(_("这个令牌已吊销。"))
    write_entry("tokens.revoke", by=by, at=at, subject=str(token.user), detail={"token": str(token)})
    return amend(token, "tokens.revoke", {"revoked_at": at}, by=by, at=at, root=token.user)


def user_of_token(key: str, at: datetime) -> User | None:
    """The interface account a key calls for, when it is neither revoked nor past its day. One statement, two once a minute."""
    if not key.startswith(PREFIX):
        return None
    token = ApiToken.objects.select_related("user__unit").filter(digest=digest_of(key), revoked_at__isnull=True).first()
    if token is None or not token.user.is_active or token.expires_on < timezone.localdate(at):
        return None
    if token.last_used_at is None or at - token.last_used_at > _USE_NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=at)
    return token.user


def digest_of(key: str) -> str:
    """SHA-256 is enough: the key has 256 random bits, nobody guesses it from a digest."""
    return hashlib.sha256(key.encode()).hexdigest()

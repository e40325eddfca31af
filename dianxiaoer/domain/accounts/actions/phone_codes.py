"""Verifying a phone: a code is asked for, kept as a digest, answered once in time."""

from __future__ import annotations

import re
import secrets
import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from dianxiaoer.domain.accounts.models import Account, PhoneCode
from dianxiaoer.kernel.refusals import Refused

#: mainland mobile numbers
KEEP_CODES = timedelta(days=180)
PHONE = re.compile(r"1[3-9]\d{9}")


@dataclass(frozen=True)
class CodeRules:
    """minutes a code is good for, tries it allows, codes an hour per phone and per network address, seconds between two."""

    minutes: int = 5
    tries: int = 5
    per_phone: int = 5
    per_address: int = 60
    gap_seconds: int = 60


def clean_phone(text: str) -> str:
    """The number as it is kept. Raises Refused when it is no mobile number."""
    digits = re.sub(r"^\+?86(?=1\d{10}$)", "", re.sub(r"[\s\-()]", "", text))
    if not PHONE.fullmatch(digits):
        raise Refused(_("手机号应为 11 位数字,以 1 开头。请核对后重填。"))
    return digits


@transaction.atomic
def ask_code(phone: str, *, address: str, at: datetime, rules: CodeRules) -> str:
    """Make a code for a phone; returns its six digits, which are kept nowhere. Older codes of the phone end.

    Raises Refused when the phone or the address asks too often.
    """
    _one_at_a_time(f"{phone}", address)
    _within_limits(phone, address, at, rules)
    code = f"{secrets.randbelow(1_000_000):06d}"
    PhoneCode.objects.filter(phone=phone, used_at__isnull=True, expires_at__gt=at).update(expires_at=at)
    PhoneCode.objects.create(
        phone=phone,
        digest=_digest(phone, code, at),
        address=address[:45],
        asked_at=at,
        expires_at=at + timedelta(minutes=rules.minutes),
    )
    return code


def verify_code(phone: str, code: str, *, at: datetime, rules: CodeRules, language: str = "") -> Account:
    """The account of a phone that answered its code; made at the first time. A code works once.

    Raises Refused: wrong, too old, used before, too many tries. A failed try is counted even so.
    """
    account, problem = _try(phone, code, at, rules, language)
    if account is None:
        raise Refused(problem)
    return account


def forget_codes(at: datetime) -> int:
    """Codes and the addresses they were asked from go after 180 days. Returns how many."""
    return PhoneCode.objects.filter(asked_at__lt=at - KEEP_CODES).delete()[0]


@transaction.atomic
def _try(phone: str, code: str, at: datetime, rules: CodeRules, language: str) -> tuple[Account | None, str]:
    asked = PhoneCode.objects.select_for_update().filter(phone=phone).order_by("-id").first()
    if asked is None or asked.used_at is not None or asked.expires_at <= at:
        return None, _("验证码已失效。请重新获取。")
    if asked.tries >= rules.tries:
        return None, _("输错次数过多,这个验证码已作废。请重新获取。")
    asked.tries += 1
    if not constant_time_compare(asked.digest, _digest(phone, code.strip(), asked.asked_at)):
        asked.save(update_fields=["tries"])
        return None, _("验证码不对,还可以再试 %(n)d 次。") % {"n": rules.tries - asked.tries}
    asked.used_at = at
    asked.save(update_fields=["tries", "used_at"])
    return _verified(phone, at, language)


def _verified(phone: str, at: datetime, language: str) -> tuple[Account | None, str]:
    made = {"created_at": at, "updated_at": at, **({"language": language} if language else {})}
    account = Account.objects.get_or_create(phone=phone, defaults=made)[0]
    if not account.is_active:
        return None, _("这个手机号已停用。如有疑问,请联系园区或窗口。")
    account.verified_at = at
    account.save(update_fields=["verified_at"])
    return account, ""


def _within_limits(phone: str, address: str, at: datetime, rules: CodeRules) -> None:
    hour = PhoneCode.objects.filter(asked_at__gt=at - timedelta(hours=1))
    of_phone = hour.filter(phone=phone)
    if of_phone.filter(asked_at__gt=at - timedelta(seconds=rules.gap_seconds)).exists():
        raise Refused(_("验证码刚发出。请等 %(n)d 秒后再获取。") % {"n": rules.gap_seconds})
    if of_phone.count() >= rules.per_phone:
        raise Refused(_("这个手机号一小时内获取验证码过多。请一小时后再试。"))
    if address and hour.filter(address=address[:45]).count() >= rules.per_address:
        raise Refused(_("您所在的网络一小时内获取验证码过多。请稍后再试,或换用手机流量。"))


def _digest(phone: str, code: str, asked_at: datetime) -> str:
    return salted_hmac(f"phone code {phone} {asked_at.timestamp():.6f}", code, algorithm="sha256").hexdigest()


def _one_at_a_time(*names: str) -> None:
    """Two requests for one phone or address wait for one another (SQLite lets one writer in anyway)."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for key in sorted({zlib.crc32(name.encode()) for name in names if name}):
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [0x50484F4E, key - 2**31])

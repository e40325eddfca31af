"""What an interface account already reported under a key of its own: a call repeated over a broken line makes nothing twice."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.people.models import ApiReceipt, User
from dianxiaoer.kernel.events import subject_of
from dianxiaoer.kernel.refusals import Refused

LONGEST_KEY = 80


def receipt_of(user: User, key: str) -> ApiReceipt:
    """The receipt of a key, locked until the transaction ends; made at the first call."""
    if len(key) > LONGEST_KEY:
        raise Refused(_("Idempotency-Key 最多 %(n)d 个字符。") % {"n": LONGEST_KEY})
    ApiReceipt.objects.get_or_create(user=user, key=key, defaults={"at": timezone.now()})
    return ApiReceipt.objects.select_for_update().get(user=user, key=key)


def note_receipt(receipt: ApiReceipt, made: models.Model) -> None:
    receipt.subject, receipt.object_id = subject_of(made), made.pk
    receipt.save(update_fields=["subject", "object_id"])

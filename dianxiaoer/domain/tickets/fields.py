"""Fields every table of the room has: people and bodies, who stay as long as a row names them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from dianxiaoer.domain.people.models import Unit


def person(label: Any, **options: Any) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=label, on_delete=models.PROTECT, related_name="+", **options
    )


def body(label: Any, **options: Any) -> models.ForeignKey:
    return models.ForeignKey(Unit, verbose_name=label, on_delete=models.PROTECT, related_name="+", **options)

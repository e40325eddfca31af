"""Words of firm accounts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class MemberRole(models.TextChoices):
    MANAGER = "manager", _("管理员")
    MEMBER = "member", _("经办人")

"""A firm as a field of other subjects' forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.companies.bridge import comparable
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.people.access import visible
from dianxiaoer.domain.people.models import User


class CompanyField(forms.CharField):
    """A firm on file, by its exact name or credit code: a list of thousands is no choice on a phone."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("企业"))
        options.setdefault("max_length", 200)
        options.setdefault("help_text", _("企业全称或统一社会信用代码,须已在企业库建档"))
        super().__init__(**options)
        self.user: User | None = None

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        return found_company(self.user, text)


def found_company(user: User | None, text: str) -> Company:
    """The visible file a name or code means. Raises ValidationError in words."""
    rows = visible(user, Company) if user else visible(User(), Company)
    same = Q(name=text) | Q(uscc=text.upper()) | Q(normal_name=comparable(text))
    found = rows.filter(same).select_related("unit").order_by("-is_resident", "id").first()
    if found is None:
        raise ValidationError(_("企业库中没有“%(name)s”。请核对全称,或先在企业库建档。") % {"name": text})
    return found

"""Where the pages of appraisal stand, for trails and ways back."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from dianxiaoer.domain.appraisal.models import Edition, Scheme

Trail = list[tuple[str, str]]


def edition_address(edition: Edition) -> str:
    return reverse("appraisal-detail", args=[edition.pk])


def scheme_address(scheme: Scheme) -> str:
    return reverse("appraisal-scheme", args=[scheme.pk])


def trail(edition: Edition | None = None) -> Trail:
    top = [(_("考核"), reverse("appraisal-list"))]
    return [*top, (edition.title, edition_address(edition))] if edition else top


def schemes_trail(scheme: Scheme | None = None) -> Trail:
    top = [*trail(), (_("考核办法"), reverse("appraisal-schemes"))]
    return [*top, (scheme.name, scheme_address(scheme))] if scheme else top

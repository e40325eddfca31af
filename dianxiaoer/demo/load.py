"""Load the demo: the five article districts, the fictitious one, then every board computed."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from dianxiaoer.demo.articles import load_articles
from dianxiaoer.demo.showcase import load_showcase
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.targets.actions import install_catalogue
from dianxiaoer.domain.targets.boards import refresh_snapshots

MARK = "河南省郑州市惠济区"


def is_loaded() -> bool:
    return Unit.objects.filter(region_name=MARK).exists()


@transaction.atomic
def load() -> None:
    """Everything or nothing: a load that fails leaves the database as it was."""
    at = timezone.now()
    install_catalogue(at=at)
    load_articles()
    load_showcase()
    refresh_snapshots(at=at)

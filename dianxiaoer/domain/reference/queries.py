"""Reference tables as forms and filters read them."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _t

from dianxiaoer.domain.people.access import reach
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.reference.models import Chain, Industry, RankingList, Region
from dianxiaoer.kernel.choices import Listed


def chains_for(user: User, verb: str = "chains.view") -> QuerySet[Chain]:
    """The chains a person works with: those of their units, of the units below, and of every unit above. One statement."""
    held = reach(user)
    covered = held.units(verb)
    return _chains_of([unit for unit in held.known if unit.pk in covered and unit.is_active])


def chain_choices(user: User) -> Listed:
    return Listed(chains_for(user))


def chains_of(unit: Unit) -> QuerySet[Chain]:
    """The chains rows of a unit may name: its own, those below and those above."""
    return _chains_of([unit])


def find_industries(words: str, limit: int = 20) -> list[Industry]:
    """Industries whose code begins with, or whose name holds, what was typed; exact codes first. One statement."""
    text = words.strip()
    if not text:
        return []
    found = Industry.objects.filter(Q(code__startswith=text.upper()) | Q(name__icontains=text))
    return list(found.order_by("code")[:limit])


def find_regions(words: str, limit: int = 20) -> list[Region]:
    """Regions whose code begins with, or whose full name holds, what was typed. One statement."""
    text = words.strip()
    if not text:
        return []
    return list(
        Region.objects.filter(Q(code__startswith=text) | Q(full_name__contains=text)).order_by("level", "code")[:limit]
    )


def region_problem(code: str) -> str:
    """Why a region code cannot be taken, "" when it can (an empty code can). One statement.

    The first six digits must be a region of GB/T 2260; 71–79 in the last two are development zones of a city that
    statistics number so, and need only their city. Streets and villages (9, 12 digits) are held against their county.
    """
    if not code:
        return ""
    if not code.isdecimal() or not code.isascii() or len(code) not in {6, 9, 12}:
        return _t("行政区划代码须为 6、9 或 12 位数字。")
    county, city, province = code[:6], f"{code[:4]}00", f"{code[:2]}0000"
    known = set(Region.objects.filter(code__in={county, city, province}).values_list("code", flat=True))
    if county in known or (71 <= int(code[4:6]) <= 79 and city in known):
        return ""
    return _t("国标 GB/T 2260 里没有代码 %(code)s。请核对前六位。") % {"code": county}


def ranking_choices() -> Listed:
    return Listed(RankingList.objects.all(), value="name")


def ranking_list_names() -> list[str]:
    """Names of the lists a mark may name. One statement."""
    return list(RankingList.objects.values_list("name", flat=True))


def _chains_of(units: list[Unit]) -> QuerySet[Chain]:
    above = {int(step) for unit in units for step in unit.path.split(".") if step}
    wanted = Q(unit__in=above)
    for unit in units:
        wanted |= Q(unit__path__startswith=unit.path)
    return Chain.objects.filter(wanted, is_active=True).select_related("unit") if units else Chain.objects.none()

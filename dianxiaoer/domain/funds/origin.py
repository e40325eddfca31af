"""Where a receipt's money comes from, seen from the unit that claims it: a table of region codes, nothing typed."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dianxiaoer.domain.funds.states import Origin
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.kernel.refusals import Refused

#: GB/T 2260 provinces whose money counts as 境外 (Taiwan, Hong Kong, Macao)
_BEYOND_THE_BORDER = ("71", "81", "82")


def home_code(unit: Unit) -> str:
    """Region code of the unit, or of the nearest unit above that has one. At most one statement. Raises Refused."""
    if unit.region_code:
        return unit.region_code
    above = unit.ancestry
    known = dict(Unit.objects.filter(pk__in=above).exclude(region_code="").values_list("pk", "region_code"))
    for pk in reversed(above):
        if pk in known:
            return known[pk]
    raise Refused(_("“%(unit)s”及其上级没有登记行政区划代码,无法判断资金来源地。请系统管理员补登。") % {"unit": unit})


def origin_of(home: str, region_code: str, country: str) -> str:
    """The step of the ladder 县外 < 省外 < 境外 between a home region and where the investor sits.

    home, region_code: GB/T 2260, six or more digits ("410108"; "410100" is a whole city).  country: ISO 3166 ("CN").
    """
    if country != "CN" or region_code[:2] in _BEYOND_THE_BORDER:
        return Origin.FOREIGN
    if region_code[:2] != home[:2]:
        return Origin.OUT_OF_PROVINCE
    return Origin.LOCAL if region_code.startswith(_significant(home[:6])) else Origin.OUT_OF_AREA


def _significant(code: str) -> str:
    """The digits that name an area: 410108 → 410108, 410100 → 4101, 410000 → 41."""
    while len(code) > 2 and code.endswith("00"):
        code = code[:-2]
    return code

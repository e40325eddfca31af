"""The shipped catalogue can be read, and every indicator of it computes or says what it waits for."""

import pytest
import yaml

from dianxiaoer.domain.targets.actions import check_definition, install_catalogue
from dianxiaoer.domain.targets.catalogue import CATALOGUE
from dianxiaoer.domain.targets.expressions import compile_conditions
from dianxiaoer.domain.targets.models import Indicator, NamedFilter
from dianxiaoer.domain.targets.queries import NotYetKept, figure
from dianxiaoer.domain.targets.sources import SOURCES, field_of
from dianxiaoer.domain.targets.states import FigureRole, Kind
from dianxiaoer.engines.measures.periods import Period
from tests.cast import NOW
from tests.domain.targets.given import span

KEYS = [row["key"] for row in yaml.safe_load(CATALOGUE.read_text(encoding="utf-8"))["indicators"]]


@pytest.mark.parametrize("key", KEYS)
def test_an_indicator_computes_or_says_what_it_waits_for(cast, key):
    row = Indicator.objects.get(key=key)
    check_definition(row)
    assert row.name_en
    if row.waits_for:
        with pytest.raises(NotYetKept):
            figure(None, key, cast.district, span("2024"))
        return
    assert row.definition
    assert row.definition_en
    found = figure(cast.wang, key, cast.district, span("2024"))
    assert found.row_count == found.rows.count() == 0
    assert figure(None, key, cast.district, span("2024"), role="rank").ranked == (2 if found.value is not None else 0)


def test_every_named_filter_fits_its_source(cast):
    for row in NamedFilter.objects.all():
        compile_conditions(row.source, row.conditions, Period())
        for indicator in Indicator.objects.filter(source=row.source, waits_for=""):
            assert figure(None, indicator, cast.district, span("2024"), row.name).row_count == 0


def test_every_whitelisted_field_exists():
    for key, source in SOURCES.items():
        for name in source.fields:
            assert field_of(key, name) is not None


def test_roles_without_a_meaning_give_no_number(cast):
    for key in ("signed.n", "econ.gdp"):
        for role in (FigureRole.COMPLETION, FigureRole.TARGET, FigureRole.YOY):
            assert figure(None, key, cast.district, span("2024"), role=role).value is None
    share = figure(None, "signed.n", cast.district, span("2024"), role="share")
    assert share.value is None, "nothing of nothing is no share"


def test_an_edited_row_is_not_renewed(cast):
    Indicator.objects.filter(key="act.n").update(definition="本地改写", version=2)
    Indicator.objects.filter(key="act.in").update(definition="旧的出厂说明")
    install_catalogue(at=NOW)
    assert Indicator.objects.get(key="act.n").definition == "本地改写"
    assert Indicator.objects.get(key="act.in").definition != "旧的出厂说明"
    assert Indicator.objects.filter(kind=Kind.REPORTED).exists()


def test_an_indicator_stands_once_in_the_shipped_catalogue():
    import yaml

    from dianxiaoer.domain.targets.catalogue import CATALOGUE

    keys = [row["key"] for row in yaml.safe_load(CATALOGUE.read_text(encoding="utf-8"))["indicators"]]
    assert sorted(keys) == sorted(set(keys))

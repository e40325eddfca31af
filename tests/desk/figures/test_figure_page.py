"""The page of a figure, the catalogue, standards and statistics."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dianxiaoer.domain.people.actions import give_role
from dianxiaoer.domain.targets.actions import install_catalogue
from dianxiaoer.domain.targets.models import Indicator, ReportedStatistic, StatisticalStandard
from dianxiaoer.kernel.models import AuditEntry
from tests.cast import NOW, TODAY
from tests.domain.targets.given import held, reported


@pytest.fixture(autouse=True)
def catalogue(db):
    install_catalogue(at=NOW)


@pytest.fixture
def enter(client, cast):
    def as_(who):
        client.force_login(getattr(cast, who), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return as_


def figure(key, **parameters):
    return reverse("figures-figure", args=[key]), parameters


def test_a_stranger_finds_no_figure(enter):
    assert enter("stranger").get(reverse("figures-figure", args=["act.n"])).status_code == 404
    assert enter("stranger").get(reverse("figures-list")).status_code == 403


def test_the_page_shows_value_definition_date_and_the_rows(enter, cast):
    for day in (3, 4, 5):
        held(cast, date(2024, 3, day))
    held(cast, date(2023, 3, 3))
    address, asked = figure("act.n", unit=cast.district.pk, period="2024-01..2024-06")
    response = enter("wang").get(address, asked)
    page = response.content.decode()
    assert response.context["value"] == "3"
    assert response.context["total"] == 3
    assert "数据截至" in page
    assert Indicator.objects.get(key="act.n").definition in page
    assert page.count('<th scope="row"') == 3
    assert enter("wang").get(address, asked | {"role": "yoy"}).context["value"] == "200%"


def test_what_cannot_be_computed_says_why(enter, cast):
    address, asked = figure("act.n", unit=cast.district.pk, period="去年")
    response = enter("wang").get(address, asked)
    assert response.status_code == 422
    assert "不是期间" in response.content.decode()
    other = figure("act.n", unit=cast.other_district.pk, period="2024")
    assert enter("wang").get(*other).status_code == 422
    assert enter("wang").get(*figure("act.n", filter="没有")).status_code == 422
    assert enter("wang").get(reverse("figures-figure", args=["no.such"])).status_code == 404


def test_an_indicator_not_yet_kept_names_its_part(enter):
    page = enter("wang").get(reverse("figures-figure", args=["fin.need"])).content.decode()
    assert "D6" in page


def test_the_statements_of_a_figure_do_not_grow_with_its_rows(enter, cast):
    address, asked = figure("act.n", unit=cast.district.pk, period="2024")
    counts = []
    for days in (range(1, 3), range(3, 25)):
        for day in days:
            held(cast, date(2024, 3, day))
        client = enter("wang")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address, asked).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 16


def test_an_export_is_logged(enter, cast):
    held(cast, date(2024, 3, 3))
    address, asked = figure("act.n", unit=cast.district.pk, period="2024")
    response = enter("wang").get(address, asked | {"export": "csv"})
    assert "示例活动" in b"".join(response.streaming_content).decode()
    assert AuditEntry.objects.filter(act="export", by_id=cast.wang.pk).exists()


def test_a_chief_sets_a_standard_and_it_stands_beside_the_figure(enter, cast):
    address = reverse("figures-standard", args=["act.n"])
    assert enter("wang").get(address).status_code == 403
    client = enter("chief")
    assert client.post(address, {"unit": cast.district.pk, "text": ""}).status_code == 422
    facts = {
        "unit": cast.district.pk,
        "text": "论坛不计场次。",
        "effective_from": "2024-01-01",
        "basis": "甲区口径 1 号",
    }
    assert client.post(address, facts).status_code == 303
    assert StatisticalStandard.objects.get().indicator.key == "act.n"
    shown = client.get(*figure("act.n", unit=cast.district.pk, period="2024")).context["definition"]
    assert shown == "论坛不计场次。"


def test_a_definition_is_changed_by_who_stands_above_all_units_only(enter, cast):
    address = reverse("figures-define", args=["act.n"])
    row = Indicator.objects.get(key="act.n")
    facts = {
        "version": row.version,
        "name": row.name,
        "definition": "只计重大活动。",
        "date_field": "starts_on",
        "date_mode": "within",
        "filters": '[["is_major", "is", true]]',
        "note": "口径调整",
    }
    assert enter("chief").post(address, facts).status_code == 403
    give_role(cast.chief, "chief", cast.province, since=TODAY)
    client = enter("chief")
    assert client.post(address, facts | {"filters": '[["password", "is", 1]]'}).status_code == 422
    assert client.post(address, facts).status_code == 303
    assert Indicator.objects.get(key="act.n").filters == [["is_major", "is", True]]
    assert client.post(address, facts).status_code == 409


def test_a_statistic_is_reported_and_corrected(enter, cast):
    client = enter("chief")
    facts = {
        "unit": cast.district.pk,
        "indicator": Indicator.objects.get(key="econ.fai").pk,
        "period": "2024-01..2024-05",
        "value": "3.4862亿",
        "comparable_base": "2.5亿",
        "source": "示例统计月报",
    }
    assert client.post(reverse("figures-report"), facts | {"period": "五月"}).status_code == 422
    assert client.post(reverse("figures-report"), facts).status_code == 303
    row = ReportedStatistic.objects.get()
    assert row.value == Decimal(348_620_000)
    address = reverse("figures-correct", args=[row.pk])
    assert enter("liu").get(address).status_code == 404
    change = {"version": row.version, "value": "3.5亿", "source": "示例统计月报", "reason": "统计局更正"}
    assert enter("chief").post(address, change).status_code == 303
    assert ReportedStatistic.objects.get().value == Decimal(350_000_000)


def test_the_catalogue_lists_what_is_kept_and_what_waits(enter):
    client = enter("wang")
    assert "fin.need" in client.get(reverse("figures-list"), {"kept": "no"}).content.decode()
    assert "fin.need" not in client.get(reverse("figures-list"), {"kept": "yes"}).content.decode()
    assert "signed.n" in client.get(reverse("figures-list"), {"q": "签约"}).content.decode()


def test_other_districts_statistics_are_not_listed(enter, cast):
    reported(cast.other_district, "econ.fai", "2024-01..2024-05", Decimal(987_654_321))
    assert "987" not in enter("wang").get(reverse("figures-statistics")).content.decode()

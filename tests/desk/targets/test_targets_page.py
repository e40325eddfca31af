"""Targets, dashboards and the big screen."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dianxiaoer.domain.people.actions import give_role
from dianxiaoer.domain.targets.actions import install_catalogue, set_target
from dianxiaoer.domain.targets.boards import board_of, refresh_changed, refresh_snapshots
from dianxiaoer.domain.targets.models import Indicator, Snapshot, Target
from tests.cast import NOW, TODAY
from tests.domain.targets.given import held


@pytest.fixture(autouse=True)
def catalogue(db):
    install_catalogue(at=NOW)


@pytest.fixture
def enter(client, cast):
    def as_(who):
        client.force_login(getattr(cast, who), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return as_


def test_completion_and_time_progress_are_shown_with_their_rows(enter, cast):
    for day in range(1, 7):
        held(cast, date(2024, 2, day))
    given = {"by": cast.chief, "at": NOW, "indicator": Indicator.objects.get(key="act.n"), "year": 2024}
    set_target(unit=cast.district, value=Decimal(10), adopted_on=TODAY, **given)
    set_target(unit=cast.park, value=Decimal(4), adopted_on=TODAY, **given)
    address = reverse("targets-list")
    response = enter("wang").get(address, {"unit": cast.district.pk, "year": 2024, "on": "2024-06-30"})
    (line,) = response.context["lines"]
    assert (line["actual"], line["completion"], line["ahead"]) == ("6", "60%", "10 个百分点")
    assert (line["below"], line["gap"]) == ("4", True)
    assert response.context["time_progress"] == "50%"
    assert enter("wang").get(line["address"]).context["value"] == "6"
    assert enter("stranger").get(address).status_code == 403


def test_a_chief_sets_and_revises_a_target(enter, cast):
    indicator = Indicator.objects.get(key="signed.amt")
    facts = {
        "unit": cast.district.pk,
        "indicator": indicator.pk,
        "year": 2024,
        "value": "10.8亿",
        "adopted_on": "2024-01-10",
    }
    assert enter("wang").post(reverse("targets-set"), facts).status_code == 403
    client = enter("chief")
    assert client.post(reverse("targets-set"), facts | {"value": "很多"}).status_code == 422
    assert client.post(reverse("targets-set"), facts).status_code == 303
    target = Target.objects.get()
    assert target.value == Decimal(1_080_000_000)
    revise = reverse("targets-revise", args=[target.pk])
    assert client.post(revise, facts | {"value": "12亿"}).status_code == 422
    assert client.post(revise, facts | {"value": "12亿", "reason": "加压"}).status_code == 303
    page = client.get(reverse("targets-revisions", args=[target.pk])).content.decode()
    assert "12亿元" in page
    assert "10.8亿元" in page
    assert enter("liu").get(reverse("targets-revisions", args=[target.pk])).status_code == 404


def test_a_board_is_as_old_as_its_job_says(enter, cast):
    held(cast, date(2024, 2, 1))
    assert board_of(cast.district) is None
    assert enter("wang").get(reverse("dashboards-unit")).status_code == 200
    assert refresh_snapshots(at=NOW) > 0
    held(cast, date(2024, 2, 2))
    tile = board_of(cast.district).tiles["act.n"]
    assert (tile.value, tile.period) == (1, "2024-01..2024-02-01")
    refresh_snapshots(at=NOW)
    assert board_of(cast.district).tiles["act.n"].value == 2
    assert Snapshot.objects.filter(unit=cast.other_district).count() == 0


@pytest.mark.parametrize("page", ["dashboards-unit", "screen"])
def test_a_board_costs_ten_statements_whatever_the_rows(enter, cast, page):
    counts = []
    for days in (range(1, 3), range(3, 28)):
        for day in days:
            held(cast, date(2024, 2, day), unit=cast.park if day % 2 else cast.district)
        refresh_snapshots(at=NOW)
        client = enter("leader")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(page)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 10


def test_the_big_screen_renews_itself_and_every_number_leads_somewhere(enter, cast):
    held(cast, date(2024, 2, 1))
    refresh_snapshots(at=NOW)
    response = enter("leader").get(reverse("screen"), {"unit": cast.district.pk})
    page = response.content.decode()
    assert 'hx-trigger="every 60s"' in page
    assert '<meta http-equiv="refresh" content="60">' in page
    for card in response.context["cards"]:
        assert enter("leader").get(card.address).context["value"] == card.value
    assert enter("stranger").get(reverse("screen")).status_code == 403


def test_the_clockwork_computes_only_boards_something_happened_under(enter, cast):
    held(cast, date(2024, 2, 1), unit=cast.park)
    held(cast, date(2024, 2, 1), unit=cast.other_district, by=give_chief(cast))
    assert refresh_changed(at=NOW) > 0
    later = NOW + timedelta(minutes=5)
    assert refresh_changed(at=later) == 0
    held(cast, date(2024, 2, 2), unit=cast.park)
    refresh_changed(at=later)
    assert board_of(cast.park).tiles["act.n"].value == 2
    assert board_of(cast.city).tiles["act.n"].value == 3
    assert board_of(cast.other_district).computed_at == NOW
    assert refresh_changed(at=NOW + timedelta(days=1)) > 0, "days that have come since are counted once a day"


def give_chief(cast):
    give_role(cast.liu, "chief", cast.other_district, since=TODAY)
    return cast.liu

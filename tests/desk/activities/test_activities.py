"""The screens of activities."""

from datetime import date
from decimal import Decimal

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dianxiaoer.domain.activities.actions.followups import promise_followup
from dianxiaoer.domain.activities.models import Activity, FollowUp, MetCompany
from tests.cast import NOW
from tests.domain.activities.given import an_activity


@pytest.fixture
def wang(client, cast):
    client.force_login(cast.wang, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_other_district_finds_nothing(client, cast):
    activity = an_activity(cast)
    client.force_login(cast.liu, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("activities-detail", args=[activity.pk])).status_code == 404
    assert "示例物流展" not in client.get(reverse("activities-list")).content.decode()


def test_an_officer_registers_an_activity(wang, cast):
    facts = {
        "unit": cast.district.pk,
        "kind": "outbound",
        "name": "赴示例市拜访",
        "starts_on": "2024-06-10",
        "owner": cast.wang.pk,
        "cost_yuan": "1.2万",
    }
    assert wang.post(reverse("activities-add"), facts | {"ends_on": "2024-06-01"}).status_code == 422
    response = wang.post(reverse("activities-add"), facts)
    activity = Activity.objects.get()
    assert response.status_code == 303
    assert response["Location"] == reverse("activities-detail", args=[activity.pk])
    assert (activity.direction, activity.cost_yuan, activity.ends_on) == ("out", Decimal(12000), date(2024, 6, 10))


def test_a_second_editor_is_shown_what_the_first_saved(wang, cast):
    activity = an_activity(cast)
    facts = {"kind": "trade_fair", "name": "甲", "starts_on": "2024-06-10", "owner": cast.wang.pk, "version": 1}
    assert wang.post(reverse("activities-edit", args=[activity.pk]), facts).status_code == 303
    late = wang.post(reverse("activities-edit", args=[activity.pk]), facts | {"name": "乙"})
    assert late.status_code == 409
    assert Activity.objects.get().name == "甲"


def test_firms_are_pasted_previewed_and_recorded(wang, cast):
    activity = an_activity(cast)
    address = reverse("activities-record_met", args=[activity.pk])
    wrong = wang.post(address, {"manner": "met", "text": "示例甲公司\n示例甲公司\n甲", "confirm": "1"})
    assert wrong.status_code == 422
    assert "与第 1 行重复" in wrong.content.decode()
    assert not MetCompany.objects.exists()
    paste = {"manner": "met", "text": "企业名称\t方式\n示例甲公司\t座谈\n示例乙公司\n"}
    preview = wang.post(address, paste)
    assert preview.status_code == 200
    assert "将新登记 2 家" in preview.content.decode()
    assert not MetCompany.objects.exists()
    assert wang.post(address, paste | {"confirm": "1"}).status_code == 303
    assert list(MetCompany.objects.order_by("id").values_list("company_name", "manner")) == [
        ("示例甲公司", "talked"),
        ("示例乙公司", "met"),
    ]


def test_a_followup_of_another_unit_is_settled_by_who_is_answerable(client, cast):
    row = promise_followup(
        an_activity(cast), by=cast.wang, at=NOW, what="送资料", due_on=date(2024, 6, 20), owner=cast.park_manager
    )
    client.force_login(cast.park_manager, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("activities-followup", args=[row.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"outcome": "", "done_on": "2024-06-18"}).status_code == 422
    assert client.post(address, {"outcome": "已送", "done_on": "2024-06-18"}).status_code == 303
    assert FollowUp.objects.get().outcome == "已送"


def test_the_calendar_shows_a_three_day_fair_on_three_days(wang, cast):
    an_activity(cast)
    page = wang.get(reverse("activities-calendar"), {"month": "2024-06"}).content.decode()
    assert page.count("示例物流展") == 3
    assert wang.get(reverse("activities-calendar"), {"month": "2024-99"}).status_code == 200


def test_reopening_is_for_the_chief(client, cast, wang):
    activity = an_activity(cast)
    wang.post(
        reverse("activities-hold", args=[activity.pk]),
        {"starts_on": "2024-06-10", "ends_on": "2024-06-12", "place": "示例市", "cost_yuan": "0"},
    )
    assert Activity.objects.get().status == "held"
    assert wang.get(reverse("activities-reopen", args=[activity.pk])).status_code == 403


def test_the_ledger_costs_the_same_for_sixty_rows(wang, cast):
    from django.db import connection

    for number in range(60):
        an_activity(cast, name=f"示例活动{number}")
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert wang.get(reverse("activities-list")).status_code == 200
    assert len(captured) <= 8, [query["sql"][:90] for query in captured]


def test_the_page_costs_the_same_for_many_parts(wang, cast):
    from django.db import connection

    from dianxiaoer.domain.activities.actions.parts import add_guest, record_met
    from dianxiaoer.domain.activities.met_list import MetLine

    activity = an_activity(cast)
    record_met(activity, by=cast.wang, at=NOW, lines=[MetLine(number, f"示例{number}公司") for number in range(50)])
    for number in range(20):
        add_guest(activity, by=cast.wang, at=NOW, name=f"来宾{number}")
        promise_followup(activity, by=cast.wang, at=NOW, what=f"事项{number}", due_on=date(2024, 6, 20))
    with CaptureQueriesContext(connection) as captured:
        assert wang.get(reverse("activities-detail", args=[activity.pk])).status_code == 200
    assert len(captured) <= 15, [query["sql"][:90] for query in captured]

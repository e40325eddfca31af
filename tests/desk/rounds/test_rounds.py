"""The screens of the three batches."""

import pytest
from django.urls import reverse

from dianxiaoer.domain.campaigns.models import EntryBar, Round, RoundMember
from tests.domain.projects.factory import YI, a_project

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def chief(client, cast):
    client.force_login(cast.chief, backend=BACKEND)
    return client


def _open(chief, cast, number=12):
    facts = {
        "unit": cast.district.pk,
        "number": number,
        "name": f"第{number}期",
        "year": 2024,
        "quarter": 1,
        "starts_on": "2024-01-01",
        "ends_on": "2024-03-31",
    }
    return chief.post(reverse("rounds-open"), facts)


def test_a_round_from_proposal_to_publication_and_its_one_adjustment(chief, cast):
    large, small = a_project(cast, name="示例大项目"), a_project(cast, name="示例小项目", contracted_yuan=YI / 2)
    assert _open(chief, cast).status_code == 303
    campaign = Round.objects.get()
    propose = reverse("rounds-propose", args=[campaign.pk, "signed"])
    page = chief.get(propose).content.decode()
    assert page.index("示例大项目") < page.index("示例小项目")
    assert "未达到门槛" in page
    assert chief.post(propose, {"projects": [small.pk], "platform": "city"}).status_code == 422
    assert chief.post(propose, {"projects": [large.pk], "platform": "province"}).status_code == 303
    listed = {"projects": [small.pk], "platform": "city", "reason": "市重点"}
    assert chief.post(propose, listed).status_code == 303
    members = RoundMember.objects.order_by("pk")
    assert [member.platform for member in members] == ["province", "city"]
    unlist = reverse("rounds-unlist", args=[members[1].pk])
    assert chief.post(unlist, {"reason": ""}).status_code == 422
    assert chief.post(unlist, {"reason": "重复"}).status_code == 303
    assert chief.post(reverse("rounds-publish", args=[campaign.pk]), {"confirm": "1"}).status_code == 303
    assert chief.post(propose, listed).status_code == 422
    adjust = reverse("rounds-adjust", args=[campaign.pk])
    change = {"take_in": small.pk, "batch": "signed", "platform": "city", "reason": "年底增补"}
    assert chief.post(adjust, change).status_code == 303
    assert chief.post(adjust, change).status_code == 422
    page = chief.get(reverse("rounds-detail", args=[campaign.pk])).content.decode()
    assert "年底增补" in page


def test_a_round_number_is_taken_once(chief, cast):
    assert _open(chief, cast).status_code == 303
    assert _open(chief, cast).status_code == 422


def test_an_unknown_list_is_not_found(chief, cast):
    _open(chief, cast)
    assert chief.get(reverse("rounds-propose", args=[Round.objects.get().pk, "nonsense"])).status_code == 404


def test_bars_are_adopted_and_edited(chief, cast):
    unit = cast.district.pk
    assert chief.post(reverse("rounds-bars_adopt", args=[unit])).status_code == 303
    bar = EntryBar.objects.get(category="manufacturing")
    facts = {"min_yuan": "5亿", "effective_from": "2021-07-10", "version": bar.version}
    assert chief.post(reverse("rounds-bars_edit", args=[bar.pk]), facts).status_code == 303
    assert chief.post(reverse("rounds-bars_edit", args=[bar.pk]), facts | {"min_yuan": "6亿"}).status_code == 409
    assert "5亿元" in chief.get(reverse("rounds-bars", args=[unit])).content.decode()
    new = {"category": "services", "min_yuan": "1亿", "effective_from": "2024-01-01"}
    assert chief.post(reverse("rounds-bars_add", args=[unit]), new).status_code == 303


def test_the_other_district_finds_no_round(chief, client, cast):
    _open(chief, cast)
    client.force_login(cast.liu, backend=BACKEND)
    assert client.get(reverse("rounds-detail", args=[Round.objects.get().pk])).status_code == 404

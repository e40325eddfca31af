"""The chains of a district: who keeps them, who only reads, who does not see them."""

import pytest

from dianxiaoer.domain.reference.actions import add_chain
from dianxiaoer.domain.reference.models import Chain
from tests.cast import NOW


@pytest.fixture
def chain(cast):
    return add_chain(by=cast.chief, at=NOW, unit=cast.district, name="示例电动车链", chief_name="示例链长")


def test_an_officer_reads_chains_and_may_not_add(client, cast, chain):
    client.force_login(cast.wang)
    assert "示例电动车链" in client.get("/desk/chains/").content.decode()
    assert client.get("/desk/chains/add/").status_code == 403
    assert client.get(f"/desk/chains/{chain.pk}/edit/").status_code == 403


def test_the_other_district_sees_none(client, cast, chain):
    client.force_login(cast.liu)
    assert "示例电动车链" not in client.get("/desk/chains/").content.decode()
    assert client.get(f"/desk/chains/{chain.pk}/edit/").status_code == 404


def test_a_chief_adds_one_and_a_name_stands_once(client, cast, chain):
    client.force_login(cast.chief)
    facts = {"unit": cast.district.pk, "name": "示例光伏链", "chief_name": "", "note": ""}
    assert client.post("/desk/chains/add/", facts).status_code == 303
    assert client.post("/desk/chains/add/", facts).status_code == 422
    assert Chain.objects.filter(name="示例光伏链").count() == 1


def test_two_edits_of_one_version_are_refused(client, cast, chain):
    client.force_login(cast.chief)
    facts = {"name": "示例电动车链", "chief_name": "甲", "note": "", "is_active": "on", "version": 1}
    assert client.post(f"/desk/chains/{chain.pk}/edit/", facts).status_code == 303
    assert client.post(f"/desk/chains/{chain.pk}/edit/", facts | {"chief_name": "乙"}).status_code == 409
    assert Chain.objects.get(pk=chain.pk).chief_name == "甲"

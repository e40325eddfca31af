"""The board, the ledger and the page of a light; lights above other ledgers; rules on screen."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dianxiaoer.domain.supervision.actions.lighting import refresh_lights
from dianxiaoer.domain.supervision.models import LightRule
from tests.cast import NOW
from tests.domain.leads.given import a_lead
from tests.domain.projects.factory import a_project
from tests.domain.supervision.given import a_light, a_rule


@pytest.fixture
def lit(cast):
    """Two red projects, one green one, one without a plan, and a lead."""
    for day in (date(2024, 5, 1), date(2024, 5, 20), date(2030, 1, 1), None):
        a_project(cast, due_start_on=day)
    a_lead(cast)
    refresh_lights(at=NOW)


def test_the_board_counts_by_unit_and_by_matter(cast, client, lit):
    client.force_login(cast.leader)
    page = client.get(reverse("lights-board")).content.decode()
    assert 'aria-label="甲区 红灯 2"' in page
    assert 'aria-label="项目·开工 红灯 2"' in page
    assert 'aria-label="线索·办理时限 黄灯 1"' in page
    client.force_login(cast.liu)
    assert "还没有亮灯的事项" in client.get(reverse("lights-board")).content.decode()


def test_ledgers_carry_lights_with_counts(cast, client, lit, django_assert_max_num_queries):
    client.force_login(cast.wang)
    for name in ("projects-list", "leads-list", "lights-list", "funds-list", "tickets-list"):
        client.get(reverse(name))
        with django_assert_max_num_queries(8):
            page = client.get(reverse(name)).content.decode()
        assert "light-chips" in page
    page = client.get(reverse("projects-list") + "?light=red").content.decode()
    assert page.count("● ") == 0
    assert page.count('class="is-light light is-red"') == 2
    assert "红灯 <b>2</b>" in page
    assert "绿灯 <b>1</b>" in page
    none = client.get(reverse("projects-list") + "?light=none").content.decode()
    assert "共 1 条" in none


def test_the_export_says_the_light_in_words(cast, client, lit):
    client.force_login(cast.wang)
    answer = client.get(reverse("projects-list") + "?light=red&export=csv")
    text = b"".join(answer.streaming_content).decode()
    assert text.count(",红灯,") == 2
    assert ",绿灯," not in text


def test_a_light_says_why_and_what_follows(cast, client):
    light = a_light(cast)
    client.force_login(cast.supervisor)
    page = client.get(reverse("lights-detail", args=[light.pk])).content.decode()
    for part in ("红灯", "超期", "默认 计划日期", "发督办函", "人工定灯"):
        assert part in page, part
    client.force_login(cast.liu)
    assert client.get(reverse("lights-detail", args=[light.pk])).status_code == 404


def test_a_project_shows_its_lights_and_a_notice_is_prefilled_from_one(cast, client):
    light = a_light(cast)
    client.force_login(cast.supervisor)
    panel = reverse("lights-panel", args=["projects", light.object_id])
    assert f'hx-get="{panel}"' in client.get(reverse("projects-detail", args=[light.object_id])).content.decode()
    shown = client.get(panel, headers={"HX-Request": "true"}).content.decode()
    assert 'id="lights"' in shown
    assert "<html" not in shown
    assert "<html" in client.get(panel).content.decode(), "without scripts the panel is a page"
    form = client.get(reverse("notices-raise") + f"?light={light.pk}").content.decode()
    assert f"关于{light.title}开工的督办函" in form


def test_setting_a_light_by_hand_and_lifting_it(cast, client):
    light = a_light(cast)
    client.force_login(cast.supervisor)
    address = reverse("lights-override", args=[light.pk])
    assert client.post(address, {"color": "yellow", "reason": "", "expires_on": "2030-01-01"}).status_code == 422
    answer = client.post(address, {"color": "yellow", "reason": "征地未完", "expires_on": "2999-01-01"})
    assert answer.status_code == 422
    assert "最长 180 天" in answer.content.decode()
    until = (timezone.localdate() + timedelta(30)).isoformat()
    assert client.post(address, {"color": "yellow", "reason": "征地未完", "expires_on": until}).status_code == 303
    light.refresh_from_db()
    assert light.color == "yellow"
    page = client.get(reverse("lights-detail", args=[light.pk])).content.decode()
    assert "取消人工定灯" in page


def test_rules_are_taken_over_written_and_corrected_on_screen(cast, client):
    client.force_login(cast.chief)
    page = client.get(reverse("lights-rules")).content.decode()
    assert "武汉 投资进度" in page
    address = reverse("lights-adopt_rule", args=["wuhan-progress"])
    facts = {"unit": cast.district.pk, "watch": "projects.progress", "effective_from": "2024-06-01"}
    assert client.post(address, facts).status_code == 303
    assert client.post(address, facts).status_code == 422  # the same day once
    assert client.get(reverse("lights-adopt_rule", args=["no-such-rule"])).status_code == 404
    new = {
        "unit": cast.district.pk, "watch": "leads.clock", "name": "示例", "measure": "days_late", "red_compare": ">=",
        "red_value": "3", "effective_from": "2024-06-01", "source": "示例文件",
    }  # fmt: skip
    assert client.post(reverse("lights-set_rule"), new | {"red_value": ""}).status_code == 422
    assert client.post(reverse("lights-set_rule"), new).status_code == 303
    rule = LightRule.objects.get(watch="leads.clock")
    edit = new | {"red_value": "5", "version": rule.version}
    assert client.post(reverse("lights-edit_rule", args=[rule.pk]), edit).status_code == 303
    assert client.post(reverse("lights-edit_rule", args=[rule.pk]), edit).status_code == 409  # somebody saved first


def test_a_rule_of_another_district_is_not_there(cast, client):
    rule = a_rule(cast)
    client.force_login(cast.liu)
    assert client.get(reverse("lights-edit_rule", args=[rule.pk])).status_code == 404
    client.force_login(cast.wang)
    assert client.get(reverse("lights-edit_rule", args=[rule.pk])).status_code == 403

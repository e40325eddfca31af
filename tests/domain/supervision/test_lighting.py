"""Lights as rows: by which rule, written when they change, at once after an act, and by hand for a reason."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from dianxiaoer.domain.projects.actions.opening import edit_project
from dianxiaoer.domain.projects.actions.progress import plan_investment, report_investment
from dianxiaoer.domain.projects.actions.status import change_status
from dianxiaoer.domain.supervision.actions.lighting import forget_pass, refresh_lights, relight
from dianxiaoer.domain.supervision.actions.ruling import adopt_rule, edit_rule, lift_override, override_light, set_rule
from dianxiaoer.domain.supervision.models import LightOverride, StandingLight
from dianxiaoer.domain.supervision.queries import act_due, by_light, reason_today
from dianxiaoer.domain.supervision.rules import rules_in_force, shipped_rules
from dianxiaoer.engines.figures.lights import Measure
from dianxiaoer.kernel.events import FOLLOWERS
from dianxiaoer.kernel.models import Event
from dianxiaoer.kernel.refusals import Refused
from tests.cast import NOW, TODAY
from tests.domain.leads.given import a_lead
from tests.domain.projects.factory import YI, a_project
from tests.domain.supervision.given import PROJECT, a_light, a_rule

LATER = NOW + timedelta(days=2)


def lights(project):
    return dict(StandingLight.objects.filter(subject=PROJECT, object_id=project.pk).values_list("watch", "color"))


def test_the_four_cities_ship_as_dated_examples_with_their_sources():
    cities = {rule.city for rule in shipped_rules()} - {""}
    assert cities == {"银川", "三亚", "武汉", "天津"}
    assert all(rule.source and rule.effective_from and Measure(rule.measure) for rule in shipped_rules())
    assert len(shipped_rules()) == 13


def test_a_pass_lights_projects_leads_and_writes_only_what_changed(cast):
    late, soon = a_project(cast, due_start_on=date(2024, 5, 20)), a_project(cast, due_start_on=date(2024, 6, 10))
    far, unplanned = a_project(cast, due_start_on=date(2024, 12, 1)), a_project(cast)
    lead = a_lead(cast)
    run = refresh_lights(at=NOW)
    assert (run.seen, run.changed) == (5, 4)
    assert [lights(one) for one in (late, soon, far, unplanned)] == [
        {"projects.start": "red"},
        {"projects.start": "yellow"},
        {"projects.start": "green"},
        {},
    ]
    assert StandingLight.objects.get(object_id=lead.pk, watch="leads.clock").color == "yellow"  # to respond by tomorrow
    forget_pass(TODAY)
    assert refresh_lights(at=NOW).changed == 0
    assert refresh_lights(at=LATER).changed == 1  # the lead should have been answered yesterday


def test_the_pass_of_a_day_is_done_once(cast, django_assert_max_num_queries):
    refresh_lights(at=NOW)
    a_project(cast, due_start_on=date(2024, 5, 20))
    with django_assert_max_num_queries(1):
        assert refresh_lights(at=NOW).changed == 0


def test_statements_do_not_grow_with_the_rows(cast, django_assert_max_num_queries):
    for _number in range(12):
        a_project(cast, due_start_on=date(2024, 5, 20))
    with django_assert_max_num_queries(34):
        assert refresh_lights(at=NOW).changed == 12


@pytest.mark.django_db(transaction=True)
def test_an_act_turns_the_light_at_once(cast, freeze, monkeypatch):
    told = []
    monkeypatch.setitem(FOLLOWERS, PROJECT, [*FOLLOWERS[PROJECT], told.append])
    project = a_project(cast, due_start_on=date(2024, 8, 20))
    assert lights(project) == {"projects.start": "green"}
    with transaction.atomic():
        edit_project(project, by=cast.wang, at=NOW, changes={"due_start_on": date(2024, 6, 1), "zone": "示例"})
        plan_investment(project, by=cast.wang, at=NOW, through_on=date(2024, 12, 31), planned_yuan=YI)
        assert lights(project) == {"projects.start": "green"}, "not before it is committed"
    assert told == [{project.pk}, {project.pk}], "one telling a transaction"
    assert lights(project) == {"projects.start": "red"}
    turned = Event.objects.filter(verb="lights.turn", object_id=project.pk).get()
    assert turned.by is None
    assert "绿灯 → 红灯" in turned.note


def test_what_ends_has_no_light_any_more(cast):
    standing = a_light(cast)
    change_status(standing_project(standing), "suspend", by=cast.chief, at=NOW, reason="示例原因", on=TODAY)
    assert relight(PROJECT, [standing.object_id], at=NOW) == 1
    assert not StandingLight.objects.exists()


def standing_project(standing):
    from dianxiaoer.domain.projects.models import Project

    return Project.objects.get(pk=standing.object_id)


def test_progress_is_held_against_the_plan_of_the_day(cast):
    project = a_project(cast, signed_on=date(2024, 1, 1))
    plan_investment(project, by=cast.wang, at=NOW, through_on=date(2024, 6, 3), planned_yuan=2 * YI)
    a_rule(cast, "wuhan-progress", "projects.progress")
    for amount, color in ((Decimal("1.18") * YI, "red"), (Decimal("0.40") * YI, "yellow"), (YI, "green")):
        report_investment(project, by=cast.wang, at=NOW, through_on=date(2024, 5, len(color)), amount_yuan=amount)
        relight(PROJECT, [project.pk], at=NOW)
        assert lights(project) == {"projects.progress": color}
    with pytest.raises(Refused):
        plan_investment(project, by=cast.wang, at=NOW, through_on=date(2024, 7, 1), planned_yuan=YI)


def test_the_nearest_units_rule_holds_and_the_one_before_ends(cast):
    with pytest.raises(PermissionDenied):
        a_rule(cast, by=cast.wang)
    first = a_rule(cast)
    assert rules_in_force(TODAY).of(cast.park.pk, "projects.start").name == "银川 2025 开工"
    assert rules_in_force(TODAY).of(cast.other_district.pk, "projects.start").name == "默认 计划日期"
    second = set_rule(
        cast.district, by=cast.chief, at=NOW, watch="projects.start", name="示例规则", measure="days_late",
        yellow_compare=">=", yellow_value=Decimal(0), red_compare=">", red_value=Decimal(30),
        effective_from=TODAY + timedelta(30), source="示例文件",
    )  # fmt: skip
    first.refresh_from_db()
    assert first.effective_to == TODAY + timedelta(29)
    assert rules_in_force(TODAY + timedelta(30)).of(cast.park.pk, "projects.start").name == second.name


def test_a_rule_must_fit_its_watch_and_have_a_limit(cast):
    with pytest.raises(Refused):
        a_rule(cast, "wuhan-progress", "projects.start")
    facts = {"by": cast.chief, "at": NOW, "name": "示例", "effective_from": TODAY, "source": "示例文件"}
    with pytest.raises(ValidationError) as caught:
        set_rule(cast.district, watch="projects.start", measure="growth", **facts)
    assert "measure" in caught.value.message_dict
    with pytest.raises(ValidationError, match="至少填写"):
        set_rule(cast.district, watch="projects.start", measure="days_late", **facts)


def test_a_changed_threshold_lights_anew(cast):
    project = a_project(cast, due_start_on=date(2024, 5, 20))
    rule = a_rule(cast)
    refresh_lights(at=NOW)
    assert lights(project) == {"projects.start": "yellow"}  # two weeks late: no month yet
    edit_rule(rule, by=cast.chief, at=NOW, changes={"red_value": Decimal(0)})
    refresh_lights(at=NOW)
    assert lights(project) == {"projects.start": "red"}


def test_consequences_follow_the_second_yellow(cast):
    project = a_project(cast, signed_on=date(2024, 1, 1))
    plan_investment(project, by=cast.wang, at=NOW, through_on=date(2024, 6, 3), planned_yuan=YI)
    a_rule(cast, "sanya-2022-investment", "projects.progress")
    report_investment(project, by=cast.wang, at=NOW, through_on=date(2024, 5, 1), amount_yuan=Decimal("0.6") * YI)
    relight(PROJECT, [project.pk], at=NOW)
    standing = StandingLight.objects.get()
    assert (standing.color, act_due(standing, TODAY)) == ("yellow", "约谈责任人")
    StandingLight.objects.update(yellow_turns=2)
    assert act_due(StandingLight.objects.get(), TODAY) == "分管副市长约谈单位负责人"
    assert reason_today(standing) == "为计划的 60%"


def test_an_override_needs_a_reason_and_a_near_end(cast):
    standing = a_light(cast)
    given = {"at": NOW, "color": "yellow", "reason": "征地未完,已报批。", "expires_on": TODAY + timedelta(30)}
    with pytest.raises(PermissionDenied):
        override_light(standing, by=cast.wang, **given)
    for wrong in (
        {"reason": " "},
        {"color": "red"},
        {"expires_on": TODAY + timedelta(400)},
        {"expires_on": TODAY - timedelta(1)},
    ):
        with pytest.raises(ValidationError):
            override_light(standing, by=cast.supervisor, **(given | wrong))
    row = override_light(standing, by=cast.supervisor, **given)
    standing.refresh_from_db()
    assert (standing.color, standing.ruled) == ("yellow", "red")
    with pytest.raises(ValidationError, match="已有人工定灯"):
        override_light(standing, by=cast.chief, **(given | {"color": "green"}))
    refresh_lights(at=NOW, on=TODAY + timedelta(31))  # it ran out
    standing.refresh_from_db()
    assert standing.color == "red"
    lift_override(row, by=cast.chief, at=NOW)
    with pytest.raises(Refused):
        lift_override(row, by=cast.chief, at=NOW)
    assert LightOverride.objects.get().lifted_on == TODAY


def test_lists_by_light(cast):
    from dianxiaoer.domain.projects.models import Project

    standing, plain = a_light(cast), a_project(cast)
    assert [row.pk for row in by_light(Project.objects.all(), "red")] == [standing.object_id]
    assert [row.pk for row in by_light(Project.objects.all(), "none")] == [plain.pk]
    assert not by_light(Project.objects.all(), "green").exists()


def test_the_worst_of_several_lights_speaks_for_the_row(cast):
    project = a_project(cast, due_start_on=date(2024, 12, 1), due_perform_on=date(2024, 5, 1))
    relight(PROJECT, [project.pk], at=NOW)
    worst = StandingLight.objects.get(object_id=project.pk, is_worst=True)
    assert (worst.watch, worst.color) == ("projects.perform", "red")


def test_another_district_adopts_for_itself_only(cast):
    with pytest.raises(PermissionDenied):
        adopt_rule(
            cast.other_district, by=cast.supervisor, at=NOW, key="yinchuan-2025-start", watch="projects.start",
            effective_from=TODAY,
        )  # fmt: skip

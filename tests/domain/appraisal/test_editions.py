"""An edition from preparing to sealed: who does what, objections heard, nothing changed unseen."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from dianxiaoer.domain.appraisal.actions.editions import (
    answer_objection,
    compute_edition,
    draft_edition,
    enter_input,
    freeze_edition,
    invite_objections,
    object_to,
    publish_edition,
)
from dianxiaoer.domain.appraisal.models import Entrant, Line
from dianxiaoer.domain.appraisal.queries import entrants_for, inbox_items, inputs_of, is_intact, score_table, sheet_of
from dianxiaoer.domain.targets.actions import set_target
from dianxiaoer.domain.targets.models import Indicator
from dianxiaoer.kernel.refusals import Refused, StageRefused
from tests.cast import NOW, TODAY
from tests.domain.appraisal.given import AFTER, UNTIL, a_computed_edition, a_shown_edition, an_edition
from tests.domain.projects.factory import YI, a_project


def the_line(edition, name="项目真实性和开工", unit=None):
    lines = Line.objects.filter(entrant__edition=edition, indicator__name=name)
    return lines.get(entrant__unit=unit) if unit else lines.order_by("id").first()


def test_who_may_open_and_whom_they_may_compare(cast):
    with pytest.raises(PermissionDenied):
        an_edition(cast, by=cast.wang, scheme=an_edition(cast).scheme)
    with pytest.raises(Refused, match="不在考核机构之内"):
        an_edition(cast, "a-task-force", units=[cast.other_district])
    with pytest.raises(Refused, match="被考核单位"):
        an_edition(cast, "c-city-2023", units=[])


def test_inputs_come_from_indicators_with_their_rows(cast):
    a_project(cast, signed_on=date(2024, 2, 1), contracted_yuan=20 * YI)
    set_target(
        by=cast.chief, at=NOW, unit=cast.district, indicator=Indicator.objects.get(key="signed.amt"), year=2024,
        value=100 * YI, adopted_on=date(2024, 1, 5),
    )  # fmt: skip
    edition = compute_edition(an_edition(cast, "g-luohe-draft"), by=cast.chief, at=NOW)
    line = the_line(edition, "签约项目金额", cast.district)
    assert (line.points, line.text) == (Decimal(2), "min(2000000000 ÷ 10000000000, 1) × 10 = 2")
    actual, target = inputs_of(line)
    assert (actual["figure"], actual["row_count"], actual["label"]) == ("signed.amt", 1, "完成数")
    assert "首次签约" in actual["rows"][0][1]
    assert target["parameters"]["role"] == "target"
    missing = the_line(edition, "大项目", cast.district)
    assert (missing.points, missing.missing) == (None, ["actual", "target"])


def test_what_is_missing_stops_the_draft(cast):
    edition = compute_edition(an_edition(cast), by=cast.chief, at=NOW)
    assert Entrant.objects.filter(edition=edition, unscored__gt=0).count() == 2
    with pytest.raises(Refused, match="还有数据没有填"):
        draft_edition(edition, by=cast.chief, at=NOW)


def test_a_number_by_hand_needs_a_source_and_an_input_it_belongs_to(cast):
    edition = an_edition(cast)
    entrant, indicator = edition.entrants.first(), edition.scheme.indicators.get(name="项目真实性和开工")
    given = {"by": cast.chief, "at": NOW, "key": "overdue", "values": [Decimal(1)], "source": "示例台账"}
    for wrong in ({"source": " "}, {"key": "nothing"}):
        with pytest.raises(ValidationError):
            enter_input(entrant, indicator, **(given | wrong))
    with pytest.raises(PermissionDenied):
        enter_input(entrant, indicator, **(given | {"by": cast.wang}))
    enter_input(entrant, indicator, **given)
    enter_input(entrant, indicator, **(given | {"values": [Decimal(2)]}))
    assert entrant.inputs.get().numbers == [Decimal(2)]


def test_objections_are_heard_before_publication(cast):
    edition = a_shown_edition(cast)
    line = the_line(edition, unit=cast.park)
    with pytest.raises(PermissionDenied):
        object_to(line, by=cast.liu, at=NOW, text="不对")
    with pytest.raises(Refused, match="公示期"):
        object_to(line, by=cast.park_manager, at=AFTER, text="晚了")
    objection = object_to(line, by=cast.park_manager, at=NOW, text="该项目已于三月开工,不应扣分。")
    assert [item.pk for item in inbox_items(cast.chief, on=TODAY)] == [objection.pk]
    with pytest.raises(ValidationError, match="已有异议"):
        object_to(line, by=cast.wang, at=NOW, text="再提")
    with pytest.raises(Refused, match="没有答复"):
        publish_edition(edition, by=cast.leader, at=AFTER)
    with pytest.raises(Refused, match="写明更正"):
        answer_objection(objection, by=cast.chief, at=NOW, verdict="upheld", answer="属实")
    answered = answer_objection(
        objection, by=cast.chief, at=NOW, verdict="upheld", answer="经核实已开工。", key="overdue",
        values=[Decimal(0)], source="开工核实记录",
    )  # fmt: skip
    assert (answered.points_before, answered.points_after) == (Decimal("0.4"), Decimal("0.5"))
    assert edition.entrants.get(unit=cast.park).total == Decimal("3.18")
    assert edition.entrants.get(unit=cast.district).place == 2
    with pytest.raises(Refused):
        answer_objection(answered, by=cast.chief, at=NOW, verdict="rejected", answer="再答")


def test_nobody_answers_their_own_objection(cast):
    edition = a_shown_edition(cast)
    own = object_to(the_line(edition), by=cast.chief, at=NOW, text="示例")
    with pytest.raises(Refused, match="自己"):
        answer_objection(own, by=cast.chief, at=NOW, verdict="rejected", answer="不")
    rejected = answer_objection(own, by=cast.supervisor, at=NOW, verdict="rejected", answer="材料不足。")
    assert (rejected.verdict, rejected.points_after) == ("rejected", Decimal("0.4"))


def test_publication_waits_for_the_end_and_a_seal_holds(cast):
    edition = draft_edition(a_computed_edition(cast), by=cast.chief, at=NOW)
    with pytest.raises(ValidationError, match="公示至少"):
        invite_objections(edition, by=cast.chief, at=NOW, objection_until=TODAY)
    edition = invite_objections(edition, by=cast.chief, at=NOW, objection_until=UNTIL)
    with pytest.raises(PermissionDenied):
        publish_edition(edition, by=cast.chief, at=AFTER)
    with pytest.raises(Refused, match="期满"):
        publish_edition(edition, by=cast.leader, at=NOW + timedelta(days=5))
    published = publish_edition(edition, by=cast.leader, at=AFTER)
    for act in (compute_edition, draft_edition):
        with pytest.raises(StageRefused):
            act(published, by=cast.chief, at=AFTER)
    with pytest.raises(Refused):
        enter_input(
            edition.entrants.first(), edition.scheme.indicators.first(), by=cast.chief, at=AFTER, key="actual",
            values=[Decimal(1)], source="示例",
        )  # fmt: skip
    frozen = freeze_edition(published, by=cast.supervisor, at=AFTER)
    assert is_intact(frozen)
    Line.objects.filter(entrant__edition=edition).update(points=99)  # somebody goes around the house
    assert is_intact(frozen) is False


def test_a_compared_unit_sees_its_sheet_once_it_is_shown(cast):
    computed = a_computed_edition(cast)
    assert not entrants_for(cast.park_manager).exists()
    assert entrants_for(cast.wang).count() == 2
    draft_edition(computed, by=cast.chief, at=NOW)
    invite_objections(computed, by=cast.chief, at=NOW, objection_until=UNTIL)
    assert [one.unit for one in entrants_for(cast.park_manager)] == [cast.park]
    assert not entrants_for(cast.liu).exists()


def test_the_table_costs_three_statements(cast, django_assert_num_queries):
    edition = a_computed_edition(cast)
    with django_assert_num_queries(3):
        table = score_table(edition)
    assert len(table.rows) == 6
    assert all(cell is not None for _indicator, cells in table.rows for cell in cells)
    assert [line.indicator.order for line in sheet_of(table.entrants[0])] == [1, 2, 3, 4, 5, 6]

"""Figures of liaison and visits follow their rows."""

from datetime import date

import pytest
from django.utils import timezone

from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.stewardship.models import Assignment
from dianxiaoer.domain.stewardship.queries import coverage_of
from dianxiaoer.domain.targets.printed import check_lines, read_table
from dianxiaoer.domain.targets.queries import figure
from dianxiaoer.domain.visits.models import Visit
from dianxiaoer.engines.measures.periods import parse_period

TODAY = date(2026, 11, 22)
TO_SEPTEMBER = parse_period("2024-01..2024-09", TODAY)


@pytest.mark.parametrize(
    ("key", "model", "change"),
    [
        ("svc.firms", Assignment, {"until_on": date(2024, 9, 1), "end_reason": "企业迁出"}),
        ("svc.visits", Visit, {"stage": "cancelled"}),
    ],
)
def test_a_changed_row_changes_the_figure_and_the_check(articles, printed, key, model, change):
    beihai = Unit.objects.get(name="北海街道")
    before = figure(None, key, beihai, TO_SEPTEMBER)
    row = model.objects.filter(unit=beihai).first()
    model.objects.filter(pk=row.pk).update(**change)
    assert before.value - figure(None, key, beihai, TO_SEPTEMBER).value == 1
    if key == "svc.firms":
        lines = [line for line in read_table(printed) if line.indicator == key and line.region.endswith("北海街道")]
        assert [one.outcome for one in check_lines(lines, TODAY)] == ["different"]


def test_a_leader_without_firms_is_no_leader_in_stewardship(articles):
    jiyuan = Unit.objects.get(name="济源示范区")
    ask = lambda key, name="": figure(None, key, jiyuan, parse_period("2024-01..now", TODAY), name).value  # noqa: E731
    assert (ask("svc.leaders"), ask("svc.firms", "超亿元企业"), ask("svc.firms", "万人助万企包联")) == (29, 82, 780)
    official = Assignment.objects.filter(unit=jiyuan, role="leader").first().official
    held = official.assignments.filter(until_on__isnull=True)
    firms = held.count()
    held.update(until_on=timezone.localdate(), end_reason="岗位调整", since_on=date(2024, 1, 15))
    held = Assignment.objects.filter(official=official)
    held.update(until_on=date(2024, 6, 1))
    assert (ask("svc.leaders"), ask("svc.firms", "超亿元企业")) == (28, 82 - firms)


def test_firms_helped_spread_over_sectors_and_sizes(articles):
    from dianxiaoer.domain.people.models import User

    page = coverage_of(User.objects.get(username="jiyuan"), Unit.objects.get(name="济源示范区"))
    assert page.covered == 780
    assert all(band.covered for band in page.sectors if band.label != "未填行业")
    assert all(band.covered for band in page.sizes)

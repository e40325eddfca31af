"""Golden cases of the four cities' published light rules, and what must hold for every rule."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dianxiaoer.engines.figures.lights import (
    GREEN,
    NONE,
    ORDER,
    RED,
    YELLOW,
    Limit,
    Measure,
    Rule,
    Term,
    light,
    months_between,
    turns,
    worst,
)

DAY = date(2025, 6, 10)


def D(text):
    return Decimal(text)


YINCHUAN = Rule(Measure.BEHIND_POINTS, red=Limit(">", D(30)), yellow=Limit(">=", D(10)))
YINCHUAN_START = Rule(Measure.MONTHS_LATE, red=Limit(">=", D(3)), yellow=Limit(">=", D(0)))
YINCHUAN_LIBRARY = Rule(Measure.MONTHS_SINCE, red=Limit(">", D(2)), yellow=Limit(">=", D(1)))
WUHAN = Rule(Measure.SHARE_OF_PLAN, red=Limit("<", D("0.6")), yellow=Limit("<", D("0.8")))
SANYA = Rule(Measure.SHARE_OF_PLAN, red=Limit("<", D("0.5")), yellow=Limit("<", D(1)))
SANYA_MONTH = Rule(Measure.MISSES, red=Limit(">=", D(2)), yellow=Limit(">=", D(1)))
TIANJIN = Rule(Measure.GROWTH, red=Limit("<", D(0), of_actual=True), yellow=Limit(">", D(0)))
CLOCK = Rule(Measure.DAYS_LATE, red=Limit(">=", D(1)), yellow=Limit(">=", D(-2)))


@pytest.mark.parametrize(
    ("behind", "color"), [("9.99", GREEN), ("10", YELLOW), ("30", YELLOW), ("30.01", RED), ("-4", GREEN)]
)
def test_yinchuan_progress_behind_plan(behind, color):
    plan = D("0.8")
    assert light(YINCHUAN, plan=plan, actual=plan - D(behind) / 100, as_of=DAY).color == color


@pytest.mark.parametrize(("percent", "color"), [(79, YELLOW), (60, YELLOW), (59, RED), (80, GREEN), (120, GREEN)])
def test_wuhan_share_of_plan(percent, color):
    assert light(WUHAN, plan=D(100), actual=D(percent), as_of=DAY).color == color


@pytest.mark.parametrize(
    ("due", "color"),
    [
        (date(2025, 7, 1), GREEN),  # next month
        (date(2025, 6, 30), YELLOW),  # due this month
        (date(2025, 3, 11), YELLOW),  # two months and 30 days late
        (date(2025, 3, 10), RED),  # three months late to the day
    ],
)
def test_yinchuan_start(due, color):
    assert light(YINCHUAN_START, plan=due, actual=None, as_of=DAY).color == color


@pytest.mark.parametrize(
    ("started", "color"),
    [(date(2025, 5, 11), GREEN), (date(2025, 5, 10), YELLOW), (date(2025, 4, 10), YELLOW), (date(2025, 4, 9), RED)],
)
def test_yinchuan_entry_into_the_library(started, color):
    assert light(YINCHUAN_LIBRARY, plan=started, actual=None, as_of=DAY).color == color


@pytest.mark.parametrize(("percent", "color"), [(100, GREEN), (99, YELLOW), (50, YELLOW), (49, RED)])
def test_sanya_cumulative_investment(percent, color):
    assert light(SANYA, plan=D(100), actual=D(percent), as_of=DAY).color == color


@pytest.mark.parametrize(("missed", "color"), [(0, GREEN), (1, YELLOW), (2, RED), (3, RED)])
def test_sanya_month_task(missed, color):
    assert light(SANYA_MONTH, plan=None, actual=missed, as_of=DAY).color == color


@pytest.mark.parametrize(
    ("growth", "color"), [("0.12", GREEN), ("0.1", GREEN), ("0.08", YELLOW), ("0", YELLOW), ("-0.01", RED)]
)
def test_tianjin_growth_against_plan_and_average(growth, color):
    bar = max(D("0.1"), D("0.09"))
    assert light(TIANJIN, plan=bar, actual=D(growth), as_of=DAY).color == color


@pytest.mark.parametrize(("left", "color"), [(3, GREEN), (2, YELLOW), (0, YELLOW), (-1, RED)])
def test_a_clock(left, color):
    found = light(CLOCK, plan=DAY + timedelta(left), actual=None, as_of=DAY)
    assert found.color == color


def test_what_is_done_is_green_and_what_has_no_plan_has_no_light():
    assert light(YINCHUAN_START, plan=date(2024, 1, 1), actual=date(2024, 9, 1), as_of=DAY).color == GREEN
    for rule in (YINCHUAN_START, YINCHUAN, WUHAN, TIANJIN):
        assert light(rule, plan=None, actual=None, as_of=DAY).color == NONE
    assert light(WUHAN, plan=D(0), actual=D(5), as_of=DAY).color == NONE


def test_the_reason_names_the_number_in_both_languages():
    found = light(YINCHUAN, plan=D("0.8"), actual=D("0.675"), as_of=DAY)
    assert found.reason() == "落后计划 12.5 个百分点"
    assert found.reason("en") == "12.5 points behind plan"
    assert light(WUHAN, plan=D(100), actual=D(59), as_of=DAY).reason() == "为计划的 59%"
    assert light(YINCHUAN_START, plan=date(2025, 6, 30), actual=None, as_of=DAY).reason() == "本月到期,尚未完成"
    assert light(CLOCK, plan=DAY - timedelta(5), actual=None, as_of=DAY).reason("en") == "5 days overdue"


def test_a_limit_compares_in_one_of_four_ways():
    with pytest.raises(ValueError, match="compare"):
        Limit("=", D(1))


days = st.dates(date(2000, 1, 1), date(2060, 12, 31))


@settings(deadline=None)
@given(days, days, days)
def test_waiting_longer_never_makes_a_light_better(plan, one, other):
    for rule in (YINCHUAN_START, YINCHUAN_LIBRARY, CLOCK):
        early, late = sorted((one, other))
        before = light(rule, plan=plan, actual=None, as_of=early).color
        after = light(rule, plan=plan, actual=None, as_of=late).color
        assert ORDER.index(after) <= ORDER.index(before)


@settings(deadline=None)
@given(st.decimals(1, 10**9, places=2), st.decimals(0, 10**9, places=2), st.decimals(0, 10**6, places=2))
def test_doing_more_never_makes_a_light_worse(plan, actual, more):
    for rule in (WUHAN, SANYA):
        before = light(rule, plan=plan, actual=actual, as_of=DAY).color
        after = light(rule, plan=plan, actual=actual + more, as_of=DAY).color
        assert ORDER.index(after) >= ORDER.index(before)


@settings(deadline=None)
@given(days, st.integers(0, 400))
def test_months_are_counted_up_to_the_anniversary(start, months):
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(1)).day
    anniversary = date(year, month + 1, min(start.day, last))
    assert months_between(start, anniversary) == months
    assert months <= months_between(start, anniversary + timedelta(1)) < months + 1
    assert months_between(anniversary, start) == -months


@settings(deadline=None)
@given(st.lists(st.sampled_from(ORDER)))
def test_the_worst_light_is_among_them(colors):
    found = worst(colors)
    assert found == (NONE if not colors else min(colors, key=ORDER.index))


def test_less_than_a_month_of_waiting_is_told_in_days():
    given = light(YINCHUAN_LIBRARY, plan=date(2025, 6, 8), actual=None, as_of=DAY)
    assert (given.reason(), given.reason("en")) == ("已等约 2 天", "waiting for about 2 days")
    assert light(YINCHUAN_LIBRARY, plan=date(2025, 4, 10), actual=None, as_of=DAY).reason() == "已等 2 个月"


SHANGHAI = ZoneInfo("Asia/Shanghai")
FIFTH = Rule(Measure.TERM_SHARE, red=Limit(">", D(1)), yellow=Limit(">=", D("0.8")))
#: ten days, the last of them the 13th
TEN_DAYS = Term(datetime(2025, 6, 3, 9, tzinfo=SHANGHAI), datetime(2025, 6, 13, 23, 59, 59, tzinfo=SHANGHAI))
TWO_HOURS = Term(datetime(2025, 6, 3, 9, tzinfo=SHANGHAI), datetime(2025, 6, 3, 11, tzinfo=SHANGHAI), in_days=False)


@pytest.mark.parametrize(
    ("rule", "term", "yellow", "red"),
    [
        (FIFTH, TEN_DAYS, datetime(2025, 6, 11), datetime(2025, 6, 14)),
        (FIFTH, TWO_HOURS, datetime(2025, 6, 3, 10, 36), datetime(2025, 6, 3, 11, 0, 1)),
        (CLOCK, TEN_DAYS, datetime(2025, 6, 11), datetime(2025, 6, 14)),
        (Rule(Measure.DAYS_LATE, red=Limit(">", D(2))), TEN_DAYS, None, datetime(2025, 6, 16)),
        (Rule(Measure.TERM_SHARE, red=Limit(">=", D(1))), TEN_DAYS, None, datetime(2025, 6, 13, 23, 59, 59)),
    ],
)
def test_a_term_turns_at_moments_known_beforehand(rule, term, yellow, red):
    found = turns(rule, term)
    assert found.yellow == (yellow and yellow.replace(tzinfo=SHANGHAI))
    assert found.red == red.replace(tzinfo=SHANGHAI)


@settings(max_examples=60)
@given(st.integers(0, 20 * 24 * 60), st.sampled_from([FIFTH, CLOCK]), st.sampled_from([TEN_DAYS, TWO_HOURS]))
def test_the_light_of_a_term_is_what_its_turns_say(minutes, rule, term):
    moment = term.began + timedelta(minutes=minutes)
    found = light(rule, plan=term, actual=None, as_of=moment)
    assert found.color == turns(rule, term).color(moment)
    if rule.measure == Measure.TERM_SHARE:
        assert (found.color == RED) == (moment > term.due)
    else:
        assert (found.color == RED) == (moment.date() > term.due.date())


def test_what_says_nothing_of_a_term_is_refused():
    for rule in (WUHAN, Rule(Measure.TERM_SHARE, red=Limit("<", D(1)))):
        with pytest.raises(ValueError, match="nothing of a term"):
            turns(rule, TEN_DAYS)
    with pytest.raises(ValueError, match="moment"):
        light(FIFTH, plan=TEN_DAYS, actual=None, as_of=DAY)
    assert light(FIFTH, plan=TEN_DAYS, actual=None, as_of=TEN_DAYS.due).reason() == "时限已过 100%"

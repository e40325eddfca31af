"""Times of every shape → periods."""

from datetime import date

import pytest

from dianxiaoer.engines.text.periods import Calendar, find_times

CALENDAR = Calendar(date(2024, 10, 30), 2024)
CASES = [
    ("今年截至9月底", "2024-01..2024-09"), ("截至目前", "2024-01..2024-10-30"), ("今年1月至9月份", "2024-01..2024-09"),
    ("1—9月,", "2024-01..2024-09"), ("前三季度", "2024-01..2024-09"), ("今年一季度", "2024-01..2024-03"),
    ("2022年,", "2022-01..2022-12"), ("3月1日,在", "2024-03-01"), ("6月17日至23日", "2024-06-17..2024-06-23"),
    ("今年3月中旬", "2024-03"), ("日前,", "2024-10"), ("2024年以来", "2024-01..2024-10-30"), ("截至2023年底", "..2023-12"),
    ("今年上半年", "2024-01..2024-06"), ("去年全年", "2023-01..2023-12"), ("今年前8个月", "2024-01..2024-08"),
    ("28日,", "2024-10-28"), ("2023年12月", "2023-12"), ("入选2024年度榜单", "2024"), ("三季度", "2024-07..2024-09"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "period"), CASES, ids=[text for text, _ in CASES])
def test_a_time_becomes_a_period(text, period):
    assert [mark.period for mark in find_times(text, CALENDAR)] == [period]


def test_a_comparison_is_not_a_period():
    assert find_times("较去年同期增长", CALENDAR) == []


def test_without_a_date_the_year_is_a_star():
    assert find_times("前三季度", Calendar(None, None))[0].period == "*-01..*-09"

"""Keyset pages show every row once, in order, forwards and backwards."""

from datetime import timedelta

import pytest

from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.kernel.paging import exact_count, page_of
from tests.cast import NOW


@pytest.fixture
def people(cast):
    User.objects.bulk_create(
        User(
            username=f"p{number:03}",
            name=f"示例人员{number % 7}",
            unit=cast.district,
            password_changed_at=None if number % 3 == 0 else NOW + timedelta(days=number % 5),
        )
        for number in range(40)
    )
    return User.objects.filter(username__startswith="p0")


def walk(rows, sort, size):
    seen, after, pages = [], "", []
    while True:
        page = page_of(rows, sort, size=size, after=after)
        pages.append(page)
        seen += [row.pk for row in page.rows]
        if not page.after:
            return seen, pages
        after = page.after


@pytest.mark.parametrize(
    "sort", ["name", "-name", "password_changed_at", "-password_changed_at", "unit__name", "-id", "id"]
)
def test_pages_show_every_row_once(people, sort):
    seen, pages = walk(people, sort, 7)
    assert sorted(seen) == sorted(people.values_list("pk", flat=True))
    assert pages[0].before == ""


@pytest.mark.parametrize("sort", ["name", "-name", "password_changed_at", "-password_changed_at", "-id"])
def test_going_back_shows_the_page_before(people, sort):
    _seen, pages = walk(people, sort, 7)
    for here, there in zip(pages[1:], pages, strict=False):
        back = page_of(people, sort, size=7, before=here.before)
        assert [row.pk for row in back.rows] == [row.pk for row in there.rows]


def test_empty_values_come_last_both_ways(people):
    for sort in ("password_changed_at", "-password_changed_at"):
        seen, _pages = walk(people, sort, 9)
        empty = set(people.filter(password_changed_at=None).values_list("pk", flat=True))
        assert set(seen[-len(empty) :]) == empty


@pytest.mark.parametrize("cursor", ["nonsense", "e30=", "W10=", "é"])
def test_a_cursor_that_cannot_be_read_gives_the_first_page(people, cursor):
    assert page_of(people, "-id", size=5, after=cursor).rows == page_of(people, "-id", size=5).rows


def test_a_page_costs_one_statement(people, django_assert_num_queries):
    first = page_of(people, "name", size=5)
    with django_assert_num_queries(1):
        page_of(people, "name", size=5, after=first.after)


def test_counting_stops_at_the_limit(people):
    assert exact_count(people, limit=100) == (40, True)
    assert exact_count(people, limit=10) == (10, False)
    assert exact_count(Unit.objects.none()) == (0, True)

"""Two-character search: whatever is typed finds exactly the rows that hold it, on both databases."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dianxiaoer.domain.people.models import Unit
from dianxiaoer.kernel.search import CreateSearchIndex, SearchIndex

NAMES = {
    1: ("天水华天科技股份有限公司", "华天科技"),
    2: ("示例華天新材料有限公司", ""),
    3: ("天华示例有限公司", ""),
    4: ("Shili Micro-Electronics Co., Ltd.", "示例微电子"),
    5: ("科技中华", "天工"),
    6: ("𠮷田精密", ""),
}
INDEX = SearchIndex("trial")


@pytest.fixture
def index(db):
    with connection.schema_editor() if connection.vendor == "postgresql" else _plain() as editor:
        CreateSearchIndex("trial").database_forwards("kernel", editor, None, None)
    INDEX.put_many(NAMES.items())
    return INDEX


class _plain:
    """A schema editor asks SQLite to be outside a transaction; making a virtual table need not be."""

    connection = connection

    def __enter__(self):
        return self

    def __exit__(self, *caught):
        return None

    def execute(self, statement, params=None):
        with connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("华天", {1, 2}),
        ("華天", {1, 2}),
        ("华天科技", {1}),
        ("天华", {3}),
        ("华 科技", {1, 5}),
        ("micro electronics", {4}),
        ("MICROELEC", {4}),
        ("示例", {2, 3, 4}),
        ("华", {1, 2, 3, 5}),
        ("𠮷田", {6}),
        ("中华天", set()),
        ("没有", set()),
        ("!?", set()),
        ("", set()),
    ],
)
def test_a_query_finds_the_rows_that_hold_it(index, query, found):
    assert set(index.ids(query)) == found


def test_put_replaces_what_was_there(index):
    index.put(1, "改了名字的公司")
    assert index.ids("华天科技") == []
    assert index.ids("改了") == [1]


def test_a_removed_row_is_not_found(index):
    index.remove(1, 2)
    assert index.ids("华天") == []


def test_pairs_in_another_order_do_not_count(index):
    index.put(9, "甲乙丙乙")
    assert index.ids("乙丙乙") == [9]
    assert index.ids("丙乙丙") == []


def test_narrow_leaves_a_queryset_whole_when_nothing_is_typed(index, cast):
    units = Unit.objects.all()
    assert index.narrow(units, " ").count() == units.count()
    assert index.narrow(units, "??").count() == 0


def test_narrow_keeps_the_filter_of_the_queryset(index, cast):
    for unit in Unit.objects.all():
        index.put(unit.pk, unit.name)
    assert set(index.narrow(Unit.objects.filter(kind="district"), "区")) == {cast.district, cast.other_district}


def test_the_newest_rows_come_first_and_none_is_lost_to_those_of_others(index, cast):
    units = list(Unit.objects.order_by("pk"))
    index.put_many((unit.pk, ["示例机构"]) for unit in units)
    index.put_many((number, ["示例机构"]) for number in range(10_000, 10_100))
    assert index.ids("示例机构", 3) == [10_099, 10_098, 10_097]
    newest = [unit.pk for unit in units][::-1][:3]
    assert [unit.pk for unit in index.newest(Unit.objects.all(), "示例机构", 3)] == newest
    assert index.newest(Unit.objects.all(), "没有的字", 3) == index.newest(Unit.objects.all(), " ", 3) == []


LETTERS = st.text("华天科技示例", min_size=1, max_size=7)


@given(st.lists(LETTERS, min_size=1, max_size=6), LETTERS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_index_says_what_looking_at_every_text_says(index, texts, query):
    index.put_many((place, [text]) for place, text in enumerate(texts, 100))
    found = {row_id for row_id in index.ids(query, 1000) if 100 <= row_id < 100 + len(texts)}
    assert found == {place for place, text in enumerate(texts, 100) if query in text}

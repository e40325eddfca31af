"""Development articles of our own: the engine keeps what it reached; pages of other kinds give nothing."""

import pytest

from bench.text_damage import full_width
from bench.text_scoring import score
from dianxiaoer.engines.text.extract import read_report
from tests.engines.text.marked import read_articles

#: Measured on the day it was written, less a hair; raise them when the engine gets better.
FLOORS = {"numbers": 0.99, "indicators": 0.985, "service kind": 0.985, "indicators with period": 0.96, "projects": 0.97}


def test_the_development_articles_keep_their_score():
    tallies = score(read_articles("dev")).tallies
    assert {name: tallies[name].f1 for name in FLOORS if tallies[name].f1 < FLOORS[name]} == {}


@pytest.mark.parametrize(
    "article",
    [one for one in read_articles("dev") + read_articles("kept") if one.region is None],
    ids=lambda one: one.name,
)
def test_a_page_of_another_kind_gives_nothing(article):
    assert read_report(article.text).facts == ()


def test_there_are_at_least_eighty_articles():
    assert len(read_articles("dev")) + len(read_articles("kept")) >= 80


@pytest.mark.parametrize("article", read_articles("dev")[:40], ids=lambda one: one.name)
def test_full_width_marks_change_nothing(article):
    assert read_report(full_width(article.text)).facts == read_report(article.text).facts

"""The five articles: every fact found where it stands, nothing else."""

import json
from functools import cache
from pathlib import Path

import pytest

from dianxiaoer.engines.text.extract import read_report

SHARED = Path(__file__).resolve().parents[3].parent / "shared"
GOLD = SHARED / "extraction" / "seeds_gold.json"
pytestmark = pytest.mark.skipif(not GOLD.is_file(), reason="../shared/extraction with the five articles is not here")
KINDS = ("indicator", "project", "region", "event", "policy", "org")


@cache
def _seeds():
    gold = json.loads(GOLD.read_text("utf-8"))["seeds"]
    texts = [(SHARED / "seeds" / seed["seed"]).read_bytes().decode("utf-8") for seed in gold]
    return [(seed, text, read_report(text)) for seed, text in zip(gold, texts, strict=True)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_fact_is_found_and_nothing_else(kind):
    stated = {
        (seed["seed"], *fact["span"]) for seed, _, _ in _seeds() for fact in seed["facts"] if fact["type"] == kind
    }
    found = {(seed["seed"], *fact.span) for seed, _, report in _seeds() for fact in report.of(kind)}
    assert found == stated


@pytest.mark.parametrize(
    "field", ["ind", "role", "value", "unit", "op", "period", "region", "project", "scope", "versus"]
)
def test_an_indicator_says_what_the_article_says(field):
    wrong = []
    for seed, _, report in _seeds():
        found = {fact.span: fact.fields for fact in report.of("indicator")}
        for fact in seed["facts"]:
            if fact["type"] == "indicator" and found[tuple(fact["span"])].get(field) != fact.get(field):
                wrong.append((seed["seed"], fact["span"], fact.get(field), found[tuple(fact["span"])].get(field)))
    assert wrong == []


@pytest.mark.parametrize("kind", ["project", "region", "event", "policy", "org"])
def test_names_are_as_the_article_means_them(kind):
    wrong = []
    for seed, _, report in _seeds():
        found = {fact.span: fact.fields["name"] for fact in report.of(kind)}
        wrong += [
            fact["name"]
            for fact in seed["facts"]
            if fact["type"] == kind and found[tuple(fact["span"])] != fact["name"]
        ]
    assert wrong == []

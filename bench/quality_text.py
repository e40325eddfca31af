"""Quality of reading reports: the five articles, our development articles, the part kept unseen, and damaged copies."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from bench.text_damage import DAMAGES
from bench.text_scoring import Scores, score
from dianxiaoer.engines.text.extract import read_report
from tests.engines.text.marked import read_articles

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
TARGETS = {
    "numbers": 0.995, "numbers read where they stand": 0.995, "indicators": 0.85, "service kind": 0.75, "indicators with period": 0.78, "projects": 0.85,
    "region of the report": 0.90,
}  # fmt: skip
#: Why a floor is missed, where it is known.
WHY = {
    "numbers": "counts the values of facts, so a fact not found costs its number; the scanner reads them all, see the next line",
}


def run() -> None:
    """Print the tables."""
    _five()
    for part, title in (("dev", "development articles (tuned on)"), ("kept", "articles kept unseen")):
        scores = score(read_articles(part))
        print(f"\n{title}: {len(read_articles(part))}")
        _table(scores)
    print("\nboth parts under damage: F1 of indicators (undamaged beside it)")
    articles = read_articles("dev") + read_articles("kept")
    plain = score(articles).tallies["indicators"].f1
    for name, damage in DAMAGES.items():
        print(f"  {name:24} {_indicators(articles, damage):.3f}  ({plain:.3f})")


def _indicators(articles: list[object], damage: Callable[[str], str]) -> float:
    return score(articles, damage).tallies["indicators"].f1  # type: ignore[arg-type]


def _table(scores: Scores) -> None:
    print(f"  {'':30} {'F1':>6} {'prec.':>6} {'recall':>6} {'floor':>6}")
    for name, tally in scores.tallies.items():
        if name == "facts on pages of other kinds":
            print(f"  {name:30} {tally.found} found, 0 wanted: {'met' if not tally.found else 'missed'}")
            continue
        precision, recall = tally.right / max(tally.found, 1), tally.right / max(tally.stated, 1)
        print(f"  {name:30} {tally.f1:6.3f} {precision:6.3f} {recall:6.3f} {_against_floor(name, tally.f1)}")
    share = scores.sure_right / max(scores.sure, 1)
    print(f"  {'right at confidence >= .9':30} {share:6.3f} ({scores.sure_right}/{scores.sure}) floor 0.970")


def _against_floor(name: str, f1: float) -> str:
    floor = TARGETS.get(name)
    if floor is None:
        return ""
    missed = f"missed by {floor - f1:.3f}: {WHY.get(name, 'cause not examined')}"
    return f"{floor:6.3f} {'met' if f1 >= floor else missed}"


def _five() -> None:
    gold_file = SHARED / "extraction" / "seeds_gold.json"
    if not gold_file.is_file():
        print("the five articles: ../shared/extraction is not here, skipped")
        return
    print("the five articles: facts found at their place / stated, spurious")
    totals: dict[str, list[int]] = {}
    for seed in json.loads(gold_file.read_text("utf-8"))["seeds"]:
        report = read_report((SHARED / "seeds" / seed["seed"]).read_bytes().decode("utf-8"))
        stated = {(fact["type"], *fact["span"]) for fact in seed["facts"]}
        found = {(fact.type, *fact.span) for fact in report.facts}
        for kind in ("indicator", "project", "policy", "org", "event", "region"):
            want = {one for one in stated if one[0] == kind}
            have = {one for one in found if one[0] == kind}
            row = totals.setdefault(kind, [0, 0, 0])
            row[0] += len(want & have)
            row[1] += len(want)
            row[2] += len(have - want)
    for kind, (right, wanted, spurious) in totals.items():
        print(f"  {kind:12} {right:4} / {wanted:<4} {spurious} spurious")
    sums = [sum(row[at] for row in totals.values()) for at in range(3)]
    print(f"  {'all':12} {sums[0]:4} / {sums[1]:<4} {sums[2]} spurious")

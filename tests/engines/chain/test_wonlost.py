"""Learning from won and lost leads: refuses too few, finds a true effect, admits that noise teaches nothing."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("scipy", reason="target ranking needs the extra `solvers` (scipy)")

from dianxiaoer.engines.chain.targets.wonlost import TooFewLeads, fit_logistic, learn_from_leads


def leads(n: int, effect: float, seed: int = 0):
    draw = np.random.default_rng(seed)
    points = draw.normal(size=(n, 2))
    return points, draw.random(n) < 1 / (1 + np.exp(-(effect * points[:, 0] - 0.5)))


def test_too_few_leads_are_refused_with_the_counts():
    points, won = leads(12, 1)
    with pytest.raises(TooFewLeads, match="至少 10 条"):
        learn_from_leads(points, won, ["a", "b"])


def test_a_true_effect_is_found_and_chances_are_calibrated():
    points, won = leads(2000, 1.5)
    lesson = learn_from_leads(points, won, ["words", "distance"])
    assert lesson.better_than_mean
    assert lesson.auc > 0.75
    assert lesson.emphasis["words"] == pytest.approx(1.5, abs=0.25)
    assert abs(lesson.emphasis["distance"]) < 0.15
    for each in lesson.bins:
        assert each.said == pytest.approx(each.won, abs=0.12)


def test_noise_is_not_sold_as_knowledge():
    points, won = leads(300, 0.0)
    lesson = learn_from_leads(points, won, ["a", "b"])
    assert lesson.auc < 0.6
    assert not lesson.better_than_mean


def test_separable_leads_do_not_blow_up():
    points = np.array([[-1.0]] * 10 + [[1.0]] * 10)
    slope, _ = fit_logistic(points, np.array([False] * 10 + [True] * 10))
    assert 0 < slope[0] < 10

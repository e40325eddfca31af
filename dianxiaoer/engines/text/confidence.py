"""How sure a fact is: cue score and role turned into 0..1, calibrated on the development articles."""

from __future__ import annotations

from dianxiaoer.engines.text.frame import Measured

#: Rules that ask the frame are surer when they agree with a near cue; these start lower.
_SHY = {"inv": 0.82, "part": 0.84, "key": 0.78, "impl": 0.8, "svc.firms": 0.86, "svc.events": 0.8, "output": 0.85, "done.money": 0.8,
        "svc.infra": 0.75, "fund.paid.weak": 0.72, "guests": 0.85, "reserve": 0.88}  # fmt: skip


def confidence_of(measured: Measured) -> float:
    """Confidence of an indicator fact from the margin of its cue score."""
    base = 0.48 + 0.07 * min(max(measured.score, 0.0), 9.0)
    return round(min(base, _SHY.get(measured.rule, 0.98)), 3)

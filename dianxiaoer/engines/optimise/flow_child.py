"""The child that runs one network flow, so that it can be bounded, stopped and survived."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from dianxiaoer.engines.optimise.child import Progress, Stop, run_child, serve
from dianxiaoer.engines.optimise.flow import FlowAnswer, FlowProblem, Solver, min_cost_flow
from dianxiaoer.engines.optimise.problems import Infeasible


def min_cost_flow_within(
    problem: FlowProblem,
    solver: Solver = "pylmcf",
    *,
    seconds: float,
    memory_mib: int = 4096,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> FlowAnswer:
    """`min_cost_flow` bounded in time and memory. Raises SolverOutOfTime, SolverDied, Cancelled besides its own."""
    arrays: dict[str, NDArray[Any]] = {name: getattr(problem, name) for name in FlowProblem.__dataclass_fields__}
    found = run_child(
        "dianxiaoer.engines.optimise.flow_child",
        {**arrays, "solver": np.array(solver)},
        seconds=seconds,
        memory_mib=memory_mib,
        progress=progress,
        stop=stop,
    )
    if "flow" not in found:
        raise Infeasible(str(found["infeasible"]))
    return FlowAnswer(
        found["flow"], int(found["cost"]), found["potential"], bool(found["is_proven"]), float(found["gap"]), solver
    )


def answer(question: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """The arrays of a FlowAnswer, or why there is none."""
    solver = cast(Solver, str(question.pop("solver")))
    try:
        found = min_cost_flow(FlowProblem(**question), solver)
    except Infeasible as error:
        return {"infeasible": np.array(str(error))}
    return {name: np.asarray(getattr(found, name)) for name in ("flow", "cost", "potential", "is_proven", "gap")}


if __name__ == "__main__":
    serve(answer)

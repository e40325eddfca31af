"""The child that runs HiGHS: `python -m dianxiaoer.engines.optimise.highs_child MEMORY_MIB`, arrays in, arrays out."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dianxiaoer.engines.optimise.child import serve


def answer(question: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """status (best, stopped, infeasible, nothing), x, cost, bound, row_price of one problem."""
    import highspy

    solver = _solver(highspy, question)
    solver.passModel(_model(highspy, question))
    if "first_guess" in question:
        guess = highspy.HighsSolution()
        guess.col_value = question["first_guess"].tolist()
        solver.setSolution(guess)
    solver.run()
    return _found(highspy, solver, bool(question["is_whole"].any()))


def _solver(highspy: Any, question: dict[str, NDArray[Any]]) -> Any:
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 1)
    solver.setOptionValue("time_limit", float(question["seconds"]))
    solver.setOptionValue("mip_rel_gap", float(question["gap"]))
    solver.setOptionValue("mip_abs_gap", 0.0)
    if "nodes" in question:
        solver.setOptionValue("mip_max_nodes", int(question["nodes"]))
    solver.cbMipImprovingSolution.subscribe(_tell)
    return solver


def _tell(event: Any) -> None:
    found = event.data_out
    print(f"plan {found.objective_function_value:.6g} bound {found.mip_dual_bound:.6g}", file=sys.stderr, flush=True)


def _model(highspy: Any, question: dict[str, NDArray[Any]]) -> Any:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(question["cost"]), len(question["row_lower"])
    model.col_cost_ = question["cost"]
    model.col_lower_, model.col_upper_ = question["lower"], question["upper"]
    model.row_lower_, model.row_upper_ = question["row_lower"], question["row_upper"]
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = question["start"].astype(np.int32)
    model.a_matrix_.index_ = question["row"].astype(np.int32)
    model.a_matrix_.value_ = question["value"]
    if question["is_whole"].any():
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        model.integrality_ = [kinds[int(whole)] for whole in question["is_whole"]]
    return model


def _found(highspy: Any, solver: Any, is_whole: bool) -> dict[str, NDArray[Any]]:
    status, info, solution = solver.getModelStatus(), solver.getInfo(), solver.getSolution()
    infeasible = (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible)
    is_best = status == highspy.HighsModelStatus.kOptimal
    word = "infeasible" if status in infeasible else "best" if is_best else "stopped"
    if word != "infeasible" and info.primal_solution_status != 2:
        word = "nothing"
    bound = info.mip_dual_bound if is_whole else (info.objective_function_value if is_best else -np.inf)
    return {
        "status": np.array(word),
        "x": np.asarray(solution.col_value, dtype=np.float64),
        "row_price": np.asarray(solution.row_dual, dtype=np.float64),
        "cost": np.array(info.objective_function_value),
        "bound": np.array(bound),
    }


if __name__ == "__main__":
    serve(answer)

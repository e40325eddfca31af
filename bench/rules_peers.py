"""The same 500 policies in OpenFisca and in Polars, over the same firms: benchmark peers only."""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from bench.rules_workload import COUNTS, INDUSTRIES, MONEY, REGIONS, atoms, policies
from dianxiaoer.engines.rules.facts.table import FactTable


def code_range(op: str, limit: str) -> tuple[int, int]:
    """Sorted codes low ≤ code < high of an industry prefix or a region: the same trick for every engine."""
    texts = INDUSTRIES if op == "starts" else REGIONS
    inside = [number for number, text in enumerate(texts) if text.startswith(limit)]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def polars_frame(table: FactTable) -> Any:
    """The firms as a Polars frame with nulls."""
    import polars as pl

    columns = {key: pl.Series(key, values, nan_to_null=True) for key, values in table.numbers.items()}
    for key, words in table.words.items():
        codes = pl.Series(key, np.asarray(words.codes))
        columns[key] = pl.select(pl.when(codes >= 0).then(codes)).to_series().alias(key)
    return pl.DataFrame(columns)


def polars_expressions() -> list[Any]:
    """One nullable boolean column a policy; Polars finds the shared conditions itself."""
    import polars as pl

    made = []
    for column, op, limit in atoms():
        value = pl.col(column)
        if column in MONEY or column in COUNTS:
            number = float(str(limit))
            made.append({">=": value >= number, "<": value < number, "<=": value <= number}[op])
        else:
            low, high = code_range(op, str(limit))
            made.append((value >= low) & (value < high))
    return [pl.all_horizontal([made[i] for i in chosen]).alias(f"k{n}") for n, chosen in enumerate(policies())]


def run_polars(frame: Any) -> tuple[float, float, list[int]]:
    """Wall and CPU seconds to materialise 500 columns, and firms that qualify by policy."""
    wall, cpu = time.perf_counter(), time.process_time()
    answer = frame.lazy().select(polars_expressions()).collect()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return wall, cpu, [int(answer[name].sum() or 0) for name in answer.columns]


def openfisca_system() -> Any:
    """A tax-benefit system with one variable a fact, a condition and a policy."""
    from openfisca_core import periods
    from openfisca_core.entities import Entity
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    firm = Entity("firm", "firms", "", "")
    system = TaxBenefitSystem([firm])

    def add(name: str, value_type: type, formula: Any = None) -> None:
        body = {"value_type": value_type, "entity": firm, "definition_period": periods.DateUnit.YEAR, "label": name}
        if formula is not None:
            body["formula"] = formula
        system.add_variable(type(name, (Variable,), body))

    for name in MONEY + COUNTS:
        add(name, float)
    for name in ("industry", "region"):
        add(name, int)
    for number, atom in enumerate(atoms()):
        add(f"c{number}_holds", bool, _condition(atom))
    for number, chosen in enumerate(policies()):
        add(f"k{number}", bool, _all_of(chosen))
    return system


def _condition(atom: tuple[str, str, object]) -> Any:
    column, op, limit = atom
    if column in MONEY or column in COUNTS:
        number = float(str(limit))
        tests = {">=": np.greater_equal, "<": np.less, "<=": np.less_equal}
        return lambda firm, period, _parameters=None: tests[op](firm(column, period), number)
    low, high = code_range(op, str(limit))
    return lambda firm, period, _parameters=None: (firm(column, period) >= low) & (firm(column, period) < high)


def _all_of(chosen: list[int]) -> Any:
    def formula(firm: Any, period: Any, _parameters: Any = None) -> Any:
        held = firm(f"c{chosen[0]}_holds", period)
        for number in chosen[1:]:
            held = held * firm(f"c{number}_holds", period)
        return held

    return formula


def run_openfisca(system: Any, table: FactTable) -> tuple[float, float, list[int]]:
    """Wall and CPU seconds for all policies, and firms that qualify. A missing fact is 0: it knows no unknown."""
    from openfisca_core.simulations import SimulationBuilder

    simulation = SimulationBuilder().build_default_simulation(system, table.size)
    for key, values in table.numbers.items():
        simulation.set_input(key, "2026", np.nan_to_num(values).astype(np.float32))
    for key, words in table.words.items():
        simulation.set_input(key, "2026", np.asarray(words.codes).astype(np.int32))
    wall, cpu = time.perf_counter(), time.process_time()
    counts = [int(simulation.calculate(f"k{number}", "2026").sum()) for number in range(len(policies()))]
    return time.perf_counter() - wall, time.process_time() - cpu, counts

"""The same tree as one SQL query, for DuckDB and Spark.

The query reads a relation whose columns are the program's column keys in base units (see `facts.prepare`), plus any
others, and gives v_<position> (verdict code), e_<position> (分 earned; NULL: qualifies, amount unknown),
p_<position> (分 paid after stacking) and total_fen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from dianxiaoer.engines.rules.program.compiler import CompiledClause, Program
from dianxiaoer.engines.rules.program.nodes import Column, Node, leaf_columns, may_be_undefined
from dianxiaoer.engines.rules.program.stacking import Cap, Component
from dianxiaoer.engines.rules.run.batch import truth_order

_NOT = "CASE {0} WHEN 1 THEN 4 WHEN 4 THEN 1 ELSE {0} END"


@dataclass(frozen=True)
class Dialect:
    """How one engine writes names and texts."""

    name: str
    quote: str
    escapes_backslash: bool

    def column(self, name: str) -> str:
        """A quoted column name."""
        return f"{self.quote}{name.replace(self.quote, self.quote * 2)}{self.quote}"

    def text(self, value: str) -> str:
        """A quoted text."""
        body = value.replace("\\", "\\\\") if self.escapes_backslash else value
        return "'" + (body.replace("'", "\\'") if self.escapes_backslash else body.replace("'", "''")) + "'"


DUCKDB = Dialect("duckdb", '"', False)
SPARK = Dialect("spark", "`", True)


def program_sql(
    program: Program, source: str, *, keep: Sequence[str] = (), dialect: Dialect = DUCKDB, amounts: bool = True
) -> str:
    """The SELECT that evaluates `program` over the relation `source`, giving the columns `keep` as they are."""
    return _Query(program, source, keep, dialect, amounts).text()


@dataclass
class _Query:
    program: Program
    source: str
    keep: Sequence[str]
    dialect: Dialect
    amounts: bool
    layers: list[str] = field(default_factory=list)
    named: dict[int, str] = field(default_factory=dict)

    def text(self) -> str:
        self.add_layers()
        final = [self.dialect.column(name) for name in self.keep]
        final += [f"{self.named[clause.verdict.index]} AS v_{clause.position}" for clause in self.program.clauses]
        if self.amounts:
            paying = [clause for clause in self.program.clauses if clause.amount is not None]
            self.add_money(paying)
            final += [f"{kind}_{clause.position}" for clause in paying for kind in ("e", "p")]
            final.append((" + ".join(f"p_{c.position}" for c in paying) or "0") + " AS total_fen")
        body = ",\n".join(self.layers)
        query = f"SELECT {', '.join(final)} FROM {self.last}"  # noqa: S608 (names are quoted, texts escaped)
        return f"WITH {body}\n{query}" if self.layers else query

    @property
    def last(self) -> str:
        return f"layer_{len(self.layers)}" if self.layers else self.source

    def layer(self, columns: Iterable[str]) -> None:
        """One more WITH step that keeps everything before it."""
        listed = list(columns)
        if listed:
            before = self.last
            step = f"SELECT *, {', '.join(listed)} FROM {before}"  # noqa: S608 (names are quoted, texts escaped)
            self.layers.append(f"layer_{len(self.layers) + 1} AS ({step})")

    def add_layers(self) -> None:
        """Truths and shared numbers as columns, one layer for each depth, so that nothing is written twice."""
        clauses = self.program.clauses
        truths = {node.index for node in truth_order(self.program, self.amounts)}
        roots = [clause.amount for clause in clauses if clause.amount is not None and self.amounts]
        needed = _below_all([node for node in self.program.nodes if node.index in truths] + roots)
        uses = Counter(arg.index for node in needed for arg in node.args)
        stored = [n for n in needed if n.is_truth or (uses[n.index] > 1 and n.op not in ("const", "fact"))]
        depth: dict[int, int] = {}
        for node in needed:
            inner = max((depth.get(arg.index, 0) for arg in node.args), default=0)
            depth[node.index] = inner + (1 if node in stored else 0)
        for level in range(1, max(depth.values(), default=0) + 1):
            here = [node for node in stored if depth[node.index] == level]
            self.layer([f"{self.expression(node)} AS n_{node.index}" for node in here])
            self.named.update((node.index, f"n_{node.index}") for node in here)

    def of(self, node: Node) -> str:
        return self.named.get(node.index) or self.expression(node)

    def expression(self, node: Node) -> str:
        return _WRITERS[node.op](self, node)

    def fact(self, column: Column) -> str:
        name = self.dialect.column(column.key)
        if column.fill is None:
            return name
        fill = self.dialect.text(column.fill) if isinstance(column.fill, str) else literal(column.fill)
        return f"COALESCE({name}, {fill})"

    def add_money(self, paying: list[CompiledClause]) -> None:
        self.layer(
            f"CASE WHEN {self.named[c.verdict.index]} = 1 THEN {self.of(c.amount)} ELSE 0e0 END AS e_{c.position}"
            for c in paying
            if c.amount is not None
        )
        has = {clause.position for clause in paying}
        kept = {position: f"COALESCE(e_{position}, 0e0)" for position in has}
        for number, component in enumerate(self.program.stacking.components):
            if has & set(component.members):
                self.choose(number, component, kept)
        self.layer(f"{text} AS k_{position}" for position, text in sorted(kept.items()))
        paid = {position: f"k_{position}" for position in has}
        for number, cap in enumerate(self.program.stacking.caps):
            self.cut(number, cap, paid)
        self.layer(f"{text} AS p_{position}" for position, text in sorted(paid.items()))

    def choose(self, number: int, component: Component, kept: dict[int, str]) -> None:
        earned = {member: kept.get(member, "0e0") for member in component.members}
        totals = [_capped_total(members, component.caps, earned) for members in component.sets]
        self.layer(f"{total} AS t_{number}_{i}" for i, total in enumerate(totals))
        names = [f"t_{number}_{i}" for i in range(len(totals))]
        best = names[0] if len(names) == 1 else f"GREATEST({', '.join(names)})"
        self.layer([f"{best} AS best_{number}"])
        cases = " ".join(f"WHEN {name} = best_{number} THEN {i}" for i, name in enumerate(names))
        self.layer([f"CASE {cases} END AS choice_{number}"])
        for member in component.members:
            if member in kept:
                holding = [str(i) for i, members in enumerate(component.sets) if member in members]
                kept[member] = f"CASE WHEN choice_{number} IN ({', '.join(holding)}) THEN {earned[member]} ELSE 0e0 END"

    def cut(self, number: int, cap: Cap, paid: dict[int, str]) -> None:
        inside = [member for member in cap.members if member in paid]
        columns = []
        for place, member in enumerate(inside):
            before = " + ".join(paid[m] for m in inside[:place]) or "0e0"
            room = f"{literal(float(cap.limit_fen))} - ({before})"
            columns.append(f"GREATEST(0e0, LEAST({paid[member]}, {room})) AS c_{number}_{member}")
        self.layer(columns)
        paid.update((member, f"c_{number}_{member}") for member in inside)


def _below_all(roots: Sequence[Node]) -> list[Node]:
    found: dict[int, Node] = {}
    stack = list(roots)
    while stack:
        node = stack.pop()
        if node.index not in found:
            found[node.index] = node
            stack.extend(node.args)
    return [found[index] for index in sorted(found)]


def _capped_total(members: Sequence[int], caps: Sequence[Cap], earned: dict[int, str]) -> str:
    """The sum of a set under nested caps."""
    units: list[tuple[set[int], str]] = [({member}, earned[member]) for member in members]
    for cap in caps:
        inside = [unit for unit in units if unit[0] <= set(cap.members)]
        if inside:
            merged = f"LEAST({literal(float(cap.limit_fen))}, {' + '.join(text for _, text in inside)})"
            rest = [unit for unit in units if unit not in inside]
            units = [*rest, (set().union(*(names for names, _ in inside)), merged)]
    return " + ".join(text for _, text in units) or "0e0"


def literal(value: float) -> str:
    """A double as SQL text that reads back as the same double."""
    text = repr(float(value))
    return text if "e" in text else f"{text}e0"


def _compare(query: _Query, node: Node) -> str:
    left, right = (query.of(arg) for arg in node.args)
    missing = " OR ".join(f"({query.of(arg)}) IS NULL" for arg in node.args if arg.op != "const")
    sign = {"=": "=", "!=": "<>"}.get(node.value, node.value)
    otherwise = "3"
    if may_be_undefined(node):
        gaps = [f"{query.dialect.column(c.key)} IS NULL" for c in leaf_columns(node) if c.fill is None]
        otherwise = f"CASE WHEN {' OR '.join(gaps)} THEN 3 ELSE 2 END" if gaps else "2"
    test = f"WHEN ({left}) {sign} ({right}) THEN 1 ELSE 4 END"
    return f"CASE WHEN {missing} THEN {otherwise} {test}" if missing else f"CASE {test}"


def _in(query: _Query, node: Node) -> str:
    column, texts, mode = node.value
    name = query.fact(column)
    tail = "" if mode == "starts" else "|"
    tests = [
        f"INSTR('|' || {name} || '|', {query.dialect.text('|' + text + tail)}) > 0" for text in texts if "|" not in text
    ]
    return f"CASE WHEN {name} IS NULL THEN 3 WHEN {' OR '.join(tests) or '1 = 0'} THEN 1 ELSE 4 END"


def _and(query: _Query, node: Node) -> str:
    return f"GREATEST({', '.join(query.of(arg) for arg in node.args)})"


def _or(query: _Query, node: Node) -> str:
    inner = ", ".join(_NOT.format(query.of(arg)) for arg in node.args)
    return _NOT.format(f"GREATEST({inner})")


def _when(query: _Query, node: Node) -> str:
    guard, body = (query.of(arg) for arg in node.args)
    return f"CASE {guard} WHEN 1 THEN {body} WHEN 2 THEN 2 WHEN 3 THEN 3 ELSE 0 END"


def _at_least(query: _Query, node: Node) -> str:
    def count(codes: str) -> str:
        return " + ".join(f"CASE WHEN {query.of(arg)} IN ({codes}) THEN 1 ELSE 0 END" for arg in node.args)

    return (
        f"CASE WHEN {count('1,2,3,4')} = 0 THEN 0 WHEN {count('1')} >= {node.value} THEN 1 "
        f"WHEN {count('1,2,3')} < {node.value} THEN 4 WHEN {count('3')} > 0 THEN 3 ELSE 2 END"
    )


def _case(query: _Query, node: Node) -> str:
    test, yes, no = (query.of(arg) for arg in node.args)
    return f"CASE {test} WHEN 1 THEN {yes} WHEN 4 THEN {no} WHEN 0 THEN {no} END"


def _pick(query: _Query, node: Node) -> str:
    choices = zip(node.args[:-1:2], node.args[1::2], strict=True)
    cases = " ".join(f"WHEN {query.of(test)} = 1 THEN {query.of(value)}" for test, value in choices)
    return f"CASE {cases} ELSE {query.of(node.args[-1])} END"


def _infix(sign: str) -> Callable[[_Query, Node], str]:
    return lambda query, node: f"({query.of(node.args[0])} {sign} {query.of(node.args[1])})"


def _divide(query: _Query, node: Node) -> str:
    return f"({query.of(node.args[0])} / NULLIF({query.of(node.args[1])}, 0e0))"


def _extreme(sign: str) -> Callable[[_Query, Node], str]:
    def made(query: _Query, node: Node) -> str:
        a, b = (query.of(arg) for arg in node.args)
        return f"CASE WHEN ({a}) IS NULL OR ({b}) IS NULL THEN NULL WHEN ({a}) {sign} ({b}) THEN {a} ELSE {b} END"

    return made


_WRITERS: dict[str, Callable[[_Query, Node], str]] = {
    "const": lambda query, node: literal(float(node.value)),
    "truth": lambda query, node: str(int(node.value)),
    "manual": lambda query, node: "2",
    "fact": lambda query, node: query.fact(node.value),
    "compare": _compare, "in": _in, "and": _and, "or": _or, "when": _when, "at_least": _at_least,
    "not": lambda query, node: _NOT.format(query.of(node.args[0])),
    "default": lambda query, node: f"COALESCE({query.of(node.args[0])}, {literal(float(node.value))})",
    "case": _case, "pick": _pick, "add": _infix("+"), "sub": _infix("-"), "mul": _infix("*"), "div": _divide,
    "min": _extreme("<="), "max": _extreme(">="),
    "floor": lambda query, node: f"CAST(FLOOR({query.of(node.args[0])}) AS DOUBLE)",
    "sqrt": lambda query, node: "CASE WHEN {0} >= 0 THEN SQRT({0}) END".format(query.of(node.args[0])),
    "positive": lambda query, node: "CASE WHEN {0} > 0 THEN {0} END".format(query.of(node.args[0])),
}  # fmt: skip

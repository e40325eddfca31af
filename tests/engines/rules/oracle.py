"""A plain, slow reading of the rule tree for one firm: no sharing, no codes, no bit planes; written on its own.

Truths are the words met, unmet, unknown, manual, absent. Stacking tries every subset of clauses.
"""

from __future__ import annotations

import math
from itertools import combinations


def truth(node, row):
    """One of the five words for a truth node."""
    return TRUTHS[node.op](node, row)


def number(node, row):
    """A float for a number node, or None where it cannot be computed."""
    return NUMBERS[node.op](node, row)


def read(column, row):
    value = row.get(column.key)
    return column.fill if value is None else value


def mentions(node):
    columns = []
    if node.op == "fact":
        columns.append(node.value)
    if node.op == "in":
        columns.append(node.value[0])
    for arg in node.args:
        columns.extend(mentions(arg))
    return columns


def compare(node, row):
    left, right = number(node.args[0], row), number(node.args[1], row)
    if left is None or right is None:
        return "unknown" if any(read(column, row) is None for column in mentions(node)) else "manual"
    difference = (left > right) - (left < right)
    good = {"=": [0], "!=": [-1, 1], "<": [-1], "<=": [-1, 0], ">": [1], ">=": [0, 1]}[node.value]
    return "met" if difference in good else "unmet"


def among(node, row):
    column, texts, mode = node.value
    value = read(column, row)
    if value is None:
        return "unknown"
    for part in value.split("|"):
        for text in texts:
            if part == text or (mode == "starts" and part[: len(text)] == text):
                return "met"
    return "unmet"


def all_hold(node, row):
    found = {truth(arg, row) for arg in node.args} - {"absent"}
    for word in ("unmet", "unknown", "manual", "met"):
        if word in found:
            return word
    return "absent"


def some_hold(node, row):
    found = {truth(arg, row) for arg in node.args} - {"absent"}
    for word in ("met", "unknown", "manual", "unmet"):
        if word in found:
            return word
    return "absent"


def negated(node, row):
    word = truth(node.args[0], row)
    return {"met": "unmet", "unmet": "met"}.get(word, word)


def guarded(node, row):
    word = truth(node.args[0], row)
    if word == "met":
        return truth(node.args[1], row)
    return "absent" if word in ("unmet", "absent") else word


def several(node, row):
    """By the definition: "or" over all ways to take enough parts, each an "and"; parts that do not apply left out."""
    found = [word for word in (truth(arg, row) for arg in node.args) if word != "absent"]
    if not found:
        return "absent"
    ways = []
    for way in combinations(found, node.value):
        ways.append(next(word for word in ("unmet", "unknown", "manual", "met") if word in way))
    return next((word for word in ("met", "unknown", "manual", "unmet") if word in ways), "unmet")


def branch(node, row):
    word = truth(node.args[0], row)
    if word == "met":
        return number(node.args[1], row)
    return number(node.args[2], row) if word in ("unmet", "absent") else None


def first_met(node, row):
    for position in range(0, len(node.args) - 1, 2):
        if truth(node.args[position], row) == "met":
            return number(node.args[position + 1], row)
    return number(node.args[-1], row)


def strict(compute):
    def made(node, row):
        values = [number(arg, row) for arg in node.args]
        return None if None in values else compute(*values)

    return made


def otherwise(node, row):
    value = number(node.args[0], row)
    return float(node.value) if value is None else value


TRUTHS = {
    "compare": compare, "in": among, "and": all_hold, "or": some_hold, "not": negated, "when": guarded,
    "at_least": several, "manual": lambda node, row: "manual",
    "truth": lambda node, row: ["absent", "met", "manual", "unknown", "unmet"][node.value],
}  # fmt: skip
NUMBERS = {
    "const": lambda node, row: float(node.value), "fact": lambda node, row: read(node.value, row),
    "case": branch, "pick": first_met, "default": otherwise,
    "add": strict(lambda a, b: a + b), "sub": strict(lambda a, b: a - b), "mul": strict(lambda a, b: a * b),
    "div": strict(lambda a, b: a / b if b != 0 else None), "min": strict(min), "max": strict(max),
    "floor": strict(lambda a: float(math.floor(a))), "sqrt": strict(lambda a: math.sqrt(a) if a >= 0 else None),
    "positive": strict(lambda a: a if a > 0 else None),
}  # fmt: skip


def best_total(earned, conflicts, groups, caps):
    """The most a firm can be paid: every subset free of conflict, each under every nested cap."""
    best = 0
    members = [position for position, fen in enumerate(earned) if fen > 0]
    for size in range(len(members) + 1):
        for chosen in combinations(members, size):
            if any((a, b) in conflicts for a, b in combinations(chosen, 2)):
                continue
            if any(len(set(group) & set(chosen)) > 1 for group in groups):
                continue
            best = max(best, under_caps({position: earned[position] for position in chosen}, caps))
    return best


def under_caps(amounts, caps):
    """The largest total that breaks no cap: inner caps before outer ones, whoever gives way."""
    for limit, members in caps:
        total = sum(amounts.get(member, 0) for member in members)
        over = max(0, total - limit)
        for member in members:
            cut = min(over, amounts.get(member, 0))
            if cut:
                amounts[member] -= cut
                over -= cut
    return sum(amounts.values())

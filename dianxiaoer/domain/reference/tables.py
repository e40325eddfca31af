"""The shipped tables in memory: names by code without a statement."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def package_rows(name: str) -> tuple[dict[str, str], ...]:
    """Rows of one shipped table ("regions", "industries", "ranking_lists")."""
    text = files("dianxiaoer.domain.reference").joinpath("data", f"{name}.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def industry_names() -> dict[str, str]:
    return {row["code"]: row["name"] for row in package_rows("industries")}


def industry_label(code: str) -> str:
    """ "3985 电子专用材料制造"; an unknown code as it is, "" for none."""
    name = industry_names().get(code, "")
    return f"{code} {name}".strip()


def section_of(code: str) -> str:
    """The letter of an industry code: derived, never typed. "" for an unknown code."""
    return _sections().get(code, "")


@cache
def _sections() -> dict[str, str]:
    return {row["code"]: row["section"] for row in package_rows("industries")}


@cache
def region_names() -> dict[str, str]:
    """Full names by code: 河南省郑州市惠济区; a municipality is not said twice (北京市东城区)."""
    parents = {row["code"]: row["parent"] for row in package_rows("regions")}
    own = {row["code"]: row["name"] for row in package_rows("regions")}
    full = {}
    for code, name in own.items():  # parents stand before their children
        above = full.get(parents[code], "")
        full[code] = name if not above or above == name else above + name
    return full


def region_name(code: str) -> str:
    """Full name of a region by its first six digits, "" when unknown."""
    return region_names().get(code[:6], "")

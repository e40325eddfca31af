"""How likely two company files are one firm, with the reasons a person can check."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dianxiaoer.engines.identity.names import CompanyName, parse_name
from dianxiaoer.engines.identity.uscc import clean_uscc, is_uscc

SAME_CODE, SAME_NAME, SAME_SHORT_NAME, SAME_CORE = "same_code", "same_name", "same_short_name", "same_core"
SIMILAR_CORE, SAME_PHONE, SAME_DOMAIN = "similar_core", "same_phone", "same_domain"
OTHER_CODE, OTHER_REGION, BRANCH = "other_code", "other_region", "branch"


@dataclass(frozen=True)
class FirmTraits:
    """What is known of a firm for comparing; empty where unknown. `phones`, `domains`: as written."""

    name: str
    uscc: str = ""
    short_name: str = ""
    phones: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()


@dataclass(frozen=True)
class Likeness:
    """score: 0 (different) to 1 (the same firm). reasons: keys of this module, strongest first."""

    score: float
    reasons: tuple[str, ...]


def likeness(one: FirmTraits, other: FirmTraits) -> Likeness:
    """How likely the two are one firm.

    A shared valid credit code settles it (1.0); two different valid codes never score above 0.4, for a firm has one.
    Otherwise the name weighs most, a shared phone or web domain lifts it, another place or a branch lowers it.
    """
    first, second = clean_uscc(one.uscc), clean_uscc(other.uscc)
    if first and first == second:
        return Likeness(1.0, (SAME_CODE,))
    score, reasons = _name_score(one, other)
    for key, shared in (
        (SAME_PHONE, _digits(one.phones) & _digits(other.phones)),
        (SAME_DOMAIN, _lower(one.domains) & _lower(other.domains)),
    ):
        if shared:
            score, reasons = max(score + (1 - score) * 0.5, 0.5), [*reasons, key]
    if is_uscc(first) and is_uscc(second):
        return Likeness(round(min(score, 0.4), 3), (OTHER_CODE, *reasons))
    return Likeness(round(score, 3), tuple(reasons))


def _name_score(one: FirmTraits, other: FirmTraits) -> tuple[float, list[str]]:
    first, second = parse_name(one.name), parse_name(other.name)
    if first.normal and first.normal == second.normal:
        return 0.97, [SAME_NAME]
    score, reasons = _core_score(first, second)
    shorts = {parse_name(text).normal for text in (one.short_name, other.short_name) if text}
    if shorts & {first.normal, second.normal, first.core, second.core} or (
        one.short_name and other.short_name and len(shorts) == 1
    ):
        score, reasons = max(score, 0.85), [SAME_SHORT_NAME, *reasons]
    if first.region and second.region and not set(first.region) & set(second.region):
        score, reasons = score * 0.6, [*reasons, OTHER_REGION]
    if first.branch != second.branch:
        score, reasons = score * 0.7, [*reasons, BRANCH]
    return score, reasons if score >= 0.3 else []


def _core_score(first: CompanyName, second: CompanyName) -> tuple[float, list[str]]:
    if first.core == second.core:
        return 0.9, [SAME_CORE]
    alike = _dice(first.core, second.core)
    shorter, longer = sorted((first.core, second.core), key=len)
    if len(shorter) >= 2 and longer.startswith(shorter):
        alike = max(alike, 0.5 + 0.4 * len(shorter) / len(longer))
    return 0.88 * alike, [SIMILAR_CORE] if alike >= 0.35 else []


def _dice(one: str, other: str) -> float:
    """Shared neighbouring pairs of characters over all of them, 0 to 1."""
    first = {one[at : at + 2] for at in range(len(one) - 1)}
    second = {other[at : at + 2] for at in range(len(other) - 1)}
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else float(one == other)


def _digits(phones: Iterable[str]) -> set[str]:
    """The last eleven digits, so that +86 and spaces do not matter; shorter than seven says nothing."""
    found = {"".join(mark for mark in phone if mark.isdigit())[-11:] for phone in phones}
    return {digits for digits in found if len(digits) >= 7}


def _lower(domains: Iterable[str]) -> set[str]:
    return {domain.strip().lower().removeprefix("www.") for domain in domains if domain.strip()}

"""The vocabulary of acts: every verb once, with the word people read."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise

#: full name ("leads.convert") → label on screens and timelines
VERBS: dict[str, str | Promise] = {}
#: acts of a firm's caller: told in timelines, never granted to a role of the staff
FIRM_VERBS: dict[str, str | Promise] = {}


def declare(subject: str, labels: Mapping[str, str | Promise]) -> None:
    """Add the verbs of one subject. Raises ValueError when a word is taken: one verb has one name everywhere."""
    _add(VERBS, subject, labels)


def declare_for_firms(subject: str, labels: Mapping[str, str | Promise]) -> None:
    """Add acts that only the firm's side does (rate, withdraw); no row of the grants table speaks of them."""
    _add(FIRM_VERBS, subject, labels)


def label_of(verb: str) -> str:
    return str(VERBS.get(verb) or FIRM_VERBS.get(verb, verb))


def _add(words: dict[str, str | Promise], subject: str, labels: Mapping[str, str | Promise]) -> None:
    for verb, label in labels.items():
        name = f"{subject}.{verb}"
        if name in VERBS or name in FIRM_VERBS:
            raise ValueError(f"verb {name} is declared twice")
        words[name] = label

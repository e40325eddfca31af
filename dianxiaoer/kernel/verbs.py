"""The vocabulary of acts: every verb once, with the word people read."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise

#: full name ("leads.convert") → label on screens and timelines
VERBS: dict[str, str | Promise] = {}


def declare(subject: str, labels: Mapping[str, str | Promise]) -> None:
    """Add the verbs of one subject. Raises ValueError when a word is taken: one verb has one name everywhere."""
    for verb, label in labels.items():
        name = f"{subject}.{verb}"
        if name in VERBS:
            raise ValueError(f"verb {name} is declared twice")
        VERBS[name] = label


def label_of(verb: str) -> str:
    return str(VERBS.get(verb, verb))

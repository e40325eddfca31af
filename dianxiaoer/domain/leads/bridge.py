"""A pasted paragraph or business card → what a form may be filled with. Nothing is stored here."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from dianxiaoer.engines.text.card import read_card


def prefill(text: str) -> dict[str, Any]:
    """Values for the fields of the lead form found in `text`; fields it says nothing about are left out."""
    facts = read_card(text)
    found: dict[str, Any] = {}
    for field, piece in (
        ("company_name", facts.company),
        ("contact_name", facts.person),
        ("contact_phone", facts.phone),
        ("contact_position", facts.position),
    ):
        if piece is not None:
            found[field] = piece.value
    if facts.amount_yuan is not None:
        found["planned_yuan"] = Decimal(facts.amount_yuan.value)
    return found

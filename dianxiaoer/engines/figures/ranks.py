"""Places in a ranking: equal values share a place (1, 2, 2, 4)."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from decimal import Decimal
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def places(values: Mapping[Key, Decimal | None], *, highest_first: bool = True) -> dict[Key, int]:
    """Place of every key that has a value; keys without one are left out (publish the number ranked beside the place).

    >>> places({"a": Decimal(9), "b": Decimal(7), "c": Decimal(7), "d": Decimal(1), "e": None})
    {'a': 1, 'b': 2, 'c': 2, 'd': 4}
    """
    known = sorted(((value, key) for key, value in values.items() if value is not None), key=lambda pair: pair[0])
    ordered = known[::-1] if highest_first else known
    found: dict[Key, int] = {}
    place, last = 0, None
    for position, (value, key) in enumerate(ordered, start=1):
        if value != last:
            place, last = position, value
        found[key] = place
    return {key: found[key] for key in values if key in found}

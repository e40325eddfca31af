"""Five-valued truths of many firms as bit planes, one bit a firm, and the logic between them.

A plane set is (met, unmet, manual_review, not_applicable), uint64 words; the last two are None where no firm can have
them. A firm in none of the planes is unknown. Bits past the last firm are 0 in every plane that is kept.
"""

from __future__ import annotations

from functools import reduce

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint64]
Planes = tuple[Bits, Bits, Bits | None, Bits | None]


def pack(flags: NDArray[np.bool_]) -> Bits:
    """Flags of a block as bits; the tail is padded with 0 to whole words."""
    packed = np.packbits(flags)
    spare = -len(packed) % 8
    if spare:
        packed = np.concatenate((packed, np.zeros(spare, dtype=np.uint8)))
    return packed.view(np.uint64)


def unpack(bits: Bits, size: int) -> NDArray[np.bool_]:
    """The first `size` bits as flags."""
    return np.unpackbits(bits.view(np.uint8), count=size).view(np.bool_)


def both(parts: list[Planes], valid: Bits) -> Planes:
    """ "and" of several truths."""
    unmet = _join(np.bitwise_or, [part[1] for part in parts])
    if all(part[2] is None and part[3] is None for part in parts):
        return _join(np.bitwise_and, [part[0] for part in parts]), unmet, None, None
    fine = _join(np.bitwise_and, [_or(part[0], part[3]) for part in parts])
    absent = [part[3] for part in parts]
    none = _all(absent)
    met = fine if none is None else fine & ~none
    manual = None
    if any(part[2] is not None for part in parts):
        manual = _join(np.bitwise_and, [_or(_or(part[0], part[3]), part[2]) for part in parts]) & ~fine
    return met, unmet, manual, none


def opposite(part: Planes) -> Planes:
    """ "not"."""
    return part[1], part[0], part[2], part[3]


def either(parts: list[Planes], valid: Bits) -> Planes:
    """ "or" of several truths."""
    return opposite(both([opposite(part) for part in parts], valid))


def when(guard: Planes, body: Planes) -> Planes:
    """`body` where the guard holds; not applicable where it does not; the guard's own doubt elsewhere."""
    holds, fails, doubtful, absent = guard
    manual = None if body[2] is None else holds & body[2]
    if doubtful is not None:
        manual = _or(doubtful, manual)
    none = _or(fails, absent)
    if body[3] is not None:
        none = none | (holds & body[3])
    return holds & body[0], holds & body[1], manual, none


def at_least(needed: int, parts: list[Planes], valid: Bits) -> Planes:
    """At least `needed` hold; parts that do not apply are not counted."""
    sure = _counts([part[0] for part in parts], needed)
    open_ = [valid & ~_or(part[1], part[3]) for part in parts]
    possible = _counts(open_, needed)
    absent = [part[3] for part in parts]
    none = _all(absent)
    unmet = valid & ~possible if none is None else valid & ~possible & ~none
    unknown = _join(np.bitwise_or, [valid & ~_or(_or(_or(part[0], part[1]), part[2]), part[3]) for part in parts])
    manual = None
    if any(part[2] is not None for part in parts):
        manual = possible & ~sure & ~unknown
    return sure, unmet, manual, none


def _counts(planes: list[Bits], needed: int) -> Bits:
    """Bits set in at least `needed` planes."""
    reached = [np.zeros_like(planes[0]) for _ in range(needed)]
    for plane in planes:
        for level in range(needed - 1, 0, -1):
            reached[level] |= reached[level - 1] & plane
        reached[0] |= plane
    return reached[-1]


def _all(planes: list[Bits | None]) -> Bits | None:
    found = [plane for plane in planes if plane is not None]
    return _join(np.bitwise_and, found) if len(found) == len(planes) else None


def _or(left: Bits, right: Bits | None) -> Bits:
    return left if right is None else left | right


def _join(op: np.ufunc, planes: list[Bits]) -> Bits:
    if len(planes) == 1:
        return planes[0]
    if len(planes) == 2:
        return op(planes[0], planes[1])  # type: ignore[no-any-return]
    made = op(planes[0], planes[1])
    return reduce(lambda so_far, plane: op(so_far, plane, out=so_far), planes[2:], made)

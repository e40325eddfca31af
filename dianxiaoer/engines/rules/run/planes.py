"""Five-valued truths of many firms as bit planes, one bit a firm, and the logic between them.

A truth is (pair, manual, absent): pair is uint64 (2, words), row 0 = met, row 1 = not unmet; manual and absent (not
applicable) are uint64 (words,) or None where no firm can have them. Bit i of a byte is its firm i. Not unmet and nothing else is unknown. Bits past
the last firm are 0 in met, manual and absent, and may be anything in "not unmet". "and" of plain truths is one
operation on the pair.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint64]
Truth = tuple[Bits, Bits | None, Bits | None]


def pack(flags: NDArray[np.bool_]) -> Bits:
    """Flags of a block as bits; the tail is padded with 0 to whole words."""
    packed = np.packbits(flags, bitorder="little")
    spare = -len(packed) % 8
    if spare:
        packed = np.concatenate((packed, np.zeros(spare, dtype=np.uint8)))
    return packed.view(np.uint64)


def unpack(bits: Bits, size: int) -> NDArray[np.bool_]:
    """The first `size` bits as flags."""
    return np.unpackbits(bits.view(np.uint8), count=size, bitorder="little").view(np.bool_)


def rows_of(bits: Bits) -> NDArray[np.intp]:
    """The positions of the bits that are set, ascending."""
    octets = bits.view(np.uint8)
    filled = (octets != 0).nonzero()[0]
    if len(filled) * 8 > len(octets):  # measured: above one byte in eight, unpacking all is quicker
        every: NDArray[np.intp] = np.unpackbits(octets, bitorder="little").view(np.bool_).nonzero()[0]
        return every
    inside = np.unpackbits(octets.take(filled), bitorder="little").view(np.bool_).nonzero()[0]
    rows: NDArray[np.intp] = filled.take(inside >> 3) << 3
    rows += inside & 7
    return rows


def both(parts: list[Truth], out: Bits | None = None) -> Truth:
    """ "and" of two or more truths; the pair is written to `out` where one is given."""
    pair = _join(np.bitwise_and, [part[0] for part in parts], out)
    if all(part[1] is None and part[2] is None for part in parts):
        return pair, None, None
    fine = _join(np.bitwise_and, [_or(part[0][0], part[2]) for part in parts])
    absent = _all([part[2] for part in parts])
    manual = None
    if any(part[1] is not None for part in parts):
        manual = _join(np.bitwise_and, [_or(_or(part[0][0], part[2]), part[1]) for part in parts]) & ~fine
    pair[0] = fine if absent is None else fine & ~absent
    return pair, manual, absent


def opposite(part: Truth, valid: Bits) -> Truth:
    """ "not": met and unmet change places, the rest stays."""
    pair = ~part[0][::-1]
    pair[0] &= valid
    if part[1] is not None:
        pair[1] |= part[1]
    if part[2] is not None:
        pair[1] |= part[2]
    return pair, part[1], part[2]


def either(parts: list[Truth], valid: Bits, out: Bits | None = None) -> Truth:
    """ "or" of two or more truths."""
    if all(part[1] is None and part[2] is None for part in parts):
        return _join(np.bitwise_or, [part[0] for part in parts], out), None, None
    pair, manual, absent = opposite(both([opposite(part, valid) for part in parts]), valid)
    if out is not None:
        out[:] = pair
        pair = out
    return pair, manual, absent


def when(guard: Truth, body: Truth, valid: Bits) -> Truth:
    """`body` where the guard holds; not applicable where it does not; the guard's own doubt elsewhere."""
    holds = guard[0][0]
    pair = np.stack((holds & body[0][0], ~(holds & ~body[0][1])))
    manual = None if body[1] is None else holds & body[1]
    if guard[1] is not None:
        manual = _or(guard[1], manual)
    absent = _or(unmet_bits(guard, valid), guard[2])
    if body[2] is not None:
        absent = absent | (holds & body[2])
    return pair, manual, absent


def at_least(needed: int, parts: list[Truth], valid: Bits) -> Truth:
    """At least `needed` hold; parts that do not apply are not counted."""
    sure = _counts([part[0][0] for part in parts], needed)
    possible = _counts([part[0][1] if part[2] is None else part[0][1] & ~part[2] for part in parts], needed)
    absent = _all([part[2] for part in parts])
    unmet = valid & ~possible if absent is None else valid & ~possible & ~absent
    unknown = _join(np.bitwise_or, [unknown_bits(part, valid) for part in parts])
    manual = None
    if any(part[1] is not None for part in parts):
        manual = valid & possible & ~sure & ~unknown
    return np.stack((sure, ~unmet)), manual, absent


def unmet_bits(part: Truth, valid: Bits) -> Bits:
    """Who certainly fails."""
    found: Bits = valid & ~part[0][1]
    return found


def unknown_bits(part: Truth, valid: Bits) -> Bits:
    """Who is in no other plane."""
    found: Bits = valid & part[0][1] & ~_or(_or(part[0][0], part[1]), part[2])
    return found


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


def _join(op: np.ufunc, planes: list[Bits], out: Bits | None = None) -> Bits:
    if len(planes) == 1:
        if out is None:
            return planes[0].copy()
        out[:] = planes[0]
        return out
    made: Bits = op(planes[0], planes[1], out=out)
    for plane in planes[2:]:
        op(made, plane, out=made)
    return made

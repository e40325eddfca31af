"""The compiled loops of large batches: single-column tests and plain logic on bit planes, and rows picked from planes.

A test reads 64 firms at once and leaves one word. Compiled on first use and kept on disk; imported only where a batch
is large, so that nothing else pays for numba. Little-endian machines only: bit i of a word is firm i.
"""

# mypy: disable-error-code="no-untyped-def, untyped-decorator, no-untyped-call, call-arg"
from __future__ import annotations

import numba
import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

LANES = 8  # one comparison of the widest common registers; narrower machines split it
WORD = ir.IntType(64)
AND, OR, NOT, COPY = range(4)


def _mask_of(element, sign, is_range=False):
    """An intrinsic: which of the 64 values at an address stand in a relation to a limit, as a word.

    element: the values' machine type. is_range: the relation is low <= value < low + width, by one unsigned test.
    """
    size = 8 if isinstance(element, ir.DoubleType) else 4
    limit_type = types.float64 if size == 8 else types.int32

    def build(_context, builder, _signature, args):
        kind = ir.VectorType(element, LANES)

        def all_lanes(value):
            one = builder.insert_element(ir.Constant(kind, ir.Undefined), value, ir.Constant(ir.IntType(32), 0))
            order = ir.Constant(ir.VectorType(ir.IntType(32), LANES), [0] * LANES)
            return builder.shuffle_vector(one, ir.Constant(kind, ir.Undefined), order)

        limits = [all_lanes(value) for value in args[1:]]
        word = ir.Constant(WORD, 0)
        for lane in range(0, 64, LANES):
            place = builder.add(args[0], ir.Constant(WORD, lane * size))
            values = builder.load(builder.inttoptr(place, kind.as_pointer()), align=size)
            if is_range:
                flags = builder.icmp_unsigned("<", builder.sub(values, limits[0]), limits[1])
            elif size == 4:
                flags = builder.icmp_signed(sign, values, limits[0])
            elif sign == "uno":
                flags = builder.fcmp_unordered("uno", values, values)
            else:
                flags = builder.fcmp_ordered(sign, values, limits[0])
            part = builder.zext(builder.bitcast(flags, ir.IntType(LANES)), WORD)
            word = builder.or_(word, builder.shl(part, ir.Constant(WORD, lane)))
        return word

    if is_range:

        @intrinsic
        def between(_typing, _address, _low, _width):
            return types.uint64(types.uint64, limit_type, limit_type), build

        return between

    @intrinsic
    def related(_typing, _address, _limit):
        return types.uint64(types.uint64, limit_type), build

    return related


less = _mask_of(ir.DoubleType(), "<")
no_more = _mask_of(ir.DoubleType(), "<=")
equal = _mask_of(ir.DoubleType(), "==")
missing = _mask_of(ir.DoubleType(), "uno")
code_below = _mask_of(ir.IntType(32), "<")
code_between = _mask_of(ir.IntType(32), "<", is_range=True)


@numba.njit(nogil=True, cache=True)
def test_numbers(address, start, limits, turned, slots, planes, at, words):
    """Tests of one column: start[0] … start[1] are <, … start[2] are <=, … start[3] are =.

    turned: all bits where the opposite is meant (>=, >, !=); a missing value meets neither.
    """
    for word in range(at, at + words):
        unknown = missing(address, 0.0)
        for test in range(start[0], start[1]):
            met = (less(address, limits[test]) ^ turned[test]) & ~(unknown & turned[test])
            planes[slots[test], 0, word] = met
            planes[slots[test], 1, word] = met | unknown
        for test in range(start[1], start[2]):
            met = (no_more(address, limits[test]) ^ turned[test]) & ~(unknown & turned[test])
            planes[slots[test], 0, word] = met
            planes[slots[test], 1, word] = met | unknown
        for test in range(start[2], start[3]):
            met = (equal(address, limits[test]) ^ turned[test]) & ~(unknown & turned[test])
            planes[slots[test], 0, word] = met
            planes[slots[test], 1, word] = met | unknown
        address += np.uint64(512)


@numba.njit(nogil=True, cache=True)
def test_codes(address, first, last, run_start, lows, widths, fills, slots, planes, at, words, valid):
    """Tests of one word column. fills: 0 missing is unknown, 1 missing fails, 2 missing meets."""
    for word in range(at, at + words):
        gaps = code_below(address, np.int32(0))
        for test in range(first, last):
            met = np.uint64(0)
            for run in range(run_start[test], run_start[test + 1]):
                met |= code_between(address, lows[run], widths[run])
            if fills[test] == 2:
                met |= gaps
            met &= valid
            planes[slots[test], 0, word] = met
            planes[slots[test], 1, word] = met | gaps if fills[test] == 0 else met
        address += np.uint64(256)


@numba.njit(nogil=True, cache=True)
def join(kind, out, planes, plane, parts, first, last, words):
    """One "and" or "or" over one plane of its parts."""
    one, two = planes[parts[first], plane], planes[parts[first + 1], plane]
    if kind == AND:
        if last - first == 2:
            for w in range(words):
                out[w] = one[w] & two[w]
            return
        three = planes[parts[first + 2], plane]
        four = planes[parts[min(first + 3, last - 1)], plane]
        for w in range(words):
            out[w] = one[w] & two[w] & three[w] & four[w]
        for part in range(first + 4, last):
            more = planes[parts[part], plane]
            for w in range(words):
                out[w] &= more[w]
        return
    for w in range(words):
        out[w] = one[w] | two[w]
    for part in range(first + 2, last):
        more = planes[parts[part], plane]
        for w in range(words):
            out[w] |= more[w]


@numba.njit(nogil=True, cache=True)
def combine(kinds, part_start, parts, homes, kept, planes, room, at, words, valid):
    """The steps in order on `words` words. homes: slot in `planes` or, where kept, in `room` from word `at`."""
    for step in range(len(kinds)):
        kind, first, last = kinds[step], part_start[step], part_start[step + 1]
        for plane in range(2):
            out = room[homes[step], plane, at : at + words] if kept[step] else planes[homes[step], plane, :words]
            if kind == COPY:
                out[:] = planes[parts[first], plane, :words]
            elif kind == NOT:
                other = planes[parts[first], 1 - plane]
                for w in range(words):
                    out[w] = ~other[w]
                if plane == 0:
                    out[words - 1] &= valid
            else:
                join(kind, out, planes, plane, parts, first, last, words)


@numba.njit(nogil=True, cache=True)
def run_block(
    columns, tails, number_start, limits, turned, number_slots,
    codes, code_tails, code_start, run_start, lows, widths, fills, code_slots,
    steps, part_start, parts, homes, kept, planes, room, size,
):  # fmt: skip
    """Every fast truth of a block of `size` firms, tile by tile.

    columns, codes: addresses of the block's values (float64, int32); tails, code_tails: the last word's values, padded.
    """
    words, tile, every = room.shape[2], planes.shape[2], ~np.uint64(0)
    ending = every >> np.uint64(-size % 64)  # the firms there are in the last word
    for at in range(0, words, tile):
        here = min(tile, words - at)
        whole = min(here, size // 64 - at)
        for column in range(len(columns)):
            address, start = columns[column] + np.uint64(at * 512), number_start[column]
            test_numbers(address, start, limits, turned, number_slots, planes, 0, whole)
            if whole < here:
                test_numbers(tails[column], start, limits, turned, number_slots, planes, whole, 1)
        for column in range(len(codes)):
            address, first, last = codes[column] + np.uint64(at * 256), code_start[column], code_start[column + 1]
            test_codes(address, first, last, run_start, lows, widths, fills, code_slots, planes, 0, whole, every)
            if whole < here:
                address = code_tails[column]
                test_codes(address, first, last, run_start, lows, widths, fills, code_slots, planes, whole, 1, ending)
        combine(steps, part_start, parts, homes, kept, planes, room, at, here, ending if whole < here else every)


@numba.njit(nogil=True, cache=True)
def bits_set(room, size, found):
    """Firms in both planes of the first len(found) truths of `room`."""
    last = room.shape[2] - 1
    spare = ~np.uint64(0) >> np.uint64(-size % 64)
    for truth in range(len(found)):
        for plane in range(2):
            count = 0
            for w in range(last):
                count += _ones(room[truth, plane, w])
            found[truth, plane] = count + _ones(room[truth, plane, last] & spare)


@intrinsic
def _ones(_typing, _word):
    def build(_context, builder, _signature, args):
        return builder.ctpop(args[0])

    return types.int64(types.uint64), build

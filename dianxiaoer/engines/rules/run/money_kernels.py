"""The compiled loops of money in large batches: who earns what, who wins a highest-only group, what a cap leaves.

Amounts are whole 分 as float64 (exact below 2^53), so sums do not depend on their order. Imported only with `kernels`.
"""

# mypy: disable-error-code="no-untyped-def, untyped-decorator, no-untyped-call, call-arg"
from __future__ import annotations

import numba
import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

TILE = 64  # words


@intrinsic
def lowest(_typing, _word):
    """The position of the lowest bit that is set."""

    def build(_context, builder, _signature, args):
        return builder.cttz(args[0], ir.Constant(ir.IntType(1), 1))

    return types.int64(types.uint64), build


@numba.njit(nogil=True, cache=True)
def pick(bits, rows):
    """Writes the positions of the bits that are set to `rows`, ascending."""
    found = 0
    for w in range(len(bits)):
        word = bits[w]
        while word:
            rows[found] = w * 64 + lowest(word)
            word &= word - np.uint64(1)
            found += 1


@intrinsic
def value_at(_typing, _address, _row):
    """The float64 at a row of the array at an address."""

    def build(_context, builder, _signature, args):
        place = builder.add(args[0], builder.shl(args[1], ir.Constant(ir.IntType(64), 3)))
        return builder.load(builder.inttoptr(place, ir.DoubleType().as_pointer()), align=8)

    return types.float64(types.uint64, types.int64), build


@numba.njit(nogil=True, cache=True)
def earn(room, homes, addresses, fixed, is_paid, is_kept, start, total, rows, fen, pending, known, late, sums, firms):
    """Who earns what of many clauses.

    homes: the clause's planes in `room`. addresses: of its amounts by firm, 0 where `fixed` is the amount of all.
    is_paid: added to `total` as it stands. is_kept: rows and amounts are written out, from start[clause] on; firms
    without an amount go to `pending` likewise. known, late, sums, firms (zero before): how many of each, 分, and firms
    above nothing.
    """
    words = room.shape[2]
    for first in range(0, words, TILE):  # so that `total` and the amounts of a tile stay in the first caches
        for clause in range(len(homes)):
            bits, address, amount = room[homes[clause], 0], addresses[clause], fixed[clause]
            at, pays, keeps = start[clause], is_paid[clause], is_kept[clause]
            found, waiting, above, whole = known[clause], late[clause], firms[clause], sums[clause]
            for w in range(first, min(words, first + TILE)):
                word = bits[w]
                while word:
                    row = w * 64 + lowest(word)
                    word &= word - np.uint64(1)
                    if address:
                        amount = value_at(address, row)
                        if amount != amount:
                            pending[at + waiting] = row
                            waiting += 1
                            continue
                    if keeps:
                        rows[at + found], fen[at + found] = row, amount
                    found += 1
                    whole += amount
                    above += amount != 0.0
                    if pays:
                        total[row] += amount
            known[clause], late[clause], firms[clause], sums[clause] = found, waiting, above, whole


@numba.njit(nogil=True, cache=True)
def pay(rows, fen, total):
    """Adds to `total`; returns the sum and how many get more than nothing."""
    paid, firms = 0.0, 0
    for i in range(len(rows)):
        total[rows[i]] += fen[i]
        paid += fen[i]
        firms += fen[i] != 0.0
    return paid, firms


@numba.njit(nogil=True, cache=True)
def better(rows, fen, position, best, winner):
    """Notes a clause where it gives more than any before it."""
    for i in range(len(rows)):
        if fen[i] > best[rows[i]]:
            best[rows[i]] = fen[i]
            winner[rows[i]] = position


@numba.njit(nogil=True, cache=True)
def won(rows, fen, position, winner, paid):
    """What a clause pays: its amount where it is the best."""
    for i in range(len(rows)):
        paid[i] = fen[i] if winner[rows[i]] == position else 0.0


@numba.njit(nogil=True, cache=True)
def under_cap(rows, fen, room, paid):
    """What a cap leaves of a clause; `room` by firm, less what was paid."""
    for i in range(len(rows)):
        paid[i] = min(fen[i], room[rows[i]])
        room[rows[i]] -= paid[i]

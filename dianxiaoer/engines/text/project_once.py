"""Each project of a report once, however often and under how short a name it is spoken of."""

from __future__ import annotations

import re
from functools import lru_cache

from dianxiaoer.engines.text.named import Named


def once(found: list[Named]) -> list[Named]:
    """Each project once: its first naming, and again where a later list gives it as what a plan leans on."""
    kept: list[Named] = []
    stale = _stale_lists(found)
    for named in found:
        known = [one for one in kept if _same(one, named)]
        again = (
            named.listed
            and known
            and named.stage == "推进"
            and known[0].stage != "推进"
            and named.start - known[0].end > 200
        )
        if (not known and named not in stale) or again:
            kept.append(named)
    return kept


def _stale_lists(found: list[Named]) -> set[Named]:
    """Items of a list most of which was named before: the list speaks of known projects under shorter names."""
    stale: set[Named] = set()
    seen: list[Named] = []
    run: list[Named] = []
    for named in [*found, None]:
        if named is not None and named.listed and (not run or named.start - run[-1].end <= 2):
            run.append(named)
            continue
        if len(run) >= 2:
            new = [one for one in run if not any(_same(other, one) for other in seen)]
            if len(new) * 2 < len(run):
                stale.update(new)
        seen += run
        run = [named] if named is not None and named.listed else []
        if named is not None and not named.listed:
            seen.append(named)
    return stale


_KEY_NOISE = re.compile(r"项目|工程|建设|[“”()\s]")


@lru_cache(maxsize=2_000)
def _key(name: str) -> str:
    return _KEY_NOISE.sub("", name)


_PHASE_END = re.compile(r"[一二三四]期$")


def _same(one: Named, other: Named) -> bool:
    known, key = _key(one.name), _key(other.name)
    if known == key or key in known:
        return True
    if one.investor and len(key) <= 8 and (key[2:] in one.investor or key[:-2] in one.investor) and len(key) >= 4:
        return True
    return len(known) >= 6 and known in key and _PHASE_END.search(key) is None

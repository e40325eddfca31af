"""Two-character search at a million company names, against a LIKE scan, on SQLite and (DXR_DATABASE_URL set) PostgreSQL.

`python -m bench search`. Names are made up from a seed. Fails when a search takes longer than 5 ms (median of 30).
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from typing import Any

NAMES = int(os.environ.get("BENCH_NAMES", "1000000"))
LIMIT_MS = 5.0
PLACES = ["", "", "", "郑州", "深圳", "上海", "苏州", "兰州", "天水", "邢台", "济源", "杭州", "成都", "武汉"]
BRAND = (
    "华天中大国金新安宏达盛恒瑞鑫海泰东方联创科星光明智远博雅佳美丰润康德源和平顺利通信诚正元亨永兴隆昌云龙凤鹤松柏梅兰"
)
TRADES = ["科技", "新材料", "电子", "机械", "医药", "物流", "农业", "信息技术", "装备制造", "半导体", "贸易", "能源"]
FORMS = ["有限公司", "有限公司", "有限公司", "股份有限公司", "集团有限公司"]
QUERIES = {
    "rare pair": "鲲鹟",
    "brand": "华天",
    "brand + trade": "华天科技",
    "two words": "华天 深圳",
    "one character": "鹤",
}
COMMON = {"trade word (8 %)": "科技", "in every name": "有限公司"}


def run() -> None:
    """Print the table for each database at hand; raises SystemExit when a search is too slow."""
    failed = _child({"DXR_DATABASE_URL": ""})
    if os.environ.get("DXR_DATABASE_URL"):
        failed |= _child({})
    else:
        print("PostgreSQL left out: DXR_DATABASE_URL is not set")
    if failed:
        raise SystemExit(1)


def _child(extra: dict[str, str]) -> bool:
    with tempfile.TemporaryDirectory(prefix="bench-search-") as folder:
        environment = {
            **os.environ,
            "DXR_DATA_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "dianxiaoer.config.settings",
            **extra,
        }
        return (
            subprocess.run([sys.executable, "-m", "bench.bench_search"], env=environment, check=False).returncode != 0
        )


def _names() -> Iterator[tuple[int, tuple[str]]]:
    draw = random.Random(7)
    for number in range(1, NAMES + 1):
        brand = "鲲鹟" if number % 200_000 == 7 else "".join(draw.choices(BRAND, k=draw.choice((2, 2, 3))))
        yield number, (f"{draw.choice(PLACES)}{brand}{draw.choice(TRADES)}{draw.choice(FORMS)}",)


def _measure(act: Callable[[], Any], times: int) -> tuple[float, Any]:
    """Median milliseconds, and the answer."""
    spent, answer = [], None
    for _ in range(times):
        begun = time.perf_counter()
        answer = act()
        spent.append((time.perf_counter() - begun) * 1000)
    return statistics.median(spent), answer


def _main() -> int:
    import django

    django.setup()
    from django.db import connection

    from dianxiaoer.kernel.search import CreateSearchIndex, SearchIndex

    index, operation = SearchIndex("bench"), CreateSearchIndex("bench")
    with connection.schema_editor() as editor:
        operation.database_forwards("bench", editor, None, None)
    try:
        begun = time.perf_counter()
        index.put_many(_names())
        print(f"\n{connection.vendor}: {NAMES:,} names indexed in {time.perf_counter() - begun:.0f} s")
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute('VACUUM ANALYZE "search_bench"')
        return _table(index)
    finally:
        with connection.schema_editor() as editor:
            operation.database_backwards("bench", editor, None, None)


def _table(index: Any) -> int:
    from django.db import connection

    body, key = ("search_bench_body", "row_id") if connection.vendor == "sqlite" else ("search_bench", "row_id")
    slow = 0
    print(f"{'query':<22}{'rows':>8}{'ms':>10}{'LIKE ms':>10}{'ratio':>9}")
    for what, query in {**QUERIES, **COMMON}.items():
        spent, found = _measure(lambda query=query: index.ids(query, 50), 30)

        def scan(query: str = query) -> int:
            with connection.cursor() as cursor:
                conditions = " AND ".join("body LIKE %s" for _ in query.split())
                values = [f"%{word}%" for word in query.split()]
                cursor.execute(f'SELECT {key} FROM "{body}" WHERE {conditions} LIMIT 50', values)
                return len(cursor.fetchall())

        peer, rows = _measure(scan, 3)
        assert rows == len(found), (query, rows, len(found))
        slow += spent > LIMIT_MS
        print(f"{what:<22}{len(found):>8}{spent:>10.2f}{peer:>10.1f}{peer / spent:>9.1f}")
    return 1 if slow else 0


if __name__ == "__main__":
    raise SystemExit(_main())

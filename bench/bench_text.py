"""Speed of reading reports on one core: clean and damaged articles a second, import, memory, hostile input; a peer beside it."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench.text_damage import doubled_commas, pinyin, traditional
from dianxiaoer.engines.text.clean import clean
from dianxiaoer.engines.text.extract import read_report
from tests.engines.text.marked import read_articles

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
ARTICLE_CHARS = 2_700
#: Paragraphs without figures, as reports have them between the others; the development articles are all figures.
PROSE = (
    "该地坚持把优化营商环境作为推动高质量发展的重要抓手,牢固树立“人人都是营商环境”的理念,主动靠前服务,压实工作责任。\n"
    "“有了这样的服务,我们扎根发展的信心更足了。”一家企业的负责人说,从项目洽谈到厂房建设,都有专人全程跟进。\n"
    "下一步,将继续围绕主导产业延链补链强链,盯紧关键环节,完善要素保障,让更多好项目落得下、建得快、发展得好。\n"
)


def run() -> None:
    """Print the table."""
    print(f"scaled to articles of {ARTICLE_CHARS} characters, one core, processor seconds, each text's best of nine")
    print(f"  {'':48}{'measured':>10} {'floor':>8} {'aim':>8}")
    damaged: list[str] = []
    for kind, articles in _articles().items():
        clean_texts = [clean(text).text for text in articles]
        damaged = [doubled_commas(pinyin(traditional(text))) for text in clean_texts]
        facts = sum(len(read_report(text).facts) for text in clean_texts) * ARTICLE_CHARS / sum(map(len, clean_texts))
        print(f"  {kind} ({facts:.0f} facts an article)")
        _row("  clean articles a second", _rate(clean_texts, read_report), 400, 1000)
        _row("  damaged articles a second", _rate(damaged, read_report), 200, 500)
    _row("import and first article, cpu s", _first_article(), 0.5, 0.5, smaller=True)
    _row("memory, MB", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 150, 150, smaller=True)
    _hostile()
    _peer(damaged)


def _articles() -> dict[str, list[str]]:
    """Texts by kind: reports as newspapers print them, and the five articles, which are dense with facts."""
    kinds = {"development articles among prose": [_with_prose(one.text) for one in read_articles("dev") if one.region]}
    seeds = sorted((SHARED / "seeds").glob("*.txt"))
    if seeds:
        kinds["the five articles"] = [path.read_bytes().decode("utf-8") for path in seeds]
    return kinds


def _with_prose(text: str) -> str:
    return text + PROSE * max(1, (ARTICLE_CHARS - len(text)) // len(PROSE))


def _rate(texts: list[str], read: Callable[[str], object]) -> float:
    """Articles a processor second; each text's best of nine, so that a busy machine tells less."""
    return sum(map(len, texts)) / ARTICLE_CHARS / sum(_best(text, read) for text in texts)


def _best(text: str, read: Callable[[str], object]) -> float:
    best = float("inf")
    for _ in range(9):
        start = time.process_time()
        read(text)
        best = min(best, time.process_time() - start)
    return best


def _first_article() -> float:
    code = (
        "import time; start = time.process_time(); from dianxiaoer.engines.text.extract import read_report;"
        "read_report('某县招商引资:签约项目12个。'); print(time.process_time() - start)"
    )
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(3)]
    return min(float(run.stdout) for run in runs)


def _row(name: str, measured: float, floor: float, aim: float, *, smaller: bool = False) -> None:
    met = measured <= floor if smaller else measured >= floor
    verdict = "met" if met else f"missed by {abs(measured - floor):.1f}"
    print(f"  {name:48}{measured:10.2f} {floor:8} {aim:8} {verdict}")


def _hostile() -> None:
    print("  hostile input, seconds for 100,000 and 400,000 characters (linear: about four times)")
    for name, piece in (
        ("digits", "1"),
        ("brackets", "("),
        ("no punctuation", "招商引资项目签约"),
        ("lists", "项目、"),
        ("figures", "签约项目12个"),
    ):
        seconds = []
        for size in (100_000, 400_000):
            text = "某县招商引资,签约项目12个。" + piece * (size // len(piece))
            start = time.process_time()
            read_report(text)
            seconds.append(time.process_time() - start)
        print(f"    {name:32}{seconds[0]:8.2f} {seconds[1]:8.2f}")


def _peer(damaged: list[str]) -> None:
    """OpenCC's pure-Python port only turns traditional into simplified; reading everything takes less."""
    try:
        from opencc import OpenCC
    except ImportError:
        print("  peer: opencc-python-reimplemented is not installed (extra `bench`)")
        return
    print(
        f"  peer: OpenCC (Python) simplifying the damaged ones only: {_rate(damaged, OpenCC('t2s').convert):.0f} a second"
    )

"""`dianxiaoer chain rank` and `chain learn`: explained target lists from files."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

PLACE_NAMES = ("province_adcode", "city_adcode", "district_adcode")

if TYPE_CHECKING:
    from dianxiaoer.engines.chain.sheets import Row
    from dianxiaoer.engines.chain.targets.office import Evidence
    from dianxiaoer.engines.chain.targets.ranking import RegionRanking


def configure_rank(parser: argparse.ArgumentParser) -> None:
    """Options of `rank`; the formats are in docs/formats/chain-rank.md."""
    parser.add_argument("--companies", required=True, help="known firms with their places")
    parser.add_argument("--industries", required=True, help="industry table: code,name,level,parent")
    parser.add_argument("--upstream", required=True, help="industry links: industry_code,upstream_code,weight")
    parser.add_argument("--products", action="append", default=[], help="products: company_code,product; repeatable")
    parser.add_argument(
        "--candidates", required=True, help="firms to rank; names are never read, places only by --distance"
    )
    parser.add_argument("--regions", required=True, help="regions: adcode,name,level,lon,lat")
    parser.add_argument(
        "--region", action="append", default=[], help="only these adcodes; default: all with enough firms"
    )
    parser.add_argument("--level", type=int, choices=(0, 1, 2), help="0 province, 1 city, 2 county")
    parser.add_argument("--least", type=int, default=3, help="least known firms of a region ranked by default")
    parser.add_argument("--top", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--chain", help="chain to take --node from")
    parser.add_argument("--node", help="only candidates whose products fit this node of the chain, or who stand on it")
    parser.add_argument("--evidence", help="the office's facts: code,part,key[,strength,age_days,because,adcode]")
    parser.add_argument("--office-weights", help="points of the office's facts: part,key,weight")
    parser.add_argument("--emphasis", help="factor of each part: part,weight (from `chain learn --out`)")
    parser.add_argument("--distance", action="store_true", help="count the distance from where candidates are now")
    parser.add_argument(
        "--holdout", action="store_true", help="also hide 30 %% of the known firms and say how many return"
    )


def configure_learn(parser: argparse.ArgumentParser) -> None:
    """Options of `learn`."""
    parser.add_argument("--leads", required=True, help="leads: won (1/0) and one column of points per part")
    parser.add_argument("--out", help="write part,weight here, if hold-out shows they help")
    parser.add_argument("--seed", type=int, default=0)


def rank(args: argparse.Namespace) -> int:
    """Print target lists; 1 when there is nobody to rank."""
    from dianxiaoer.engines.chain.sheets import load_rows
    from dianxiaoer.engines.chain.targets.choice import learn_weights
    from dianxiaoer.engines.chain.targets.firms import firms_from_rows
    from dianxiaoer.engines.chain.targets.market import industries_from_rows, open_market
    from dianxiaoer.engines.chain.targets.places import places_from
    from dianxiaoer.engines.chain.targets.ranking import rank_targets

    regions = load_rows(args.regions, needs=("adcode",))
    level = _level(args, regions)
    companies, candidate_rows = load_rows(args.companies, needs=("code",)), load_rows(args.candidates, needs=("code",))
    words = _words(args, companies, regions)
    known = firms_from_rows(companies, level=level, words=words)
    candidates = firms_from_rows(_on_node(args, candidate_rows, words), level=level, words=words, located=False)
    wanted = _wanted(args, regions, known.places, level)
    industries = industries_from_rows(
        load_rows(args.industries, needs=("code",)), load_rows(args.upstream, needs=("industry_code", "upstream_code"))
    )
    places = places_from([*known.places, *wanted], regions)
    market = open_market(known, places, industries)
    weights = learn_weights(known, places, industries, seed=args.seed)
    scoring = _scoring(args, weights, candidate_rows, _distances(args, candidate_rows, wanted, regions, level))
    rankings = rank_targets(market, scoring, candidates, wanted, top=args.top)
    holdout = _holdout(known, places, industries, args.seed) if args.holdout else None
    _show(args, rankings, weights, holdout)
    return 0 if len(candidates) and wanted else 1


def learn(args: argparse.Namespace) -> int:
    """Print what won and lost leads teach; 1 when it does not beat saying the mean."""
    import numpy as np

    from dianxiaoer.engines.chain.sheets import SheetError, load_rows, save_rows
    from dianxiaoer.engines.chain.targets.wonlost import learn_from_leads

    rows = load_rows(args.leads, needs=("won",))
    parts = [
        name for name in (rows[0] if rows else {}) if name not in ("won", "lead", "code", "adcode", "score", "rank")
    ]
    try:
        points = np.array([[float(row[part] or 0) for part in parts] for row in rows])
    except ValueError as problem:
        raise SheetError(f"{args.leads} 有不是数的分值:{problem}。请更正后重试。") from None
    lesson = learn_from_leads(points, [row["won"] in ("1", "true", "是") for row in rows], parts, seed=args.seed)
    if args.json:
        print(
            json.dumps(
                {**vars(lesson), "bins": [vars(b) for b in lesson.bins], "use": lesson.better_than_mean},
                ensure_ascii=False,
            )
        )
    else:
        print(f"线索 {lesson.leads} 条,成交 {lesson.won} 条")
        print(f"留出检验:AUC {lesson.auc:.3f}  Brier {lesson.brier:.4f}(总说平均成交率:{lesson.brier_of_mean:.4f})")
        for each in lesson.bins:
            print(
                f"  预测 {each.low:.0%}–{each.high:.0%}:{each.leads} 条,预测平均 {each.said:.0%},实际成交 {each.won:.0%}"
            )
        for part, weight in lesson.emphasis.items():
            print(f"  {part}: {weight:+.3f}")
    if not lesson.better_than_mean:
        print("留出检验没有好过平均成交率,不应采用这些权重。/ not better than the mean: not written", file=sys.stderr)
        return 1
    if args.out:
        save_rows(args.out, ("part", "weight"), [{"part": p, "weight": f"{w:.6g}"} for p, w in lesson.emphasis.items()])
    return 0


def _level(args: argparse.Namespace, regions: list[Row]) -> int:
    if args.level is not None:
        return int(args.level)
    levels = {row["level"] for row in regions if row.get("level")} or {_level_of(row["adcode"]) for row in regions}
    return 1 if "1" in levels else int(min(levels, default="1"))


def _level_of(adcode: str) -> str:
    return "0" if adcode.endswith("0000") else "1" if adcode.endswith("00") else "2"


def _wanted(args: argparse.Namespace, regions: list[Row], places: tuple[str, ...], level: int) -> list[str]:
    """Regions asked for, or every region of the level with enough known firms, in the order of the file."""
    from collections import Counter

    from dianxiaoer.engines.chain.sheets import SheetError

    known = Counter(places)
    if not sum(known.values()) - known[""]:
        raise SheetError(f"companies 没有一家有 {PLACE_NAMES[level]}。请补上企业所在地后重试。/ no located firm")
    if empty := [adcode for adcode in args.region if not known[adcode]]:
        raise SheetError(f"地区 {'、'.join(empty)} 没有已知企业,无从比较。请用六位代码,且与 companies 同级。")
    if args.region:
        return list(dict.fromkeys(args.region))
    at_level = (row["adcode"] for row in regions if row.get("level", str(level)) in ("", str(level)))
    return [adcode for adcode in dict.fromkeys(at_level) if known[adcode] >= args.least]


def _words(args: argparse.Namespace, companies: list[Row], regions: list[Row]) -> dict[str, tuple[str, ...]]:
    from dianxiaoer.engines.chain.sheets import load_rows
    from dianxiaoer.engines.chain.targets.wording import place_pattern, product_words

    names = {row["code"]: row.get("name", "") for row in companies}
    rows = [row for path in args.products for row in load_rows(path, needs=("company_code", "product"))]
    return product_words(rows, place_pattern(row.get("name", "") for row in regions), names)


def _on_node(args: argparse.Namespace, rows: list[Row], words: dict[str, tuple[str, ...]]) -> list[Row]:
    """Candidates that stand on the node asked for, or whose product words contain one of the node's words."""
    from dianxiaoer.engines.chain.books import open_chain
    from dianxiaoer.engines.chain.sheets import SheetError

    if not args.node:
        return rows
    if not args.chain:
        raise SheetError("给了 --node 还需 --chain:请写自带链的编号或链文件的路径。")
    chain = open_chain(args.chain)
    if args.node not in chain.node_of:
        raise SheetError(f"链「{chain.name}」没有环节 {args.node}。可用:{'、'.join(chain.node_of)}。")
    standing = {position.company for position in chain.firms_at[args.node]}
    sought = chain.node_of[args.node].words
    fits = {code for code, held in words.items() if any(word in text for text in held for word in sought)}
    return [row for row in rows if row["code"] in standing or row["code"] in fits]


def _distances(
    args: argparse.Namespace, rows: list[Row], wanted: list[str], regions: list[Row], level: int
) -> list[Evidence]:
    from dianxiaoer.engines.chain.targets.firms import PLACE_COLUMNS
    from dianxiaoer.engines.chain.targets.office import evidence_of_distance

    if not args.distance:
        return []
    return evidence_of_distance(rows, wanted, regions, place_column=PLACE_COLUMNS[level])


def _scoring(
    args: argparse.Namespace, weights: dict[str, float], candidate_rows: list[Row], distances: list[Evidence]
) -> Any:
    from dianxiaoer.engines.chain.sheets import load_rows
    from dianxiaoer.engines.chain.targets.office import evidence_from_columns, evidence_from_rows, load_office_weights
    from dianxiaoer.engines.chain.targets.ranking import Scoring

    if not (args.evidence or args.emphasis or args.office_weights or distances):
        return Scoring(weights)
    office = load_office_weights(args.office_weights)
    rows = load_rows(args.evidence, needs=("code", "part", "key")) if args.evidence else []
    emphasis = load_rows(args.emphasis, needs=("part", "weight")) if args.emphasis else []
    evidence = [*evidence_from_rows(rows, office), *evidence_from_columns(candidate_rows, office), *distances]
    return Scoring(weights, office, evidence, {row["part"]: float(row["weight"]) for row in emphasis})


def _holdout(known: Any, places: Any, industries: Any, seed: int) -> dict[str, float]:
    """Quality of the same method when 30 % of the known firms are hidden from it."""
    from dianxiaoer.engines.chain.targets.affinity import fit_parts, open_scorer
    from dianxiaoer.engines.chain.targets.choice import learn_weights, log_lift
    from dianxiaoer.engines.chain.targets.holdout import judge, split_firms
    from dianxiaoer.engines.chain.targets.market import open_market

    seen, hidden = split_firms(known, seed=seed)
    market = open_market(seen, places, industries)
    total, pull = log_lift(
        fit_parts(open_scorer(market), hidden), learn_weights(seen, places, industries, seed=seed), market.base
    )
    return vars(judge(total - pull, seen, hidden, places))


def _show(
    args: argparse.Namespace, rankings: list[RegionRanking], weights: dict[str, float], holdout: dict[str, float] | None
) -> None:
    if args.json:
        regions = [
            {
                "adcode": ranking.adcode,
                "name": ranking.name,
                "known_firms": ranking.known_firms,
                "targets": [
                    {
                        "rank": target.rank,
                        "code": target.code,
                        "score": round(target.score, 6),
                        "parts": {part: round(points, 6) for part, points in target.parts.items()},
                        "because": [vars(reason) for reason in target.because],
                    }
                    for target in ranking.targets
                ],
            }
            for ranking in rankings
        ]
        print(json.dumps({"regions": regions, "weights": weights, "holdout": holdout}, ensure_ascii=False))
        return
    names = _part_names()
    for ranking in rankings:
        print(f"\n{ranking.name}({ranking.adcode})  已知企业 {ranking.known_firms} 家")
        for target in ranking.targets:
            parts = "  ".join(
                f"{names.get(part, part)} {points:+.2f}" for part, points in target.parts.items() if round(points, 2)
            )
            print(f"{target.rank:>4} {target.code}  {target.score:+.3f} = {parts}")
            for reason in target.because:
                print(f"       · {reason.says}" + (f":{'、'.join(reason.firms)}" if reason.firms else ""))
    if holdout:
        print(
            f"\n留出检验(隐藏 30%):AUC {holdout['auc']:.3f}  前50召回 {holdout['recall']:.3f}  nDCG {holdout['ndcg']:.3f}"
        )


def _part_names() -> dict[str, str]:
    from importlib.resources import files

    from dianxiaoer.engines.chain.sheets import load_rows

    path = files("dianxiaoer.engines.chain").joinpath("data/target_words.csv")
    return {row["part"]: row["name_zh"] for row in load_rows(str(path))}

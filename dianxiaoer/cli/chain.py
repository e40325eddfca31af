"""`dianxiaoer chain …`: the chain map, its gaps, reach and dependence, and ranked target companies."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from dianxiaoer.cli import chain_rank


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the words of this family."""
    words = parser.add_subparsers(dest="word", required=True, metavar="WORD")
    _word(words, "list", "chains that come with the product (illustrative)", _list)
    check = _word(words, "check", "check a chain: problems by row, loops, fingerprint", _check)
    check.add_argument("chain", help="id of a shipped chain, a folder of CSV files, or an xlsx workbook")
    export = _word(words, "export", "write a chain to a folder of CSV files or an xlsx workbook", _export)
    export.add_argument("chain")
    export.add_argument("out")
    compare = _word(words, "diff", "differences between two versions of a chain", _diff)
    compare.add_argument("before")
    compare.add_argument("after")
    gaps = _word(words, "gaps", "missing and thin nodes of a region (补链/延链/强链)", _gaps)
    _chain_and_region(gaps)
    gaps.add_argument(
        "--from", dest="wanted", action="append", default=[], help="invite from: adcode or group (长三角)"
    )
    gaps.add_argument("--thin", type=int, default=1, help="at most so many firms here is thin")
    gaps.add_argument("--groups", help="region groups table (group,adcode)")
    around = _word(words, "reach", "up and down from a leader or node (上招下引)", _reach)
    _chain_and_region(around)
    start = around.add_mutually_exclusive_group(required=True)
    start.add_argument("--company", help="code of a firm on the chain")
    start.add_argument("--node", help="id of a node")
    around.add_argument("--hops", type=int, default=3)
    around.add_argument("--groups", help="region groups table (group,adcode)")
    depend = _word(words, "dependence", "single points and concentration behind a region's firms", _dependence)
    _chain_and_region(depend)
    depend.add_argument("--groups", help="region groups table (group,adcode)")
    rank = _word(words, "rank", "rank outside firms as targets of regions, explained", chain_rank.rank)
    chain_rank.configure_rank(rank)
    learn = _word(
        words, "learn", "emphasis of each part from won and lost leads, with hold-out figures", chain_rank.learn
    )
    chain_rank.configure_learn(learn)


def run(args: argparse.Namespace) -> int:
    """Run one word; wrong input is one sentence on stderr and exit code 2."""
    try:
        return int(args.act(args))
    except BrokenPipeError:
        raise
    except ModuleNotFoundError as missing:
        print(f"缺少 {missing.name}。请安装:pip install 'dianxiaoer[solvers]'。", file=sys.stderr)
    except (ValueError, OSError) as problem:
        print(problem, file=sys.stderr)
    return 2


def _word(words: Any, name: str, summary: str, act: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = words.add_parser(name, help=summary, description=summary)
    parser.add_argument("--json", action="store_true", help="JSON on stdout")
    parser.set_defaults(act=act)
    return parser


def _chain_and_region(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("chain", help="id of a shipped chain, a folder of CSV files, or an xlsx workbook")
    parser.add_argument("--region", action="append", required=True, help="six-digit adcode or group; may be repeated")


def _list(args: argparse.Namespace) -> int:
    from dianxiaoer.engines.chain.books import load_chain, shipped_chains

    chains = [load_chain(path) for path in shipped_chains().values()]
    rows = [
        {
            "id": c.id,
            "name": c.name,
            "version": c.version,
            "nodes": len(c.nodes),
            "firms": len(c.positions),
            "note": c.note,
        }
        for c in chains
    ]
    return _print(args, rows, "{id:<16} {name}  第{version}版  {nodes} 个环节  {firms} 家企业  {note}")


def _check(args: argparse.Namespace) -> int:
    from dianxiaoer.engines.chain.books import fingerprint, open_chain
    from dianxiaoer.engines.chain.graph import ChainError
    from dianxiaoer.engines.chain.loops import loops

    try:
        chain = open_chain(args.chain)
    except ChainError as problem:
        print(problem)
        return 1
    found = {"id": chain.id, "version": chain.version, "fingerprint": fingerprint(chain), "loops": loops(chain)}
    return _print(args, [found], "{id} 第{version}版 无误  指纹 {fingerprint}  循环 {loops}")


def _export(args: argparse.Namespace) -> int:
    from dianxiaoer.engines.chain.books import open_chain, save_chain

    save_chain(open_chain(args.chain), args.out)
    print(f"已写出 {args.out}")
    return 0


def _diff(args: argparse.Namespace) -> int:
    from dianxiaoer.engines.chain.books import compare_chains, open_chain

    changes = [vars(change) for change in compare_chains(open_chain(args.before), open_chain(args.after))]
    _print(args, changes, "{table}  {key}  {kind}  {before} → {after}")
    return 1 if changes else 0


def _gaps(args: argparse.Namespace) -> int:
    from dianxiaoer.engines.chain.books import open_chain
    from dianxiaoer.engines.chain.gaps import ACTION_NAMES, chain_gaps

    chain = open_chain(args.chain)
    wanted = _filter(args.wanted, args) if args.wanted else ()
    gaps = chain_gaps(chain, _filter(args.region, args), wanted=wanted, thin=args.thin)
    rows = [
        {
            "node": gap.node,
            "name": chain.node_of[gap.node].name,
            "action": gap.action,
            "action_zh": ACTION_NAMES[gap.action],
            "urgency": round(gap.urgency, 4),
            "here": [firm.company for firm in gap.here],
            "suppliers": list(gap.suppliers),
            "customers": list(gap.customers),
            "candidates": [
                {"company": p.company, "name": p.name, "adcode": p.adcode, "lists": p.lists} for p in gap.candidates
            ],
        }
        for gap in gaps
    ]
    return _print(
        args,
        rows,
        "{action_zh} {name}({node})  紧迫度 {urgency}  上游 {suppliers}  下游 {customers}  可招 {candidates}",
    )


def _reach(args: argparse.Namespace) -> int:
    from dianxiaoer.engines.chain.books import open_chain
    from dianxiaoer.engines.chain.reach import openings_around, openings_from

    chain, region = open_chain(args.chain), _filter(args.region, args)
    if args.company:
        openings = openings_around(chain, args.company, region, hops=args.hops)
    else:
        openings = openings_from(chain, [args.node], region, hops=args.hops)
    rows = [
        {
            "node": o.reached.node,
            "name": chain.node_of[o.reached.node].name,
            "direction": o.reached.direction,
            "hops": o.reached.hops,
            "strength": round(o.reached.strength, 4),
            "path": list(o.reached.path),
            "here": [p.company for p in o.here],
            "elsewhere": [{"company": p.company, "name": p.name, "adcode": p.adcode} for p in o.elsewhere],
        }
        for o in openings
    ]
    return _print(args, rows, "{direction:<4} {hops} 环 {name}({node})  强度 {strength}  本地 {here}  外地 {elsewhere}")


def _dependence(args: argparse.Namespace) -> int:
    from dianxiaoer.engines.chain.books import open_chain
    from dianxiaoer.engines.chain.dependence import chokepoints, dependences

    chain, region = open_chain(args.chain), _filter(args.region, args)
    rows = [
        {
            **vars(found),
            "name": chain.node_of[found.node].name,
            "single_firm": found.single_firm,
            "chokepoints": chokepoints(chain, found.node),
        }
        for found in dependences(chain, region)
    ]
    line = "{name}({node})  已知 {firms} 家  最大 {largest} 占 {firm_share:.0%}  集中度 {concentration:.2f}  本地 {local_share:.0%}  供给 {users}"
    return _print(args, rows, line)


def _filter(words: list[str], args: argparse.Namespace) -> tuple[str, ...]:
    from dianxiaoer.engines.chain.region_groups import load_region_groups, region_filter

    return region_filter(words, load_region_groups(args.groups))


def _shown(value: Any) -> Any:
    """A value as people read it: lists joined, firms by name and place, — for none."""
    if isinstance(value, dict):
        return f"{value['name']}({value['company']},{value['adcode']})"
    if isinstance(value, (list, tuple)):
        return "、".join(str(_shown(one)) for one in value) or "—"
    return value


def _print(args: argparse.Namespace, rows: list[dict[str, Any]], line: str) -> int:
    if args.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for row in rows:
            print(line.format(**{name: _shown(value) for name, value in row.items()}))
    if not rows:
        print(
            "没有结果:所选地区在这条链上没有已知企业,或没有要补的环节。请核对地区代码,或先把本地企业放到节点上"
            " / nothing found: no known firm of the region stands on this chain, or nothing is missing",
            file=sys.stderr,
        )
    return 0

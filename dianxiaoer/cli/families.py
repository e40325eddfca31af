"""Which module answers which word: a family is imported only when its word is typed, so engines start fast."""

#: word → (module, one-line help). A module offers `configure(parser)` and `run(args) -> int`.
FAMILIES: dict[str, tuple[str, str]] = {
    "serve": ("dianxiaoer.cli.serve", "run the web server"),
    "migrate": ("dianxiaoer.cli.migrate", "bring the database up to the code"),
    "tick": ("dianxiaoer.cli.tick", "run the clockwork and the queue once, or --loop as a worker"),
    "createadmin": ("dianxiaoer.cli.createadmin", "make the first unit and the three administrators"),
    "grants": ("dianxiaoer.cli.grants", "print the table of grants"),
    "audit": ("dianxiaoer.cli.audit", "verify or print the hash-chained audit log"),
    "demo": ("dianxiaoer.cli.demo", "load or serve the demo districts"),
    "chain": ("dianxiaoer.cli.chain", "industry chain: gaps, reach, dependence, ranked target companies"),
    "earthwork": ("dianxiaoer.cli.earthwork", "土方平衡:谁的余土运给谁,省多少"),
    "figures": ("dianxiaoer.cli.figures", "compute a figure, check a table of printed figures, refresh snapshots"),
    "universe": ("dianxiaoer.cli.universe", "screen, search and merge millions of firms"),
    "text": ("dianxiaoer.cli.text", "read public reports into facts: 区域情报"),
    "stewardship": ("dianxiaoer.cli.stewardship", "包联:哪位干部包联哪些企业,为什么"),
    "policies": ("dianxiaoer.cli.policies", "policy rules: check, test, explain, evaluate, diff, convert"),
    "finance": ("dianxiaoer.cli.finance", "信易贷:哪笔融资需求找哪家银行的哪个产品"),
}

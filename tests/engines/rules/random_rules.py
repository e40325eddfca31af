"""Random rulebooks as YAML an officer could have typed, and random firms whose values sit on the boundaries."""

from __future__ import annotations

import random
from datetime import date

from dianxiaoer.engines.rules.document.reader import parse_document
from dianxiaoer.engines.rules.program.compiler import compile_rulebook
from dianxiaoer.engines.rules.rulebook import rulebook_of

ON = date(2026, 6, 15)
MONEY, YEARLY, COUNTS = ("甲额", "乙额", "丙额"), ("年甲", "年乙"), ("人数", "件数")
WORDS = ("C39", "C3911", "F51", "I65", "K70")
TAGS = ("失信", "异常", "欠税")


class Writer:
    """Writes one random rulebook from a seed."""

    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.clauses = []

    def chance(self, share):
        return self.dice.random() < share

    def pick(self, options):
        return self.dice.choice(options)

    def facts(self):
        lines = ["事实:"]
        rows = [(name, "金额", "万元", "否") for name in MONEY] + [(name, "金额", "万元", "是") for name in YEARLY]
        rows += [(name, "数值", "", "否") for name in COUNTS]
        rows += [("行业", "代码", "", "否"), ("名单甲", "名单", "", "否"), ("证甲", "证书", "", "否")]
        rows += [("事甲", "事件", "", "否"), ("日甲", "日期", "", "否"), ("真甲", "是否", "", "否")]
        for position, (name, type_, unit, yearly) in enumerate(rows):
            world = self.pick(("未知", "未知", "否"))
            lines.append(
                f"- {{代码: f{position}, 名称: {name}, 类型: {type_}, 单位: '{unit}', 逐年: {yearly}, 缺省: {world}}}"
            )
        return lines

    def money(self, depth):
        kind = self.dice.randrange(4 if depth <= 0 else 11)
        deeper = depth - 1
        if kind < 2:
            return self.pick(MONEY)
        if kind < 4:
            return f"{self.pick(YEARLY)}[{self.pick(('上年', '前年', '-3'))}]"
        return (
            lambda: f"({self.money(deeper)} + {self.money(deeper)})",
            lambda: f"({self.money(deeper)} - {self.money(deeper)})",
            lambda: f"{self.pick(('最小', '最大'))}({self.money(deeper)}, {self.dice.randrange(9)}万元)",
            lambda: f"{self.pick(('合计', '平均'))}({self.pick(YEARLY)}, {self.pick((2, 3))})",
            lambda: f"如果({self.condition(deeper)}, {self.money(deeper)}, {self.dice.randrange(5)}万元)",
            lambda: f"缺省值({self.money(deeper)}, {self.dice.randrange(3)}万元)",
            lambda: f"{self.money(deeper)} * {self.pick(('30%', '2‰', '1.5'))}",
        )[kind - 4]()

    def plain(self, depth):
        kind = self.dice.randrange(7)
        deeper = depth - 1
        if kind < 2:
            return self.pick(COUNTS)
        return (
            lambda: f"{self.money(deeper)} / {self.money(deeper)}",
            lambda: f"增长率({self.pick(YEARLY)})",
            lambda: f"年均增长({self.pick(YEARLY)}, 2)",
            lambda: "评甲",
            lambda: f"满({self.money(deeper)}, {self.dice.randrange(1, 4)}万元)",
        )[kind - 2]()

    def condition(self, depth):
        kind = self.dice.randrange(9 if depth <= 0 else 16)
        deeper = depth - 1
        sign = self.pick((">=", ">", "<=", "<", "=", "!=", "不低于", "低于"))
        return (
            lambda: f"{self.money(0)} {sign} {self.dice.randrange(10)}万元",
            lambda: f"{self.pick(COUNTS)} {sign} {self.dice.randrange(6)}",
            lambda: f"行业 {self.pick(('属于', '开头为', '不属于'))} [{self.pick(WORDS)}, {self.pick(WORDS)}]",
            lambda: f"行业 开头为 [{self.pick(('C', 'F', 'K'))}]",
            lambda: f"名单甲 包含 [{self.pick(TAGS)}, {self.pick(TAGS)}]",
            lambda: "有效(证甲)",
            lambda: self.pick(("发生过(事甲)", "发生在年度(事甲, 上年)", "近年内(事甲, 2)")),
            lambda: self.pick(("满年(日甲, 2)", "距今天数(日甲) >= 365天", "日甲 < 2025-01-01")),
            lambda: "真甲",
            lambda: f"{self.plain(deeper)} {sign} {self.pick(('0', '1', '50%', '5%', '-20%', '3'))}",
            lambda: f"{self.money(deeper)} {sign} {self.money(deeper)}",
            lambda: f"({self.condition(deeper)} 且 {self.condition(deeper)})",
            lambda: f"({self.condition(deeper)} 或 {self.condition(deeper)})",
            lambda: f"非 ({self.condition(deeper)})",
            lambda: self.several(deeper),
            lambda: self.pick(('人工("看现场")', f"每年({self.pick(YEARLY)} {sign} 4万元, 2)", self.earlier())),
        )[kind]()

    def several(self, depth):
        parts = [self.condition(depth - 1) for _ in range(3)]
        return f"满足几项({self.pick((1, 2, 3))}, {', '.join(parts)})"

    def earlier(self):
        return f'符合("{self.pick(self.clauses)}")' if self.clauses else "真甲"

    def benefit(self, tiers):
        lines = []
        shape = self.dice.randrange(7)
        if tiers and self.chance(0.6):
            lines += ["  - 方式: 定额", "    各档: {一档: 3万元, 二档: 1.5万元}"]
        elif shape == 0:
            lines += ["  - 方式: 定额", f"    金额: {self.dice.randrange(1, 9)}万元"]
        elif shape == 1:
            lines += ["  - 方式: 分档", f"    基数: {self.money(1)}", "    档: {2万元: 1万元, 5万元: 2万元}"]
            lines += ["    每增: 2万元", "    每增加: 3000元"] if self.chance(0.6) else []
        elif shape == 2:
            lines += ["  - 方式: 比例", f"    基数: {self.money(1)}", f"    比例值: {self.pick(('5%', '33%', '2‰'))}"]
            if self.chance(0.5):
                lines += [f"    上浮: [{{如: '{self.condition(0)}', 加比例: 5%, 比例上限: 20%}}]"]
        elif shape == 3:
            lines += ["  - 方式: 按量", f"    基数: {self.pick(COUNTS)}", "    单价: 1234.56元"]
        elif shape == 4:
            lines += ["  - 方式: 租金", f"    基数: {self.money(0)}"]
            lines += ["    第几年: 件数", "    逐年比例: [100%, 50%]"]
        elif shape == 5:
            lines += ["  - 方式: 比例", f"    基数: {self.money(0)}"]
            lines += [f"    档: {{'{self.condition(0)}': 20%, 3万元: 10%}}"]
            lines += [f"    分档封顶: {{'{self.condition(0)}': 8000元}}"]
        else:
            lines += ["  - 方式: 定额", f"    金额: {self.money(1)}"]
            first, second = self.condition(0), self.condition(0)
            lines += [f"    分期: [{{节点: '{first}', 占比: 40%}}, {{节点: '{second}', 占比: 60%}}]"]
        if self.chance(0.4):
            lines.append(f"    封顶: {self.dice.randrange(1, 4)}万元")
        if self.chance(0.3):
            lines.append(f"    折减: [{{如: '{self.condition(1)}', 系数: 50%}}]")
        if self.chance(0.2):
            lines += ["    累计封顶: 2万元", f"    已兑付: {self.pick(MONEY)}"]
        return lines

    def clause(self, position, others):
        tiers = self.chance(0.3)
        lines = [f"- 编号: k{position}"]
        if self.chance(0.3):
            lines.append(f"  适用于: '{self.condition(1)}'")
        if tiers:
            lines += ["  档位: [一档, 二档]"] + (["  否则档: 末档"] if self.chance(0.4) else [])
        lines.append("  条件:")
        lines += [f"  - '{self.condition(2)}'" for _ in range(self.dice.randrange(1, 4))]
        if tiers:
            lines.append(f"  - {{条件: '{self.money(0)} >=', 各档: {{一档: 6万元, 二档: 3万元}}}}")
        if self.chance(0.2):
            lines.append(f"  - {{条件: '{self.condition(1)}', 适用于: '{self.condition(0)}'}}")
        if self.chance(0.85):
            lines += ["  待遇:", *self.benefit(tiers)]
        if self.chance(0.5):
            group, mode = self.pick((("甲组", "就高"), ("乙组", "可叠加"), ("丙组", "择一")))
            lines += [f"  叠加组: {group}", f"  叠加方式: {mode}"]
            lines += ["  组封顶: 4万元"] if group == "乙组" else []
        rivals = [f"k{other}" for other in range(others) if other != position and self.chance(0.08)]
        if rivals:
            lines.append(f"  不得同享: [{', '.join(rivals)}]")
        self.clauses.append(f"k{position}")
        return lines

    def rulebook(self, clauses):
        lines = ["格式: 1", "政策: {编号: r, 标题: 随机" + (", 企业年度封顶: 9万元" if self.chance(0.3) else "") + "}"]
        lines += self.facts()
        lines += ["评分:", "- {评分表: 评甲, 指标: 一, 算式: 人数, 档: {4: 3, 2: 1}, 否则: 0}"]
        lines += [f"- {{评分表: 评甲, 指标: 二, 档: {{'{self.condition(0)}': 2}}, 否则: -1}}", "条款:"]
        for position in range(clauses):
            lines += self.clause(position, clauses)
        return "\n".join(lines)


def random_program(seed, clauses=8):
    """A compiled random rulebook, and the text it came from."""
    text = Writer(seed).rulebook(clauses)
    return compile_rulebook(rulebook_of([parse_document(text, f"seed {seed}")]), ON), text


def random_firms(program, seed, count):
    """Rows on and beside the thresholds, 0 to 40 % missing; then one full firm with each fact nulled in turn."""
    dice = random.Random(seed)
    full = [_full(program, dice) for _ in range(count)]
    rows = []
    for row in full:
        gaps = dice.choice((0.0, 0.1, 0.4))
        rows.append({key: None if dice.random() < gaps else value for key, value in row.items()})
    rows += [{**full[0], column.key: None} for column in program.columns]
    return [full[0], *rows]


def _full(program, dice):
    from dianxiaoer.engines.rules.program.meaning import TYPES, day_number

    row = {}
    for column in program.columns:
        if column.fact == "application_kind":
            row[column.key] = dice.choice(("新申报", "复核"))
            continue
        fact = program.facts[column.fact]
        type_ = TYPES[fact.type]
        if type_ == "words":
            row[column.key] = dice.choice((*WORDS, "C", "A01"))
        elif type_ == "list":
            row[column.key] = "|".join(sorted(dice.sample(TAGS, dice.randrange(3))))
        elif type_ == "truth":
            row[column.key] = float(dice.randrange(2))
        elif type_ in ("date", "event", "certificate"):
            row[column.key] = float(day_number(ON) + dice.choice((-800, -731, -730, -366, -365, -100, -1, 0, 1, 200)))
        elif fact.type == "金额":
            row[column.key] = float(dice.randrange(10) * 1_000_000 + dice.choice((0, 0, 0, 1, -1)))
        else:
            row[column.key] = float(dice.randrange(6))
    return row

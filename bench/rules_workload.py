"""The workload of the rules benchmark: 500 policies of about 4 conditions each, 235 distinct, and random firms."""

from __future__ import annotations

import random
from datetime import date

import numpy as np

from dianxiaoer.engines.rules.document.reader import parse_document
from dianxiaoer.engines.rules.facts.table import FactTable, WordColumn
from dianxiaoer.engines.rules.program.compiler import Program, compile_rulebook
from dianxiaoer.engines.rules.rulebook import rulebook_of

ON = date(2026, 6, 30)
POLICIES, DISTINCT, EACH = 500, 235, 4
MONEY = [f"m{i}" for i in range(12)]
COUNTS = [f"c{i}" for i in range(8)]
REGIONS = tuple(sorted(f"4101{i:02d}" for i in range(40)))
INDUSTRIES = tuple(sorted(f"{letter}{code}" for letter in "CFGIM" for code in range(100, 160)))


def atoms(seed: int = 7) -> list[tuple[str, str, object]]:
    """The distinct conditions: (column, operator, limit); limits of money in 分."""
    dice = random.Random(seed)
    found: dict[tuple[str, str, object], None] = {}
    while len(found) < DISTINCT:
        kind = dice.random()
        if kind < 0.55:
            found[dice.choice(MONEY), dice.choice((">=", "<")), dice.randrange(1, 200) * 1_000_000 * 10] = None
        elif kind < 0.85:
            found[dice.choice(COUNTS), dice.choice((">=", "<=")), dice.randrange(1, 500)] = None
        elif kind < 0.95:
            found["industry", "starts", dice.choice(INDUSTRIES)[: dice.choice((1, 2, 3))]] = None
        else:
            found["region", "in", dice.choice(REGIONS)] = None
    return list(found)


def policies(seed: int = 7) -> list[list[int]]:
    """Which conditions each policy asks for; every condition is used."""
    dice = random.Random(seed + 1)
    made = [dice.sample(range(DISTINCT), dice.choice((3, 4, 4, 5))) for _ in range(POLICIES)]
    for condition in range(DISTINCT):
        made[condition][0] = condition
    return [sorted(set(chosen)) for chosen in made]


def sentence(atom: tuple[str, str, object]) -> str:
    """A condition as an officer writes it."""
    column, op, limit = atom
    if column in MONEY:
        return f"{column} {op} {int(str(limit)) // 1_000_000}万元"
    if op == "starts":
        return f"industry 开头为 [{limit}]"
    return f"region 属于 [{limit}]" if op == "in" else f"{column} {op} {limit}"


def rules_text(amounts: bool) -> list[str]:
    """One YAML document a policy; the first also declares the facts."""
    listed = atoms()
    facts = [f"- {{代码: {name}, 名称: {name}, 类型: 金额, 单位: 万元}}" for name in MONEY]
    facts += [f"- {{代码: {name}, 名称: {name}, 类型: 数值}}" for name in COUNTS]
    facts += [f"- {{代码: {name}, 名称: {name}, 类型: 代码}}" for name in ("industry", "region")]
    texts = []
    for number, chosen in enumerate(policies()):
        lines = ["格式: 1", f"政策: {{编号: p{number}, 标题: 政策{number}, 状态: 有效, 生效: 2020-01-01}}"]
        lines += ["事实:", *facts] if number == 0 else []
        lines += ["条款:", f"- 编号: k{number}", f"  标题: 条款{number}", "  条件:"]
        lines += [f"  - {sentence(listed[condition])}" for condition in chosen]
        lines += _benefit(number) if amounts else []
        texts.append("\n".join(lines))
    return texts


def _benefit(number: int) -> list[str]:
    base = MONEY[number % len(MONEY)]
    shapes = (
        ["  - 方式: 定额", "    金额: 20万元"],
        ["  - 方式: 比例", f"    基数: {base}", "    比例值: 5%", "    封顶: 200万元"],
        ["  - 方式: 分档", f"    基数: {base}", "    档: {100万元: 5万元, 500万元: 10万元, 1000万元: 20万元}"],
        ["  - 方式: 按量", f"    基数: {COUNTS[number % len(COUNTS)]}", "    单价: 500元", "    封顶: 10万元"],
    )
    lines = ["  待遇:", *shapes[number % len(shapes)]]
    if number % 5 == 0:
        lines += [f"  叠加组: 组{number % 40}", "  叠加方式: 就高"]
    if number % 50 == 1:
        lines.append(f"  不得同享: [k{number + 1}]")
    if number % 25 == 3:
        lines += [f"  叠加组: 累加{number % 100}", "  叠加方式: 可叠加", "  组封顶: 50万元"]
    return lines


def program(amounts: bool) -> Program:
    """The compiled workload."""
    return compile_rulebook(rulebook_of(parse_document(text) for text in rules_text(amounts)), ON)


def firms(count: int, seed: int = 11) -> FactTable:
    """Random firms; 0 to 40 % missing, by column."""
    dice = np.random.default_rng(seed)
    numbers = {}
    for position, name in enumerate(MONEY):
        values = np.floor(dice.lognormal(6.0, 1.2, count)) * 1_000_000.0
        numbers[name] = _holed(values, dice, 0.4 * position / len(MONEY))
    for position, name in enumerate(COUNTS):
        numbers[name] = _holed(np.floor(dice.lognormal(4.0, 1.2, count)), dice, 0.4 * position / len(COUNTS))
    words = {}
    for name, texts in (("industry", INDUSTRIES), ("region", REGIONS)):
        codes = dice.integers(0, len(texts), count).astype(np.int16)
        codes[dice.random(count) < 0.1] = -1
        words[name] = WordColumn(codes, texts)
    return FactTable(count, numbers, words)


def _holed(values: np.ndarray, dice: np.random.Generator, share: float) -> np.ndarray:
    values[dice.random(len(values)) < share] = np.nan
    return values

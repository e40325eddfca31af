"""Fair-competition warnings (公平竞争审查). Source: 公平竞争审查条例, 国务院令第783号, in force 2024-08-01."""

from __future__ import annotations

from collections.abc import Iterator

from dianxiaoer.engines.rules.document.records import Clause, Fact
from dianxiaoer.engines.rules.language.tokens import tokens
from dianxiaoer.engines.rules.problems import Problem, TextError
from dianxiaoer.engines.rules.rulebook import Rulebook

CONTRIBUTION, OPERATOR = "财政贡献", "经营主体身份"
_CONTRIBUTION_WORDS = ("财政贡献", "地方留存", "税收留成", "地方留成", "税收返还", "税收贡献")
_OPERATOR_WORDS = ("企业名称", "统一社会信用代码", "经营主体名称")


def competition_problems(rulebook: Rulebook) -> list[Problem]:
    """Warnings for clauses without a review and for shapes the review must not let pass."""
    found: list[Problem] = []
    for owner, clause in rulebook.clauses.values():
        if not clause.benefits:
            continue
        if clause.review is None or not clause.review.status:
            found.append(_warn(clause, "没有公平竞争审查记录，请补「公平竞争审查」", "no fair-competition review"))
        elif clause.review.status == "不通过":
            found.append(_warn(clause, "公平竞争审查不通过，条款不得执行", "the review failed"))
        names = set(_names(clause)) | _inner_names(rulebook, owner, set(_names(clause)))
        facts = {name: rulebook.facts.get(name) for name in names}
        if any(_is_contribution(name, fact) for name, fact in facts.items()):
            found.append(
                _warn(
                    clause,
                    "按地方财政贡献或税收留成给予奖励：没有法律依据或国务院批准的不得实施(国务院令第783号)",
                    "a reward by local fiscal contribution is not allowed",
                )
            )
        if any(_is_operator(name, fact) for name, fact in facts.items()):
            found.append(
                _warn(
                    clause,
                    "按企业名称或代码给予特定经营者待遇：属于选择性、差异化奖补(国务院令第783号)",
                    "a benefit for one named operator is not allowed",
                )
            )
    return found


def _is_contribution(name: str, fact: Fact | None) -> bool:
    tagged = fact is not None and CONTRIBUTION in fact.tags
    return tagged or any(word in name or (fact is not None and word in fact.name) for word in _CONTRIBUTION_WORDS)


def _is_operator(name: str, fact: Fact | None) -> bool:
    return name in _OPERATOR_WORDS or (fact is not None and (OPERATOR in fact.tags or fact.name in _OPERATOR_WORDS))


def _sentences(clause: Clause) -> Iterator[str]:
    yield clause.applies_when
    for condition in clause.conditions:
        yield from (condition.expr, condition.when)
    for benefit in clause.benefits:
        yield from (benefit.amount, benefit.base, benefit.rate, benefit.cap, benefit.unit_price, benefit.cumulative_cap)
        yield from (text for pair in (*benefit.bands, *benefit.cap_bands, *benefit.tiers) for text in pair)
        yield from (part.when for part in benefit.uplifts)
        yield from (part.when for part in benefit.reductions)
        yield from (part.when for part in benefit.tranches)


def _names(clause: Clause) -> Iterator[str]:
    for sentence in _sentences(clause):
        yield from _words(sentence)


def _words(sentence: str) -> Iterator[str]:
    try:
        yield from (token.text for token in tokens(sentence) if token.kind == "name")
    except TextError:
        return


def _inner_names(rulebook: Rulebook, owner: int, names: set[str]) -> set[str]:
    """Names inside the definitions a clause uses, and inside theirs."""
    found: set[str] = set()
    waiting = [name for name in names if (owner, name) in rulebook.definitions]
    while waiting:
        name = waiting.pop()
        inner = set(_words(rulebook.definitions[owner, name].formula)) - found
        found |= inner
        waiting += [word for word in inner if (owner, word) in rulebook.definitions]
    return found


def _warn(clause: Clause, zh: str, en: str) -> Problem:
    return Problem(f"条款 {clause.id}:{zh}", f"clause {clause.id}: {en}", clause.where("review"), "warning")

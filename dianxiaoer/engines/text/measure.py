"""Which indicator a number measures: the cue words around it weighed by side, distance and clauses between."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dianxiaoer.engines.text.lexicon import Hit
from dianxiaoer.engines.text.numbers import Number

_CLAUSE_MARKS = ",;:"
_STOPS = re.compile("[,;、。]")
_AMONG = re.compile("(?:项目|企业|其)中,")
_OWNED = re.compile("[的余]?")
_JOINED = re.compile(
    r"(?:总额|总数|累计|达到|规模|新增|达|可|为|共|有|约|近|超|已|是|至|人民币|[\u4e00-\u9fff]?[的::])*"
)
#: Cues that name the thing, not what was done with it: a verb a little further off wins.
_NOUNS = {"key", "landed.weak", "impl", "firm.new.noun"}
_FAMILIES = {"signed", "started", "done", "prod", "talks", "landed", "instat", "impl", "reserve", "key"}
_SERVING = ("svc.", "visit.", "meet.", "landed.", "attend.", "fin.")
_ETC = re.compile(r"(?:、[^,,、]{2,12})*等[^\d,,、]{2,}")
#: A cue that scores less than this says nothing about the number.
THRESHOLD = 2.2


@dataclass(slots=True)
class Choice:
    """The indicator chosen, its score, the runner-up's, and the cue word with its rule."""

    indicator: str
    score: float
    second: float
    word: str
    rule: str
    start: int
    end: int


def choose(
    text: str, number: Number, slot: str, hits: list[Hit], low: int, numbers: list[Number], index: int, right_end: int
) -> Choice | None:
    """The best reading of `number` as `slot` among the cue words of its sentence; None when none is near enough."""
    best: tuple[float, str, Hit] | None = None
    verb: tuple[float, str, Hit] | None = None
    second = 0.0
    for hit in hits:
        reading = hit.cue.readings.get(slot)
        if reading is None:
            continue
        indicator, weight = reading
        score = _score(text, number, slot, hit, weight, numbers, index, right_end)
        if score is None:
            continue
        if slot == "firm" and indicator.startswith(_SERVING) and (verb is None or score > verb[0]):
            verb = (score, indicator, hit)
        if best is None or score > best[0]:
            if best is not None and best[1] != indicator:
                second = max(second, best[0])
            best = (score, indicator, hit)
        elif indicator != best[1]:
            second = max(second, score)
    if best is None or best[0] < THRESHOLD:
        return None
    if best[1] == "-" and verb is not None and verb[0] >= 4.0:
        best = verb
    score, indicator, hit = best
    return Choice(indicator, score, second, hit.cue.word, hit.cue.rule, hit.start, hit.end)


def _score(
    text: str, number: Number, slot: str, hit: Hit, weight: float, numbers: list[Number], index: int, right_end: int
) -> float | None:
    """How well a cue speaks for a number: less with every character, clause and number between them."""
    lead = number.lead
    if hit.end <= lead:
        return _from_left(text, number, slot, hit, weight, numbers, index)
    if hit.start >= number.end and hit.end <= right_end:
        gap_length = hit.start - number.tail
        following = numbers[index + 1] if index + 1 < len(numbers) else None
        if slot == "money" and hit.cue.rule in _FAMILIES:
            weight -= 2.5
        shared = (
            gap_length > 2
            and following is not None
            and 0 <= following.lead - hit.end <= 3
            and not _STOPS.search(text, hit.end, following.lead)
        )
        if shared and following is not None and following.word == number.word:
            return None
        taken_away = hit.cue.readings[slot][0] == "-"
        if taken_away and gap_length > 8:
            return None
        return weight + 1.9 - 0.1 * max(gap_length, 0) - 2.0 * taken_away - 1.5 * shared
    return None


def _from_left(
    text: str, number: Number, slot: str, hit: Hit, weight: float, numbers: list[Number], index: int
) -> float | None:
    start, lead = hit.end, number.lead
    if hit.cue.readings[slot][0] == "-" and not _JOINED.fullmatch(text, start, lead):
        return None
    clauses = 0
    for mark in _CLAUSE_MARKS:
        clauses += text.count(mark, start, lead)
    same = other = 0
    for at in range(index - 1, -1, -1):
        one = numbers[at]
        if one.start < start:
            break
        if one.kind == number.kind:
            same += 1
        else:
            other += 1
    length = lead - start
    score = weight - 0.03 * length - 1.3 * clauses - 0.6 * same - 0.2 * other
    if slot == "money" and hit.cue.rule == "prod" and text.startswith("后", start, lead):
        return None
    if text.startswith(("、", "等"), start, lead) and _ETC.match(text, start, lead):
        score -= 3.0
    if index:
        previous = numbers[index - 1]
        if (
            hit.start >= previous.tail
            and previous.kind == number.kind == "count"
            and _OWNED.fullmatch(text, previous.tail, hit.start)
        ):
            score -= 3.0
    if length == 1 and text[start] == "的":
        score += 1.0
    if not clauses and not same and not other:
        score += 1.6 + (0.8 if length <= 4 and hit.cue.rule not in _NOUNS else 0)
    elif text.find("中,", start, lead) >= 0 and _AMONG.search(text, start, lead):
        score += 1.5
    return score

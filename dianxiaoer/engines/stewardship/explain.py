"""Why this officer, what could not be met, what each wish costs, what a move by hand costs."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from dianxiaoer.engines.optimise.child import Stop
from dianxiaoer.engines.stewardship.assign import State, Stewardship, assign_officials, state_of
from dianxiaoer.engines.stewardship.pair_cost import UNITS, cost_parts, pair_cost
from dianxiaoer.engines.stewardship.roster import Roster

_WISHES = {"distance": "路程", "expertise": "专长", "change": "更换包联人", "leader": "大企业由领导包联"}


@dataclass(frozen=True)
class WishPrice:
    """What one wish costs: points the other wishes would gain if it were dropped, by solving without it."""

    wish: str
    sentence: str
    points: float


@dataclass(frozen=True)
class MovePrice:
    """What moving one firm by hand does: at once, and after everyone else is arranged anew around it.

    broken: rules the move alone breaks, as sentences.   settled: the new best assignment with the move kept.
    """

    points_now: float
    broken: tuple[str, ...]
    points_settled: float
    settled: Stewardship


def unmet_sentences(result: Stewardship) -> tuple[str, ...]:
    """Every rule or wish that could not be met, with its cause."""
    roster, after = result.roster, result.after
    found = []
    if result.is_band_wider:
        found.append(_band_sentence(result))
    for k in np.flatnonzero(after.count < roster.lower):
        found.append(
            f"{roster.official_names[k]} 只有 {after.count[k]} 户,少于最少户数 {roster.lower[k]}:{_count_cause(roster)}"
        )
    lacking = np.argwhere(after.by_sector < roster.sector_minimum)
    for k, s in lacking:
        have, need = after.by_sector[k, s], roster.sector_minimum[k, s]
        found.append(
            f"{roster.official_names[k]} 的{roster.sector_names[s]}企业 {have} 户,少于 {need} 户:{_sector_cause(roster, int(s))}"
        )
    return tuple(found)


def _band_sentence(result: Stewardship) -> str:
    roster, wishes = result.roster, result.roster.wishes
    heaviest = int(roster.weight.argmax())
    share = roster.weight[heaviest] / float(roster.fair_load.max())
    cause = (
        f"仅 {roster.firm_names[heaviest]} 一户就占 {share:.2f} 倍" if share > wishes.band_high
        else "户数、回避与工作量上限合在一起不允许更均衡"
    )  # fmt: skip
    return (
        f"工作量做不到人均的 {wishes.band_low:g}–{wishes.band_high:g} 倍,能做到的最窄范围约为 "
        f"{result.band_low:.3f}–{result.band_high:.3f} 倍:{cause}。可按此改工作量下带、上带,或减少回避、提高个人上限"
    )


def _count_cause(roster: Roster) -> str:
    lower = int(roster.lower.sum())
    if lower > roster.firm_count:
        return f"各人最少户数合计 {lower},而企业只有 {roster.firm_count} 户,请把合计降到 {roster.firm_count} 以内"
    return "与工作量范围或回避关系冲突,请放宽其一"


def _sector_cause(roster: Roster, sector: int) -> str:
    have = int((roster.sector == sector).sum())
    need = int(roster.sector_minimum[:, sector].sum())
    name = roster.sector_names[sector]
    if have < need:
        return f"全区{name}企业 {have} 户,各人合计要求 {need} 户,请把合计降到 {have} 以内"
    return f"全区{name}企业 {have} 户够分,但与工作量范围或户数冲突,请降低此人的要求或放宽工作量范围"


def firm_sentence(result: Stewardship, firm: int) -> str:
    """Why this officer looks after this firm, and who would be better for the firm alone."""
    roster, official = result.roster, int(result.chosen[firm])
    every = np.arange(roster.official_count)
    cost = pair_cost(roster, np.full(len(every), firm), every)
    parts = {name: float(v[0]) for name, v in cost_parts(roster, np.array([firm]), np.array([official])).items()}
    km = parts["distance"] / max(1e-12, roster.wishes.point_per_km)
    reasons = [f"路程 {km:.1f} km"]
    if roster.needs[firm]:
        lacking = _lacking(roster, firm, official)
        reasons.append("专长全部具备" if not lacking else f"缺专长:{'、'.join(lacking)}")
    if roster.last[firm] >= 0:
        reasons.append("上年同一人" if roster.last[firm] == official else "与上年不同")
    if roster.weight[firm] >= roster.wishes.big_firm_weight:
        reasons.append("大企业由领导包联" if roster.is_leader[official] else "大企业但非领导")
    cheaper = int((cost < cost[official]).sum())
    if not cheaper:
        return ";".join(reasons) + ";对该企业就是最合适的人"
    best = int(cost.argmin())
    gain = (cost[official] - cost[best]) / UNITS
    return (
        ";".join(reasons)
        + f";单看该企业 {roster.official_names[best]} 更合适(少 {gain:.1f} 分),但{_full(result, firm, best)}"
    )


def _lacking(roster: Roster, firm: int, official: int) -> list[str]:
    """Expertise the firm needs and the official does not have, by name."""
    bits = int(roster.needs[firm] & ~roster.expertise[official])
    return [name for k, name in enumerate(roster.expertise_names) if bits >> k & 1]


def _full(result: Stewardship, firm: int, official: int) -> str:
    """Why a better official could not take the firm."""
    roster, after = result.roster, result.after
    if [firm, official] in roster.forbidden.tolist():
        return "此人须回避"
    if after.count[official] >= roster.upper[official]:
        return "此人户数已满"
    if after.load_share[official] + roster.weight[firm] / roster.fair_load[official] > result.band_high + 1e-9:
        return "此人工作量已到上限"
    return "全区合计起来现在的安排更省"


def wish_prices(
    roster: Roster, result: Stewardship, *, seconds: float = 10.0, stop: Stop | None = None
) -> tuple[WishPrice, ...]:
    """What fairness, continuity and "leaders take the big firms" each cost the other wishes, by solving without them."""
    drops = {
        "fairness": roster.with_wishes(band_low=0.0, band_high=1e6),
        "continuity": roster.with_wishes(change_points=0.0),
        "leader": roster.with_wishes(big_firm_without_leader_points=0.0),
    }
    found = []
    for wish, without in drops.items():
        other = assign_officials(without, seconds=seconds, stop=stop)
        then = state_of(roster, other.chosen)
        ignored = {"continuity": "change", "leader": "leader"}.get(wish)
        gain = sum(result.after.points[name] - then.points[name] for name in result.after.points if name != ignored)
        scale = f"(1 分相当于 {1 / roster.wishes.point_per_km:.3g} 公里路程)" if roster.wishes.point_per_km else ""
        found.append(WishPrice(wish, _wish_sentence(wish, f"{gain:,.0f} 分{scale}", result.after, then), gain))
    return tuple(found)


def _wish_sentence(wish: str, gain: str, now: State, then: State) -> str:
    if wish == "fairness":
        return (
            f"工作量均衡的代价:其余愿望合计 {gain}。不要求均衡时,工作量在人均的 {then.load_share.min():.2f}–"
            f"{then.load_share.max():.2f} 倍之间(现为 {now.load_share.min():.2f}–{now.load_share.max():.2f} 倍)。嫌代价大,可放宽工作量下带、上带"
        )
    if wish == "continuity":
        return (
            f"连续性的代价:其余愿望合计 {gain}。不看重连续时更换 {then.changes} 户(现为 {now.changes} 户)。"
            "嫌代价大,可调低更换包联人分值"
        )
    return (
        f"“大企业由领导包联”的代价:其余愿望合计 {gain}。不要求时 {then.big_without_leader} 户大企业没有领导"
        f"(现为 {now.big_without_leader} 户)。嫌代价大,可调低大企业无领导分值"
    )


def price_of_move(
    result: Stewardship, firm: int, official: int, *, seconds: float = 10.0, stop: Stop | None = None
) -> MovePrice:
    """What it costs to move one firm to another official by hand, at once and after re-solving around it."""
    roster = result.roster
    moved = result.chosen.copy()
    moved[firm] = official
    after = state_of(roster, moved)
    frozen = np.concatenate([roster.frozen[roster.frozen[:, 0] != firm], [[firm, official]]]).astype(np.int64)
    settled = assign_officials(replace(roster, frozen=frozen), seconds=seconds, stop=stop)
    now = sum(after.points.values()) - sum(result.after.points.values())
    return MovePrice(now, _broken(result, after), settled.total_points - result.total_points, settled)


def _broken(result: Stewardship, after: State) -> tuple[str, ...]:
    roster, names = result.roster, result.roster.official_names
    found = [f"{names[k]} 超过最多户数 {roster.upper[k]}" for k in np.flatnonzero(after.count > roster.upper)]
    found += [f"{names[k]} 少于最少户数 {roster.lower[k]}" for k in np.flatnonzero(after.count < roster.lower)]
    share = after.load_share
    out = np.flatnonzero((share > result.band_high + 1e-9) | (share < result.band_low - 1e-9))
    found += [f"{names[k]} 的工作量变为人均的 {share[k]:.2f} 倍,超出范围" for k in out]
    for k, s in np.argwhere(after.by_sector < roster.sector_minimum):
        found.append(f"{names[k]} 的{roster.sector_names[s]}企业少于 {roster.sector_minimum[k, s]} 户")
    return tuple(found)

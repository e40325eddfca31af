"""Time expressions → periods: 今年以来, 截至9月底, 前三季度, 1—9月, 上半年, 日前; relative ones need a publication date."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from dianxiaoer.engines.text.windows import matches

_CHINESE = {char: value for value, char in enumerate("零一二三四五六七八九十")} | {"〇": 0}
_YEAR = r"(?P<year>(?:20|19)\d\d年|今年|本年|去年|上年|明年|当年)"
_M = r"(?:1[0-2]|[1-9]|0[1-9]|十[一二]?|[一二三四五六七八九])"
_TIME = re.compile(
    r"(?=[0-9今本去上明当截至前头一二三四五六七八九十首第力确预计到“近日最连这昨过多下全年现如眼目])(?:"
    rf"(?P<asof>{_YEAR}?[,,]?(?:截至|截止)(?:到|至)?(?:目前|当前|现在|今日|今(?!年)|发稿(?:时|前)?|记者发稿)|至今|目前为止)"
    rf"|(?P<upto>{_YEAR.replace('year', 'uyear')}?[,,]?(?:截至|截止|(?<![\u4e00-\u9fff\d])至(?={_M}月[末底]))(?:到|至)?(?:(?P<uyear2>20\d\d年|今年|去年))?"
    rf"(?:(?P<umonth>{_M})月(?:份)?(?P<uday>\d{{1,2}}日)?(?:底|末|中旬|下旬|上旬)?|(?P<uend>年?底|年末)|(?P<uq>[一二三四]季度)末?))"
    rf"|(?P<nmonths>{_YEAR.replace('year', 'nyear')}?[,,]?(?:前|头)(?P<ncount>{_M}|两)个?月)"
    rf"|(?P<months>{_YEAR.replace('year', 'myear')}?[,,的]?(?<![\d一二三四五六七八九十])(?P<m1>{_M})月?(?:份)?(?:—+|-+|至|到|~|、(?=\d+月))(?P<m2>{_M})月(?:份)?(?!\d*日))"
    rf"|(?P<quarters>{_YEAR.replace('year', 'qyear')}?[,,的]?(?:(?P<qall>前|头)(?P<q1>[一二三四两123])个?季度|第?(?P<q2>[一二三四1234])季度|(?P<q3>首季)))"
    rf"|(?P<half>{_YEAR.replace('year', 'hyear')}?[,,的]?(?P<hname>上半年|下半年))"
    rf"|(?P<days>(?:{_YEAR.replace('year', 'dyear')})?[,,]?(?<!\d)(?P<dm>{_M})月(?P<d1>\d{{1,2}})日?(?:(?:—+|-+|至|到|、)(?:(?P<dm2>{_M})月)?(?P<d2>\d{{1,2}})日)?(?<=日))"
    rf"|(?P<since>(?:{_YEAR.replace('year', 'syear')}(?P<smonth>{_M}月(?:份)?)?|(?<![\d—\-至到])(?P<smonth2>{_M}月(?:份)?))(?:(?:上线|启动|运行|实施|开展|成立|推行|挂牌|投用)?以来|至今|来|开局以来))"
    rf"|(?P<month>{_YEAR.replace('year', 'oyear')}[,,]?(?P<om>{_M})月(?:份|初|底|末|中旬|上旬|下旬)?|(?<![\d—\-至到、第前])(?P<om2>{_M})月(?:份|初|底|末|中旬|上旬|下旬|(?<=[\n。].月)(?=[,,])|(?<=[\n。]..月)(?=[,,])))"
    rf"|(?P<target>(?:力争|确保|预计|计划)?到(?P<tyear>20\d\d年|今年|明年)(?:年?底|末)?)"
    rf"|(?P<fullyear>{_YEAR.replace('year', 'fyear')}(?P<fkind>全年|年度|度|(?:年?底|年末|末)|年?初)?)"
    r"|(?P<vague>(?:近|过去|最近)(?:[一二三四五六七八九十两几]|\d)?年(?:来|间|以来)?|(?:[三五十]年|多年)来)"
    r"|(?P<plan>“?十[二三四五]五”?(?:期间|以来|时期|末|规划)?)"
    r"|(?P<recent>近日|日前|近期|最近|连日来|近来|这几天|近几日)"
    r"|(?P<day>昨日|昨天|今天|今日|前天|前日|当天|当日)"
    r"|(?P<dayonly>(?<![\d月年.])(?P<dd>[12]?\d|3[01])日(?=[,,上下晚清,]|从|在|,))"
    r"|(?P<monthname>本月|上月|当月|上个月|本季度)"
    r"|(?P<whole>全年|年内|年底前|年度)"
    r"|(?P<now>目前|现已|如今|眼下))"
)
_TRIGGER = re.compile(
    r"[年月日截季目至近最连这昨今前当现如眼十](?:(?<=[\d今去明上本当全半]年)|(?<=[\d一二三四五六七八九十本上当个]月)|(?<=\d日)|(?<=年)[内底度来间]"
    r"|(?<=截)[至止]|(?<=季)度|(?<=首季)|(?<=目)前|(?<=至)今|(?<=近)[日期来几]|(?<=日)前|(?<=最)近|(?<=连)日|(?<=这)几|(?<=[昨今前当])[日天]"
    r"|(?<=现)已|(?<=如)今|(?<=眼)下|(?<=十)[二三四五]五)"
)
_COMPARING = frozenset("比较与相同于是")
_COMPARED = re.compile(r"(?:比|较|与|同比|相比|高于|低于|是)$")


@dataclass(slots=True)
class TimeMark:
    """A time expression at [start, end): `period` as in the schema, `kind` how it was said (asof, months, day …)."""

    start: int
    end: int
    kind: str
    period: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Calendar:
    """What relative times of one document refer to: its publication date and the year its 今年 means."""

    published: date | None
    year: int | None

    def year_text(self, year: int | None) -> str:
        """Four digits, or * for a year nobody named."""
        return f"{year}" if year else "*"

    def now(self) -> str:
        """The publication day, or the word now."""
        return self.published.isoformat() if self.published else "now"

    def to_date(self, year: int | None) -> str:
        """From January of `year` to publication."""
        return f"{self.year_text(year)}-01..{self.now()}"


def find_times(text: str, calendar: Calendar, start: int = 0, end: int | None = None) -> list[TimeMark]:
    """Every time expression of text[start:end] that says when something holds; comparisons (较去年同期) are left out."""
    marks = []
    for match in matches(_TIME, _TRIGGER, text, 7, 13, start, end):
        at = match.start()
        compared = text[at - 1] in _COMPARING and _COMPARED.search(text, max(0, at - 2), at)
        if compared or text.startswith("同期", match.end()):
            continue
        period, year, kind = _READERS[match.lastgroup or ""](match, calendar)
        if period or kind == "vague":
            marks.append(TimeMark(match.start(), match.end(), kind, period, year))
    return marks


def _year(said: str | None, calendar: Calendar) -> int | None:
    if not said or said in ("今年", "本年", "当年"):
        return calendar.year
    if said[:2].isdigit():
        return int(said[:4])
    if calendar.year is None:
        return None
    return calendar.year + {"去年": -1, "上年": -1, "明年": 1}[said]


def _small(said: str) -> int:
    said = said.removesuffix("日").removesuffix("月份").removesuffix("月")
    if said.isdigit():
        return int(said)
    if said == "两":
        return 2
    if said.startswith("十"):
        return 10 + (_CHINESE[said[1]] if len(said) > 1 else 0)
    return _CHINESE[said]


def _months(year: int | None, first: int, last: int, calendar: Calendar) -> str:
    name = calendar.year_text(year)
    return f"{name}-{first:02d}..{name}-{last:02d}"


Reading = tuple[str, int | None, str]


def _asof(match: re.Match[str], calendar: Calendar) -> Reading:
    year = _year(match["year"], calendar)
    return calendar.to_date(year), year, "asof"


def _upto(match: re.Match[str], calendar: Calendar) -> Reading:
    said = match["uyear"] or match["uyear2"]
    year = _year(said, calendar)
    if match["uend"] or match["uq"]:
        month = 12 if match["uend"] else 3 * _small(match["uq"][0])
        if not said and match["uend"] and calendar.published:
            year = calendar.published.year - 1
        return (
            (f"..{calendar.year_text(year)}-{month:02d}" if match["uend"] else _months(year, 1, month, calendar)),
            year,
            "upto",
        )
    month = _small(match["umonth"])
    if not 1 <= month <= 12:
        return "", None, ""
    if (
        not said
        and calendar.published
        and calendar.year == calendar.published.year
        and month > calendar.published.month
    ):
        year = calendar.published.year - 1
    if match["uday"]:
        return (
            f"{calendar.year_text(year)}-01..{calendar.year_text(year)}-{month:02d}-{_small(match['uday']):02d}",
            year,
            "upto",
        )
    return _months(year, 1, month, calendar), year, "upto"


def _nmonths(match: re.Match[str], calendar: Calendar) -> Reading:
    year = _year(match["nyear"], calendar)
    return _months(year, 1, _small(match["ncount"]), calendar), year, "months"


def _months_span(match: re.Match[str], calendar: Calendar) -> Reading:
    year = _year(match["myear"], calendar)
    first, last = _small(match["m1"]), _small(match["m2"])
    return (_months(year, first, last, calendar) if first < last <= 12 else ""), year, "months"


def _quarters(match: re.Match[str], calendar: Calendar) -> Reading:
    year = _year(match["qyear"], calendar)
    if match["qall"]:
        return _months(year, 1, 3 * _small(match["q1"]), calendar), year, "months"
    quarter = 1 if match["q3"] else _small(match["q2"])
    return _months(year, 3 * quarter - 2, 3 * quarter, calendar), year, "months"


def _half(match: re.Match[str], calendar: Calendar) -> Reading:
    year = _year(match["hyear"], calendar)
    first = 1 if match["hname"] == "上半年" else 7
    return _months(year, first, first + 5, calendar), year, "months"


def _days(match: re.Match[str], calendar: Calendar) -> Reading:
    year = _year(match["dyear"], calendar)
    month, day = _small(match["dm"]), _small(match["d1"])
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return "", None, ""
    if (
        not match["dyear"]
        and calendar.published
        and (month, day) > (calendar.published.month, calendar.published.day + 15)
    ):
        year = calendar.published.year - 1
    name = calendar.year_text(year)
    first = f"{name}-{month:02d}-{day:02d}"
    if not match["d2"]:
        return first, year, "day"
    month2 = _small(match["dm2"]) if match["dm2"] else month
    return f"{first}..{name}-{month2:02d}-{_small(match['d2']):02d}", year, "day"


def _since(match: re.Match[str], calendar: Calendar) -> Reading:
    year = _year(match["syear"], calendar)
    if month := match["smonth"] or match["smonth2"]:
        return f"{calendar.year_text(year)}-{_small(month):02d}..{calendar.now()}", year, "since"
    return calendar.to_date(year), year, "since"


def _month(match: re.Match[str], calendar: Calendar) -> Reading:
    year = _year(match["oyear"], calendar)
    month = _small(match["om"] or match["om2"])
    if not 1 <= month <= 12:
        return "", None, ""
    if not match["oyear"] and calendar.published and month > calendar.published.month:
        year = calendar.published.year - 1
    return f"{calendar.year_text(year)}-{month:02d}", year, "month"


def _target(match: re.Match[str], calendar: Calendar) -> Reading:
    year = _year(match["tyear"], calendar)
    return _months(year, 1, 12, calendar), year, "target"


def _fullyear(match: re.Match[str], calendar: Calendar) -> Reading:
    said, kind = match["fyear"], match["fkind"] or ""
    year = _year(said, calendar)
    if said in ("今年", "本年") and not kind:
        return calendar.to_date(year), year, "thisyear"
    if kind in ("底", "末", "年底", "年末"):
        return f"{calendar.year_text(year)}-12", year, "month"
    if kind in ("初", "年初"):
        return f"{calendar.year_text(year)}-01", year, "month"
    if kind == "年度" or (kind == "度" and said[:2].isdigit()):
        return calendar.year_text(year), year, "edition"
    if said == "当年":
        return "", None, ""
    if calendar.published and year == calendar.published.year and not kind and said[:2].isdigit():
        return calendar.to_date(year), year, "thisyear"
    return _months(year, 1, 12, calendar), year, "year"


def _recent(match: re.Match[str], calendar: Calendar) -> Reading:
    if not calendar.published:
        return (f"{calendar.year_text(calendar.year)}-*" if calendar.year else ""), calendar.year, "recent"
    return calendar.published.strftime("%Y-%m"), calendar.published.year, "recent"


def _day(match: re.Match[str], calendar: Calendar) -> Reading:
    back = {"昨": 1, "前": 2, "今": 0}.get(match["day"][0])
    if back is None or not calendar.published:
        return "", None, ""
    return (calendar.published - timedelta(days=back)).isoformat(), calendar.published.year, "day"


def _dayonly(match: re.Match[str], calendar: Calendar) -> Reading:
    day = int(match["dd"])
    if not calendar.published or not 1 <= day <= 31:
        return "", None, ""
    year, month = calendar.published.year, calendar.published.month
    if day > calendar.published.day:
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    if day > monthrange(year, month)[1]:
        return "", None, ""
    return date(year, month, day).isoformat(), year, "day"


def _monthname(match: re.Match[str], calendar: Calendar) -> Reading:
    if not calendar.published:
        return "", None, ""
    year, month = calendar.published.year, calendar.published.month
    if match["monthname"] == "本季度":
        first = (month - 1) // 3 * 3 + 1
        return _months(year, first, first + 2, calendar), year, "months"
    if match["monthname"].startswith("上"):
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return f"{year}-{month:02d}", year, "month"


def _whole(match: re.Match[str], calendar: Calendar) -> Reading:
    return "", None, ""


def _vague(match: re.Match[str], calendar: Calendar) -> Reading:
    return "", None, "vague"


def _now(match: re.Match[str], calendar: Calendar) -> Reading:
    return calendar.to_date(calendar.year), calendar.year, "now"


_READERS = {
    "asof": _asof, "upto": _upto, "nmonths": _nmonths, "months": _months_span, "quarters": _quarters, "half": _half,
    "days": _days, "since": _since, "month": _month, "target": _target, "fullyear": _fullyear, "vague": _vague, "plan": _whole,
    "recent": _recent, "day": _day, "dayonly": _dayonly, "monthname": _monthname, "whole": _whole, "now": _now,
}  # fmt: skip

"""A pasted business card or WeChat paragraph → company, person, phone, position and amount, for the lead form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dianxiaoer.engines.text.clean import CleanText, clean
from dianxiaoer.engines.text.numbers import Number, find_numbers
from dianxiaoer.engines.text.tables import package_text

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CardText:
    """A piece found: `value` normalised (simplified, phone as digits), `span` [start, end) in the pasted text."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class CardAmount:
    """A planned investment in yuan; `span` [start, end) in the pasted text."""

    value: int
    span: Span


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What a pasted paragraph says about a lead; None where it says nothing."""

    company: CardText | None = None
    person: CardText | None = None
    phone: CardText | None = None
    position: CardText | None = None
    amount_yuan: CardAmount | None = None


_HAN = "\u4e00-\u9fff"
#: Who is greeted is the officer, not the lead.
_GREETING = re.compile(rf"(?m)^[{_HAN}]{{1,8}}(?:您好|你好|上午好|下午好|好)(?=[,,!。: ])")
_KINDS = (
    "有限责任公司|股份有限公司|集团有限公司|有限公司|集团公司|股份公司|总公司|分公司|公司|集团|研究院|设计院"
    "|合作社|商会|协会|事务所|工作室"
)
_COMPANY = re.compile(rf"[{_HAN}A-Za-z0-9()·&]{{2,28}}?(?:{_KINDS})(?:\([{_HAN}]{{2,6}}\))?(?:[{_HAN}]{{2,6}}分公司)?")
_LABELLED_COMPANY = re.compile(
    rf"(?:公司名称|单位名称|企业名称|公司全称|公司|单位|企业|名称)[ ]?[::][ ]?([{_HAN}A-Za-z0-9()·&]{{2,40}})"
)
_COMPANY_LEAD = re.compile(
    r"^.*?(?:我是来自|我们是|我是|我司是|我司为|来自|这是|隶属于|隶属|供职于|就职于|任职于|介绍一下|推荐一下"
    r"|推荐|介绍|对接|关于|公司名称|单位|公司[::]|"
    r"是|的|和|与|跟|有一家|有家|一家|家|叫做|叫|您好|你好|领导|、|在)(?=.{3,})"
)
_PHONE = re.compile(
    r"(?<![\dA-Za-z])(?:(?:\+?86|0086)[- ]?)?(?P<mobile>1[3-9]\d(?:[- ]?\d{4}){2})(?!\d)"
    r"|(?<![\dA-Za-z])\(?(?P<area>0\d{2,3})\)?[- ]?(?P<local>[2-8]\d{2,3}[- ]?\d{4})"
    r"(?:[-转 ]{1,2}(?P<ext>\d{1,5}))?(?!\d)"
    r"|(?<!\d)(?P<toll>[48]00[- ]?\d{3,4}[- ]?\d{3,4})(?!\d)"
)
_LABELLED_PERSON = re.compile(
    rf"(?:联系人|负责人|姓名|对接人|经办人|法人代表|法定代表人|法人|联络人|业务联系)"
    rf"(?:姓名)?(?:[是为]|[ ]?[::])[ ]?([{_HAN}]{{1,4}})"
)
_AMOUNT_CUE = re.compile(r"总投资|计划投资|拟投资|投资额|投资约|投资规模|预计投资|意向投资|投入|投资|投")
_NOT_AMOUNT = re.compile(r"注册资本|注册资金|产值|营收|销售|税收|纳税|年收入|估值|市值|融资")


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str]]:
    single, double = package_text("surnames.txt").strip().split("\n")
    return frozenset(single.strip()), frozenset(double.split())


@cache
def _positions() -> re.Pattern[str]:
    words = sorted(package_text("positions.txt").split(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def read_card(text: str) -> CardFacts:
    """Company, person, phone, position and amount in a pasted paragraph, each with its span in `text`.

    The first company, the mobile phone before a landline, the amount that stands by 投资. Amounts in yuan; ranges give
    the upper end. Any text is accepted; what is not found is None. Nothing is looked up or kept.
    """
    cleaned = clean(text)
    body = _GREETING.sub(lambda match: " " * len(match[0]), cleaned.text)
    company = _company(body)
    phone = _phone(body)
    position = _position(body, company)
    person = _person(body, company, position, phone)
    amount = _amount(body)
    return CardFacts(
        company=_piece(cleaned, company),
        person=_piece(cleaned, person),
        phone=phone and CardText(_phone_digits(body, phone), cleaned.raw_span(*phone)),
        position=_piece(cleaned, position),
        amount_yuan=CardAmount(round(amount.value), cleaned.raw_span(amount.start, amount.end)) if amount else None,
    )


def _piece(cleaned: CleanText, span: Span | None) -> CardText | None:
    return span and CardText(cleaned.text[span[0] : span[1]], cleaned.raw_span(*span))


def _company(body: str) -> Span | None:
    if labelled := _LABELLED_COMPANY.search(body):
        return labelled.span(1)
    best: Span | None = None
    for match in _COMPANY.finditer(body):
        start, end = match.span()
        if lead := _COMPANY_LEAD.match(body[start:end]):
            start += lead.end()
        name = body[start:end]
        if len(re.sub(rf"(?:{_KINDS})$", "", name)) < 2 or name in ("有限公司", "我公司", "贵公司", "本公司", "该公司"):
            continue
        if best is None or ("有限" in name and "有限" not in body[best[0] : best[1]]):
            best = (start, end)
    return best


def _phone(body: str) -> Span | None:
    found = list(_PHONE.finditer(body))
    chosen = next((match for match in found if match["mobile"]), found[0] if found else None)
    return chosen and chosen.span()


def _phone_digits(body: str, span: Span) -> str:
    match = _PHONE.match(body, span[0])
    if match is None:
        return re.sub(r"\D", "", body[span[0] : span[1]])
    if match["mobile"]:
        return re.sub(r"\D", "", match["mobile"])
    if match["toll"]:
        return re.sub(r"\D", "", match["toll"])
    local = re.sub(r"\D", "", match["local"])
    return f"{match['area']}-{local}" + (f"-{match['ext']}" if match["ext"] else "")


def _position(body: str, company: Span | None) -> Span | None:
    for match in _positions().finditer(body):
        inside = company and company[0] <= match.start() < company[1]
        label = body[match.end() : match.end() + 2].lstrip()[:1] in (":", ":") or match[0] in ("负责人", "联系人")
        if not inside and not label:
            return match.span()
    return None


def _person(body: str, company: Span | None, position: Span | None, phone: Span | None) -> Span | None:
    for match in _LABELLED_PERSON.finditer(body):
        if found := _name_within(body, *match.span(1)):
            return found
    titled = _titled(body, company)
    if titled:
        return titled
    candidates = []
    for beside in (position, phone):
        if beside is None:
            continue
        found = _name_before(body, beside[0]) or (_name_after(body, beside[1]) if beside is position else None)
        if found and not (company and company[0] <= found[0] < company[1]):
            candidates.append(found)
    if candidates:
        return candidates[0]
    for line in re.finditer(rf"(?m)^[ ]*([{_HAN}]{{2,4}})[ ]*$", body):
        if (found := _name_within(body, *line.span(1))) and found == line.span(1):
            return found
    return None


def _titled(body: str, company: Span | None) -> Span | None:
    """刘总, 王经理, 陈女士: the surname or full name before a way of address."""
    for match in _ADDRESSED.finditer(body):
        if company and company[0] <= match.start(2) < company[1]:
            continue
        for size in (3, 2, 1):
            start = match.start(2) - size
            if start >= 0 and _is_name(body[start : match.start(2)]) and not _in_word(body, start, size):
                return (start, match.end(2)) if size == 1 else (start, match.start(2))
    return None


_ADDRESSED = re.compile(
    rf"([{_HAN}]{{1,4}}?)(总工|总(?![经裁监工部投公额量面会])|先生|女士|小姐|老板|董(?!事))(?![{_HAN}]?投)"
)


def _in_word(body: str, start: int, size: int) -> bool:
    before = body[start - 1 : start]
    return size == 1 and "\u4e00" <= before <= "\u9fff" and before not in "的是叫和与找联系给请,、公司"


def _is_name(piece: str) -> bool:
    single, double = _surnames()
    if not piece or not all("\u4e00" <= char <= "\u9fff" for char in piece):
        return False
    if piece[:2] in double:
        return len(piece) in (2, 3, 4)
    return piece[0] in single and len(piece) <= 3 and not set(piece[1:]) & _NEVER_IN_NAME


_NEVER_IN_NAME = frozenset(
    "的是在和与或了我你他们司公业企项目区县省市部厂局园个万亿元投资总理经董事联系电话手机邮箱地址"
)
_BESIDE = " ,,、:/|()-—电话手机联系方式TelMobile::\n"


def _name_within(body: str, start: int, end: int) -> Span | None:
    for size in (end - start, 3, 2, 1):
        if size <= end - start and _is_name(body[start : start + size]):
            stop = start + size
            title = re.match(r"总(?!经|裁|监|工)|先生|女士|经理|主任|工", body[stop:]) if size == 1 else None
            return (start, stop + (title.end() if title else 0))
    return None


def _name_before(body: str, at: int) -> Span | None:
    end = len(body[:at].rstrip(_BESIDE))
    for size in (3, 2):
        if end - size >= 0 and _is_name(body[end - size : end]):
            return end - size, end
    four = body[max(0, end - 4) : end]
    return (end - 4, end) if len(four) == 4 and four[:2] in _surnames()[1] else None


def _name_after(body: str, at: int) -> Span | None:
    start = len(body) - len(body[at:].lstrip(_BESIDE))
    for size in (3, 2):
        piece = body[start : start + size]
        following = body[start + size : start + size + 1]
        if len(piece) == size and _is_name(piece) and not ("\u4e00" <= following <= "\u9fff"):
            return start, start + size
    return None


def _amount(body: str) -> Number | None:
    money = [number for number in find_numbers(body) if number.kind == "money" and number.unit == "CNY"]
    scored = []
    for number in money:
        left = re.split(r"[。;;\n]", body[max(0, number.lead - 24) : number.lead])[-1]
        cue, other = _last(_AMOUNT_CUE, left), _last(_NOT_AMOUNT, left)
        if cue > other:
            scored.append((2, number))
        elif other < 0 and re.match(r"的?(?:投资|项目|投入)", body[number.tail : number.tail + 4]):
            scored.append((1, number))
    if not scored:
        return None
    best = max(rank for rank, _ in scored)
    chosen = [number for rank, number in scored if rank == best]
    first = chosen[0]
    return chosen[1] if first.op == ">=" and len(chosen) > 1 and chosen[1].op == "<=" else first


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=-1)

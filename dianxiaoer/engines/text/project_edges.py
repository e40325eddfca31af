"""Where a project's name begins: the run of name characters before its end, without the words that lead up to it."""

from __future__ import annotations

import re

from dianxiaoer.engines.text.named import ProjectWords

#: Read from right to left; a space only between Latin letters (Mini LED显示).
_RUN_BACKWARDS = re.compile(
    r"(?:[\u4e00-\u9fffA-Za-z0-9+·\-/.#]+|”[^“\n]{1,14}“|\)[^(\n]{1,10}\(|(?<=[A-Za-z]) (?=[A-Za-z]))*"
)


def run_start(text: str, low: int, end: int) -> int:
    """Where the unbroken run of name characters before `end` begins: Han, letters, digits, “…” and (…) taken whole."""
    return end - _RUN_BACKWARDS.match(text[low:end][::-1]).end()  # type: ignore[union-attr]


#: Everything up to the last of these goes from a name's left side.
_LEAD = re.compile(
    r"(?=[一总投约超近达\d.公集股企控院局建打承实开生引签落走刚来步位坐在推重持加快有次小高多早新全洽成招储包涵涉例比如以其围依促服帮协谋分就为是与和及对由从把将向至让使给被随针关目日据截眼同此另还已仅只等该了着中的])(?:总投资(?:额)?(?:约|超|近|达|为)?[\d.]+(?:余|多)?(?:亿|万)(?:美|欧)?元(?:人民币)?的?|(?:投资)?(?:约|超|近|达)?[\d.]+(?:余|多)?(?:亿|万)(?:美|欧)?元(?:人民币)?(?:建设|打造|实施|投资|兴建)?的?"
    r"|(?:公司|集团|股份|企业|控股|院|局)(?:联合|携手|合作|计划|将|拟|独资|共同|出资|全资)?(?:投资)?(?:建设|打造|兴建|实施|开发|运营)?的|投资(?:新建|兴建|建设|打造|开发)?的|投资(?:新建|兴建|建设|打造)|建设的|打造的|承建的|实施的|开发的|生产的|引进的|签约的|落户的|开工的"
    r"|走进刚刚装修竣工的|刚刚装修竣工的|走进|来到|步入|走访|位于.{2,14}?的|坐落(?:于|在).{2,14}?的|在.{2,12}?的|推进包括|重点推进|持续推进|加快推进|快速推进|有序推进|全力推进|推进|推动|洽谈引进包括|洽谈引进|成功引进|引进了|引进|招引|引入|落地|落户|签约了|签约|开工建设|开工|实施|(?:谋划|策划)包装|重点推介|推介|谋划|储备|包括|包含|涵盖|涉及|例如|比如|如|以及|一家(?=年产)|一个(?=年产)|主要有|主要是|主要包括|其中|[次大小高多早新]是|其次为|围绕|依托|促成|服务|帮助|协助|谋划了|分别为|分别是|就是|为|是|与|和|及|在|对|由|从|把|将|向|至|让|使|给|被|以|随着|针对|关于|目前|近日|日前|据了解|截至目前|眼下|如今|同时|此外|另外|还有|已有|仅|只|等|该|了|着|中的|的)"
)
#: 2.航空植保无人机制造项目, but 1.2万吨….
_NUMBERED = re.compile(r"\d{1,2}[.、](?=[\u4e00-\u9fff年])")
_BARE = re.compile(r"(?:综合体|中心|基地|产业园|园区|工程|小镇|工厂|生产线|电站)(?:项目)?")
_SHORT_LEAD = re.compile(r"^(?:与|和|及|在|对|由|从|把|将|向|至|让|使|给|被|以|如|为|是|该|了|着|的|等|只|仅)")


_ZONE = re.compile(r"(?:[\u4e00-\u9fff]{2,4}?)?(?:经开区|高新区|开发区|示范区|工业园区|园区|街道)")


_BUILD_VERB = re.compile(r"(?:投资)?(?:建设|新建|打造|兴建|实施)(?=年产|.{7})")


def trim(text: str, left: int, right: int, words: ProjectWords) -> int:
    """The start of the name between `left` and `right`: after the last leading word that leaves a name behind."""
    numbered = _NUMBERED.match(text, left, right)
    start = left = numbered.end() if numbered else left
    for match in _LEAD.finditer(text, left, right):
        first, last = match.span()
        if right - last < 3 or last <= start:
            continue
        if last - first == 1 and first > start and text[first] not in "的在由":
            continue
        if text.count("“", first, last) != text.count("”", first, last):
            continue
        rest = text[last:right]
        if not _BARE.fullmatch(rest) and words.generic.sub("", rest).strip():
            start = last
    if (zone := _ZONE.match(text, start, right)) and len(words.generic.sub("", text[zone.end() : right])) >= 4:
        start = zone.end()
    if verb := _BUILD_VERB.match(text[start:right]):
        start += verb.end()
    while start < right and _SHORT_LEAD.match(text[start:right]) and len(text[start + 1 : right]) >= 4:
        start += 1
    return start

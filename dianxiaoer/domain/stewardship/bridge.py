"""Rows → the optimiser's input document, and its results → checked pairs. The only file that knows the engine."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.stewardship.models import FirmProfile, Official, SectorMinimum
from dianxiaoer.domain.stewardship.profiles import refresh_profiles
from dianxiaoer.domain.stewardship.queries import in_force, minima_on
from dianxiaoer.domain.stewardship.states import Sector, StewardRole
from dianxiaoer.engines.optimise.problems import InputProblems
from dianxiaoer.engines.optimise.workbook import input_sheets, write_workbook
from dianxiaoer.engines.stewardship.tables import TABLES
from dianxiaoer.kernel.refusals import Refused

#: how sectors are called in the document: the words of the planning format, whatever the reader's language
SECTOR_WORDS = {
    Sector.PRIMARY: "农业",
    Sector.SECONDARY: "工业",
    Sector.TERTIARY: "服务业",
    Sector.UNKNOWN: "未填行业",
}
SECONDS = 20.0


def roster_document(
    unit: Unit, role: str, *, programme: str = "", on: date, at: datetime, settings: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The document `dianxiaoer stewardship assign` reads: firms in force of a role, officials of the unit and below.

    Leaders are drawn for the role of leaders, the others for that of liaison officers; who holds a firm in the role stays.

    Firms without a place of their own stand at the middle of the others. Raises Refused with the engine's sentences.
    """
    partner = {row.company_id: row.official_id for row in in_force(unit, role, programme).values()}
    refresh_profiles(Company.objects.filter(pk__in=partner), on=on, at=at)
    profiles = list(FirmProfile.objects.filter(company__in=partner).select_related("company").order_by("company_id"))
    inside = Official.objects.filter(unit__path__startswith=unit.path, is_active=True)
    if role != StewardRole.CHIEF_OFFICER:
        inside = inside.filter(Q(is_leader=role == StewardRole.LEADER) | Q(pk__in=set(partner.values())))
    officials = list(inside.order_by("id"))
    middle = _middle(profiles, officials)
    known = {official.pk for official in officials}
    document: dict[str, Any] = {
        "settings": {name: float(value) for name, value in (settings or {}).items() if value is not None},
        "firms": [_firm(row, partner[row.company_id], known, middle) for row in profiles],
        "officials": _officials(officials),
        "sector_minima": _minima(minima_on(unit, role, on), profiles, known),
    }
    _refuse_what_cannot_be_read(document)
    return document


def as_workbook(document: Mapping[str, Any]) -> bytes:
    """The same document as the workbook the command reads."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stewardship.xlsx"
        write_workbook(path, input_sheets(document, TABLES))
        return path.read_bytes()


def solve(document: Mapping[str, Any]) -> dict[str, Any]:
    """The result document of the engine. Raises Refused in words: wrong input, no plan, a library not installed."""
    from dianxiaoer.engines.optimise.problems import OptimiseError, SolverMissing
    from dianxiaoer.engines.stewardship.assign import assign_officials
    from dianxiaoer.engines.stewardship.intake import read_roster
    from dianxiaoer.engines.stewardship.present import as_json

    try:
        result: dict[str, Any] = as_json(assign_officials(read_roster(dict(document)), seconds=SECONDS))
    except (InputProblems, OptimiseError) as problem:
        raise Refused(str(problem)) from None
    except ModuleNotFoundError as problem:
        raise Refused(str(SolverMissing(problem.name or "?"))) from None
    return result


def read_result(name: str, content: bytes, document: Mapping[str, Any]) -> dict[str, Any]:
    """A result file of the command (.json, or .xlsx with its sheet 企业). Raises Refused naming the row."""
    if name.lower().endswith(".xlsx"):
        return {"assignment": _pairs_of_sheet(content, document), "summary": []}
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError):
        raise Refused(_("文件打不开:请上传优化器写出的 json 或 xlsx 结果文件。")) from None
    if not isinstance(found, dict):
        raise Refused(_("结果文件的最外层应是一个 JSON 对象。"))
    return found


def checked_result(document: Mapping[str, Any], result: Mapping[str, Any]) -> dict[str, Any]:
    """The result when it gives every firm of the document to one of its officials. Raises Refused, first faults named."""
    firms = {row["id"]: row["name"] for row in document["firms"]}
    officials = {row["id"] for row in document["officials"]}
    pairs = result.get("assignment")
    if not isinstance(pairs, list) or not all(isinstance(pair, dict) for pair in pairs):
        raise Refused(_("结果文件中没有 assignment 一节。请上传优化器写出的结果。"))
    faults, seen = [], set()
    for number, pair in enumerate(pairs, 1):
        firm, official = str(pair.get("firm_id", "")), str(pair.get("official_id", ""))
        if firm not in firms:
            faults.append(_("第 %(n)d 条:企业编号“%(id)s”不在本方案中") % {"n": number, "id": firm})
        elif firm in seen:
            faults.append(_("第 %(n)d 条:企业“%(name)s”出现两次") % {"n": number, "name": firms[firm]})
        if official not in officials:
            faults.append(_("第 %(n)d 条:包联人编号“%(id)s”不在本方案中") % {"n": number, "id": official})
        seen.add(firm)
    lacking = [name for firm, name in firms.items() if firm not in seen]
    if lacking:
        faults.append(_("有 %(n)d 户没有包联人(如:%(names)s)") % {"n": len(lacking), "names": "、".join(lacking[:3])})
    if faults:
        raise Refused(";".join(faults[:10]))
    kept = ("summary", "total_points", "gap", "unmet", "after", "before")
    return {"assignment": pairs} | {name: result[name] for name in kept if name in result}


def _pairs_of_sheet(content: bytes, document: Mapping[str, Any]) -> list[dict[str, str]]:
    import io

    from python_calamine import CalamineError, CalamineWorkbook

    try:
        lines = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("企业").to_python()
        head = [str(cell).strip() for cell in lines[0]]
        firm, official = head.index("编号"), head.index("包联人")
    except (CalamineError, OSError, ValueError, IndexError):
        raise Refused(_("工作簿中没有“企业”表,或缺少“编号”“包联人”两列。")) from None
    by_name = {row["name"]: row["id"] for row in document["officials"]}
    return [
        {
            "firm_id": str(line[firm]).strip(),
            "official_id": by_name.get(str(line[official]).strip(), str(line[official])),
        }
        for line in lines[1:]
        if str(line[firm]).strip()
    ]


def _firm(row: FirmProfile, official_id: int, known: set[int], middle: tuple[float, float]) -> dict[str, Any]:
    placed = row.x_km is not None and row.y_km is not None
    found: dict[str, Any] = {
        "id": f"F{row.company_id}",
        "name": row.company.name,
        "weight": float(row.weight),
        "sector": SECTOR_WORDS[Sector(row.sector)],
        "x_km": float(row.x_km) if placed and row.x_km is not None else middle[0],
        "y_km": float(row.y_km) if placed and row.y_km is not None else middle[1],
        "needs": [word for word in row.needs.split("、") if word],
    }
    return found | ({"last_official_id": f"O{official_id}"} if official_id in known else {})


def _officials(officials: list[Official]) -> list[dict[str, Any]]:
    """Each with a name of its own: the command's workbook names officials, it does not number them."""
    names = [row.full_name() for row in officials]
    return [
        {
            "id": f"O{row.pk}",
            "name": name if names.count(name) == 1 else f"{name}#{row.pk}",
            "is_leader": row.is_leader,
            "expertise": [word for word in row.expertise.split("、") if word],
            "x_km": float(row.x_km),
            "y_km": float(row.y_km),
            "lower": row.lower,
            "upper": row.upper,
            "share": float(row.share),
        }
        for row, name in zip(officials, names, strict=True)
    ]


def _minima(rows: list[SectorMinimum], profiles: list[FirmProfile], known: set[int]) -> list[dict[str, Any]]:
    """Minima as the document has them; of a sector without a firm here, or of somebody not on this roster, there are none."""
    sectors = {row.sector for row in profiles}
    return [
        {"sector": SECTOR_WORDS[Sector(row.sector)], "minimum": row.minimum}
        | ({"official_id": f"O{row.official_id}"} if row.official_id else {})
        for row in rows
        if row.sector in sectors and row.official_id in {None, *known}
    ]


def _middle(profiles: list[FirmProfile], officials: list[Official]) -> tuple[float, float]:
    places = [(float(row.x_km), float(row.y_km)) for row in profiles if row.x_km is not None and row.y_km is not None]
    places = places or [(float(row.x_km), float(row.y_km)) for row in officials] or [(0.0, 0.0)]
    return (
        round(sum(x for x, _y in places) / len(places), 3),
        round(sum(y for _x, y in places) / len(places), 3),
    )


def _refuse_what_cannot_be_read(document: dict[str, Any]) -> None:
    from dianxiaoer.engines.stewardship.intake import read_roster

    if not document["firms"]:
        raise Refused(_("这一角色名下还没有企业。请先登记或导入包联名单。"))
    if not document["officials"]:
        raise Refused(_("名册里还没有在任的包联人。"))
    try:
        read_roster(document)
    except InputProblems as problem:
        raise Refused(str(problem)) from None

"""Finds formulas in a workbook: rules are texts and numbers, and a formula's stored value may be missing or old."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html import unescape

_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
_LINK = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(rb'([\w:]+)\s*=\s*"([^"]*)"')
_FORMULA = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3}\d{1,7})"[^>]*>\s*<(?:\w+:)?f[\s>/]')


def formulas(packed: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Sheet name and cell (`条件`, `C4`) of every formula; sheets in the order of the workbook."""
    names = set(packed.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return
    targets = {}
    for link in _LINK.findall(packed.read("xl/_rels/workbook.xml.rels")):
        given = _attributes(link)
        target = given.get("Target", "").lstrip("/")
        targets[given.get("Id", "")] = target if target.startswith("xl/") else f"xl/{target}"
    for sheet in _SHEET.findall(packed.read("xl/workbook.xml")):
        given = _attributes(sheet)
        part = targets.get(given.get("r:id") or next((v for k, v in given.items() if k.endswith(":id")), ""), "")
        if part in names:
            for cell in _FORMULA.findall(packed.read(part)):
                yield given.get("name", ""), cell.decode("ascii")


def _attributes(text: bytes) -> dict[str, str]:
    return {key.decode(): unescape(value.decode("utf-8", "replace")) for key, value in _ATTRIBUTE.findall(text)}

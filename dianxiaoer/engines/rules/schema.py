"""JSON schemas for rule files and for facts, so that an editor completes and checks while an officer types."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dianxiaoer.engines.rules.document.records import Document, Fact, Record, columns
from dianxiaoer.engines.rules.rulebook import Rulebook

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_SCALAR = {"type": ["string", "number", "boolean"]}


def rules_schema() -> dict[str, Any]:
    """The schema of a policy document in YAML; every word in Chinese and in English."""
    found: dict[str, Any] = {}
    _define(Document, found)
    return {"$schema": _DRAFT, "title": "店小二政策规则", "$ref": "#/$defs/Document", "$defs": found}


def _define(row: type[Record], found: dict[str, Any]) -> None:
    if row.__name__ in found:
        return
    properties: dict[str, Any] = {}
    found[row.__name__] = {"type": "object", "additionalProperties": False, "properties": properties}
    for item in columns(row):
        shape = _shape(item.metadata, found)
        note = item.metadata.get("note", "")
        properties[item.metadata["zh"]] = {**shape, **({"description": note} if note else {})}
        properties[item.name] = {**shape, "description": f"{item.metadata['zh']} {note}".strip()}


def _shape(metadata: Any, found: dict[str, Any]) -> dict[str, Any]:
    form = metadata["form"]
    if form == "text":
        choices = metadata["choices"]
        return {"enum": list(choices)} if choices else dict(_SCALAR)
    if form == "list":
        return {"anyOf": [dict(_SCALAR), {"type": "array", "items": dict(_SCALAR)}]}
    if form == "map":
        return {"type": "object", "additionalProperties": dict(_SCALAR)}
    row = metadata["row"]
    _define(row, found)
    link = {"$ref": f"#/$defs/{row.__name__}"}
    if form == "one":
        return link
    line = [{"type": "string"}] if row.__name__ == "Condition" else []
    return {"type": "array", "items": {"anyOf": [link, *line]} if line else link}


def facts_schema(rulebook: Rulebook) -> dict[str, Any]:
    """The schema of a facts file in JSON for the facts a rulebook knows."""
    facts = {fact.code: fact for fact in rulebook.facts.values()}
    properties: dict[str, Any] = {}
    for fact in facts.values():
        for name in (fact.name, fact.code):
            properties[name] = _fact_shape(fact)
    firm = {
        "type": "object",
        "properties": {
            "code": {"type": "string", "description": "企业代码"},
            "name": {"type": "string", "description": "企业名称"},
            "facts": {"type": "object", "properties": properties, "patternProperties": _parts(facts.values())},
        },
    }
    return {"$schema": _DRAFT, "title": "店小二企业事实", "type": "array", "items": firm}


def _fact_shape(fact: Fact) -> dict[str, Any]:
    shape: dict[str, Any] = {"description": f"{fact.name}({fact.unit or fact.type})来源：{fact.source or '—'}"}
    single = _single(fact)
    if fact.yearly == "是":
        return {**shape, "type": "object", "additionalProperties": single}
    return {**shape, **single}


def _single(fact: Fact) -> dict[str, Any]:
    if fact.type in ("数值", "金额", "比例"):
        return {"type": ["number", "string", "null"]}
    if fact.type == "是否":
        return {"enum": [True, False, "是", "否", None]}
    if fact.type == "证书":
        day = {"type": ["string", "null"]}
        return {"type": ["object", "null"], "properties": {"自": day, "至": day, "from": day, "to": day}}
    if fact.type == "名单":
        return {"type": ["array", "string", "null"], "items": {"type": "string"}}
    return {"enum": [*fact.choices, None]} if fact.choices else {"type": ["string", "null"]}


def _parts(facts: Iterable[Fact]) -> dict[str, Any]:
    """营业收入[上年], revenue.2025: one year of a yearly fact as a key of its own."""
    return {
        rf"^({fact.code}|{fact.name})[.\[]": _single(fact) if fact.yearly == "是" else {}
        for fact in facts
        if fact.yearly == "是" or fact.type == "证书"
    }

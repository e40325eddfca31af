"""Writes a policy document as YAML an officer can read: Chinese words, one fact a line, empty fields left out."""

from __future__ import annotations

from typing import Any

import yaml

from dianxiaoer.engines.rules.document.records import Document, Record, columns


def to_yaml(document: Document) -> str:
    """YAML text; `parse_document` of it gives an equal document."""
    return str(yaml.dump(_plain(document), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110, indent=2))


class _Dumper(yaml.SafeDumper):
    """Lists indented under their word, texts quoted only where YAML needs it."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


class _Scalar(str):
    """A text that is written without quotes where it reads back as the same text."""


def _write_scalar(dumper: yaml.SafeDumper, text: _Scalar) -> yaml.ScalarNode:
    risky = not text or text != text.strip() or text in ("~", "null", "Null", "NULL")
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style="'" if risky else None)


_Dumper.add_representer(_Scalar, _write_scalar)


def _plain(record: Record) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for item in columns(type(record)):
        content = getattr(record, item.name)
        if content not in ("", (), None):
            found[_Scalar(item.metadata["zh"])] = _content(item.metadata["form"], content)
    return found


def _content(form: str, content: Any) -> Any:
    if form == "text":
        return _Scalar(content)
    if form == "list":
        return [_Scalar(entry) for entry in content]
    if form == "map":
        return {_Scalar(key): _Scalar(entry) for key, entry in content}
    if form == "one":
        return _plain(content)
    return [_plain(entry) for entry in content]

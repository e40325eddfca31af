"""Items, tiers and sources of a formula as lines a person types, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.shell.templatetags.shell import listed

_OPTIONS = {"role", "filter", "share", "scale", "of"}
#: (option, value, how a reader is told of it)
_TOLD = (
    ("role", "target", gettext_lazy("目标值")),
    ("role", "yoy", gettext_lazy("同比增速")),
    ("share", "time", gettext_lazy("按时间进度折算")),
    ("of", "project", gettext_lazy("按考核对象的项目")),
    ("scale", "0.00000001", gettext_lazy("折算为亿元")),
)


def read_items(text: str) -> list[dict[str, str]]:
    """ "key, label, each[, cap]", one a line. Raises ValidationError naming the line."""
    rows = []
    for number, parts in _lines(text):
        if len(parts) not in {3, 4}:
            raise ValidationError(_("第 %(n)d 行:应为“编号,名称,分值或权重,封顶(可空)”。") % {"n": number})
        row = {"key": parts[0], "label": parts[1], "each": _number(parts[2], number)}
        if len(parts) == 4 and parts[3]:
            row["cap"] = _number(parts[3], number)
        rows.append(row)
    return rows


def read_tiers(text: str) -> list[list[str]]:
    """ "floor, points", one a line."""
    rows = []
    for number, parts in _lines(text):
        if len(parts) != 2:
            raise ValidationError(_("第 %(n)d 行:应为“下限,得分”。") % {"n": number})
        rows.append([_number(parts[0], number), _number(parts[1], number)])
    return rows


def read_sources(text: str) -> dict[str, dict[str, str]]:
    """ "actual = figure signed.n role=target share=time" or "target = fixed 8", one a line."""
    found: dict[str, dict[str, str]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        key, equals, rest = line.partition("=")
        words = rest.split()
        if not equals or len(words) < 2 or words[0] not in {"figure", "fixed"}:
            raise ValidationError(
                _("第 %(n)d 行:应为“数据项 = figure 指标编号”或“数据项 = fixed 数字”。") % {"n": number}
            )
        if words[0] == "fixed":
            found[key.strip()] = {"from": "fixed", "value": _number(words[1], number)}
            continue
        options = dict(word.partition("=")[::2] for word in words[2:])
        if unknown := sorted(set(options) - _OPTIONS):
            raise ValidationError(_("第 %(n)d 行:不认识“%(word)s”。") % {"n": number, "word": unknown[0]})
        found[key.strip()] = {"from": "figure", "key": words[1], **options}
    return found


def written_items(items: Sequence[Mapping[str, Any]]) -> str:
    return "\n".join(
        ",".join([row["key"], row.get("label", ""), str(row["each"]), *([str(row["cap"])] if row.get("cap") else [])])
        for row in items
    )


def written_tiers(tiers: Sequence[Sequence[Any]]) -> str:
    return "\n".join(f"{floor},{points}" for floor, points in tiers)


def written_sources(sources: Mapping[str, Mapping[str, Any]]) -> str:
    lines = []
    for key, source in sources.items():
        if source["from"] == "fixed":
            lines.append(f"{key} = fixed {source['value']}")
        elif source["from"] == "figure":
            options = [f"{name}={source[name]}" for name in sorted(_OPTIONS) if source.get(name)]
            lines.append(" ".join([f"{key} = figure {source['key']}", *options]))
    return "\n".join(lines)


def told_sources(
    sources: Mapping[str, Mapping[str, Any]], labels: Mapping[str, str], names: Mapping[str, str]
) -> list[str]:
    """Where each input comes from, as a reader is told. labels: input → its name; names: key of an indicator → its name."""
    lines = []
    for key, source in sources.items():
        if source["from"] == "fixed":
            words = _("固定为 %(n)s") % {"n": source["value"]}
        elif source["from"] == "figure":
            words = names.get(source["key"], source["key"])
            more = [str(word) for name, value, word in _TOLD if source.get(name) == value]
            words += f"({listed(more)})" if more else ""
        else:
            continue
        lines.append(f"{labels.get(key, key)} ← {words}")
    return lines


def _lines(text: str) -> list[tuple[int, list[str]]]:
    flat = text.replace("\uff0c", ",")
    return [
        (number, [part.strip() for part in line.split(",")])
        for number, line in enumerate(flat.splitlines(), start=1)
        if line.strip()
    ]


def _number(text: str, line: int) -> str:
    try:
        return format(Decimal(text.strip().removesuffix("%")) / (100 if text.strip().endswith("%") else 1), "f")
    except InvalidOperation:
        raise ValidationError(_("第 %(n)d 行:“%(text)s”不是数字。") % {"n": line, "text": text}) from None

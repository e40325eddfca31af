"""The body of a ledger's table, printed at once: fifty rows of a dozen cells cost a template ten milliseconds, this one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from dianxiaoer.shell.templatetags.shell import icon

#: what stands where nothing is known; a card on a phone leaves it out
BLANK = "—"


class Cell(NamedTuple):
    """kind: of its column, with the colour of a light. wide: may wrap."""

    text: str
    kind: str
    wide: bool


class Line(NamedTuple):
    """One row. address: of its page, "" where there is none to open."""

    pk: int
    address: str
    cells: Sequence[Cell]


def printed(name: str, headers: Sequence[str], lines: Sequence[Line]) -> SafeString:
    """<tr> by <tr>: a box to pick the row, its cells (the first one heads it and leads to its page), a button to peek.

    Each cell carries its header: on a phone a row is a card, and its values stand beside their names.
    """
    labels = [escape(header) for header in headers]
    words = {"pick": escape(_("选择")), "peek": escape(_("速览")), "eye": icon("eye"), "name": escape(name)}
    return mark_safe("\n".join(_line(line, labels, words) for line in lines))  # noqa: S308 — every text is escaped below


def _line(line: Line, labels: Sequence[str], words: dict[str, Any]) -> str:
    first, *others = line.cells
    head = escape(first.text)
    link = f'<a href="{escape(line.address)}">{head}</a>' if line.address else head
    cells = "".join(
        f'<td class="{_style(cell)}" data-label="{label}">{escape(cell.text)}</td>'
        for label, cell in zip(labels[1:], others, strict=True)
    )
    return (
        f'<tr id="{words["name"]}-{line.pk}"><td class="pick"><input class="form-check-input" type="checkbox" name="pick"'
        f' value="{line.pk}" aria-label="{words["pick"]} {head}"></td><th scope="row" class="{_style(first)}">{link}</th>'
        f'{cells}<td class="peek-cell js-only-cell"><button type="button" class="peek-open" data-peek="{line.pk}"'
        f' aria-haspopup="dialog" aria-label="{words["peek"]} {head}">{words["eye"]}</button></td></tr>'
    )


def _style(cell: Cell) -> str:
    blank = " is-blank" if cell.text == BLANK else ""
    return f"is-{cell.kind}{' is-wide' if cell.wide else ''}{blank}"

"""A row in a drawer (速览): every column of it and what happened to it lately, without leaving the list."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from dianxiaoer.kernel.events import timeline
from dianxiaoer.shell.timeline import told

LATEST = 6


def peek_answer(request: HttpRequest, ledger: Any, rows: QuerySet[Any], shown: Any, address: Any) -> HttpResponse:
    """The fragment of one row the person may see; 404 for any other. shown: (column, value) → text; address: row → its
    page or "". Three statements."""
    asked = request.GET["peek"]
    row = rows.filter(pk=int(asked)).first() if asked.isdigit() else None
    if row is None:
        raise Http404
    first, *others = ledger.columns
    context = {
        "title": shown(first, first.read(row)),
        "address": address(row),
        "facts": [(column.header, shown(column, column.read(row))) for column in others],
        "events": told(timeline(row, LATEST)),
    }
    return render(request, "shell/peek.html", context)

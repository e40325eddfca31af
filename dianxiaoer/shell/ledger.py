"""The ledger (台账): one list for every subject. Filters, sort, keyset pages, saved views, columns, export of what is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.domain.people.access import may, require
from dianxiaoer.domain.people.models import SavedView
from dianxiaoer.engines.measures.rates import format_number, format_share
from dianxiaoer.kernel.choices import Listed, read_choices
from dianxiaoer.kernel.paging import Page, page_of
from dianxiaoer.kernel.tables import DATE, LIGHT, LIGHT_WORDS, MOMENT, MONEY, NUMBER, SHARE, Column, Lit, light_words
from dianxiaoer.kernel.verbs import VERBS
from dianxiaoer.shell.amounts import money_text
from dianxiaoer.shell.counting import ALL, Counted, Part, counted, summed
from dianxiaoer.shell.exports import FORMATS, export_response
from dianxiaoer.shell.forms import DateField, Form, MoneyField
from dianxiaoer.shell.peek import peek_answer
from dianxiaoer.shell.rows import BLANK, Cell, Line, printed

_NOTHING_YET = gettext_lazy("还没有记录。")
_OWN_PARAMETERS = {"sort", "after", "before", "export", "columns", "pick", "view", "peek"}


@dataclass(frozen=True)
class Filter:
    """One control above the ledger. kind: text | choice | date_range | money_range.

    apply: (rows, value) → rows; a range's value is (from, to), either may be None.
    choices: (user) → [(value, label)] or rows Listed for a choice. counts: (rows as the other filters leave them) → value →
    its rows: the choices stand above the table with their numbers.
    """

    key: str
    label: str | Promise
    apply: Callable[[QuerySet[Any], Any], QuerySet[Any]]
    kind: str = "choice"
    choices: Callable[[Any], Sequence[tuple[str, Any]] | Listed] = lambda user: ()
    placeholder: str | Promise = ""
    counts: Counted | None = None


@dataclass(frozen=True)
class Ledger:
    """A subject's list. rows: (user) → the rows the person may see (through access.visible), select_related done.

    link: row → address of its page; link_verb: the verb that page asks for, when seeing the row is not enough. sums: keys of money columns totalled above the list (up to 10,000 rows).
    create: (url name, label, verb) of the 新建 button. tools: further (url name, label, verb) buttons, e.g. import.
    bulk: the same for the rows picked (?pick=…). lots: (user) → the same rows in parts without a row in common, each with an
    index of its own to be counted by.
    """

    name: str
    title: str | Promise
    rows: Callable[[Any], QuerySet[Any]]
    columns: Sequence[Column]
    filters: Sequence[Filter] = ()
    sort: str = "-id"
    link: Callable[[Any], str] | None = None
    link_verb: str = ""
    sums: Sequence[str] = ()
    create: tuple[str, str | Promise, str] | None = None
    tools: Sequence[tuple[str, str | Promise, str]] = ()
    bulk: Sequence[tuple[str, str | Promise, str]] = ()
    empty: str | Promise = _NOTHING_YET
    size: int = 50
    lots: Callable[[Any], Sequence[QuerySet[Any]]] | None = None
    presets: Sequence[tuple[str | Promise, str]] = field(default=())  # shipped views: (label, query string)


def ledger_page(
    request: HttpRequest, ledger: Ledger, template: str = "shell/ledger.html", **context: Any
) -> HttpResponse | StreamingHttpResponse:
    """The list as a page; (?peek=PK) one of its rows for the drawer; or (?export=xlsx|csv|docx) exactly the rows the
    filters leave, with the columns on screen.

    Refused (403) to who may nowhere do `<subject>.view`; the export asks `<subject>.export` too, where it is declared.
    """
    query = request.GET
    rows = ledger.rows(request.user)
    subject = rows.model.SCOPE.subject
    require(request.user, f"{subject}.view")
    if "peek" in query:
        return peek_answer(request, ledger, rows, shown, lambda row: address_in(ledger, row, request.user))
    form = filter_form(ledger, request.user, query)
    whole, rows = rows, apply_filters(ledger, form, rows)
    columns = chosen_columns(ledger, query)
    sort = chosen_sort(ledger, query)
    if query.get("export") in FORMATS:
        if picked := [int(pk) for pk in query.getlist("pick") if pk.isdigit()]:
            rows = rows.filter(pk__in=picked)
        if f"{subject}.export" in VERBS:
            require(request.user, f"{subject}.export")
        return export_response(request, ledger, rows, columns, sort, described(ledger, form), shown)
    page = page_of(rows, sort, size=ledger.size, after=query.get("after", ""), before=query.get("before", ""))
    lots = ledger.lots(request.user) if ledger.lots else (whole,)
    counts = _counts(ledger, form, lots, whole=not ledger.sums)
    total, exact, sums = _sums(ledger, rows) if ledger.sums else (*counts[ALL], [])
    table = table_of(ledger, columns, page, request.user)
    context |= {
        "ledger": ledger,
        "title": ledger.title,
        "form": form,
        "page": page,
        "table": table,
        "body": printed(ledger.name, [str(column.header) for column in columns], table),
        "heads": [_head(query, column, sort) for column in columns],
        "total": total,
        "exact": exact,
        "sums": sums,
        "as_of": timezone.now(),
        "chips": _chips(form, counts, query),
        "filtered": any(key not in _OWN_PARAMETERS and value for key, value in query.items()),
        "described": described(ledger, form),
        "links": _links(query, page),
        "hidden": [(key, value) for key in ("sort", "columns") for value in query.getlist(key)],
        "saved": SavedView.objects.filter(user=request.user, ledger=ledger.name),
        "here": request.get_full_path(),
        "query_now": _without(query, "after", "before", "export", "pick"),
        "picker": [(column, column in columns) for column in ledger.columns],
    }
    return render(request, template, context)


def filter_form(ledger: Ledger, user: Any, query: QueryDict) -> Form:
    """The controls above the list, bound to the address; a value that cannot be read shows its error and filters nothing.

    At most one statement, for every choice that is read from tables.
    """
    offered = {control.key: control.choices(user) for control in ledger.filters if control.kind == "choice"}
    read = read_choices({key: choices for key, choices in offered.items() if isinstance(choices, Listed)})
    fields: dict[str, forms.Field] = {}
    for control in ledger.filters:
        if control.kind == "text":
            fields[control.key] = forms.CharField(
                label=control.label, required=False, max_length=100,
                widget=forms.TextInput(attrs={"type": "search", "placeholder": control.placeholder or control.label}),
            )  # fmt: skip
        elif control.kind == "choice":
            choices = [("", _("全部")), *(offered | read)[control.key]]
            fields[control.key] = forms.ChoiceField(label=control.label, required=False, choices=choices)
        else:
            kind = DateField if control.kind == "date_range" else MoneyField
            for end, word in (("from", _("起")), ("to", _("止"))):
                fields[f"{control.key}_{end}"] = kind(label=f"{control.label}{word}", required=False, help_text="")
    form = type("FilterForm", (Form,), fields)(query)
    form.is_valid()
    return form  # type: ignore[no-any-return]


def apply_filters(ledger: Ledger, form: Form, rows: QuerySet[Any], leave_out: str = "") -> QuerySet[Any]:
    """The rows the filters leave. leave_out: the key of one that does not count this time."""
    values = form.cleaned_data
    for control in ledger.filters:
        if control.key == leave_out:
            continue
        if control.kind in {"date_range", "money_range"}:
            ends = values.get(f"{control.key}_from"), values.get(f"{control.key}_to")
            if ends != (None, None):
                rows = control.apply(rows, ends)
        elif value := values.get(control.key):
            rows = control.apply(rows, value)
    return rows


def between(path: str) -> Callable[[QuerySet[Any], Any], QuerySet[Any]]:
    """An `apply` for ranges over one field, ends included."""

    def apply(rows: QuerySet[Any], ends: tuple[Any, Any]) -> QuerySet[Any]:
        low, high = ends
        condition = Q()
        if low is not None:
            condition &= Q(**{f"{path}__gte": low})
        if high is not None:
            condition &= Q(**{f"{path}__lte": high})
        return rows.filter(condition)

    return apply


def equals(path: str) -> Callable[[QuerySet[Any], Any], QuerySet[Any]]:
    """An `apply` for a choice over one field."""
    return lambda rows, value: rows.filter(**{path: value})


def chosen_columns(ledger: Ledger, query: QueryDict) -> list[Column]:
    keys = set(query.getlist("columns"))
    picked = [column for column in ledger.columns if (column.key in keys if keys else column.shown)]
    return picked or [column for column in ledger.columns if column.shown]


def chosen_sort(ledger: Ledger, query: QueryDict) -> str:
    asked = query.get("sort", "")
    allowed = {column.sort for column in ledger.columns if column.sort}
    return asked if asked.lstrip("-") in allowed else ledger.sort


def _sums(ledger: Ledger, rows: QuerySet[Any]) -> tuple[int, bool, list[tuple[Any, str]]]:
    """How many rows, whether that is exact, and each sum with its header, where the rows are few enough to be summed."""
    by_key = {column.key: column for column in ledger.columns}
    total, exact, sums = summed(rows, [by_key[key].sort for key in ledger.sums])
    said = [(by_key[key].header, money_text(value)) for key, value in zip(ledger.sums, sums, strict=True)]
    return total, exact, said if exact else []


def address_in(ledger: Ledger, row: Any, user: Any) -> str:
    """The address of a row's page, or "" where there is none this person may open. No statement beyond the person's reach."""
    if ledger.link is None or (ledger.link_verb and not may(user, ledger.link_verb, row)):
        return ""
    return ledger.link(row)


def table_of(ledger: Ledger, columns: Sequence[Column], page: Page, user: Any) -> list[Line]:
    """Rows ready to print, so that the template neither formats nor includes."""
    return [
        Line(row.pk, address_in(ledger, row, user), [_cell(column, column.read(row)) for column in columns])
        for row in page.rows
    ]


def _cell(column: Column, value: Any) -> Cell:
    """A light's kind carries its colour, so that the page paints what the words say."""
    color = value.color if isinstance(value, Lit) else value
    kind = f"light light is-{color}" if column.kind == LIGHT and color in LIGHT_WORDS else column.kind
    return Cell(shown(column, value), kind, column.wide)


def shown(column: Column, value: Any) -> str:
    """A value as the ledger prints it."""
    if value is None or value == "":
        return BLANK
    if column.kind == MONEY:
        return money_text(value)
    if column.kind == SHARE:
        return format_share(value)
    if column.kind == NUMBER:
        return format_number(value)
    if column.kind == MOMENT or isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if column.kind == DATE:
        return str(value)
    if column.kind == LIGHT:
        return light_words(value) or BLANK
    return str(value)


def described(ledger: Ledger, form: Form) -> str:
    """The filters in words, for the export's watermark and the page's head."""
    parts = []
    for name, value in form.cleaned_data.items():
        if value in (None, ""):
            continue
        control = form.fields[name]
        text = dict(control.choices).get(value, value) if isinstance(control, forms.ChoiceField) else value
        text = money_text(text) if isinstance(text, Decimal) else text
        parts.append(f"{control.label}={text}")
    return ";".join(parts)


def _counts(ledger: Ledger, form: Form, lots: Sequence[QuerySet[Any]], *, whole: bool) -> dict[Part, tuple[int, bool]]:
    """How many rows the filters leave, in all and for each choice of the counted ones. One statement."""

    def lot(rows: QuerySet[Any]) -> Callable[[str], QuerySet[Any]]:
        return lambda leave_out: apply_filters(ledger, form, rows, leave_out)

    choices = {control.key: control.counts for control in ledger.filters if control.counts}
    return counted([lot(rows) for rows in lots], choices, whole=whole) if whole or choices else {}


def _chips(form: Form, counts: Mapping[Part, tuple[int, bool]], query: QueryDict) -> list[dict[str, Any]]:
    """The counted choices: value, label, how many (10,000+ beyond what is counted), address."""
    chips = []
    for (key, value), (number, is_exact) in counts.items():
        if not key:
            continue
        labels = dict(form.fields[key].choices)  # type: ignore[attr-defined]
        is_current = form.cleaned_data.get(key, "") == value
        address = "?" + _without(
            query, "after", "before", "export", "pick", key, **({} if is_current else {key: value})
        )
        chip = {"value": value, "label": labels.get(value, value), "address": address, "current": is_current}
        chips.append(chip | {"count": f"{number:,}" if is_exact else f"{number:,}+"})
    return chips


def _head(query: QueryDict, column: Column, sort: str) -> dict[str, Any]:
    down = sort == f"-{column.sort}" if column.sort else False
    up = sort == column.sort if column.sort else False
    target = column.sort if down else f"-{column.sort}"
    address = "?" + _without(query, "after", "before", "export", "pick", sort=target) if column.sort else ""
    return {"column": column, "address": address, "sorted": "descending" if down else "ascending" if up else ""}


def _links(query: QueryDict, page: Page) -> dict[str, str]:
    return {
        "next": "?" + _without(query, "before", "export", after=page.after) if page.after else "",
        "before": "?" + _without(query, "after", "export", before=page.before) if page.before else "",
        "xlsx": "?" + _without(query, "after", "before", export="xlsx"),
        "csv": "?" + _without(query, "after", "before", export="csv"),
        "docx": "?" + _without(query, "after", "before", export="docx"),
    }


def _without(query: QueryDict, *leave: str, **change: str) -> str:
    pairs = [
        (key, value)
        for key, values in query.lists()
        for value in values
        if key not in leave and key not in change and value
    ]
    return urlencode([*pairs, *change.items()])

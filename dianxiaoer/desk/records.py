"""Where a room's records stand, and one shape for every form about one: found, allowed, asked, done, back to its page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from dianxiaoer.domain.people.access import fetch, require, visible
from dianxiaoer.domain.people.models import User
from dianxiaoer.shell.pages import form_page


@dataclass(frozen=True)
class Records:
    """The records of one subject.

    subject: what its verbs begin with. title: the ledger's. ledger, page: names of the addresses. rows: what a person sees.
    named: a record in the trail and above its forms. above: the pages over the ledger.
    """

    subject: str
    title: str | Promise
    ledger: str
    page: str
    rows: Callable[[User], QuerySet[Any]]
    named: Callable[[Any], str] = str
    above: Callable[[], list[tuple[str, str]]] = list

    def address(self, row: Model) -> str:
        return reverse(self.page, args=[row.pk])

    def trail(self, row: Model | None = None) -> list[tuple[str, str]]:
        top = [*self.above(), (str(self.title), reverse(self.ledger))]
        return [*top, (self.named(row), self.address(row))] if row else top

    def one(self, request: HttpRequest, pk: int, verb: str = "") -> Any:
        """The record: 404 for who may not see it, 403 for who may not do the verb."""
        row = fetch(request.user, self.rows(request.user), pk=pk)
        if verb:
            require(request.user, f"{self.subject}.{verb}", row)
        return row

    def act(
        self, request: HttpRequest, pk: int, verb: str, form: Callable[[Any], forms.Form], action: Callable[..., Any], *,
        title: str, said: str = "", **context: Any,
    ) -> HttpResponse:  # fmt: skip
        """One act on a record. form: record → the form; action: (record, by=, at=, **values of the form).

        context: intro, submit, danger, as of `form_page`.
        """
        row = self.one(request, pk, verb)
        context.setdefault("intro", self.named(row))
        return self._page(
            request, row, form(row), lambda given: action(row, by=request.user, at=timezone.now(), **given.cleaned_data),
            title=title, said=said, **context,
        )  # fmt: skip

    def edit(
        self, request: HttpRequest, pk: int, form: Callable[[Any], Any], action: Callable[..., Any], *, title: str,
        hidden: str = "", itself: str = "", **context: Any,
    ) -> HttpResponse:  # fmt: skip
        """The record's own facts changed. form: initial values → the form; action: (record, changes, by=, at=, version=).

        hidden: a field whose value is not shown; left empty it is left alone. itself: the field that carries the record's id.
        """
        row = self.one(request, pk, "edit")
        names = form({}).fields.keys() - {hidden, itself}
        initial = {name: getattr(row, name) for name in names if hasattr(row, name)} | (
            {itself: row.pk} if itself else {}
        )

        def act(given: Any) -> Any:
            left = {itself} if not hidden or given.cleaned_data[hidden] else {itself, hidden}
            changes = given.changes(*left)
            return action(row, changes, by=request.user, at=timezone.now(), version=given.cleaned_data["version"])

        return self._page(request, row, form(initial), act, title=title, **context)

    def _page(
        self,
        request: HttpRequest,
        row: Any,
        form: forms.Form,
        act: Callable[[Any], Any],
        *,
        said: str = "",
        **context: Any,
    ) -> HttpResponse:
        return form_page(
            request,
            form,
            act=act,
            back=self.address(row),
            trail=self.trail(row),
            done=lambda made: self.address(row),
            said=lambda made: said or _("已保存。"),
            **context,
        )


def seen(model: type[Model], *related: str) -> Callable[[User], QuerySet[Any]]:
    """The rows of a model a person may see, with what stands beside each."""
    return lambda user: visible(user, model).select_related(*related)

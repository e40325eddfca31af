"""Forms of the libraries."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.libraries.models import LibraryEntry
from dianxiaoer.shell.forms import DateField, Form


class WatchForm(Form):
    due_on = DateField(label=_("应入统日期"))
    note = forms.CharField(label=_("说明"), required=False, max_length=300)


class SupplyForm(Form):
    kinds = forms.MultipleChoiceField(label=_("已收材料"), widget=forms.CheckboxSelectMultiple)
    on = DateField(label=_("收到日期"))

    def __init__(self, entry: LibraryEntry, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_papers = entry.papers.filter(supplied_on__isnull=True)
        self.fields["kinds"].choices = [(paper.kind, str(paper)) for paper in open_papers]  # type: ignore[attr-defined]


class EnterForm(Form):
    entered_on = DateField(label=_("入统日期"))

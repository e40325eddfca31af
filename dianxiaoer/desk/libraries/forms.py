"""Forms of the libraries."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.libraries.divisions import check_divisions
from dianxiaoer.domain.libraries.models import LibraryEntry
from dianxiaoer.domain.libraries.states import Library
from dianxiaoer.domain.projects.states import EvidenceKind
from dianxiaoer.shell.forms import DateField, EditForm, Form, MoneyField


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


class LineFields(Form):
    """What an office may say of one line of who enters."""

    label = forms.CharField(label=_("适用标准"), max_length=60)
    min_yuan = MoneyField(label=_("最低金额"))
    divisions = forms.CharField(
        label=_("行业大类"), max_length=200, required=False, validators=[check_divisions],
        help_text=_("企业填,如 06-46、51;项目不填"),
    )  # fmt: skip
    papers = forms.MultipleChoiceField(
        label=_("所需材料"), choices=EvidenceKind.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    within_days = forms.IntegerField(label=_("开工后几日内入库"), min_value=1, max_value=730, initial=30)
    effective_from = DateField(label=_("生效日期"))
    effective_to = DateField(label=_("失效日期"), required=False)
    source = forms.CharField(label=_("依据文件"), max_length=200)


class ThresholdForm(LineFields):
    library = forms.ChoiceField(label=_("名录"), choices=Library.choices)
    field_order = ("library",)


class EditThresholdForm(LineFields, EditForm):
    pass

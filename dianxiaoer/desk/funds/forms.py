"""Forms of funds received."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dianxiaoer.desk.projects.fields import AnyMoneyForm, FilesField
from dianxiaoer.domain.funds.states import REJECT_REASONS, ReceiptKind
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.shell.forms import DateField, Form, MoneyField


class ReceiptForm(AnyMoneyForm):
    """A claim of money received; where it comes from is derived from the region, never chosen."""

    investor_name = forms.CharField(label=_("投资方"), max_length=200)
    kind = forms.ChoiceField(label=_("资金种类"), choices=ReceiptKind.choices)
    received_on = DateField(label=_("到位日期"))
    origin_country = forms.CharField(
        label=_("来源国家或地区"), max_length=2, initial="CN", help_text=_("ISO 3166 两位代码,中国内地写 CN")
    )
    origin_region_code = forms.CharField(
        label=_("来源地代码"),
        required=False,
        max_length=12,
        help_text=_("投资方所在地的行政区划代码(GB/T 2260,如 440300),境外可空;来源由系统判断"),
    )
    phase = forms.ModelChoiceField(None, label=_("分期"), required=False, empty_label=_("整个项目"))
    evidence = forms.ModelMultipleChoiceField(
        None, label=_("已上传的佐证材料"), required=False, widget=forms.CheckboxSelectMultiple
    )
    files = FilesField(label=_("上传凭证"), required=False)
    note = forms.CharField(label=_("说明"), required=False, max_length=300)
    field_order = ("investor_name", "kind", "received_on", "amount", "rate", "rate_on")

    def __init__(self, project: Project, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].label = _("到位金额")
        papers = project.evidence.filter(discarded_on__isnull=True)
        self.fields["evidence"].queryset = papers.order_by("-id")  # type: ignore[attr-defined]
        self.fields["phase"].queryset = project.phases.all()  # type: ignore[attr-defined]

    def clean_origin_country(self) -> str:
        return self.cleaned_data["origin_country"].upper()

    def facts(self) -> dict[str, Any]:
        """What the actions take: facts and money, without the files."""
        return self.changes("amount", "rate", "rate_on", "files") | self.money_facts()


class EditReceiptForm(ReceiptForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class RecogniseForm(Form):
    recognised_yuan = MoneyField(label=_("认定金额"))
    recognised_on = DateField(label=_("认定日期"))


class RejectReceiptForm(Form):
    usual = forms.ChoiceField(
        label=_("常见原因"),
        required=False,
        choices=[("", _("其他,见下")), *((str(i), text) for i, text in enumerate(REJECT_REASONS))],
    )
    words = forms.CharField(
        label=_("具体说明"), required=False, max_length=250, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        usual = str(REJECT_REASONS[int(values["usual"])]) if values.get("usual") else ""
        values["reason"] = ":".join(part for part in (usual, values.get("words", "")) if part)
        if not values["reason"]:
            self.add_error("words", _("请写明原因。"))
        return values

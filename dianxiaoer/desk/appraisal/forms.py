"""Forms of appraisal."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.desk.appraisal.parsing import read_items, read_sources, read_tiers
from dianxiaoer.desk.unit_form import UnitForm
from dianxiaoer.domain.appraisal.bridge import labels_of
from dianxiaoer.domain.appraisal.models import Entrant, Line, SchemeIndicator
from dianxiaoer.domain.appraisal.queries import schemes_for
from dianxiaoer.domain.appraisal.states import Cycle, FormulaKind, Group, InputFrom, Verdict
from dianxiaoer.domain.people.access import units_for
from dianxiaoer.domain.people.models import User
from dianxiaoer.shell.forms import DateField, EditForm, Form

_LONG = forms.Textarea(attrs={"rows": 4})
_SHORT = forms.Textarea(attrs={"rows": 3})


class LinesField(forms.CharField):
    """Lines a person types, cleaned by `read`."""

    def __init__(self, read: Callable[[str], Any], **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}))
        super().__init__(required=False, **options)
        self.read = read

    def to_python(self, value: Any) -> Any:
        return self.read(super().to_python(value) or "")

    def validate(self, value: Any) -> None:
        """Whatever could be read is valid; nothing typed is an empty list."""


class NumbersField(forms.CharField):
    """One number, or several with commas between (ratings); cleaned to a list, None when left empty."""

    def to_python(self, value: Any) -> list[Decimal] | None:  # type: ignore[override]
        text = (super().to_python(value) or "").replace("\uff0c", ",").replace("、", ",")
        if not text.strip():
            return None
        try:
            return [Decimal(part.strip()) for part in text.split(",") if part.strip()]
        except InvalidOperation:
            raise ValidationError(_("“%(text)s”不是数字。多个评分用逗号隔开。"), params={"text": text}) from None

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """The bounds of ratings belong to the formula."""


class _SchemeForm(Form):
    name = forms.CharField(label=gettext_lazy("办法名称"), max_length=150)
    cycle = forms.ChoiceField(label=gettext_lazy("考核周期"), choices=Cycle.choices)
    full_points = forms.DecimalField(label=gettext_lazy("满分"), min_value=1, max_digits=12, decimal_places=4)
    source = forms.CharField(label=gettext_lazy("依据"), max_length=300, widget=_SHORT)
    adopted_on = DateField(label=gettext_lazy("起用日期"))
    is_weak = forms.BooleanField(
        label=gettext_lazy("待核实"), required=False, help_text=gettext_lazy("只见到转载或摘录,用前请核对原文")
    )
    note = forms.CharField(label=gettext_lazy("说明"), required=False, widget=_LONG)


class SetSchemeForm(_SchemeForm):
    unit = forms.ModelChoiceField(None, label=gettext_lazy("制定机构"))
    field_order = ("unit",)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_for(user, "appraisal.define")  # type: ignore[attr-defined]


class EditSchemeForm(_SchemeForm, EditForm):
    ended_on = DateField(label=gettext_lazy("停用日期"), required=False)


class AdoptSchemeForm(UnitForm):
    unit_verb = "appraisal.define"

    unit = forms.ModelChoiceField(None, label=gettext_lazy("制定机构"))
    name = forms.CharField(label=gettext_lazy("办法名称"), max_length=150)
    adopted_on = DateField(label=gettext_lazy("起用日期"))


class IndicatorForm(Form):
    name = forms.CharField(label=gettext_lazy("考核指标"), max_length=150)
    group = forms.ChoiceField(label=gettext_lazy("类别"), choices=Group.choices)
    kind = forms.ChoiceField(label=gettext_lazy("计分方法"), choices=FormulaKind.choices)
    weight = forms.DecimalField(label=gettext_lazy("分值"), min_value=0, max_digits=12, decimal_places=4, initial=0)
    cap = forms.DecimalField(
        label=gettext_lazy("封顶"), required=False, min_value=0, max_digits=12, decimal_places=4,
        help_text=gettext_lazy("完成比例(封顶)填最高比例,如 1.2;其他填最高得分;可空"),
    )  # fmt: skip
    items = LinesField(
        read_items, label=gettext_lazy("分项"),
        help_text=gettext_lazy("每行一项:编号,名称,分值或权重,封顶(可空)。加权平均的权重合计为 1,如 parks,园区评分,0.7"),
    )  # fmt: skip
    tiers = LinesField(
        read_tiers,
        label=gettext_lazy("分档"),
        help_text=gettext_lazy("每行一档:下限,得分,如 10,20 表示达到 10 得 20 分"),
    )
    sources = LinesField(
        read_sources, label=gettext_lazy("数据来源"),
        help_text=gettext_lazy("每行一个数据项,没有写的由人工填报。如 actual = figure signed.n;target = figure signed.n role=target share=time;target = fixed 8"),
    )  # fmt: skip
    note = forms.CharField(label=gettext_lazy("说明"), required=False, max_length=300)


class EditIndicatorForm(IndicatorForm, EditForm):
    pass


class RemoveForm(Form):
    """Nothing to fill in: the page asks whether."""


class OpenForm(Form):
    scheme = forms.ModelChoiceField(None, label=gettext_lazy("考核办法"))
    unit = forms.ModelChoiceField(None, label=gettext_lazy("考核机构"))
    title = forms.CharField(
        label=gettext_lazy("名称"), max_length=150, help_text=gettext_lazy("如:2026 年三季度招商引资考核")
    )
    period_start = DateField(label=gettext_lazy("期间起"))
    period_end = DateField(label=gettext_lazy("期间止"))
    units = forms.ModelMultipleChoiceField(
        None, label=gettext_lazy("被考核单位"), required=False, widget=forms.CheckboxSelectMultiple
    )
    names = forms.CharField(
        label=gettext_lazy("按名称考核的对象"), required=False, widget=_SHORT,
        help_text=gettext_lazy("按项目积分时每行一个项目名称;与被考核单位至少填一样"),
    )  # fmt: skip

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = units_for(user, "appraisal.open")
        self.fields["scheme"].queryset = schemes_for(user).filter(ended_on__isnull=True)  # type: ignore[attr-defined]
        self.fields["unit"].queryset = self.fields["units"].queryset = units  # type: ignore[attr-defined]

    def clean_names(self) -> list[str]:
        return [line for line in self.cleaned_data["names"].splitlines() if line.strip()]


class InputsForm(Form):
    """Every input of one sheet the house does not read by itself, and one source for what is entered now."""

    source = forms.CharField(
        label=gettext_lazy("数据出处"),
        max_length=300,
        help_text=gettext_lazy("这次填报的数据从哪里来,如:商务局 9 月统计表"),
    )

    def __init__(self, entrant: Entrant, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = {(row.indicator_id, row.key): row for row in entrant.inputs.all()}
        self.places: dict[str, tuple[SchemeIndicator, str]] = {}
        for indicator in entrant.edition.scheme.indicators.all():
            for key, label in labels_of(indicator).items():
                source = indicator.sources.get(key, {}).get("from", InputFrom.HAND)
                row = kept.get((indicator.pk, key))
                name = f"i{indicator.pk}_{key.replace('.', '__')}"
                hint = "" if source == InputFrom.HAND else _("系统自动取数;填了以填报为准")
                field = NumbersField(
                    label=f"{indicator.name} · {label}", required=False, help_text=hint,
                    initial=",".join(row.values) if row else "",
                )  # fmt: skip
                field.widget.attrs |= {"class": "form-control", "inputmode": "decimal", "autocomplete": "off"}
                self.fields[name] = field
                self.places[name] = (indicator, key)

    def entered(self) -> list[tuple[SchemeIndicator, str, list[Decimal]]]:
        """What was typed anew or changed."""
        found = []
        for name, (indicator, key) in self.places.items():
            values = self.cleaned_data.get(name)
            before = NumbersField(required=False).to_python(self.fields[name].initial)
            if values and values != before:
                found.append((indicator, key, values))
        return found


class InviteForm(Form):
    objection_until = DateField(label=gettext_lazy("公示到"), help_text=gettext_lazy("至少两天"))


class ObjectForm(Form):
    text = forms.CharField(
        label=gettext_lazy("异议"), widget=_LONG, help_text=gettext_lazy("写明哪个数据不对、正确的是多少、依据是什么")
    )


class AnswerForm(Form):
    verdict = forms.ChoiceField(
        label=gettext_lazy("处理结果"), widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in (Verdict.UPHELD, Verdict.REJECTED)],
    )  # fmt: skip
    answer = forms.CharField(label=gettext_lazy("答复"), widget=_LONG)
    key = forms.ChoiceField(label=gettext_lazy("更正的数据项"), required=False)
    values = NumbersField(label=gettext_lazy("更正为"), required=False)
    source = forms.CharField(label=gettext_lazy("更正数据的出处"), required=False, max_length=300)

    def __init__(self, line: Line, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].choices = [("", "—"), *labels_of(line.indicator).items()]  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        return self.cleaned_data | {"values": self.cleaned_data["values"] or []}

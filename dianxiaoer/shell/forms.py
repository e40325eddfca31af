"""Form furniture: styled fields, money as people write it, dates, the edit a person had on screen."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from dianxiaoer.engines.measures.money import MoneyError, format_money, parse_yuan

#: how the framework writes "nothing chosen"
_DASHES = "---------"


class ShellRenderer(TemplatesSetting):
    """Every field of every form is drawn by shell/field.html: label, control, help, error, in this order."""

    field_template_name = "shell/field.html"


class MoneyField(forms.CharField):
    """An amount typed in any unit ("10.8亿", "6577万元", "1080000000"); cleaned to exact yuan (Decimal).

    unit: what a bare number means ("" yuan, "万", "亿"). Negative amounts are refused unless `signed`.
    """

    def __init__(self, *, unit: str = "", signed: bool = False, **options: Any) -> None:
        options.setdefault("help_text", _("可写 10.8亿、6577万元 或 1080000000"))
        super().__init__(**options)
        self.unit, self.signed = unit, signed
        self.widget.attrs.setdefault("inputmode", "text")
        self.widget.attrs.setdefault("autocomplete", "off")

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if isinstance(value, Decimal):
            return value
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        try:
            yuan = parse_yuan(text, self.unit)
        except MoneyError as problem:
            raise ValidationError(str(problem).partition(" / ")[0]) from None
        if yuan < 0 and not self.signed:
            raise ValidationError(_("金额不能是负数。"))
        return yuan

    def prepare_value(self, value: Any) -> Any:
        return format_money(value).replace(",", "") if isinstance(value, Decimal) else value


class DateField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class Form(forms.Form):
    """A form of the desk: fields carry the kit's classes, and errors are tied to their fields for screen readers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", _css_class(field.widget))
            _put_in_words(field)

    def changes(self, *leave: str) -> dict[str, Any]:
        """The cleaned values as changes for an action, without the version and the fields named in `leave`."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"version", *leave}}


class EditForm(Form):
    """A form over an existing row: it remembers the edit the person had on screen."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def _put_in_words(field: forms.Field) -> None:
    """What the framework says in its own words, said in ours: the choice not made, the field not filled."""
    if isinstance(field, forms.ModelChoiceField) and field.empty_label == _DASHES:
        field.empty_label = _("请选择") if field.required else "—"
    if field.error_messages["required"] == forms.Field.default_error_messages["required"]:
        chosen = isinstance(field, forms.ChoiceField | forms.FileField)
        field.error_messages["required"] = _("请选择。") if chosen else _("请填写。")


def _css_class(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "form-check-input"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "form-check-input"
    if isinstance(widget, forms.Select):
        return "form-select"
    return "form-control"


class PersonField(forms.ModelChoiceField):
    """One person, named with the unit they work in."""

    def label_from_instance(self, person: Any) -> str:
        return f"{person.name}({person.unit})"


class PeopleField(forms.ModelMultipleChoiceField):
    """Several people, named with the units they work in."""

    def label_from_instance(self, person: Any) -> str:
        return f"{person.name}({person.unit})"

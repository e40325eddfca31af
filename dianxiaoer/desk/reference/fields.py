"""Form fields for industries and regions: a code or a name is typed, a code is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.domain.reference.tables import industry_label, industry_names, region_name, region_names

_OFFERED = 6


class SuggestedInput(forms.TextInput):
    """A text input whose suggestions come while typing; without JavaScript it is a plain input."""

    template_name = "desk/reference/suggested.html"

    def __init__(self, url_name: str) -> None:
        super().__init__(attrs={"autocomplete": "off"})
        self.address = reverse_lazy(url_name)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        options = f"{context['widget']['attrs'].get('id', name)}_options"
        context["widget"]["attrs"] |= {
            "list": options, "hx-get": str(self.address), "hx-vals": "", "hx-trigger": "input changed delay:250ms",
            "hx-target": f"#{options}", "hx-params": name,
        }  # fmt: skip
        context["widget"]["attrs"].pop("hx-vals")
        return context | {"options": options}


class CodeField(forms.CharField):
    """A code of a table, typed as code, as "code name", or as a name that is unique or a unique part of one."""

    def __init__(self, names: Callable[[], Mapping[str, str]], url_name: str, wrong: Any, **options: Any) -> None:
        super().__init__(required=options.pop("required", False), max_length=120, **options)
        self.names, self.wrong, self.widget = names, wrong, SuggestedInput(url_name)

    def clean(self, value: Any) -> str:
        typed = str(super().clean(value)).strip()
        if not typed:
            return ""
        names, first = self.names(), typed.split()[0].upper()
        if first in names:
            return first
        found = [code for code, name in names.items() if name == typed] or [
            code for code, name in names.items() if typed in name
        ]
        if len(found) == 1:
            return found[0]
        raise ValidationError(self._sentence(typed, found))

    def _sentence(self, typed: str, found: list[str]) -> str:
        sentence = str(self.wrong) % {"value": typed}
        if not found:
            return sentence
        offered = "、".join(f"{code} {self.names()[code]}" for code in found[:_OFFERED])
        return sentence + _("可选:%(offered)s") % {"offered": offered}


class IndustryField(CodeField):
    def __init__(self, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("国民经济行业"))
        options.setdefault("help_text", gettext_lazy("写代码或名称,如 3985 或 电子专用材料制造"))
        wrong = gettext_lazy("没有认出行业“%(value)s”。")
        super().__init__(industry_names, "reference-industries", wrong, **options)

    def prepare_value(self, value: Any) -> Any:
        return industry_label(value) if isinstance(value, str) and value in industry_names() else value


class RegionField(CodeField):
    def __init__(self, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("所在地"))
        options.setdefault("help_text", gettext_lazy("写区县名称或行政区划代码"))
        super().__init__(region_names, "reference-regions", gettext_lazy("没有认出地区“%(value)s”。"), **options)

    def prepare_value(self, value: Any) -> Any:
        known = isinstance(value, str) and value in region_names()
        return f"{value} {region_name(value)}" if known else value

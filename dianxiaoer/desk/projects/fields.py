"""Fields shared by the forms of projects and of their money: any currency, several files, a firm by its name."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.companies.queries import search_companies
from dianxiaoer.domain.people.models import User
from dianxiaoer.engines.measures.money import Money, MoneyError, parse_money, parse_yuan, to_yuan
from dianxiaoer.shell.forms import DateField, Form


class PersonField(forms.ModelChoiceField):
    """One of the people a form offers, with the unit they work in."""

    def label_from_instance(self, person: Any) -> str:
        return f"{person.name}({person.unit})"


class AnyMoneyField(forms.CharField):
    """An amount in yuan or US dollars as typed; cleaned to Money."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("可写 10.8亿、6577万元、US$3000万;外币须填汇率"))
        super().__init__(**options)
        self.widget.attrs.setdefault("autocomplete", "off")

    def to_python(self, value: Any) -> Money | None:  # type: ignore[override]
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        try:
            money = parse_money(text)
            if money.currency == "CNY":
                return Money(parse_yuan(text), "CNY")
        except MoneyError as problem:
            raise ValidationError(str(problem).partition(" / ")[0]) from None
        return money


class AnyMoneyForm(Form):
    """A form with one amount in any currency; `money_facts()` gives what the actions take."""

    amount = AnyMoneyField(label=_("金额"))
    rate = forms.DecimalField(
        label=_("汇率"), required=False, max_digits=12, decimal_places=6, help_text=_("外币兑人民币,如 7.1052")
    )
    rate_on = DateField(label=_("汇率日期"), required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        money = values.get("amount")
        if money and money.amount <= 0:
            self.add_error("amount", _("金额须大于 0。"))
        if money and money.currency != "CNY":
            for name in ("rate", "rate_on"):
                if not values.get(name) and name not in self.errors:
                    self.add_error(name, _("外币金额须填写汇率和汇率日期。"))
        return values

    def money_facts(self) -> dict[str, Any]:
        """amount_yuan and, for foreign money, currency, foreign_amount, rate, rate_on."""
        money: Money = self.cleaned_data["amount"]
        if money.currency == "CNY":
            return {"amount_yuan": money.amount}
        rate: Decimal = self.cleaned_data["rate"]
        rate_on: date = self.cleaned_data["rate_on"]
        return {
            "amount_yuan": to_yuan(money, rate),
            "currency": money.currency,
            "foreign_amount": money.amount,
            "rate": rate,
            "rate_on": rate_on,
        }


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or several files; cleaned to a list."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", FilesInput(attrs={"multiple": True}))
        options.setdefault("help_text", _("PDF、图片、OFD、Word、Excel 或 PPT,可多选"))
        super().__init__(**options)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if not given:
            super().clean(None, initial)
        return [super(FilesField, self).clean(one, initial) for one in given]


class CompanyField(forms.CharField):
    """A firm on file, by its full name or credit code. `user` is set by the form."""

    user: User

    def clean(self, value: Any) -> Company | None:
        text = super().clean(value)
        if not text:
            return None
        found = search_companies(self.user, text, limit=6)
        exact = [company for company in found if text in {company.name, company.uscc, company.short_name}]
        if len(exact or found) == 1:
            return (exact or found)[0]
        if not found:
            raise ValidationError(_("没有找到企业“%(text)s”。请先建立企业档案,或检查名称。"), params={"text": text})
        names = "、".join(company.name for company in found)
        raise ValidationError(_("请写企业全称或信用代码,相近的有:%(names)s。"), params={"names": names})

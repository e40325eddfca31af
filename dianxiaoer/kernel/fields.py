"""Columns that keep money exactly: whole fen in the database, Decimal yuan in Python."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

FEN = Decimal(100)
LIMIT_FEN = 9_000_000_000_000_000_000


class AmountField(models.BigIntegerField):  # type: ignore[type-arg]
    """An amount in yuan, exact to the fen (分).

    Stored as an integer number of fen because SQLite adds decimals as floats; read and written as Decimal with two
    places. `Sum` over it is exact too. Raises ValidationError for more than two decimals or an amount beyond 9×10¹⁶ yuan.
    """

    description = "amount in yuan, exact to the fen"
    empty_strings_allowed = False

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Decimal | None:
        return None if value is None else (Decimal(value) / FEN).quantize(Decimal("0.01"))

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or value == "":
            return None
        try:
            yuan = Decimal(str(value))
            exact = yuan.quantize(Decimal("0.01"))
        except ArithmeticError:
            raise ValidationError(_("“%(value)s”不是金额。"), params={"value": value}) from None
        if exact != yuan:
            raise ValidationError(_("金额 %(value)s 超过两位小数。"), params={"value": value})
        if abs(exact * FEN) > LIMIT_FEN:
            raise ValidationError(_("金额 %(value)s 过大。"), params={"value": value})
        return exact

    def get_prep_value(self, value: Any) -> int | None:
        if value is None or hasattr(value, "resolve_expression"):
            return value  # type: ignore[no-any-return]
        yuan = self.to_python(value)
        return None if yuan is None else int(yuan * FEN)

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))

    @property
    def validators(self) -> list[Any]:  # the integer range of BigIntegerField is in fen, ours is checked in to_python
        return list(self._validators)  # type: ignore[attr-defined]

"""Forms that make a record of a unit: the units where the person may do it, and the colleagues it may be given to."""

from __future__ import annotations

from typing import Any, ClassVar

from dianxiaoer.desk.companies.fields import CompanyField
from dianxiaoer.domain.people.access import units_for
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.people.queries import colleagues
from dianxiaoer.shell.forms import Form


class UnitForm(Form):
    """unit_verb: what the person must be able to do in the unit chosen. people: fields for somebody to do the work."""

    unit_verb: ClassVar[str] = ""
    people: ClassVar[tuple[str, ...]] = ()

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_for(user, self.unit_verb)  # type: ignore[attr-defined]
        for name in self.people:
            self.fields[name].queryset = colleagues(user)  # type: ignore[attr-defined]
        for field in self.fields.values():
            if isinstance(field, CompanyField):
                field.user = user

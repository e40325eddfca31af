"""Who enters a library, in a unit: seen by everyone, edited by its chief."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from dianxiaoer.desk.libraries.forms import EditThresholdForm, ThresholdForm
from dianxiaoer.desk.unit_rules import UnitRules
from dianxiaoer.domain.libraries.actions import adopt_thresholds, edit_threshold, set_threshold
from dianxiaoer.domain.libraries.models import Threshold
from dianxiaoer.domain.libraries.rules import Thresholds, labels_of
from dianxiaoer.domain.people.models import Unit


def _page(unit: Unit, own: Sequence[Threshold]) -> Mapping[str, Any]:
    lines: Sequence[Any] = own or Thresholds().at(unit, on=timezone.localdate())
    return {"lines": [(line, labels_of(line.papers)) for line in lines]}


RULES = UnitRules(
    name="libraries-thresholds",
    model=Threshold,
    view="thresholds.view",
    edit="thresholds.edit",
    title=_("入库标准"),
    template="desk/libraries/thresholds.html",
    trail=lambda: [(_t("入库入统"), reverse("libraries-list"))],
    page=_page,
    adopt=adopt_thresholds,
    add=set_threshold,
    change=edit_threshold,
    add_form=ThresholdForm,
    edit_form=EditThresholdForm,
    add_title=_("新增入库标准"),
    edit_title=_("修改入库标准"),
)

"""Entry bars of a unit: seen by everyone, edited by its chief."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from dianxiaoer.desk.rounds.forms import BarForm, EditBarForm
from dianxiaoer.desk.unit_rules import UnitRules
from dianxiaoer.domain.campaigns.actions import adopt_bars, edit_bar, set_bar
from dianxiaoer.domain.campaigns.bars import bars_at
from dianxiaoer.domain.campaigns.models import EntryBar

RULES = UnitRules(
    name="rounds-bars",
    model=EntryBar,
    view="bars.view",
    edit="bars.edit",
    title=_("入选门槛"),
    template="desk/rounds/bars.html",
    trail=lambda: [(_t("三个一批"), reverse("rounds-list"))],
    page=lambda unit, own: {"bars": own or bars_at(unit, on=timezone.localdate())},
    adopt=adopt_bars,
    add=set_bar,
    change=edit_bar,
    add_form=BarForm,
    edit_form=EditBarForm,
    add_title=_("新增门槛"),
    edit_title=_("修改入选门槛"),
)

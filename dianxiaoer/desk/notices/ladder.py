"""The ladder of escalation: what holds in a unit, and a unit's own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.desk.notices.forms import LadderForm
from dianxiaoer.desk.notices.views import trail
from dianxiaoer.domain.people.access import may, require, units_for, visible
from dianxiaoer.domain.supervision.actions.notices import set_ladder
from dianxiaoer.domain.supervision.ladder import ladder_of
from dianxiaoer.domain.supervision.models import LadderStep
from dianxiaoer.shell.pages import form_page


def ladder(request: HttpRequest) -> HttpResponse:
    """?unit=: the steps in force there, and every row written."""
    require(request.user, "notices.view")
    units = list(units_for(request.user, "notices.view"))
    asked = request.GET.get("unit", "") or str(request.user.unit_id)
    unit = next((one for one in units if str(one.pk) == asked), units[0])
    context = {
        "title": _("升级阶梯"),
        "trail": trail(),
        "units": units,
        "unit": unit,
        "steps": ladder_of(unit, timezone.localdate()),
        "rows": list(
            visible(request.user, LadderStep).select_related("unit").order_by("-effective_from", "after_days")
        ),
        "can_set": may(request.user, "notices.set_ladder"),
    }
    return render(request, "desk/notices/ladder.html", context)


def set_(request: HttpRequest) -> HttpResponse:
    require(request.user, "notices.set_ladder")
    today = timezone.localdate()
    initial = {"unit": request.user.unit_id, "effective_from": today}
    for step in ladder_of(request.user.unit, today):
        initial |= {f"days_{step.rung}": step.after_days, f"act_{step.rung}": step.act}
    return form_page(
        request,
        LadderForm(request.user, request.POST or None, initial=initial),
        title=_("调整升级阶梯"),
        intro=_("答复超期后逐级升级,每一级只发生一次,写入督办函的动态并发出提醒。"),
        back=reverse("notices-ladder"),
        trail=trail(),
        act=lambda form: set_ladder(by=request.user, at=timezone.now(), **form.facts()),
        done=lambda rows: reverse("notices-ladder") + f"?unit={rows[0].unit_id}",
        said=lambda rows: _("已保存。"),
    )

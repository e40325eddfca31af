"""The rules behind the lights: what holds where, the published examples, a unit's own."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.desk.lights.forms import AdoptForm, EditRuleForm, SetRuleForm
from dianxiaoer.domain.people.access import fetch, may, require, units_for, visible
from dianxiaoer.domain.supervision.actions.ruling import adopt_rule, edit_rule, set_rule
from dianxiaoer.domain.supervision.models import LightRule
from dianxiaoer.domain.supervision.rules import facts_of, rules_in_force, shipped_rule, shipped_rules
from dianxiaoer.domain.supervision.watches import watch_labels
from dianxiaoer.shell.pages import form_page


def rules(request: HttpRequest) -> HttpResponse:
    """?unit=: what holds in a unit for every watch, its own rows, and the examples to take over."""
    require(request.user, "lights.view")
    units = list(units_for(request.user, "lights.view"))
    asked = request.GET.get("unit", "") or str(request.user.unit_id)
    unit = next((one for one in units if str(one.pk) == asked), units[0])
    in_force, labels = rules_in_force(timezone.localdate()), watch_labels()
    own = visible(request.user, LightRule).select_related("unit").order_by("watch", "-effective_from", "-id")
    context = {
        "title": _("亮灯规则"),
        "trail": _trail()[:1],
        "units": units,
        "unit": unit,
        "in_force": [(label, in_force.of(unit.pk, key)) for key, label in labels.items()],
        "own": [(labels.get(row.watch, row.watch), row, facts_of(row)) for row in own],
        "shipped": shipped_rules(),
        "can_set": may(request.user, "lights.set_rule"),
    }
    return render(request, "desk/lights/rules.html", context)


def adopt(request: HttpRequest, key: str) -> HttpResponse:
    require(request.user, "lights.adopt_rule")
    try:
        facts = shipped_rule(key)
    except KeyError:
        raise Http404 from None
    initial = {"effective_from": timezone.localdate(), "unit": request.user.unit_id}
    return form_page(
        request,
        AdoptForm(request.user, facts, request.POST or None, initial=initial),
        title=_("采用规则:%(name)s") % {"name": facts.name},
        intro=facts.source,
        submit=_("采用"),
        back=reverse("lights-rules"),
        trail=_trail(),
        act=lambda form: adopt_rule(by=request.user, at=timezone.now(), key=key, **form.cleaned_data),
        done=_done,
        said=_said,
    )


def set_(request: HttpRequest) -> HttpResponse:
    require(request.user, "lights.set_rule")
    initial = {"effective_from": timezone.localdate(), "unit": request.user.unit_id}
    return form_page(
        request,
        SetRuleForm(request.user, request.POST or None, initial=initial),
        title=_("制定亮灯规则"),
        intro=_("同一事项的旧规则在新规则生效前一天停用。"),
        back=reverse("lights-rules"),
        trail=_trail(),
        act=lambda form: set_rule(by=request.user, at=timezone.now(), **form.cleaned_data),
        done=_done,
        said=_said,
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    rule = fetch(request.user, LightRule, pk=pk)
    require(request.user, "lights.edit_rule", rule)
    initial = {name: getattr(rule, name) for name in EditRuleForm.base_fields}
    return form_page(
        request,
        EditRuleForm(request.POST or None, initial=initial),
        title=_("修改亮灯规则"),
        intro=_("只改错字和错数;从某天起换新的界限,请另立一条规则。"),
        back=reverse("lights-rules"),
        trail=_trail(),
        act=lambda form: edit_rule(
            rule, by=request.user, at=timezone.now(), changes=form.changes(), version=form.cleaned_data["version"]
        ),
        done=_done,
        said=_said,
    )


def _done(rule: LightRule) -> str:
    return reverse("lights-rules") + f"?unit={rule.unit_id}"


def _said(rule: LightRule) -> str:
    return _("已保存,十分钟内按新规则重新亮灯。")


def _trail() -> list[tuple[str, Any]]:
    return [(_("红黄绿灯"), reverse("lights-board")), (_("亮灯规则"), reverse("lights-rules"))]

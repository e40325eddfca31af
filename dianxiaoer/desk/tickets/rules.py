"""What an office keeps for itself: the terms it works by, its categories and levels."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.desk.tickets.acts import trail
from dianxiaoer.desk.unit_form import UnitForm
from dianxiaoer.domain.people.access import may, require
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.tickets.actions.settings import add_preset, choose_preset, set_word
from dianxiaoer.domain.tickets.queries import bodies_for, categories_for, levels_for, menu_for, presets_for
from dianxiaoer.domain.tickets.states import ClockClass, Measure, StepKey, TicketKind
from dianxiaoer.shell.forms import DateField
from dianxiaoer.shell.pages import form_page

_LINES = 6
#: the duties a preset may give terms for
_KEYS = (
    StepKey.ANSWER, StepKey.RESPOND, StepKey.ACCEPT, StepKey.INTERIM, StepKey.FEED_BACK, StepKey.CO_ANSWER, StepKey.DISPATCH,
)  # fmt: skip


class ChooseForm(UnitForm):
    unit_verb = "tickets.set_clock"

    unit = forms.ModelChoiceField(None, label=gettext_lazy("适用机构"))
    preset = forms.ModelChoiceField(None, label=gettext_lazy("时限方案"))
    from_on = DateField(label=gettext_lazy("起用日期"))

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        rows = presets_for(user.unit, on=timezone.localdate())[1]
        self.fields["preset"].queryset = rows  # type: ignore[attr-defined]


class PresetForm(UnitForm):
    """A preset of one's own: what it stands on, and up to six terms."""

    unit_verb = "tickets.set_clock"

    unit = forms.ModelChoiceField(None, label=gettext_lazy("适用机构"))
    name = forms.CharField(label=gettext_lazy("名称"), max_length=80)
    source = forms.CharField(label=gettext_lazy("来源"), max_length=300, help_text=gettext_lazy("文号或发布日期"))
    from_on = DateField(label=gettext_lazy("起用日期"))
    rule_text = forms.CharField(label=gettext_lazy("规则说明"), max_length=400, required=False)
    objection_workdays = forms.IntegerField(label=gettext_lazy("异议期(工作日)"), min_value=0, max_value=10, initial=1)
    extension_notice_workdays = forms.IntegerField(
        label=gettext_lazy("延期须提前(工作日)"), min_value=0, max_value=10, initial=1
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        for place in range(1, _LINES + 1):
            for name, field in self._line(place).items():
                field.widget.attrs.setdefault(
                    "class", "form-select" if isinstance(field.widget, forms.Select) else "form-control"
                )
                self.fields[f"{name}_{place}"] = field

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        values["steps"] = [
            {
                "key": values[f"key_{place}"],
                "clock_class": values.get(f"class_{place}") or "",
                "amount": values[f"amount_{place}"],
                "measure": values.get(f"measure_{place}") or Measure.WORKDAYS,
            }
            for place in range(1, _LINES + 1)
            if values.get(f"key_{place}") and values.get(f"amount_{place}")
        ]
        return values

    def facts(self) -> dict[str, Any]:
        own = (
            "unit",
            "name",
            "source",
            "from_on",
            "rule_text",
            "objection_workdays",
            "extension_notice_workdays",
            "steps",
        )
        return {name: self.cleaned_data[name] for name in own}

    def _line(self, place: int) -> dict[str, forms.Field]:
        keys = [("", "—"), *((key.value, key.label) for key in _KEYS)]
        said = {"place": place}
        return {
            "key": forms.ChoiceField(label=_("第 %(place)d 项 事项") % said, choices=keys, required=False),
            "amount": forms.IntegerField(
                label=_("第 %(place)d 项 时限") % said, min_value=1, max_value=400, required=False
            ),
            "measure": forms.ChoiceField(
                label=_("第 %(place)d 项 单位") % said, choices=Measure.choices, required=False
            ),
            "class": forms.ChoiceField(
                label=_("第 %(place)d 项 适用") % said,
                choices=[("", _("全部事项")), *ClockClass.choices],
                required=False,
            ),
        }


class WordForm(UnitForm):
    unit_verb = "tickets.set_categories"

    unit = forms.ModelChoiceField(None, label=gettext_lazy("适用机构"))
    name = forms.CharField(label=gettext_lazy("名称"), max_length=60)
    name_en = forms.CharField(label=gettext_lazy("英文名称"), max_length=100, required=False)
    place = forms.IntegerField(label=gettext_lazy("顺序"), min_value=0, max_value=9999, initial=100)
    is_active = forms.BooleanField(label=gettext_lazy("在用"), required=False, initial=True)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        if "lead_unit" in self.fields:
            self.fields["lead_unit"].queryset = bodies_for(user.unit)  # type: ignore[attr-defined]


class CategoryForm(WordForm):
    lead_unit = forms.ModelChoiceField(None, label=gettext_lazy("默认主办部门"), required=False)


class LevelForm(WordForm):
    clock_class = forms.ChoiceField(label=gettext_lazy("时限类别"), choices=ClockClass.choices)


class MenuItemForm(WordForm):
    category = forms.ModelChoiceField(None, label=gettext_lazy("类别"))
    kind = forms.ChoiceField(label=gettext_lazy("类型"), choices=TicketKind.choices, initial=TicketKind.CONCIERGE)
    lead_unit = forms.ModelChoiceField(None, label=gettext_lazy("主办部门"), required=False)
    note = forms.CharField(
        label=gettext_lazy("说明"), max_length=300, required=False, help_text=gettext_lazy("几天办好、要准备什么")
    )
    note_en = forms.CharField(label=gettext_lazy("英文说明"), max_length=400, required=False)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields["category"].queryset = categories_for(user.unit)  # type: ignore[attr-defined]


def clock(request: HttpRequest) -> HttpResponse:
    """The preset in force for the person's unit, the others with their sources, and what was ever chosen."""
    require(request.user, "tickets.view")
    held, rows, chosen = presets_for(request.user.unit, on=timezone.localdate())
    context = {
        "title": _("办理时限"), "trail": trail(), "held": held, "presets": rows, "chosen": chosen,
        "unit": request.user.unit, "can_set": may(request.user, "tickets.set_clock"),
    }  # fmt: skip
    return render(request, "desk/tickets/clock.html", context)


def choose(request: HttpRequest) -> HttpResponse:
    require(request.user, "tickets.set_clock")
    initial = {"unit": request.user.unit_id, "from_on": timezone.localdate(), "preset": request.GET.get("preset", "")}
    return form_page(
        request,
        ChooseForm(request.user, request.POST or None, initial=initial),
        title=_("选用时限方案"),
        intro=_("从起用日期起派单的诉求按新方案计算,以前派出的不变。"),
        submit=_("选用"),
        back=reverse("tickets-clock"),
        trail=[*trail(), (_("办理时限"), reverse("tickets-clock"))],
        act=lambda form: choose_preset(by=request.user, at=timezone.now(), **form.cleaned_data),
        done=lambda row: reverse("tickets-clock"),
        said=lambda row: _("已选用,在办诉求的时限已重新计算。"),
    )


def preset_add(request: HttpRequest) -> HttpResponse:
    require(request.user, "tickets.set_clock")
    initial = {"unit": request.user.unit_id, "from_on": timezone.localdate(), "key_1": StepKey.ANSWER.value}
    return form_page(
        request,
        PresetForm(request.user, request.POST or None, initial=initial),
        title=_("新增时限方案"),
        intro=_("方案保存后不再修改;规则变了就新增一个,从新的日期起选用。"),
        back=reverse("tickets-clock"),
        trail=[*trail(), (_("办理时限"), reverse("tickets-clock"))],
        act=lambda form: add_preset(by=request.user, at=timezone.now(), **form.facts()),
        done=lambda row: reverse("tickets-clock"),
        said=lambda row: _("已新增。选用后生效。"),
    )


def words(request: HttpRequest) -> HttpResponse:
    """The categories and levels of the person's unit."""
    require(request.user, "tickets.view")
    context = {
        "title": _("类别、级别与服务菜单"), "trail": trail(), "unit": request.user.unit,
        "categories": categories_for(request.user.unit).select_related("unit", "lead_unit"),
        "levels": levels_for(request.user.unit).select_related("unit"),
        "services": menu_for(request.user.unit),
        "can_set": may(request.user, "tickets.set_categories"),
    }  # fmt: skip
    return render(request, "desk/tickets/words.html", context)


def category(request: HttpRequest, pk: int = 0) -> HttpResponse:
    return _word(request, pk, CategoryForm, categories_for(request.user.unit), _("诉求类别"))


def level(request: HttpRequest, pk: int = 0) -> HttpResponse:
    return _word(request, pk, LevelForm, levels_for(request.user.unit), _("诉求级别"))


def menu_item(request: HttpRequest, pk: int = 0) -> HttpResponse:
    return _word(request, pk, MenuItemForm, menu_for(request.user.unit), _("服务事项"))


def _word(request: HttpRequest, pk: int, form: Any, rows: Any, title: str) -> HttpResponse:
    """Add a word (pk 0), or change one the unit uses."""
    require(request.user, "tickets.set_categories")
    row = rows.filter(pk=pk).first() if pk else None
    if pk and row is None:
        raise Http404
    names = form(request.user).fields.keys() - {"unit"}
    initial: dict[str, Any] = {"unit": request.user.unit_id}
    initial |= {name: getattr(row, name) for name in names} if row else {}
    return form_page(
        request,
        form(request.user, request.POST or None, initial=initial),
        title=title,
        intro=_("系统默认的词改动后只对所选机构及下级生效。"),
        back=reverse("tickets-words"),
        trail=[*trail(), (_("类别、级别与服务菜单"), reverse("tickets-words"))],
        act=lambda form: set_word(rows.model, row, by=request.user, at=timezone.now(), **form.cleaned_data),
        done=lambda made: reverse("tickets-words"),
        said=lambda made: _("已保存。"),
    )

"""Forms of windows and rosters."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dianxiaoer.desk.activities.forms import PersonField
from dianxiaoer.desk.unit_form import UnitForm
from dianxiaoer.domain.appointments.states import ExceptionKind, ShiftDay
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.people.queries import colleagues
from dianxiaoer.shell.forms import DateField, EditForm, Form


def _time(label: Any, **options: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time", "step": "900"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, **options)


class WindowForm(UnitForm):
    unit_verb = "windows.add"

    unit = forms.ModelChoiceField(None, label=_("所属机构"))
    name = forms.CharField(label=_("窗口名称"), max_length=80)
    name_en = forms.CharField(label=_("英文名称"), max_length=120, required=False)
    place = forms.CharField(label=_("地点"), max_length=120, required=False)
    phone = forms.CharField(label=_("咨询电话"), max_length=40, required=False)
    seats = forms.IntegerField(
        label=_("同时接待(个)"), min_value=1, max_value=50, initial=1, help_text=_("同一时段最多接待几家")
    )
    is_doorstep = forms.BooleanField(label=_("可上门"), required=False)
    asks_confirmation = forms.BooleanField(label=_("须人工确认"), required=False)
    horizon_days = forms.IntegerField(label=_("可提前预约(天)"), min_value=1, max_value=90, initial=14)
    notice_minutes = forms.IntegerField(label=_("工作时间须提前(分钟)"), min_value=0, max_value=10_080, initial=60)
    out_of_hours_notice_minutes = forms.IntegerField(
        label=_("非工作时间须提前(分钟)"), min_value=0, max_value=10_080, initial=1440
    )
    cancel_minutes = forms.IntegerField(
        label=_("企业自行取消截止(开始前分钟)"), min_value=0, max_value=10_080, initial=120
    )
    move_up_minutes = forms.IntegerField(
        label=_("候补递补截止(开始前分钟)"), min_value=0, max_value=10_080, initial=120
    )
    remind_minutes = forms.IntegerField(label=_("提醒(开始前分钟)"), min_value=0, max_value=10_080, initial=1440)
    grace_minutes = forms.IntegerField(label=_("迟到宽限(分钟)"), min_value=0, max_value=240, initial=15)


class WindowEditForm(WindowForm):
    is_active = forms.BooleanField(label=_("在用"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["unit"]


class ItemForm(Form):
    name = forms.CharField(label=_("事项"), max_length=80)
    name_en = forms.CharField(label=_("英文名称"), max_length=120, required=False)
    minutes = forms.TypedChoiceField(
        label=_("时长(分钟)"),
        coerce=int,
        initial=30,
        choices=[(n, str(n)) for n in (15, 30, 45, 60, 90, 120, 180, 240, 480)],
    )
    is_once_a_day = forms.BooleanField(label=_("每人每天限约一次"), required=False, initial=True)
    bring = forms.CharField(label=_("须带材料"), max_length=300, required=False)
    bring_en = forms.CharField(label=_("须带材料(英文)"), max_length=300, required=False)


class ItemEditForm(ItemForm):
    is_active = forms.BooleanField(label=_("在用"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class ShiftForm(Form):
    day = forms.ChoiceField(label=_("适用日"), choices=ShiftDay.choices, initial=ShiftDay.WORKDAY)
    opens = _time(_("开始"))
    closes = _time(_("结束"), help_text=_("不晚于开始的,算到次日;00:00 到 00:00 为全天"))
    seats = forms.IntegerField(label=_("同时接待(个)"), min_value=1, max_value=50, initial=1)
    is_out_of_hours = forms.BooleanField(
        label=_("非工作时间"), required=False, help_text=_("只凭预约,由值班人员接待;没有排值班的时段不开放")
    )
    from_on = DateField(label=_("起用日期"))
    until_on = DateField(label=_("停用日期"), required=False)


class EndShiftForm(EditForm):
    until_on = DateField(label=_("停用日期"), help_text=_("最后一天;已有的预约不变"))


class ExceptionForm(Form):
    on = DateField(label=_("日期"))
    kind = forms.ChoiceField(label=_("安排"), choices=ExceptionKind.choices)
    opens = _time(_("开始"), required=False)
    closes = _time(_("结束"), required=False, help_text=_("停办一整天时,开始和结束都不填"))
    seats = forms.IntegerField(label=_("同时接待(个)"), min_value=1, max_value=50, initial=1)
    is_out_of_hours = forms.BooleanField(label=_("非工作时间"), required=False)
    reason = forms.CharField(label=_("原因"), max_length=200, help_text=_("会显示给企业"))


class DutyForm(Form):
    officer = PersonField(None, label=_("值班人员"))
    starts_at = forms.DateTimeField(
        label=_("开始时间"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    ends_at = forms.DateTimeField(
        label=_("结束时间"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    days = forms.IntegerField(
        label=_("连续几天"), min_value=1, max_value=62, initial=1, help_text=_("每天同一时间,如连排 7 个夜班")
    )
    phone = forms.CharField(label=_("值班电话"), max_length=20, required=False, help_text=_("不填用人员名册的手机"))

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = colleagues(user)  # type: ignore[attr-defined]


class NoShowForm(UnitForm):
    unit_verb = "windows.set_rule"

    unit = forms.ModelChoiceField(None, label=_("适用机构"))
    limit = forms.IntegerField(label=_("爽约次数"), min_value=1, max_value=20, initial=3)
    within_days = forms.IntegerField(label=_("统计天数"), min_value=1, max_value=730, initial=90)
    days_ahead = forms.IntegerField(
        label=_("之后最多提前(天)"), min_value=1, max_value=90, initial=1, help_text=_("只缩短可预约的天数,不禁止预约")
    )
    from_on = DateField(label=_("起用日期"))
    basis = forms.CharField(label=_("依据"), max_length=200, help_text=_("文号或制度名称"))

"""Forms of appointments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dianxiaoer.desk.activities.forms import PersonField
from dianxiaoer.domain.appointments.models import ServiceItem
from dianxiaoer.domain.appointments.queries import ticket_numbered
from dianxiaoer.domain.appointments.slots import Slot
from dianxiaoer.domain.appointments.states import BookingChannel, BookingMode
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.people.queries import colleagues
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.shell.forms import DateField, Form

MOBILE = RegexValidator(r"^1\d{10}$", _("请填写 11 位手机号码,提醒短信会发到这里。"))
CHANNELS = [
    (BookingChannel.DESK.value, BookingChannel.DESK.label),
    (BookingChannel.HOTLINE.value, BookingChannel.HOTLINE.label),
]


class ItemField(forms.ModelChoiceField):
    """What is booked, with its window and how long it takes."""

    def label_from_instance(self, item: Any) -> str:
        return _("%(window)s · %(item)s(%(n)d 分钟)") % {
            "window": item.window.label,
            "item": item.label,
            "n": item.minutes,
        }


class PickForm(Form):
    """Which item, on which day: answered by the slots of that day."""

    item = ItemField(None, label=_("事项"))
    on = DateField(label=_("日期"))

    def __init__(self, items: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = items  # type: ignore[attr-defined]


class VisitorForm(Form):
    """Who comes."""

    company_name = forms.CharField(
        label=_("企业名称"), max_length=200, required=False, help_text=_("与企业库名称一致时自动关联档案")
    )
    contact_name = forms.CharField(label=_("联系人"), max_length=60)
    contact_phone = forms.CharField(
        label=_("手机"), max_length=11, validators=[MOBILE], widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    mode = forms.ChoiceField(label=_("方式"), choices=BookingMode.choices, initial=BookingMode.WINDOW)
    address = forms.CharField(label=_("上门地址"), max_length=200, required=False, help_text=_("上门服务时填写"))
    note = forms.CharField(label=_("说明"), max_length=300, required=False)

    def __init__(self, item: ServiceItem, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not item.window.is_doorstep:
            del self.fields["address"]
            self.fields["mode"].choices = [  # type: ignore[attr-defined]
                choice for choice in BookingMode.choices if choice[0] != BookingMode.DOORSTEP
            ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("mode") == BookingMode.DOORSTEP and not values.get("address"):
            self.add_error("address", ValidationError(_("上门服务须填写地址。")))
        return values


class BookForm(VisitorForm):
    """A free slot of the day and who comes."""

    starts_at = forms.TypedChoiceField(
        label=_("时间"), widget=forms.RadioSelect, coerce=datetime.fromisoformat, empty_value=None
    )
    channel = forms.ChoiceField(label=_("预约渠道"), choices=CHANNELS, initial=BookingChannel.DESK)
    field_order = ("starts_at", "company_name", "contact_name", "contact_phone")

    def __init__(self, item: ServiceItem, slots: Sequence[Slot], *args: Any, **kwargs: Any) -> None:
        super().__init__(item, *args, **kwargs)
        self.fields["starts_at"].choices = slot_choices(slots)  # type: ignore[attr-defined]


class QueueForm(VisitorForm):
    """Who waits, for the whole day or for one time."""

    starts_at = forms.TypedChoiceField(label=_("时间"), required=False, coerce=datetime.fromisoformat, empty_value=None)
    field_order = ("starts_at", "company_name", "contact_name", "contact_phone")

    def __init__(self, item: ServiceItem, slots: Sequence[Slot], *args: Any, **kwargs: Any) -> None:
        super().__init__(item, *args, **kwargs)
        times = [(slot.starts_at.isoformat(), span(slot)) for slot in slots if not slot.free]
        self.fields["starts_at"].choices = [("", _("当天任何时间")), *times]  # type: ignore[attr-defined]


class ServeForm(Form):
    result_note = forms.CharField(label=_("办理结果"), max_length=300, required=False)


class CancelForm(Form):
    reason = forms.CharField(label=_("取消原因"), max_length=200, help_text=_("会短信告知企业"))


class ExcuseForm(Form):
    reason = forms.CharField(label=_("撤销爽约原因"), max_length=200, help_text=_("企业申诉的理由与核实情况"))


class OfficerForm(Form):
    officer = PersonField(None, label=_("接待人"))

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = colleagues(user)  # type: ignore[attr-defined]


class TicketForm(Form):
    """The number of a request the person may see; empty takes the link off."""

    ticket = forms.CharField(label=_("诉求编号"), max_length=40, required=False, help_text=_("不填则取消关联"))

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_ticket(self) -> Ticket | None:
        number = self.cleaned_data["ticket"].strip().upper()
        if not number:
            return None
        found = ticket_numbered(self.user, number)
        if found is None:
            raise ValidationError(_("没有找到这个编号的诉求。请核对编号。"))
        return found


def slot_choices(slots: Sequence[Slot]) -> list[tuple[str, str]]:
    """Free slots as (moment, "09:00–09:30")."""
    return [(slot.starts_at.isoformat(), span(slot)) for slot in slots if slot.free]


def span(slot: Slot) -> str:
    return f"{timezone.localtime(slot.starts_at):%H:%M}–{timezone.localtime(slot.ends_at):%H:%M}"

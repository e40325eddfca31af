"""Forms of tickets: the ticket itself, and one form for each act."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.people.access import units_for, visible
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.policies.queries import policy_choices
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.queries import bodies_for, categories_for, handlers_of, levels_for
from dianxiaoer.domain.tickets.states import (
    ResolutionKind,
    TicketChannel,
    TicketKind,
    TicketMode,
)
from dianxiaoer.domain.visits.queries import visits_for_ticket
from dianxiaoer.shell.forms import DateField, Form

#: while these are typed, a category and open tickets of the same matter are looked up
_LOOK_UP = {
    "hx-get": reverse_lazy("tickets-similar"),
    "hx-trigger": "input changed delay:500ms",
    "hx-target": "#similar",
    "hx-include": "closest form",
    "hx-params": "company_name,title,text,unit,ticket",
    "autocomplete": "off",
}


def area(rows: int, **attrs: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attrs})


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; cleaned to a list."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("照片或文件"))
        options.setdefault("required", False)
        options.setdefault("help_text", _("图片、PDF、Word、Excel,一次最多 9 个"))
        super().__init__(widget=FilesInput(attrs={"multiple": True, "class": "form-control"}), **options)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if not given and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return [super(FilesField, self).clean(one, initial) for one in given]


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, person: Any) -> str:
        return f"{person.name}({person.unit})"


class TicketForm(Form):
    unit = forms.ModelChoiceField(None, label=_("受理机构"))
    kind = forms.ChoiceField(label=_("类型"), choices=TicketKind.choices)
    channel = forms.ChoiceField(label=_("渠道"), choices=TicketChannel.choices, initial=TicketChannel.HOTLINE)
    company_name = forms.CharField(
        label=_("企业名称"), max_length=200, required=False, widget=forms.TextInput(attrs=_LOOK_UP)
    )
    title = forms.CharField(label=_("标题"), max_length=200, widget=forms.TextInput(attrs=_LOOK_UP))
    text = forms.CharField(label=_("内容"), required=False, max_length=4000, widget=area(5, **_LOOK_UP))
    category = forms.ModelChoiceField(None, label=_("类别"))
    level = forms.ModelChoiceField(None, label=_("级别"), required=False)
    mode = forms.ChoiceField(label=_("办理方式"), choices=[("", "—"), *TicketMode.choices], required=False)
    place = forms.CharField(label=_("地点"), max_length=200, required=False)
    contact_name = forms.CharField(label=_("联系人"), max_length=60, required=False)
    contact_phone = forms.CharField(
        label=_("联系电话"), max_length=40, required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    project = forms.ModelChoiceField(None, label=_("关联项目"), required=False)
    files = FilesField()
    lead_unit = forms.ModelChoiceField(
        None, label=_("直接派给"), required=False, help_text=_("选了部门即同时派单,时限从现在起算")
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, QuerySet[Any]] = {
            "unit": units_for(user, "tickets.register"),
            "category": categories_for(user.unit),
            "level": levels_for(user.unit),
            "project": visible(user, Project).order_by("-id"),
            "lead_unit": bodies_for(user.unit),
        }
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]


class TicketEditForm(TicketForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    ticket = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("unit", "channel", "files", "lead_unit"):
            self.fields.pop(name, None)
        self.fields["contact_phone"].help_text = _("不改请留空")


class ActForm(Form):
    """What every act takes: the person who acts and the ticket are known, so choices can be set."""

    def __init__(self, user: User, ticket: Ticket, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.ticket = user, ticket
        for field in self.fields.values():
            if isinstance(field, PersonField):
                field.queryset = handlers_of(ticket.lead_unit or ticket.unit)
            elif isinstance(field, forms.ModelChoiceField):
                field.queryset = bodies_for(ticket.unit)


class DispatchForm(ActForm):
    lead_unit = forms.ModelChoiceField(None, label=_("主办部门"))
    note = forms.CharField(label=_("派单说明"), required=False, max_length=300, widget=area(2))


class AcceptForm(ActForm):
    note = forms.CharField(label=_("接单说明"), required=False, max_length=300, widget=area(2))


class ObjectForm(ActForm):
    proposed_unit = forms.ModelChoiceField(None, label=_("建议承办部门"))
    reason = forms.CharField(label=_("异议理由"), max_length=300, widget=area(3))


class DecideForm(ActForm):
    uphold = forms.TypedChoiceField(
        label=_("裁定"), choices=[("yes", _("异议成立,改派")), ("no", _("异议不成立,仍由原部门办理"))],
        coerce=lambda value: value == "yes", widget=forms.RadioSelect,
    )  # fmt: skip
    lead_unit = forms.ModelChoiceField(None, label=_("改派给"), required=False, help_text=_("不选为对方建议的部门"))
    decision = forms.CharField(label=_("裁定意见"), max_length=300, widget=area(2))


class HandOverForm(ActForm):
    to_unit = forms.ModelChoiceField(None, label=_("应承办的部门"))
    reason = forms.CharField(label=_("原因"), max_length=300, widget=area(3))


class AssignForm(ActForm):
    owner = PersonField(None, label=_("经办人"))


class ProcessForm(ActForm):
    note = forms.CharField(label=_("办理进展"), widget=area(4))
    is_shown = forms.BooleanField(label=_("企业可见"), required=False, help_text=_("勾选后企业在进度页看到这一条"))
    files = FilesField()


class NoteForm(ActForm):
    text = forms.CharField(label=_("内容"), widget=area(4))
    is_shown = forms.BooleanField(label=_("企业可见"), required=False, help_text=_("不勾选的只有内部看到"))
    files = FilesField()


class AskForm(ActForm):
    question = forms.CharField(
        label=_("需要企业补充的内容"), widget=area(3), help_text=_("企业会收到短信;回复前时限暂停")
    )


class SupplyForm(ActForm):
    text = forms.CharField(label=_("企业补充的内容"), widget=area(4))
    files = FilesField()


class ReasonForm(ActForm):
    reason = forms.CharField(label=_("原因"), max_length=300, widget=area(3))


class AnswerForm(ActForm):
    resolution_kind = forms.ChoiceField(label=_("办理结果"), choices=ResolutionKind.choices, widget=forms.RadioSelect)
    answer = forms.CharField(label=_("答复内容"), widget=area(6), help_text=_("企业会看到这段话"))
    scheduled_on = DateField(label=_("计划日期"), required=False, help_text=_("列入计划的必填,到期自动转回办理"))
    files = FilesField()


class ExtensionForm(ActForm):
    workdays = forms.IntegerField(label=_("延长工作日"), min_value=1, max_value=60)
    reason = forms.CharField(label=_("理由"), max_length=300, widget=area(3))


class GrantForm(ActForm):
    grant = forms.TypedChoiceField(
        label=_("审批"), choices=[("yes", _("同意")), ("no", _("不同意"))], coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )  # fmt: skip
    decision = forms.CharField(label=_("审批意见"), required=False, max_length=300, widget=area(2))


class PartForm(ActForm):
    unit = forms.ModelChoiceField(None, label=_("协办部门"))
    task = forms.CharField(label=_("协办事项"), max_length=300, widget=area(2))


class PartAnswerForm(ActForm):
    answer = forms.CharField(label=_("协办意见"), widget=area(4))
    files = FilesField()


class RevisitForm(ActForm):
    agreed = forms.TypedChoiceField(
        label=_("企业是否认可"), choices=[("yes", _("认可")), ("no", _("不认可"))], coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )  # fmt: skip
    note = forms.CharField(label=_("回访情况"), widget=area(3))


class CloseForm(ActForm):
    note = forms.CharField(label=_("说明"), required=False, max_length=300, widget=area(2))


class MergeForm(ActForm):
    number = forms.CharField(label=_("并入的诉求编号"), max_length=40)
    note = forms.CharField(label=_("说明"), required=False, max_length=300, widget=area(2))


class SplitForm(ActForm):
    titles = forms.CharField(label=_("拆分出的诉求"), widget=area(4), help_text=_("每行一个标题,各自编号、各自派单"))

    def clean_titles(self) -> list[str]:
        return str(self.cleaned_data["titles"]).splitlines()


class LinkForm(ActForm):
    project = forms.ModelChoiceField(None, label=_("关联项目"), required=False)
    policy = forms.ChoiceField(label=_("关联政策"), required=False)
    visits = forms.ModelMultipleChoiceField(
        None, label=_("关联走访"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("这家企业的走访")
    )

    def __init__(self, user: User, ticket: Ticket, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, ticket, *args, **kwargs)
        policies = policy_choices()
        if ticket.policy and ticket.policy not in dict(policies):
            policies.append((ticket.policy, _("%(key)s(已不在政策库)") % {"key": ticket.policy}))
        self.fields["policy"].choices = [("", "—"), *policies]  # type: ignore[attr-defined]
        if not policies:
            self.fields["policy"].help_text = _("规则目录里还没有政策文件,暂时不能关联。")
        self.fields["project"].queryset = visible(user, Project).order_by("-id")  # type: ignore[attr-defined]
        visits = visits_for_ticket(user, ticket)
        self.fields["visits"].queryset = visits  # type: ignore[attr-defined]
        if not ticket.company_id:
            self.fields["visits"].help_text = _("诉求没有对应到企业档案,不能关联走访。请先在“修改”里选定企业。")
        elif not visits:
            self.fields["visits"].help_text = _("这家企业还没有走访记录。")


class CallBackForm(ActForm):
    is_confirmed = forms.TypedChoiceField(
        label=_("是否核实为有效差评"), choices=[("yes", _("属实")), ("no", _("不属实"))],
        coerce=lambda value: value == "yes", widget=forms.RadioSelect,
    )  # fmt: skip
    note = forms.CharField(label=_("回访记录"), widget=area(3))


class MendForm(ActForm):
    note = forms.CharField(label=_("整改情况"), widget=area(3))


class RevealForm(Form):
    reason = forms.CharField(label=_("查看事由"), max_length=200)


class BulkDispatchForm(Form):
    lead_unit = forms.ModelChoiceField(None, label=_("主办部门"))
    note = forms.CharField(label=_("派单说明"), required=False, max_length=300, widget=area(2))

    def __init__(self, unit: Unit, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead_unit"].queryset = bodies_for(unit)  # type: ignore[attr-defined]

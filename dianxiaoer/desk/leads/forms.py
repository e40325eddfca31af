"""Forms of leads: the lead itself, and one form for each act."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from dianxiaoer.desk.reference.fields import IndustryField
from dianxiaoer.domain.activities.models import Activity
from dianxiaoer.domain.leads.states import Aspect, ClockKey, DropReason, Manner, SourceKind, Verdict
from dianxiaoer.domain.people.access import units_for, visible
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.people.queries import colleagues
from dianxiaoer.domain.reference.queries import chains_for
from dianxiaoer.shell.forms import DateField, Form, MoneyField, PeopleField, PersonField

#: while these are typed, leads and files of the same firm are looked up
_LOOK_UP = {
    "hx-get": reverse_lazy("leads-similar"),
    "hx-trigger": "input changed delay:400ms",
    "hx-target": "#similar",
    "hx-include": "closest form",
    "hx-params": "company_name,contact_phone,lead",
    "autocomplete": "off",
}


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class LeadForm(Form):
    unit = forms.ModelChoiceField(None, label=_("所属机构"))
    name = forms.CharField(label=_("线索名称"), max_length=200)
    company_name = forms.CharField(
        label=_("企业名称"), max_length=200, required=False, widget=forms.TextInput(attrs=_LOOK_UP)
    )
    is_another = forms.BooleanField(label=_("确认是另一个项目"), required=False)
    source_kind = forms.ChoiceField(label=_("来源"), choices=SourceKind.choices)
    activity = forms.ModelChoiceField(None, label=_("来自活动"), required=False)
    source_note = forms.CharField(label=_("来源说明"), max_length=200, required=False)
    referrer_name = forms.CharField(label=_("引荐人"), max_length=100, required=False)
    industry_code = IndustryField()
    chain = forms.ModelChoiceField(None, label=_("产业链"), required=False)
    planned_yuan = MoneyField(label=_("拟投资额"), required=False)
    content = forms.CharField(label=_("项目内容"), required=False, widget=_area(4))
    contact_name = forms.CharField(label=_("联系人"), max_length=60, required=False)
    contact_position = forms.CharField(label=_("联系人职务"), max_length=60, required=False)
    contact_phone = forms.CharField(
        label=_("联系电话"), max_length=40, required=False, widget=forms.TextInput(attrs=_LOOK_UP | {"type": "tel"})
    )
    owner = PersonField(None, label=_("负责人"))
    sponsor_leader = PersonField(None, label=_("牵头领导"), required=False)
    registered_on = DateField(label=_("登记日期"), required=False, help_text=_("补录旧台账时填原登记日期,不填为今天"))

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:  # asked only of somebody who was told that the firm has a lead
            del self.fields["is_another"]
        people = colleagues(user)
        choices = {
            "unit": units_for(user, "leads.register"),
            "activity": visible(user, Activity).order_by("-starts_on"),
            "chain": chains_for(user),
            "owner": people,
            "sponsor_leader": people,
        }
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]


class LeadEditForm(LeadForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    lead = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("unit", "is_another", "owner", "registered_on"):
            self.fields.pop(name, None)
        self.fields["contact_phone"].help_text = _("不改请留空")


class PasteForm(Form):
    text = forms.CharField(
        label=_("粘贴名片或一段文字"), max_length=20_000, required=False, widget=_area(4),
        help_text=_("认出的企业、人名、电话、金额会填入下表,核对保存后才会登记"),
    )  # fmt: skip


class ActForm(Form):
    """What every act takes: the person who acts is known, so choices of people can be set."""

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, PersonField | PeopleField):
                field.queryset = colleagues(user)


class RespondForm(ActForm):
    manner = forms.ChoiceField(label=_("方式"), choices=Manner.choices)
    note = forms.CharField(label=_("响应情况"), widget=_area(3))
    on = DateField(label=_("日期"), required=False, help_text=_("不填为今天"))


class NoteForm(ActForm):
    note = forms.CharField(label=_("说明"), widget=_area(3))


class OpinionForm(ActForm):
    aspect = forms.ChoiceField(label=_("方面"), choices=Aspect.choices)
    verdict = forms.ChoiceField(label=_("结论"), choices=Verdict.choices)
    text = forms.CharField(label=_("意见"), widget=_area(4))
    expert_name = forms.CharField(
        label=_("专家姓名"), max_length=60, required=False, help_text=_("代专家填写时填,本人意见不填")
    )


class ScreenForm(ActForm):
    screening_opinion = forms.CharField(label=_("研判意见"), widget=_area(4))
    on = DateField(label=_("日期"), required=False, help_text=_("不填为今天"))


class FeedBackForm(ActForm):
    note = forms.CharField(label=_("反馈给谁、怎么答复"), widget=_area(3))
    on = DateField(label=_("日期"), required=False, help_text=_("不填为今天"))


class FollowUpForm(ActForm):
    manner = forms.ChoiceField(label=_("方式"), choices=Manner.choices)
    note = forms.CharField(label=_("跟进情况"), widget=_area(4))
    next_step = forms.CharField(label=_("下一步"), max_length=200, required=False)
    on = DateField(label=_("日期"), required=False, help_text=_("不填为今天"))


class NegotiateForm(ActForm):
    note = forms.CharField(label=_("洽谈要点"), required=False, widget=_area(3))
    on = DateField(label=_("洽谈开始日期"), required=False, help_text=_("不填为今天"))


class TransferForm(ActForm):
    to = PersonField(None, label=_("接手人"))
    note = forms.CharField(
        label=_("交接说明"), widget=_area(4), help_text=_("谈到哪一步、对方关心什么、下一步约了什么")
    )


class TaskForceForm(ActForm):
    name = forms.CharField(label=_("专班名称"), max_length=100)
    head = PersonField(None, label=_("专班负责人"))
    members = PeopleField(None, label=_("成员"), required=False)


class TaskForceEditForm(TaskForceForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class DropForm(ActForm):
    drop_reason = forms.ChoiceField(label=_("放弃原因"), choices=DropReason.choices)
    note = forms.CharField(label=_("具体情况"), widget=_area(3))


class RevealForm(ActForm):
    reason = forms.CharField(
        label=_("查看事由"), max_length=200, help_text=_("事由、时间和查看人会记入安全日志,如:约定 6 月 10 日考察")
    )


class ConvertForm(ActForm):
    name = forms.CharField(label=_("项目名称"), max_length=200)
    signed_on = DateField(label=_("签约日期"))
    contracted_yuan = MoneyField(label=_("合同引资额"))
    activity = forms.ModelChoiceField(None, label=_("签约活动"), required=False)
    sponsor_leader = PersonField(None, label=_("牵头领导"), required=False)
    zone = forms.CharField(label=_("落地位置"), max_length=120, required=False)
    national_code = forms.CharField(
        label=_("投资项目统一代码"), max_length=30, required=False, help_text=_("还没有可不填")
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields["activity"].queryset = visible(user, Activity).order_by("-starts_on")  # type: ignore[attr-defined]


class LinkForm(ActForm):
    company = forms.ModelChoiceField(
        None, label=_("关联到"), required=False, empty_label=_("为这家企业新建档案"), widget=forms.RadioSelect
    )
    uscc = forms.CharField(
        label=_("统一社会信用代码"), max_length=40, required=False, help_text=_("新建档案时填,没有可不填")
    )


class TermForm(ActForm):
    unit = forms.ModelChoiceField(None, label=_("适用机构"), help_text=_("下级机构一并适用"))
    key = forms.ChoiceField(label=_("事项"), choices=ClockKey.choices)
    days = forms.IntegerField(label=_("天数"), min_value=1, max_value=730)
    is_working_days = forms.BooleanField(label=_("按工作日计"), required=False)
    from_on = DateField(label=_("起用日期"))
    basis = forms.CharField(label=_("依据"), max_length=200)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields["unit"].queryset = units_for(user, "leads.set_clock")  # type: ignore[attr-defined]

"""Forms of stewardship."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dianxiaoer.desk.companies.fields import CompanyField
from dianxiaoer.desk.unit_form import UnitForm
from dianxiaoer.domain.people.access import visible
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.stewardship.models import Official
from dianxiaoer.domain.stewardship.states import Sector, StewardRole
from dianxiaoer.shell.forms import DateField, EditForm, Form


class OfficialField(forms.ModelChoiceField):
    """An official in office of the units a person may see."""

    def label_from_instance(self, official: Any) -> str:
        return f"{official.full_name()} · {official.unit}"


def officials_in_office(user: User) -> Any:
    rows = visible(user, Official).filter(is_active=True).select_related("unit")
    return rows.order_by("-is_leader", "unit__path", "name")


class AssignForm(UnitForm):
    unit_verb = "stewardship.assign"

    unit = forms.ModelChoiceField(None, label=_("所属机构"))
    company = CompanyField()
    official = OfficialField(None, label=_("包联人"))
    role = forms.ChoiceField(label=_("角色"), choices=StewardRole.choices)
    programme = forms.CharField(label=_("专项"), max_length=60, required=False, help_text=_("如:万人助万企"))
    since_on = DateField(label=_("起始日期"))
    reason = forms.CharField(label=_("包联理由"), max_length=200)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields["official"].queryset = officials_in_office(user)  # type: ignore[attr-defined]


class EndForm(Form):
    on = DateField(label=_("结束日期"))
    reason = forms.CharField(label=_("结束理由"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class HandOverForm(Form):
    to = OfficialField(None, label=_("接收人"))
    on = DateField(label=_("移交日期"))
    reason = forms.CharField(label=_("移交理由"), max_length=200)
    assignments = forms.ModelMultipleChoiceField(
        None, label=_("移交哪些企业"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("不选为全部移交"),
    )  # fmt: skip

    def __init__(self, user: User, rows: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = officials_in_office(user)  # type: ignore[attr-defined]
        self.fields["assignments"].queryset = rows  # type: ignore[attr-defined]
        self.fields["assignments"].label_from_instance = _firm_label  # type: ignore[attr-defined]


def _firm_label(row: Any) -> str:
    return f"{row.company} · {row.get_role_display()}"


class OfficialForm(UnitForm):
    unit_verb = "stewardship.keep_official"
    people = ("user",)

    unit = forms.ModelChoiceField(None, label=_("所属机构"))
    name = forms.CharField(label=_("姓名"), max_length=60)
    position = forms.CharField(label=_("职务"), max_length=60, required=False)
    user = forms.ModelChoiceField(None, label=_("系统账号"), required=False)
    is_leader = forms.BooleanField(label=_("领导"), required=False)
    expertise = forms.CharField(
        label=_("专长"), max_length=200, required=False, help_text=_("用顿号隔开,如:融资、用工")
    )
    x_km = forms.DecimalField(
        label=_("X坐标(km)"),
        initial=0,
        max_digits=9,
        decimal_places=3,
        help_text=_("从本地约定的原点往东几公里,往西为负;与企业用同一原点"),
    )
    y_km = forms.DecimalField(
        label=_("Y坐标(km)"),
        initial=0,
        max_digits=9,
        decimal_places=3,
        help_text=_("从本地约定的原点往北几公里,往南为负"),
    )
    lower = forms.IntegerField(label=_("最少户数"), min_value=0, initial=0)
    upper = forms.IntegerField(label=_("最多户数"), min_value=0, initial=60)
    share = forms.DecimalField(label=_("分担比例"), min_value=0.01, initial=1, help_text=_("兼职者可小于 1"))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("lower", 0) > values.get("upper", 0):
            self.add_error("upper", ValidationError(_("最多户数小于最少户数。")))
        return values


class OfficialEditForm(OfficialForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    is_active = forms.BooleanField(label=_("在任"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["unit"]


class ProfileForm(EditForm):
    needs = forms.CharField(
        label=_("诉求专长"), max_length=200, required=False, help_text=_("用顿号隔开,如:融资、用工")
    )
    x_km = forms.DecimalField(
        label=_("X坐标(km)"),
        required=False,
        max_digits=9,
        decimal_places=3,
        help_text=_("从本地约定的原点往东几公里,往西为负;不填为未知"),
    )
    y_km = forms.DecimalField(
        label=_("Y坐标(km)"),
        required=False,
        max_digits=9,
        decimal_places=3,
        help_text=_("从本地约定的原点往北几公里,往南为负;不填为未知"),
    )


class RuleForm(UnitForm):
    unit_verb = "stewardship.set_rule"

    unit = forms.ModelChoiceField(None, label=_("适用机构"))
    role = forms.ChoiceField(label=_("角色"), choices=StewardRole.choices)
    is_sole = forms.BooleanField(label=_("每家只能一人"), required=False)
    since_on = DateField(label=_("起始日期"))
    source = forms.CharField(label=_("依据"), max_length=300)


class MinimumForm(UnitForm):
    unit_verb = "stewardship.set_rule"

    unit = forms.ModelChoiceField(None, label=_("适用机构"))
    role = forms.ChoiceField(label=_("角色"), choices=StewardRole.choices)
    sector = forms.ChoiceField(
        label=_("三次产业"), choices=[choice for choice in Sector.choices if choice[0] != Sector.UNKNOWN]
    )
    minimum = forms.IntegerField(
        label=_("至少户数"), min_value=0, max_value=10000, help_text=_("每位包联人名下至少几户;填 0 为不再要求")
    )
    official = OfficialField(None, label=_("只对这一位"), required=False, help_text=_("不选为这一角色的所有包联人"))
    since_on = DateField(label=_("起始日期"))
    source = forms.CharField(label=_("依据"), max_length=300)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields["official"].queryset = officials_in_office(user)  # type: ignore[attr-defined]


class PlanForm(UnitForm):
    unit_verb = "stewardship.make_plan"

    unit = forms.ModelChoiceField(None, label=_("所属机构"))
    title = forms.CharField(label=_("方案名称"), max_length=120)
    role = forms.ChoiceField(label=_("角色"), choices=StewardRole.choices)
    programme = forms.CharField(label=_("专项"), max_length=60, required=False, help_text=_("只取这一专项;不填为全部"))
    point_per_km = forms.FloatField(
        label=_("每公里分值"),
        min_value=0,
        max_value=1000,
        initial=1,
        help_text=_("包联人到企业每远一公里记几分;总分越低越好"),
    )
    change_points = forms.FloatField(
        label=_("更换包联人分值"),
        min_value=0,
        max_value=10000,
        initial=15,
        help_text=_("换一户的包联人记几分;越大换得越少"),
    )
    missing_expertise_points = forms.FloatField(
        label=_("缺一项专长分值"),
        min_value=0,
        max_value=10000,
        initial=12,
        help_text=_("企业要的专长包联人没有,每项记几分"),
    )
    band_low = forms.FloatField(
        label=_("工作量下限(人均的倍数)"),
        min_value=0,
        max_value=1,
        initial=0.9,
        help_text=_("0.9 即每人不少于人均工作量的 90%"),
    )
    band_high = forms.FloatField(
        label=_("工作量上限(人均的倍数)"),
        min_value=1,
        max_value=100,
        initial=1.1,
        help_text=_("1.1 即每人不多于人均工作量的 110%"),
    )


class ResultForm(Form):
    file = forms.FileField(label=_("结果文件"), help_text=_("优化器写出的 json 或 xlsx"))

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > settings.UPLOAD_BYTES:
            raise ValidationError(_("文件过大,最多 %(n)d MB。") % {"n": settings.UPLOAD_BYTES // 1024 // 1024})
        return upload


class AdoptForm(Form):
    on = DateField(label=_("采用日期"))
    reason = forms.CharField(label=_("采用理由"), max_length=200)


class ReasonForm(Form):
    reason = forms.CharField(label=_("原因"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

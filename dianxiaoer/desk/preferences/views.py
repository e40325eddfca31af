"""One's own channels, quiet hours and digest."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.domain.outbox.actions import preference_of, set_preference
from dianxiaoer.domain.outbox.states import Digest
from dianxiaoer.domain.people.access import require
from dianxiaoer.shell.forms import Form
from dianxiaoer.shell.pages import form_page


def _clock(label: str, help_text: str = "") -> forms.TimeField:
    return forms.TimeField(
        label=label, help_text=help_text, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )


class PreferenceForm(Form):
    by_sms = forms.BooleanField(
        label=gettext_lazy("短信"), required=False, help_text=gettext_lazy("发到人员档案里的手机")
    )
    by_mail = forms.BooleanField(label=gettext_lazy("电子邮件"), required=False)
    mail = forms.EmailField(label=gettext_lazy("邮箱"), required=False)
    by_wecom = forms.BooleanField(
        label=gettext_lazy("企业微信"), required=False, help_text=gettext_lazy("在单位群里提到您")
    )
    reminds = forms.BooleanField(
        label=gettext_lazy("到期提醒"), required=False, help_text=gettext_lazy("提前两天、一天、当天和超期时各提醒一次")
    )
    digest = forms.ChoiceField(label=gettext_lazy("发送方式"), choices=Digest.choices)
    digest_at = _clock(gettext_lazy("汇总时间"))
    quiet_from = _clock(gettext_lazy("免打扰起"), gettext_lazy("起止相同表示不设免打扰;急件不受限"))
    quiet_until = _clock(gettext_lazy("免打扰止"))


def edit(request: HttpRequest) -> HttpResponse:
    require(request.user, "preferences.view")
    wish = preference_of(request.user)
    initial = {name: getattr(wish, name) for name in PreferenceForm.base_fields}
    return form_page(
        request,
        PreferenceForm(request.POST or None, initial=initial),
        title=_("消息设置"),
        intro=_("手机:%(phone)s") % {"phone": request.user.phone or _("未登记")},
        back=reverse("home"),
        act=lambda form: set_preference(request.user, form.cleaned_data, at=timezone.now()),
        done=lambda made: reverse("preferences"),
        said=lambda made: _("已保存。"),
    )

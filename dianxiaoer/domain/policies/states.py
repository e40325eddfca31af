"""Verbs of policies, and the words of a rule file that are choices, in the reader's language."""

from django.utils.translation import gettext_lazy as _

from dianxiaoer.kernel.verbs import declare

declare("policies", {"view": _("查看政策库")})

#: level, status, outcome of the fair-competition review: as written in the file → as shown
SAID = {
    "国家": _("国家"),
    "省": _("省"),
    "市": _("市"),
    "区县": _("区县"),
    "园区": _("园区"),
    "有效": _("有效"),
    "草案": _("草案"),
    "失效": _("失效"),
    "废止": _("废止"),
    "通过": _("通过"),
    "不通过": _("不通过"),
    "待审查": _("待审查"),
    "不需要": _("不需要"),
}

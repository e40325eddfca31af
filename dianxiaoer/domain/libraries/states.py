"""Words of the statistics libraries."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dianxiaoer.kernel.verbs import declare


class Library(models.TextChoices):
    FIXED_ASSET = "fixed_asset", _("固定资产投资项目库")
    ABOVE_SIZE = "above_size", _("四上企业名录")


class FirmPaper(models.TextChoices):
    LICENCE = "licence", _("营业执照")
    INCOME_STATEMENT = "income_statement", _("利润表")
    TAX_RETURN = "tax_return", _("纳税申报表")
    APPLICATION = "application", _("入库申请表")


declare("thresholds", {"view": _("查看入库标准"), "edit": _("修改入库标准")})
declare(
    "libraries",
    {
        "view": _("查看入库入统"),
        "watch": _("列入应统企业"),
        "supply": _("登记已收材料"),
        "enter": _("登记入统"),
    },
)

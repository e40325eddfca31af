"""A category for a request, with the words that speak for it."""

import pytest

from dianxiaoer.engines.text.category import suggest_category

CASES = [
    ("我们厂变压器容量不够,夏天老停电,想申请增容", "水电路"), ("最近订单多,普工招不到人", "用工"), ("续贷审批慢,流动资金紧张,银行要求抵押", "融资"),
    ("二期扩建缺土地指标,供地什么时候能落实", "用地"), ("施工许可证和消防验收手续怎么办", "审批"), ("高企奖补什么时候兑现", "政策"),
    ("客户拖欠货款,产品销路不好", "市场"), ("想请领导来看看", "其他"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "category"), CASES, ids=[category for _, category in CASES])
def test_a_request_gets_its_category(text, category):
    assert suggest_category(text).category == category


def test_reasons_point_into_the_request():
    text = "夏天老停電"
    suggestion = suggest_category(text)
    assert [text[slice(*reason.span)] for reason in suggestion.reasons] == ["停電"]

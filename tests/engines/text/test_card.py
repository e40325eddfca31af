"""Pasted cards and chat paragraphs: company, person, phone, position, amount, each with its place."""

import pytest

from dianxiaoer.engines.text.card import CardFacts, read_card

CARDS = [
    (
        "示例光电科技(苏州)有限公司\n张建国 副总经理\n手机:138 1234 5678\n地址:苏州市工业园区示例路1号",
        {"company": "示例光电科技(苏州)有限公司", "person": "张建国", "phone": "13812345678", "position": "副总经理"},
    ),
    (
        "王科长您好,我是浙江示例新材料股份有限公司的李明,电话13900001111,我们拟投资3.5亿元建设锂电隔膜项目,用地大约120亩。",
        {"company": "浙江示例新材料股份有限公司", "person": "李明", "phone": "13900001111", "amount_yuan": 350000000},
    ),
    (
        "公司名称:示例智能装备有限公司 联系人:欧阳雪 联系电话:0512-66668888 计划总投资约8000万元",
        {"company": "示例智能装备有限公司", "person": "欧阳雪", "phone": "0512-66668888", "amount_yuan": 80000000},
    ),
    (
        "刘总 13700002222 做无人机的,想投2到3个亿元左右看厂房",
        {"person": "刘总", "phone": "13700002222"},
    ),
    (
        "推荐一下深圳市示例电子集团,注册资本5000万元,预计投资1.2亿元,对接人陈思远,+86-135-0000-3333",
        {"company": "深圳市示例电子集团", "person": "陈思远", "phone": "13500003333", "amount_yuan": 120000000},
    ),
    (
        "示例儲能科技有限公司 董事長 趙文 電話 186 0000 4444 擬投資10億元",
        {
            "company": "示例储能科技有限公司", "person": "赵文", "phone": "18600004444", "position": "董事长",
            "amount_yuan": 1000000000,
        },
    ),
    ("客户说这两天来看看地。", {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CARDS)
def test_a_card_gives_its_facts(text, expected):
    facts = read_card(text)
    got = {name: getattr(facts, name).value for name in CardFacts.__dataclass_fields__ if getattr(facts, name)}
    assert got == expected


def test_spans_point_into_the_pasted_text():
    text = "聯系人:趙文  手機:186 0000 4444"
    facts = read_card(text)
    assert text[slice(*facts.person.span)] == "趙文"
    assert text[slice(*facts.phone.span)] == "186 0000 4444"


def test_registered_capital_is_not_the_planned_investment():
    assert read_card("示例科技有限公司,注册资本5000万元").amount_yuan is None

"""Names of projects in sentences of every shape; what only looks like one gives none."""

import pytest

from dianxiaoer.engines.text.extract import read_report

HEAD = "某县招商引资重点项目\n"


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("示例镇污水管网工程:总投资3亿元,已开工。", ["示例镇污水管网工程"]),
        ("总投资20亿元的海盐仓储综合体正加紧建设。", ["海盐仓储综合体"]),
        ("铝材加工项目、茶叶交易中心和铜箔生产线同步推进。", ["铝材加工项目", "茶叶交易中心", "铜箔生产线"]),
        ("卫星数据中心和航天科普园二期预计年内投用。", ["卫星数据中心", "航天科普园二期"]),
        ("古城保护工程全面开建,该工程总投资2亿元。", ["古城保护工程"]),
        ("2.植保无人机制造项目,总投资1亿元。", ["植保无人机制造项目"]),
        ("百亿级项目为正极材料一体化项目,总投资103亿元。", ["正极材料一体化项目"]),
        ("Mini LED显示产业园项目正式签约。", ["Mini LED显示产业园项目"]),
        ("“拿地即开工”让项目跑出加速度。", []),
        ("作为主会场项目,现场一片繁忙。", []),
        ("绿色食品、新材料、高端装备项目加快建设。", []),
    ],
)
def test_the_names_a_sentence_gives(said, names):
    assert [fact.fields["name"] for fact in read_report(HEAD + said).of("project")] == names


def test_a_capacity_in_a_name_belongs_to_the_project():
    report = read_report(HEAD + "年产20万吨硅基新材料项目正式开工。")
    assert report.of("project")[0].fields["capacity"] == {"value": 200_000, "unit": "t"}
    assert report.of("indicator") == []


def test_a_county_under_the_name_papers_use():
    assert read_report("前郭县招商引资签约项目12个\n前郭县今年签约项目12个。").region == (
        "吉林省松原市前郭尔罗斯蒙古族自治县"
    )


def test_a_long_line_of_works_stays_linear():
    """Every sentence looks only a little ahead for 该工程."""
    report = read_report(HEAD + "某某工程开工。该工程总投资3亿元。" * 2_000)
    assert len(report.of("project")) <= 400

"""The input tables of a bank matching: keys, sheet names, columns, bounds. Data only."""

from __future__ import annotations

from dianxiaoer.engines.optimise.fields import Field, Table

_YUAN = 1e12  # a loan of a trillion yuan is a unit mistake
NEEDS = Table(
    "needs", "需求", "企业的融资需求",
    (
        Field("id", "编号", "text", "不重复", is_required=True),
        Field("name", "企业", "text", "企业名称"),
        Field("amount_yuan", "金额(元)", "number", "需要的贷款", is_required=True, minimum=1, maximum=_YUAN),
        Field("term_months", "期限(月)", "whole", "需要多久", is_required=True, minimum=1, maximum=600),
        Field("highest_rate", "最高可接受年利率(%)", "number", "超过则不要", minimum=0, maximum=36, default=24),
        Field("purpose", "用途", "text", "一种", is_required=True),
        Field("collateral", "可提供担保", "list", "用顿号隔开,空为信用"),
        Field("region", "区域", "text", "所在街道或园区", is_required=True),
        Field("age_years", "成立年限", "number", "年", minimum=0, maximum=300, default=0),
        Field("revenue_yuan", "年营业收入(元)", "number", "上年", minimum=0, maximum=1e13, default=0),
        Field("credit", "信用分", "number", "0–100", minimum=0, maximum=100, default=0),
        Field("is_first_loan", "首贷", "flag", "从未贷过款", default=False),
        Field("is_renewal", "续贷", "flag", "到期续作", default=False),
        Field("is_consented", "已授权", "flag", "企业已签授权书;未授权者不参与匹配", default=False),
    ),
    ("id",), is_required=True,
)  # fmt: skip
PRODUCTS = Table(
    "products", "产品", "银行产品",
    (
        Field("id", "编号", "text", "不重复", is_required=True),
        Field("name", "产品", "text", "产品名称"),
        Field("bank_id", "银行编号", "text", "须在银行表中", is_required=True),
        Field("smallest_yuan", "单户起贷(元)", "number", "单户最低", minimum=0, maximum=_YUAN, default=0),
        Field("largest_yuan", "单户上限(元)", "number", "单户最高", is_required=True, minimum=1, maximum=_YUAN),
        Field("longest_months", "最长期限(月)", "whole", "月", minimum=1, maximum=600, default=600),
        Field("rate", "年利率(%)", "number", "执行利率", is_required=True, minimum=0, maximum=36),
        Field("purposes", "用途", "list", "用顿号隔开,空为不限"),
        Field("collaterals", "担保方式", "list", "用顿号隔开,空为不限"),
        Field("regions", "区域", "list", "用顿号隔开,空为不限"),
        Field("least_age", "最低成立年限", "number", "年", minimum=0, maximum=300, default=0),
        Field("least_revenue", "最低年营业收入(元)", "number", "元", minimum=0, maximum=1e13, default=0),
        Field("least_credit", "最低信用分", "number", "0–100", minimum=0, maximum=100, default=0),
        Field("takes_first_loan", "受理首贷", "flag", "是否受理从未贷过款的企业", default=True),
        Field("is_renewal_only", "只办续贷", "flag", "只对续贷", default=False),
        Field("quota_yuan", "额度(元)", "number", "本期可投放总额", is_required=True, minimum=0, maximum=1e14),
    ),
    ("id",), is_required=True,
)  # fmt: skip
BANKS = Table(
    "banks", "银行", "银行及其总额度",
    (
        Field("id", "编号", "text", "不重复", is_required=True),
        Field("name", "银行", "text", "银行名称"),
        Field("quota_yuan", "总额度(元)", "number", "空为不另设总额", minimum=0, maximum=1e14),
    ),
    ("id",), is_required=True,
)  # fmt: skip
ESTIMATES = Table(
    "estimates", "接受率", "由办公室或银行给出的接受率,优先于模型",
    (
        Field("need_id", "需求编号", "text", "", is_required=True),
        Field("product_id", "产品编号", "text", "", is_required=True),
        Field("chance", "接受率", "number", "0–1", is_required=True, minimum=0, maximum=1),
    ),
    ("need_id", "product_id"),
)  # fmt: skip
SETTINGS = Table(
    "settings", "设置", "目标与接受率模型的系数(可按本地结果替换)",
    (
        Field("wishes", "目标顺序", "list",
              "从 expected_amount(预期投放)、amount(投放额)、firms(户数)、expected_firms(预期户数)中按轻重排列"),
        Field("first_loan_bonus", "首贷加成", "number", "首贷按多几成计", minimum=0, maximum=10, default=0.1),
        Field("base", "模型:常数", "number", "", minimum=-50, maximum=50, default=0.3),
        Field("rate", "模型:利率差系数", "number", "每低一个百分点", minimum=-50, maximum=50, default=0.6),
        Field("credit", "模型:信用系数", "number", "每高十分", minimum=-50, maximum=50, default=0.35),
        Field("size", "模型:金额系数", "number", "占单户上限之比", minimum=-50, maximum=50, default=1.0),
        Field("first_loan", "模型:首贷系数", "number", "首贷", minimum=-50, maximum=50, default=-0.4),
    ),
    is_single=True,
)  # fmt: skip

TABLES = (SETTINGS, NEEDS, PRODUCTS, BANKS, ESTIMATES)

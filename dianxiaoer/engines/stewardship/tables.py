"""The input tables of a liaison assignment: keys, sheet names, columns, bounds. Data only."""

from __future__ import annotations

from dianxiaoer.engines.optimise.fields import Field, Table

_PLACE = (
    Field("x_km", "X坐标(km)", "number", "本地平面坐标,公里", is_required=True, minimum=-1e5, maximum=1e5),
    Field("y_km", "Y坐标(km)", "number", "本地平面坐标,公里", is_required=True, minimum=-1e5, maximum=1e5),
)
FIRMS = Table(
    "firms", "企业", "被包联的企业",
    (
        Field("id", "编号", "text", "不重复", is_required=True),
        Field("name", "名称", "text", "企业名称"),
        Field("weight", "工作量权重", "number", "按规模折算的服务工作量,如微型1、小型2、中型4、大型8", is_required=True,
              minimum=0.01, maximum=10000),
        Field("sector", "行业", "text", "用于行业搭配", is_required=True),
        *_PLACE,
        Field("needs", "诉求专长", "list", "需要的专长,用顿号隔开"),
        Field("last_official_id", "上年包联人编号", "text", "没有则空"),
        Field("frozen_official_id", "固定包联人编号", "text", "必须由此人包联;没有则空"),
        Field("forbidden_official_ids", "回避人编号", "list", "不得由这些人包联,用顿号隔开"),
    ),
    ("id",), is_required=True,
)  # fmt: skip
OFFICIALS = Table(
    "officials", "干部", "承担包联的干部",
    (
        Field("id", "编号", "text", "不重复", is_required=True),
        Field("name", "姓名", "text", "干部姓名或岗位"),
        Field("is_leader", "县级领导", "flag", "是否适合包联大企业的领导", default=False),
        Field("expertise", "专长", "list", "用顿号隔开"),
        *_PLACE,
        Field("lower", "最少户数", "whole", "至少包联几户", minimum=0, maximum=100000, default=0),
        Field("upper", "最多户数", "whole", "至多包联几户", is_required=True, minimum=0, maximum=100000),
        Field("load_ceiling", "工作量上限", "number", "权重合计不得超过;空为不限", minimum=0, maximum=1e9),
        Field("share", "分担比例", "number", "相对他人的工作量份额,兼职者可小于 1", minimum=0.01, maximum=100, default=1),
    ),
    ("id",), is_required=True,
)  # fmt: skip
SECTOR_MINIMA = Table(
    "sector_minima", "行业搭配", "每位干部每个行业至少几户",
    (
        Field("sector", "行业", "text", "与企业表一致", is_required=True),
        Field("minimum", "至少户数", "whole", "每人", is_required=True, minimum=0, maximum=100000),
        Field("official_id", "干部编号", "text", "空为所有干部"),
    ),
    ("sector", "official_id"),
)  # fmt: skip
SETTINGS = Table(
    "settings", "设置", "各项愿望的分量(1 分 = 1 公里)",
    (
        Field("point_per_km", "每公里分值", "number", "路程的分量", minimum=0, maximum=1000, default=1),
        Field("missing_expertise_points", "缺一项专长分值", "number", "诉求专长包联人不具备", minimum=0, maximum=10000, default=12),
        Field("change_points", "更换包联人分值", "number", "与上年不同", minimum=0, maximum=10000, default=15),
        Field("big_firm_without_leader_points", "大企业无领导分值", "number", "大企业未由领导包联", minimum=0, maximum=10000, default=40),
        Field("big_firm_weight", "大企业起点权重", "number", "权重不小于此值为大企业", minimum=0, maximum=10000, default=8),
        Field("road_factor", "绕行系数", "number", "公路里程 ÷ 直线距离", minimum=1, maximum=5, default=1.3),
        Field("band_low", "工作量下带", "number", "不低于人均的几倍", minimum=0, maximum=1, default=0.9),
        Field("band_high", "工作量上带", "number", "不高于人均的几倍", minimum=1, maximum=100, default=1.1),
    ),
    is_single=True,
)  # fmt: skip

TABLES = (SETTINGS, FIRMS, OFFICIALS, SECTOR_MINIMA)

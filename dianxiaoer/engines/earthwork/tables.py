"""The input tables of an earthwork case: keys, sheet names, columns, bounds. Data only."""

from __future__ import annotations

from dianxiaoer.engines.optimise.fields import Field, Table

_VOLUME_MAX = 1e8  # a hundred million m³ in one site is a unit mistake
_PLACE = (
    Field("id", "编号", "text", "不重复", is_required=True),
    Field("name", "名称", "text", "便于辨认的名称"),
    Field("x_km", "X坐标(km)", "number", "本地平面坐标,公里", minimum=-1e5, maximum=1e5),
    Field("y_km", "Y坐标(km)", "number", "本地平面坐标,公里", minimum=-1e5, maximum=1e5),
    Field("lon", "经度", "number", "没有平面坐标时填写", minimum=-180, maximum=180),
    Field("lat", "纬度", "number", "没有平面坐标时填写", minimum=-90, maximum=90),
)
_VOLUME = (
    Field("volume_m3", "方量(m³)", "number", "按“计量状态”填写", is_required=True, minimum=0, maximum=_VOLUME_MAX),
    Field(
        "measured_as",
        "计量状态",
        "text",
        "自然方、松方或压实方",
        default="自然方",
        choices=("自然方", "松方", "压实方"),
    ),
)
_WINDOW = (
    Field("week_from", "起始周", "whole", "可外运或可接收的第一周", minimum=1, maximum=520, default=1),
    Field("week_to", "截止周", "whole", "可外运或可接收的最后一周", minimum=1, maximum=520),
    Field("weekly_limit_m3", "每周上限(m³)", "number", "每周可装车或可摊铺的自然方,空为不限", minimum=0, maximum=_VOLUME_MAX),
    Field("own_price_yuan_per_m3", "自行处置单价(元/m³)", "number", "各自处置时每自然方的报价(含运费),空则按最近场地测算",
          minimum=0, maximum=1e5),
)  # fmt: skip
_SOIL = Field("soil", "土类", "text", "须在土类表中", is_required=True)
_ACCEPTS = Field("accepts", "可接收土类", "list", "用顿号隔开,空为都可")
_PRICE = Field(
    "price_yuan_per_m3", "单价(元/m³)", "number", "每自然方,不含运费", is_required=True, minimum=0, maximum=1e5
)

SURPLUSES = Table(
    "surpluses", "余土", "有多余土方的工地", (*_PLACE, _SOIL, *_VOLUME, *_WINDOW), ("id",), is_required=True
)
DEFICITS = Table(
    "deficits", "缺土", "需要土方的工地", (*_PLACE, _ACCEPTS, *_VOLUME, *_WINDOW), ("id",), is_required=True
)
DUMPS = Table("dumps", "弃土场", "余土无人要时的去处", (*_PLACE, _PRICE), ("id",))
PITS = Table("pits", "取土场", "缺土无人给时的来源", (*_PLACE, _PRICE), ("id",))
SOILS = Table(
    "soils", "土类", "松散系数与压实系数(相对自然方);空表用常用参考值",
    (
        Field("name", "土类", "text", "名称", is_required=True),
        Field("swell", "松散系数", "number", "松方 ÷ 自然方", is_required=True, minimum=1, maximum=2.5),
        Field("shrink", "压实系数", "number", "压实方 ÷ 自然方", is_required=True, minimum=0.5, maximum=2),
    ),
    ("name",),
)  # fmt: skip
DISTANCES = Table(
    "distances", "里程", "实测公路里程,优先于坐标测算",
    (
        Field("from_id", "起点编号", "text", "余土工地或取土场", is_required=True),
        Field("to_id", "终点编号", "text", "缺土工地或弃土场", is_required=True),
        Field("km", "公里", "number", "单程", is_required=True, minimum=0, maximum=5000),
    ),
    ("from_id", "to_id"),
)  # fmt: skip
TRUCK_HOURS = Table(
    "truck_hours", "车时", "各周共用车辆的总工时;空表为不限",
    (
        Field("week", "周", "whole", "第几周", is_required=True, minimum=1, maximum=520),
        Field("hours", "车时", "number", "该周可用车小时", is_required=True, minimum=0, maximum=1e7),
    ),
    ("week",),
)  # fmt: skip
AGREED = Table(
    "agreed", "已约定", "双方已谈定、计划中不得改动的调运",
    (
        Field("surplus_id", "余土编号", "text", "余土工地", is_required=True),
        Field("deficit_id", "缺土编号", "text", "缺土工地", is_required=True),
        Field("week", "周", "whole", "第几周", is_required=True, minimum=1, maximum=520),
        Field("volume_m3", "方量(m³)", "number", "自然方", is_required=True, minimum=0, maximum=_VOLUME_MAX),
    ),
    ("surplus_id", "deficit_id", "week"),
)  # fmt: skip
SETTINGS = Table(
    "settings", "设置", "车辆与测算口径",
    (
        Field("weeks", "计划周数", "whole", "计划期共几周", minimum=1, maximum=520, default=52),
        Field("road_factor", "绕行系数", "number", "公路里程 ÷ 直线距离,按本区县取", minimum=1, maximum=5, default=1.3),
        Field("truck_m3", "每车松方(m³)", "number", "一车装多少松方", minimum=0.5, maximum=200, default=20),
        Field("yuan_per_km", "每车公里费用(元)", "number", "空驶重驶同价", minimum=0, maximum=1000, default=6),
        Field("load_yuan", "每车装卸费(元)", "number", "一车一次", minimum=0, maximum=10000, default=60),
        Field("speed_km_per_hour", "车速(km/h)", "number", "含等待的平均速度", minimum=1, maximum=120, default=25),
        Field("load_hours", "每车装卸工时(h)", "number", "一车一次", minimum=0, maximum=24, default=0.4),
        Field("hours_per_truck_week", "每车每周工时(h)", "number", "一辆车一周", minimum=1, maximum=168, default=48),
        Field("kg_co2_per_km", "每车公里二氧化碳(kg)", "number", "估算系数,可替换", minimum=0, maximum=20, default=0.9),
    ),
    is_single=True,
)  # fmt: skip

TABLES = (SETTINGS, SURPLUSES, DEFICITS, DUMPS, PITS, SOILS, TRUCK_HOURS, AGREED, DISTANCES)

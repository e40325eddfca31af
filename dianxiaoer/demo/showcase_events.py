"""Companies, activities and channels of the fictitious district."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from dianxiaoer.demo.showcase_cast import Cast, on_day
from dianxiaoer.domain.activities.actions.channels import add_channel, pay_channel, record_result
from dianxiaoer.domain.activities.actions.followups import promise_followup, settle_followup
from dianxiaoer.domain.activities.actions.parts import add_guest, add_participant, add_stop, record_met
from dianxiaoer.domain.activities.actions.planning import add_activity, hold_activity
from dianxiaoer.domain.activities.met_list import read_met_list
from dianxiaoer.domain.activities.models import Activity
from dianxiaoer.domain.companies.actions.contacts import add_contact
from dianxiaoer.domain.companies.actions.files import file_company
from dianxiaoer.domain.companies.actions.knowledge import add_fact
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.reference.actions import add_chain
from dianxiaoer.domain.reference.models import Chain
from dianxiaoer.engines.identity.uscc import compose_uscc

#: (name, short name, industry, province code, products, target, investor, resident)
COMPANIES = (
    ("示例轻骑车业有限公司", "示例轻骑", "3770", "330000", "电动自行车", 0, 1, 1),
    ("示例光储科技股份有限公司", "示例光储", "3825", "320000", "光伏组件、储能系统", 0, 1, 1),
    ("示例锌材新材料有限公司", "示例锌材", "3240", "430000", "锌合金", 0, 1, 1),
    ("示例精构电子有限公司", "示例精构", "3989", "440000", "手机结构件", 0, 1, 1),
    ("示例云翼航空科技有限公司", "示例云翼", "3963", "440000", "无人机", 0, 1, 1),
    ("示例鲜达供应链有限公司", "示例鲜达", "5990", "310000", "冷链仓储", 0, 1, 1),
    ("示例康颐医疗器械有限公司", "示例康颐", "3584", "320000", "康复器械", 0, 1, 1),
    ("示例语析数据服务有限公司", "示例语析", "6550", "110000", "数据标注", 0, 1, 1),
    ("示例循环能源有限公司", "示例循环", "4210", "360000", "电池回收", 0, 1, 0),
    ("示例云膳食品有限公司", "示例云膳", "1432", "370000", "预制菜", 0, 1, 0),
    ("示例绝缘材料有限公司", "示例绝缘", "2651", "330000", "绝缘材料", 0, 1, 0),
    ("示例精轴机械有限公司", "示例精轴", "3421", "210000", "主轴", 0, 1, 0),
    ("示例氢阀科技有限公司", "示例氢阀", "3443", "310000", "阀门", 0, 1, 0),
    ("示例明屏光电有限公司", "示例明屏", "3974", "440000", "显示模组", 0, 1, 0),
    ("示例华天微电子有限公司", "示例华天", "3973", "620000", "封装测试", 1, 0, 0),
    ("示例骑驰电机有限公司", "示例骑驰", "3812", "330000", "轮毂电机", 1, 0, 0),
    ("示例蓝芯控制器有限公司", "示例蓝芯", "3823", "440000", "控制器", 1, 0, 0),
    ("示例逆变电源有限公司", "示例逆变", "3824", "340000", "逆变器", 1, 0, 0),
    ("示例碳纤部件有限公司", "示例碳纤", "2829", "320000", "碳纤维部件", 1, 0, 0),
    ("示例飞控科技有限公司", "示例飞控", "3914", "440000", "飞控系统", 1, 0, 0),
)


def load_chains(cast: Cast, today: date) -> dict[str, Chain]:
    """The five chains the district works on, by name."""
    names = ("电动自行车", "光伏储能", "锌铅新材料", "数字装备", "无人机")
    by, at = cast["likezhang"], on_day(today, 715)
    return {
        name: add_chain(by=by, at=at, unit=cast.district, name=name, chief_name="周主任", note="示例产业链")
        for name in names
    }


def _fictitious(number: int, region: str) -> str:
    """A well-formed credit code no firm has: EX… is given to nobody. With it the firm can be bound on the phone."""
    return compose_uscc("9", "1", region, f"EX{number + 1:06}")


def load_companies(cast: Cast, today: date) -> dict[str, Company]:
    """Files of twenty fictitious firms with a contact each, by name."""
    files = {}
    for number, (name, short, industry, region, products, target, investor, resident) in enumerate(COMPANIES):
        by, at = cast["xiaowang"], on_day(today, 700 - number * 9)
        company = file_company(
            by=by, at=at, unit=cast.district, name=name, uscc=_fictitious(number, region), short_name=short, industry_code=industry, region_code=region,
            products=products, is_target=bool(target), is_investor=bool(investor), is_resident=bool(resident),
        )  # fmt: skip
        add_contact(
            company, by=by, at=at, name=f"示例联系人{number + 1}", position="投资总监", phone=f"1390000{number:04}"
        )
        files[name] = company
    by, at = cast["xiaowang"], on_day(today, 30)
    for name, key, value in (
        ("示例华天微电子有限公司", "plan", "拟在中部地区新建封测产线(示例)"),
        ("示例华天微电子有限公司", "staff", "1,200 人"),
        ("示例骑驰电机有限公司", "market", "为三家整车企业配套(示例)"),
        ("示例光储科技股份有限公司", "revenue", "上年 21 亿元"),
    ):
        add_fact(files[name], by=by, at=at, key=key, value=value, source="企业座谈(示例)", on=at.date())
    return files


def load_activities(cast: Cast, today: date) -> dict[str, Activity]:
    """A year of activities: fairs, visits, a delegation with its itinerary, a signing event, one still to come."""
    by = cast["xiaowang"]
    made: dict[str, Activity] = {}
    for key, kind, name, days_ago, place, cost, major in (
        ("fair", "trade_fair", "示例国际电动车与零部件展览会", 120, "示例会展中心", "186000", True),
        ("fair2", "trade_fair", "示例光伏储能博览会", 40, "示例国际博览馆", "142000", True),
        ("out1", "outbound", "赴长三角拜访光储企业", 90, "示例市外·长三角", "36500", False),
        ("out2", "outbound", "赴珠三角拜访电子企业", 55, "示例市外·珠三角", "41200", False),
        ("in1", "inbound", "示例轻骑车业来区考察", 75, "云溪高新园", "5200", False),
        ("in2", "inbound", "示例飞控科技来区考察", 15, "云溪高新园", "4800", False),
        ("day", "entrepreneur_day", "云溪企业家日恳谈会", 60, "云溪区政务中心", "12000", False),
        ("road", "roadshow", "云溪新能源产业推介会", 35, "示例市外·省城", "68000", True),
        ("sign", "signing_event", "云溪区季度集中签约活动", 20, "云溪会堂", "23000", True),
    ):
        day = today - timedelta(days=days_ago)
        activity = add_activity(
            by=by, at=on_day(today, days_ago + 7), unit=cast.district, kind=kind, name=name, starts_on=day,
            ends_on=day + timedelta(days=2 if kind in {"trade_fair", "outbound"} else 0), place=place, is_major=major,
        )  # fmt: skip
        made[key] = hold_activity(
            activity, by=by, at=on_day(today, days_ago - 3), cost_yuan=Decimal(cost), result_note="按计划完成(示例)。"
        )
    _people_met(cast, today, made)
    _delegation(cast, today)
    _channels(cast, today)
    return made


def _people_met(cast: Cast, today: date, made: dict[str, Activity]) -> None:
    by = cast["xiaowang"]
    for key, manner, names in (
        ("fair", "met", [name for name, *_rest in COMPANIES[14:20]]),
        ("fair2", "met", ["示例逆变电源有限公司", "示例储能柜体有限公司", "示例电芯材料有限公司"]),
        ("out1", "visited", ["示例光储科技股份有限公司", "示例绝缘材料有限公司"]),
        ("out2", "visited", ["示例明屏光电有限公司", "示例飞控科技有限公司", "示例蓝芯控制器有限公司"]),
    ):
        record_met(
            made[key], by=by, at=on_day(today, 5), lines=read_met_list("\n".join(names), manner=manner), manner=manner
        )
    add_participant(made["fair"], by=by, at=on_day(today, 118), user=cast["likezhang"], side="leader")
    add_participant(made["fair"], by=by, at=on_day(today, 118), user=by)
    for name, organisation, heads in (
        ("示例客商甲", "示例飞控科技有限公司", 3),
        ("示例客商乙", "示例碳纤部件有限公司", 2),
    ):
        add_guest(
            made["in2"], by=by, at=on_day(today, 15), name=name, organisation=organisation, title="总经理", heads=heads
        )


def _delegation(cast: Cast, today: date) -> None:
    """One still to come, so that planning can be tried: itinerary, hosts, guests, two follow-ups (one late, one done)."""
    by, start = cast["xiaowang"], today + timedelta(days=6)
    visit = add_activity(
        by=by, at=on_day(today, 10), unit=cast.district, kind="delegation", name="示例商会考察团来访", starts_on=start,
        ends_on=start + timedelta(days=1), place="云溪区", direction="in", organiser="示例商会",
    )  # fmt: skip
    for offset, site, purpose in (
        (0, "云溪高新园展厅", "看规划与标准厂房"),
        (0, "示例轻骑车业总装线", "看配套需求"),
        (1, "桥南街道冷链园", "看物流条件"),
    ):
        add_stop(
            visit,
            by=by,
            at=on_day(today, 9),
            on=start + timedelta(days=offset),
            site=site,
            purpose=purpose,
            host_name="钱园长",
        )
    add_guest(visit, by=by, at=on_day(today, 9), name="示例商会会长", organisation="示例商会", title="会长", heads=12)
    add_participant(visit, by=by, at=on_day(today, 9), user=cast["zhouzhuren"], side="host")
    promise_followup(
        visit, by=by, at=on_day(today, 8), what="发出邀请函并确认名单", due_on=today - timedelta(days=1), owner=by
    )
    done = promise_followup(
        visit,
        by=by,
        at=on_day(today, 8),
        what="准备载体清单",
        due_on=today + timedelta(days=2),
        owner=cast["qianyuanzhang"],
    )
    settle_followup(
        done, by=cast["likezhang"], at=on_day(today, 2), outcome="清单已定稿(示例)。", done_on=today - timedelta(days=2)
    )


def _channels(cast: Cast, today: date) -> None:
    by = cast["likezhang"]
    start = today - timedelta(days=200)
    for kind, name, partner, fee in (
        ("agency", "示例咨询公司委托招商", "示例产业咨询有限公司", "600000"),
        ("chamber", "示例商会合作", "示例商会", "0"),
        ("field_office", "长三角驻点", "", "0"),
        ("fund", "示例产业引导基金", "示例基金管理有限公司", "0"),
    ):
        channel = add_channel(by=by, at=on_day(today, 200), unit=cast.district, kind=kind, name=name, partner=partner,
                              starts_on=start, fee_yuan=Decimal(fee), brief="每年推荐有效线索不少于 20 条(示例)。")  # fmt: skip
        record_result(
            channel,
            by=by,
            at=on_day(today, 60),
            kind="introduced",
            on=today - timedelta(days=60),
            company_name="示例骑驰电机有限公司",
        )
        if Decimal(fee):
            pay_channel(channel, by=by, at=on_day(today, 30), amount_yuan=Decimal(200000), note="第一期服务费(示例)")

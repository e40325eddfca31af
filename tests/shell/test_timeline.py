"""The timeline in the reader's words: labels of fields, choices, money, moments, roles; in both languages."""

from datetime import date
from decimal import Decimal

from django.utils.translation import override

from dianxiaoer.domain.activities.actions.parts import add_guest, remove_part
from dianxiaoer.domain.activities.actions.planning import edit_activity, hold_activity
from dianxiaoer.domain.people.actions import assign_role, edit_user, withdraw_role
from dianxiaoer.kernel.events import timeline
from dianxiaoer.shell.timeline import told
from tests.cast import NOW
from tests.domain.activities.given import an_activity


def _first(record):
    return told(timeline(record))[0]


def test_fields_choices_money_and_people_read_well(cast):
    activity = an_activity(cast)
    changes = {"kind": "roadshow", "owner": cast.zhao, "cost_yuan": Decimal(12000), "is_major": True}
    edit_activity(activity, changes, by=cast.chief, at=NOW)
    line = _first(activity)
    assert (line.who, line.verb) == ("李科长", "修改招商活动")
    assert set(line.changes) == {
        ("类型", "以展招商", "推介会"),
        ("负责人", "小王", "小赵"),
        ("费用", "0元", "1.2万元"),
        ("重大活动", "否", "是"),
    }


def test_the_same_line_in_english(cast):
    activity = hold_activity(an_activity(cast), by=cast.wang, at=NOW, ends_on=date(2024, 6, 11))
    with override("en"):
        line = _first(activity)
        assert line.verb == "Confirm as held"
        assert ("Status", "Planned", "Held") in line.changes
        assert ("Ends on", "2024-06-12", "2024-06-11") in line.changes


def test_a_role_is_told_by_its_name_with_its_unit(cast):
    held = assign_role(cast.zhao, by=cast.security_admin, at=NOW, role="chief", unit=cast.district)
    assert (_first(cast.zhao).changes, _first(cast.zhao).note) == ((("角色", "—", "科长"),), "甲区")
    withdraw_role(held, by=cast.security_admin, at=NOW)
    with override("en"):
        assert _first(cast.zhao).changes == (("Role", "Section chief", "—"),)


def test_a_part_taken_out_says_what_it_was(cast):
    activity = an_activity(cast)
    remove_part(add_guest(activity, by=cast.wang, at=NOW, name="示例团"), by=cast.wang, at=NOW)
    assert _first(activity).about == "来宾 示例团"


def test_moving_to_another_unit_names_both(cast):
    edit_user(cast.zhao, {"unit": cast.park}, by=cast.system_admin, at=NOW)
    assert _first(cast.zhao).changes == (("所在机构", "甲区", "甲区高新园"),)

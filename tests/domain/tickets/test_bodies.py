"""Between bodies: who may see and do what, objection once, return to a named body, joint handling, merge, split."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from dianxiaoer.domain.people.access import may, visible
from dianxiaoer.domain.people.actions import plant_unit
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.people.states import UnitKind
from dianxiaoer.domain.tickets.actions.dispatching import (
    assign_ticket,
    decide_ticket,
    dispatch_ticket,
    dispatch_tickets,
    object_ticket,
    return_ticket,
    transfer_ticket,
)
from dianxiaoer.domain.tickets.actions.ending import (
    close_ticket,
    merge_ticket,
    reject_ticket,
    reopen_ticket,
    revisit_ticket,
    split_ticket,
    withdraw_for_firm,
)
from dianxiaoer.domain.tickets.actions.firms import object_answer, withdraw
from dianxiaoer.domain.tickets.actions.handling import (
    accept_ticket,
    add_part,
    answer_part,
    answer_ticket,
    cancel_part,
    note_ticket,
    process_ticket,
)
from dianxiaoer.domain.tickets.actions.registering import register_ticket
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.queries import category_named, inbox_items, shown_notes, similar_tickets
from dianxiaoer.kernel.models import Event
from dianxiaoer.kernel.refusals import Refused, StageRefused
from tests.cast import NOW, TODAY
from tests.domain.tickets.making import DAY, HOUR, accepted, answered, dispatched, make_bodies, make_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def bodies(cast):
    return make_bodies(cast)


def seen_by(user, ticket):
    return visible(User.objects.get(pk=user.pk), Ticket).filter(pk=ticket.pk).exists()


def test_a_bureau_sees_what_it_handles_or_helps_with_and_a_stranger_nothing(cast, bodies):
    ticket = accepted(cast, bodies)
    assert seen_by(cast.wang, ticket)
    assert seen_by(bodies.ma, ticket)
    assert not seen_by(bodies.yang, ticket)
    assert not seen_by(cast.liu, ticket)
    assert not seen_by(cast.stranger, ticket)
    add_part(ticket, by=bodies.ma, at=NOW + HOUR, unit=bodies.labour, task="核实用工情况")
    assert seen_by(bodies.yang, ticket)
    yang = User.objects.get(pk=bodies.yang.pk)
    assert may(yang, "tickets.note", ticket)
    assert not may(yang, "tickets.answer", ticket)


def test_who_may_not_is_refused(cast, bodies):
    with pytest.raises(PermissionDenied):
        make_ticket(cast, by=cast.auditor)
    with pytest.raises(PermissionDenied):
        make_ticket(cast, by=cast.liu)
    ticket = make_ticket(cast)
    for nobody in (bodies.ma, cast.liu, cast.stranger, cast.leader):
        with pytest.raises(PermissionDenied):
            dispatch_ticket(ticket, by=nobody, at=NOW, lead_unit=bodies.water)
    ticket = dispatch_ticket(ticket, by=cast.wang, at=NOW, lead_unit=bodies.water)
    for nobody in (bodies.yang, cast.leader, cast.supervisor):
        with pytest.raises(PermissionDenied):
            accept_ticket(ticket, by=nobody, at=NOW)


def test_an_objection_is_raised_once_decided_the_same_day_then_nobody_refuses(cast, bodies):
    ticket = dispatched(cast, bodies)
    with pytest.raises(Refused, match="其他部门"):
        object_ticket(ticket, by=bodies.ma, at=NOW, reason="不归我们", proposed_unit=bodies.water)
    with pytest.raises(Refused, match="理由"):
        object_ticket(ticket, by=bodies.ma, at=NOW, reason=" ", proposed_unit=bodies.labour)
    object_ticket(ticket, by=bodies.ma, at=NOW + HOUR, reason="属用工问题", proposed_unit=bodies.labour)
    ticket.refresh_from_db()
    assert (ticket.stage, ticket.due_kind, ticket.due_on) == ("objected", "decide", TODAY)
    with pytest.raises(Refused, match="裁定意见"):
        decide_ticket(ticket, by=cast.chief, at=NOW + HOUR, uphold=True, decision="")
    with pytest.raises(PermissionDenied):
        decide_ticket(ticket, by=cast.wang, at=NOW + HOUR, uphold=True, decision="同意")
    ticket = decide_ticket(ticket, by=cast.chief, at=NOW + 2 * HOUR, uphold=True, decision="改由人社局")
    assert (ticket.stage, ticket.lead_unit, ticket.dispatched_at) == ("dispatched", bodies.labour, NOW)
    for refuse in (object_ticket, return_ticket):
        extra = {"proposed_unit": bodies.water} if refuse is object_ticket else {"to_unit": bodies.water}
        with pytest.raises(Refused, match="推诿"):
            refuse(ticket, by=bodies.yang, at=NOW + 3 * HOUR, reason="也不归我们", **extra)
    assert accept_ticket(ticket, by=bodies.yang, at=NOW + DAY).owner == bodies.yang


def test_an_objection_after_one_working_day_is_too_late(cast, bodies):
    ticket = dispatched(cast, bodies)
    with pytest.raises(Refused, match="异议期"):
        object_ticket(ticket, by=bodies.ma, at=NOW + 2 * DAY, reason="不归我们", proposed_unit=bodies.labour)


def test_an_objection_overruled_stays_where_it_was(cast, bodies):
    ticket = dispatched(cast, bodies)
    object_ticket(ticket, by=bodies.ma, at=NOW, reason="不归我们", proposed_unit=bodies.labour)
    ticket = decide_ticket(ticket, by=cast.chief, at=NOW, uphold=False, decision="就是你局")
    assert ticket.lead_unit == bodies.water


def test_it_goes_back_only_with_a_reason_and_to_a_named_body_once(cast, bodies):
    ticket = accepted(cast, bodies)
    with pytest.raises(Refused, match="退回原因"):
        return_ticket(ticket, by=bodies.ma, at=NOW + DAY, reason="", to_unit=bodies.labour)
    with pytest.raises(TypeError):
        return_ticket(ticket, by=bodies.ma, at=NOW + DAY, reason="不归我们")
    due = ticket.answer_due_at
    ticket = return_ticket(ticket, by=bodies.ma, at=NOW + DAY, reason="涉及社保", to_unit=bodies.labour)
    assert (ticket.lead_unit, ticket.owner, ticket.answer_due_at) == (bodies.labour, None, due)
    with pytest.raises(Refused):
        return_ticket(ticket, by=bodies.yang, at=NOW + DAY, reason="还给你们", to_unit=bodies.water)
    ticket = transfer_ticket(ticket, by=cast.wang, at=NOW + DAY, reason="重新研判", to_unit=bodies.water)
    assert ticket.lead_unit == bodies.water


def test_parts_have_clocks_of_their_own_and_hold_the_answer(cast, bodies):
    ticket = accepted(cast, bodies)
    with pytest.raises(Refused, match="主办部门"):
        add_part(ticket, by=bodies.ma, at=NOW, unit=bodies.water, task="自己")
    part = add_part(ticket, by=bodies.ma, at=NOW + DAY, unit=bodies.labour, task="核实用工")
    assert part.due_at != ticket.answer_due_at
    with pytest.raises(ValidationError, match="已在协办"):
        add_part(ticket, by=bodies.ma, at=NOW + DAY, unit=bodies.labour, task="再来")
    with pytest.raises(StageRefused, match="甲区人社局的协办意见"):
        answer_ticket(ticket, by=bodies.ma, at=NOW + DAY, resolution_kind="resolved", answer="好了")
    with pytest.raises(PermissionDenied):
        answer_part(part, by=bodies.ma, at=NOW + DAY, answer="代答")
    part = answer_part(part, by=bodies.yang, at=NOW + DAY, answer="情况属实")
    with pytest.raises(Refused):
        cancel_part(part, by=bodies.ma, at=NOW + DAY, reason="不用了")
    assert (
        answer_ticket(ticket, by=bodies.ma, at=NOW + DAY, resolution_kind="resolved", answer="好了").stage == "answered"
    )


def test_internal_notes_never_reach_the_firm(cast, bodies):
    ticket = accepted(cast, bodies)
    note_ticket(ticket, by=cast.wang, at=NOW + DAY, text="内部:企业情绪大")
    process_ticket(ticket, by=bodies.ma, at=NOW + DAY, note="内部进展")
    process_ticket(ticket, by=bodies.ma, at=NOW + DAY, note="正在施工", is_shown=True)
    assert [note.text for note in shown_notes(ticket)] == ["正在施工"]


def test_duplicates_are_suggested_and_merged(cast, bodies):
    one = accepted(cast, bodies)
    two = make_ticket(cast, title="厂门口的道路破损严重")
    far = make_ticket(cast, title="招不到焊工", text="急需")
    assert similar_tickets(cast.wang, company_name="示例材料有限公司", text=two.title + two.text)[:2] == [two, one]
    merged = merge_ticket(two, by=cast.wang, at=NOW + DAY, into=one)
    assert (merged.stage, merged.merged_into, merged.due_at) == ("merged", one, None)
    with pytest.raises(Refused, match="自己"):
        merge_ticket(far, by=cast.wang, at=NOW, into=far)
    with pytest.raises(Refused, match="已办结"):
        merge_ticket(far, by=cast.wang, at=NOW, into=merged)
    assert Event.objects.filter(root_id=one.pk, verb="tickets.merge").exists()


def test_a_split_gives_each_matter_its_number(cast, bodies):
    ticket = accepted(cast, bodies)
    pieces = split_ticket(ticket, by=cast.wang, at=NOW + DAY, titles=["路灯不亮", " ", "排水不畅"])
    assert [(piece.title, piece.parent, piece.stage) for piece in pieces] == [
        ("路灯不亮", ticket, "registered"),
        ("排水不畅", ticket, "registered"),
    ]
    assert len({ticket.number, *(piece.number for piece in pieces)}) == 3
    with pytest.raises(Refused):
        split_ticket(ticket, by=cast.wang, at=NOW, titles=[""])
    with pytest.raises(Refused):
        split_ticket(answered(cast, bodies), by=cast.wang, at=NOW + DAY, titles=["晚了"])


def test_many_are_dispatched_at_once_or_none(cast, bodies):
    one, two = make_ticket(cast), dispatched(cast, bodies)
    with pytest.raises(Refused, match=two.number):
        dispatch_tickets([one, two], by=cast.wang, at=NOW, lead_unit=bodies.labour)
    one.refresh_from_db()
    assert one.stage == "registered"
    assert dispatch_tickets([one], by=cast.wang, at=NOW, lead_unit=bodies.labour) == 1
    with pytest.raises(Refused):
        dispatch_tickets([], by=cast.wang, at=NOW, lead_unit=bodies.labour)


def test_an_owner_must_be_able_to_answer(cast, bodies):
    ticket = dispatched(cast, bodies)
    with pytest.raises(Refused, match="不能作经办人"):
        assign_ticket(ticket, by=bodies.ma, at=NOW, owner=bodies.yang)
    assert assign_ticket(ticket, by=bodies.ma, at=NOW, owner=bodies.niu).owner == bodies.niu


def test_how_it_ends_and_begins_again(cast, bodies):
    ticket = answered(cast, bodies, "explained")
    ticket = revisit_ticket(ticket, by=cast.zhao, at=NOW + 2 * DAY, agreed=False, note="企业不认可")
    with pytest.raises(Refused, match="不认可"):
        close_ticket(ticket, by=cast.zhao, at=NOW + 2 * DAY)
    closed = close_ticket(ticket, by=cast.zhao, at=NOW + 2 * DAY, note="政策确实不允许")
    assert not closed.is_cleared
    assert closed.resolution_kind == "explained"
    with pytest.raises(Refused):
        reopen_ticket(closed, by=cast.zhao, at=NOW + 3 * DAY, reason="")
    again = reopen_ticket(closed, by=cast.zhao, at=NOW + 3 * DAY, reason="新政策出台")
    assert (again.round, again.closed_on, again.dispatched_at) == (2, None, NOW + 3 * DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.filter(pk=again.pk).update(stage="closed")


def test_rejected_and_withdrawn_ones_say_why(cast, bodies):
    with pytest.raises(Refused):
        reject_ticket(make_ticket(cast), by=cast.chief, at=NOW, reason="")
    rejected = reject_ticket(make_ticket(cast), by=cast.chief, at=NOW, reason="不属本区职权,已告知渠道")
    assert (rejected.stage, rejected.reject_reason[:3]) == ("rejected", "不属本")
    with pytest.raises(StageRefused):
        reject_ticket(accepted(cast, bodies), by=cast.chief, at=NOW + DAY, reason="晚了")
    assert withdraw_for_firm(make_ticket(cast), by=cast.wang, at=NOW, reason="企业来电不需要").stage == "withdrawn"


def test_a_firm_withdraws_or_contests_its_own_once(cast, bodies):
    mine = make_ticket(cast, by=bodies.chen, channel="portal")
    with pytest.raises(PermissionDenied):
        withdraw(mine, caller=bodies.other, at=NOW)
    assert withdraw(mine, caller=bodies.chen, at=NOW).stage == "withdrawn"
    ticket = answered(cast, bodies, by=bodies.chen, channel="portal")
    with pytest.raises(StageRefused):
        withdraw(ticket, caller=bodies.chen, at=NOW + DAY)
    with pytest.raises(Refused, match="15 日"):
        object_answer(ticket, caller=bodies.chen, at=NOW + timedelta(17), text="没修好")
    ticket = object_answer(ticket, caller=bodies.chen, at=NOW + 2 * DAY, text="没修好")
    assert (ticket.stage, ticket.round) == ("reopened", 2)
    ticket = answer_ticket(ticket, by=bodies.ma, at=NOW + 3 * DAY, resolution_kind="resolved", answer="又修了")
    with pytest.raises(Refused, match="一次异议"):
        object_answer(ticket, caller=bodies.chen, at=NOW + 3 * DAY, text="还没好")


def test_a_ticket_from_a_visit_is_dispatched_in_the_same_act(cast, bodies):
    ticket = register_ticket(
        by=cast.wang, at=NOW, unit=cast.district, kind="issue", channel="visit", title="缺工", text="",
        category=category_named(cast.district, "labour"), source=cast.park, lead_unit=bodies.labour, owner=bodies.yang,
        due_on=TODAY + timedelta(3),
    )  # fmt: skip
    assert (ticket.stage, ticket.owner, ticket.source_subject, ticket.source_id) == (
        "dispatched", bodies.yang, "people.unit", cast.park.pk,
    )  # fmt: skip
    assert str(ticket.answer_due_at.date()) == "2024-06-06"
    with pytest.raises(Refused):
        make_ticket(cast, received_at=NOW + DAY)


def test_the_inbox_tells_each_what_waits(cast, bodies):
    ticket = dispatched(cast, bodies)
    part_of = accepted(cast, bodies)
    add_part(part_of, by=bodies.ma, at=NOW + HOUR, unit=bodies.labour, task="核实")
    make_ticket(cast)
    assert [item.verb for item in inbox_items(cast.wang, on=TODAY)] == ["tickets.dispatch"]
    assert [item.pk for item in inbox_items(bodies.ma, on=TODAY)] == [ticket.pk]
    assert [item.verb for item in inbox_items(bodies.yang, on=TODAY)] == ["tickets.answer_part"]
    assert inbox_items(cast.liu, on=TODAY) == []


def test_a_ticket_at_a_body_without_people_waits_for_whoever_acts_for_it(cast, bodies):
    empty = plant_unit(name="甲区水务局", kind=UnitKind.BUREAU, parent=cast.district, at=NOW)
    ticket = dispatch_ticket(make_ticket(cast), by=cast.wang, at=NOW, lead_unit=empty)
    assert [item.pk for item in inbox_items(cast.handler, on=TODAY)] == [ticket.pk]
    assert inbox_items(bodies.ma, on=TODAY) == []
    dispatched(cast, bodies)  # the other body has people: theirs alone
    assert [item.pk for item in inbox_items(cast.handler, on=TODAY)] == [ticket.pk]

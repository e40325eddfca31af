"""The clock: eight presets as rows, from dispatch, by the calendar, moved with it, stopped while the firm is asked."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from dianxiaoer.domain.leads.models import Lead
from dianxiaoer.domain.reference.calendar import CalendarDay, announce_year, clear_day, set_day
from dianxiaoer.domain.tickets.actions.ending import close_ticket, recall_due, revisit_ticket
from dianxiaoer.domain.tickets.actions.handling import (
    accept_ticket,
    answer_ticket,
    ask_extension,
    ask_firm,
    decide_extension,
    process_ticket,
    resume_ticket,
)
from dianxiaoer.domain.tickets.actions.settings import add_preset, choose_preset
from dianxiaoer.domain.tickets.clock import duties_of, presets
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.queries import by_light, level_of
from dianxiaoer.domain.tickets.terms import ClockPreset
from dianxiaoer.domain.tickets.ticking import reclock, reclock_open
from dianxiaoer.engines.measures.workdays import Calendar
from dianxiaoer.kernel.refusals import Refused
from tests.cast import NOW, TODAY
from tests.domain.leads.given import a_lead
from tests.domain.tickets.making import DAY, HOUR, accepted, answered, dispatched, make_bodies, make_ticket

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def bodies(cast):
    return make_bodies(cast)


def on(ticket: Ticket) -> date:
    return timezone.localtime(ticket.answer_due_at).date()


def chosen(cast, key):
    return choose_preset(
        by=cast.chief, at=NOW, unit=cast.district, preset=ClockPreset.objects.get(key=key), from_on=TODAY
    )


#: preset → level → day the answer is due for what is dispatched on Monday 2024-06-03 (plain weeks, no holidays entered)
ANSWERS = {
    ("hotline_12345", "ordinary"): date(2024, 6, 12),
    ("hotline_12345", "city"): date(2024, 6, 24),
    ("hubei_environment", "ordinary"): date(2024, 6, 24),
    ("xuchang_2025", "simple"): date(2024, 6, 10),
    ("xuchang_2025", "joint"): date(2024, 6, 24),
    ("xuchang_2025", "historic"): date(2024, 7, 3),
    ("fuling_2024", "ordinary"): date(2024, 6, 12),
    ("zhongshan_now", "ordinary"): date(2024, 6, 10),
    ("quanzhou_cadres", "ordinary"): date(2024, 6, 12),
    ("jiaozuo_13710", "ordinary"): date(2024, 6, 10),
    ("jiaozuo_13710", "joint"): date(2024, 7, 3),
    ("xinyang_ledgers", "ordinary"): date(2024, 7, 3),
}


def test_the_eight_presets_give_the_terms_they_say(cast, bodies):
    assert ClockPreset.objects.filter(unit=None).count() == 8
    assert not ClockPreset.objects.filter(source="").exists()
    ticket = dispatched(cast, bodies)
    calendar, rows = Calendar(), presets()
    for (key, level), day in ANSWERS.items():
        ticket.level = level_of(cast.district, level)
        preset = next(row for row in rows._by_id.values() if row.key == key)
        due = next(duty for duty in duties_of(ticket, preset, calendar) if duty.key == "answer")
        assert due.due_on == day, (key, level)


def test_hours_run_from_the_minute_of_dispatch(cast, bodies):
    chosen(cast, "zhongshan_now")
    ticket = dispatched(cast, bodies)
    assert (ticket.due_kind, ticket.due_at) == ("respond", NOW + HOUR)
    ticket = accept_ticket(ticket, by=bodies.ma, at=NOW)
    ticket = process_ticket(ticket, by=bodies.ma, at=NOW + HOUR, note="已联系企业", is_shown=True)
    assert ticket.due_kind == "answer"


def test_the_clock_starts_at_dispatch_not_at_sign_for(cast, bodies):
    ticket = dispatched(cast, bodies)
    before = ticket.answer_due_at
    assert accept_ticket(ticket, by=bodies.ma, at=NOW + 3 * DAY).answer_due_at == before


def test_an_undispatched_ticket_is_the_receiving_bodys_duty(cast):
    ticket = make_ticket(cast)
    assert (ticket.due_kind, ticket.due_on) == ("dispatch", date(2024, 6, 4))


def test_a_holiday_entered_later_moves_open_tickets_and_leads(cast, bodies):
    lead, ticket = a_lead(cast), dispatched(cast, bodies)
    lead_due, first = lead.next_due_on, on(ticket)
    assert ticket.is_provisional  # nobody announced 2024 in this database
    for day in (date(2024, 6, 4), date(2024, 6, 10)):
        set_day(day, by=cast.system_admin, at=NOW, kind="off", name="假")
    ticket.refresh_from_db()
    lead.refresh_from_db()
    assert (first, on(ticket)) == (date(2024, 6, 12), date(2024, 6, 14))
    assert lead.next_due_on == lead_due + timedelta(1)
    announce_year(2024, by=cast.system_admin, at=NOW, notice="示例通知")
    ticket.refresh_from_db()
    assert not ticket.is_provisional
    clear_day(CalendarDay.objects.get(on=date(2024, 6, 4)), by=cast.system_admin, at=NOW)
    assert Lead.objects.get(pk=lead.pk).next_due_on == lead_due
    with pytest.raises(PermissionDenied):
        set_day(TODAY, by=cast.chief, at=NOW, kind="off")


def test_ten_thousand_open_tickets_move_in_bounded_statements(cast, bodies, django_assert_max_num_queries):
    """Two statements a thousand read, one per set of equal clocks and thousand written, seven to know terms, days and lights."""
    seed = dispatched(cast, bodies)
    fields = [f.attname for f in Ticket._meta.concrete_fields if f.attname not in {"id", "number"}]
    same = {name: getattr(seed, name) for name in fields}
    Ticket.objects.bulk_create((Ticket(number=f"X{n}", **same) for n in range(9_999)), batch_size=500)
    with django_assert_max_num_queries(60):
        set_day(on(seed) - timedelta(1), by=cast.system_admin, at=NOW, kind="off", name="假")
    assert set(Ticket.objects.values_list("answer_due_at", flat=True)) == {seed.answer_due_at + DAY}
    with django_assert_max_num_queries(30):
        assert reclock_open(NOW) == 0


def test_working_days_spent_asking_are_given_back(cast, bodies):
    ticket = accepted(cast, bodies)
    ticket = ask_firm(ticket, by=bodies.ma, at=NOW + DAY, question="请补充照片")  # Tuesday
    ticket = resume_ticket(ticket, by=bodies.ma, at=NOW + 7 * DAY, reason="企业电话说明")  # Monday: 4 working days
    assert on(ticket) == date(2024, 6, 18)
    assert reclock(ticket, NOW + 7 * DAY).answer_due_at == ticket.answer_due_at


def test_an_extension_is_asked_in_time_once_and_granted_by_another(cast, bodies):
    ticket = accepted(cast, bodies)
    with pytest.raises(Refused, match="来不及"):
        ask_extension(ticket, by=bodies.ma, at=datetime(2024, 6, 12, 9, tzinfo=SHANGHAI), workdays=5, reason="要会商")
    row = ask_extension(ticket, by=bodies.ma, at=datetime(2024, 6, 11, 9, tzinfo=SHANGHAI), workdays=5, reason="要会商")
    with pytest.raises(PermissionDenied):
        decide_extension(row, by=bodies.ma, at=NOW, grant=True)
    ticket = decide_extension(row, by=cast.chief, at=datetime(2024, 6, 11, 10, tzinfo=SHANGHAI), grant=True)
    assert on(ticket) == date(2024, 6, 19)
    with pytest.raises(Exception, match="已申请过一次延期"):
        ask_extension(ticket, by=bodies.ma, at=datetime(2024, 6, 12, 9, tzinfo=SHANGHAI), workdays=5, reason="再要")


def test_a_refused_extension_leaves_the_promise(cast, bodies):
    ticket = accepted(cast, bodies)
    row = ask_extension(ticket, by=bodies.ma, at=NOW + DAY, workdays=5, reason="要会商")
    with pytest.raises(Refused):
        decide_extension(row, by=cast.chief, at=NOW + DAY, grant=False)
    before = ticket.answer_due_at
    assert decide_extension(row, by=cast.chief, at=NOW + DAY, grant=False, decision="可以按期").answer_due_at == before
    with pytest.raises(Refused):
        decide_extension(row, by=cast.chief, at=NOW + DAY, grant=True)


def test_another_preset_binds_only_what_is_dispatched_from_its_day(cast, bodies):
    early = dispatched(cast, bodies)
    preset = add_preset(
        by=cast.chief, at=NOW, unit=cast.district, name="甲区快办", source="甲区通知", from_on=date(2024, 6, 5),
        steps=[{"key": "answer", "amount": 2, "measure": "days"}],
    )  # fmt: skip
    choose_preset(by=cast.chief, at=NOW, unit=cast.district, preset=preset, from_on=date(2024, 6, 5))
    early.refresh_from_db()
    late = dispatched(cast, bodies, at=NOW + 2 * DAY, title="另一件")
    assert (on(early), on(late)) == (date(2024, 6, 12), date(2024, 6, 7))
    with pytest.raises(PermissionDenied):
        choose_preset(by=cast.wang, at=NOW, unit=cast.district, preset=preset, from_on=TODAY)
    with pytest.raises(Refused):
        add_preset(by=cast.chief, at=NOW, unit=cast.district, name="空", source="无", from_on=TODAY, steps=[])


def test_a_preset_of_another_district_cannot_be_chosen(cast):
    foreign = ClockPreset.objects.create(
        key="f", name="外", unit=cast.other_district, from_on=TODAY, source="x", created_at=NOW, updated_at=NOW
    )
    with pytest.raises(Refused):
        choose_preset(by=cast.chief, at=NOW, unit=cast.district, preset=foreign, from_on=TODAY)


def test_lights_follow_the_moment(cast, bodies):
    ticket = accepted(cast, bodies)
    rows = Ticket.objects.all()
    for moment, light in ((NOW, "green"), (NOW + 8 * DAY, "yellow"), (NOW + 11 * DAY, "red")):
        assert ticket.light_at(moment) == light
        assert list(by_light(rows, light, moment)) == [ticket]
        assert not by_light(rows, "none", moment).exists()


def test_a_scheduled_ticket_comes_back_on_its_day(cast, bodies):
    ticket = accepted(cast, bodies)
    with pytest.raises(Refused, match="计划日期"):
        answer_ticket(ticket, by=bodies.ma, at=NOW + DAY, resolution_kind="scheduled", answer="年底修")
    ticket = answer_ticket(
        ticket, by=bodies.ma, at=NOW + DAY, resolution_kind="scheduled", answer="年底修", scheduled_on=date(2024, 9, 2)
    )
    ticket = close_ticket(ticket, by=cast.zhao, at=NOW + 2 * DAY)
    assert (ticket.stage, ticket.due_kind, ticket.due_on) == ("scheduled", "recall", date(2024, 9, 2))
    assert recall_due(datetime(2024, 9, 1, 9, tzinfo=SHANGHAI)) == 0
    assert recall_due(datetime(2024, 9, 2, 9, tzinfo=SHANGHAI)) == 1
    ticket.refresh_from_db()
    assert (ticket.stage, ticket.round, ticket.resolution_kind, ticket.due_kind) == ("reopened", 2, "", "answer")


def test_feeding_back_is_a_duty_of_its_own(cast, bodies):
    chosen(cast, "hubei_environment")
    ticket = answered(cast, bodies)
    assert (ticket.due_kind, ticket.due_on) == ("feed_back", date(2024, 6, 11))
    assert revisit_ticket(ticket, by=cast.zhao, at=NOW + 2 * DAY, agreed=True, note="认可").due_kind == ""

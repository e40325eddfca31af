"""Messages leave once, are tried again, rest in quiet hours, and end as dead letters that somebody can revive."""

from datetime import datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from dianxiaoer.domain.outbox.actions import (
    cancel_message,
    copy_to,
    mark_seen,
    queue_message,
    retry_message,
    set_preference,
    tell,
)
from dianxiaoer.domain.outbox.hours import after_quiet
from dianxiaoer.domain.outbox.models import Copy, Message
from dianxiaoer.domain.people.access import visible
from dianxiaoer.gateways.doors import ClosedDoor
from dianxiaoer.gateways.mail.fake import FakeMail
from dianxiaoer.gateways.problems import NotSent
from dianxiaoer.gateways.sms.fake import FakeSms
from dianxiaoer.gateways.wecom.fake import FakeWecom
from dianxiaoer.jobs.outbox import send_due
from tests.cast import NOW


def doors(**given):
    return {"sms": FakeSms(), "mail": FakeMail(), "wecom": FakeWecom()} | given


def a_message(cast, key="k1", at=NOW, **facts):
    facts = {"unit": cast.district, "channel": "sms", "address": "13800000001", "text": "示例"} | facts
    return queue_message(key, at=at, **facts)


def at(hour, minute=0, day=3):
    return timezone.make_aware(datetime(2024, 6, day, hour, minute))


def test_a_message_leaves_once_whatever_is_asked_twice(cast):
    a_message(cast), a_message(cast)
    given = doors()
    for _turn in range(3):
        send_due(NOW, given)
    assert given["sms"].sent == [("13800000001", "示例")]
    assert Message.objects.get().state == "sent"


def test_a_gateway_down_for_an_hour_loses_nothing_and_sends_once(cast):
    for n in range(20):
        a_message(cast, f"k{n}", text=f"第 {n} 条")
    given = doors(sms=FakeSms(down=True))
    for minute in range(60):
        send_due(NOW + timedelta(minutes=minute), given)
    assert Message.objects.filter(state="waiting").count() == 20
    given["sms"].down = False
    for minute in range(60, 180):
        send_due(NOW + timedelta(minutes=minute), given)
    assert sorted(text for _phone, text in given["sms"].sent) == sorted(f"第 {n} 条" for n in range(20))
    assert not Message.objects.exclude(state="sent").exists()


def test_one_channel_down_does_not_hold_up_the_others(cast):
    for n in range(10):
        a_message(cast, f"s{n}")
    a_message(cast, "m", channel="mail", address="a@example.com")
    given = doors(sms=FakeSms(down=True))
    done = send_due(NOW, given)
    assert given["mail"].sent
    assert done["failed"] == 3, "after three refusals the gateway is left alone until the next turn"


def test_a_channel_nobody_set_up_waits_and_counts_no_try(cast):
    a_message(cast)
    send_due(NOW, doors(sms=ClosedDoor("DXR_SMS_URL")))
    row = Message.objects.get()
    assert (row.state, row.attempts) == ("waiting", 0)
    send_due(NOW + timedelta(days=8), doors(sms=ClosedDoor("DXR_SMS_URL")))
    row.refresh_from_db()
    assert row.state == "dead", "nobody reads a reminder of last week"


def test_after_so_many_tries_it_is_a_dead_letter_and_can_be_revived(cast, settings):
    settings.MESSAGE_TRIES = 3
    a_message(cast)
    given, moment = doors(sms=FakeSms(down=True)), NOW
    for _turn in range(5):
        send_due(moment, given)
        moment += timedelta(hours=2)
    row = Message.objects.get()
    assert (row.state, row.attempts, row.problem) == ("dead", 3, "gateway down")
    with pytest.raises(PermissionDenied):
        retry_message(row, by=cast.wang, at=moment)
    retry_message(row, by=cast.system_admin, at=moment)
    given["sms"].down = False
    send_due(moment, given)
    row.refresh_from_db()
    assert row.state == "sent"


def test_a_wrong_address_is_not_tried_again(cast):
    class Wrong:
        def send(self, address, text, *, title="", key=""):
            raise NotSent("no such number", for_good=True)

    a_message(cast)
    send_due(NOW, doors(sms=Wrong()))
    assert Message.objects.get().state == "dead"


def test_a_gateway_that_breaks_stops_nobody_else(cast):
    class Broken:
        def send(self, address, text, *, title="", key=""):
            raise RuntimeError("bad pattern")

    a_message(cast)
    a_message(cast, "m", channel="mail", address="a@example.com")
    given = doors(sms=Broken())
    send_due(NOW, given)
    assert given["mail"].sent
    assert Message.objects.get(key="k1").problem == "bad pattern"


def test_what_another_worker_has_in_hand_is_left_alone(cast):
    row = a_message(cast)
    Message.objects.filter(pk=row.pk).update(held_until=NOW + timedelta(minutes=5))
    given = doors()
    send_due(NOW, given)
    assert given["sms"].sent == []
    send_due(NOW + timedelta(minutes=6), given)
    assert len(given["sms"].sent) == 1, "its holder died: taken up again"


def test_a_cancelled_message_does_not_leave(cast):
    row = a_message(cast)
    with pytest.raises(PermissionDenied):
        cancel_message(row, by=cast.liu, at=NOW)
    cancel_message(row, by=cast.chief, at=NOW)
    given = doors()
    send_due(NOW, given)
    assert given["sms"].sent == []


def test_quiet_hours_pass_midnight():
    start, end = time(21), time(8)
    assert after_quiet(at(20, 59), start, end) == at(20, 59)
    assert after_quiet(at(23), start, end) == at(8, day=4)
    assert after_quiet(at(3), start, end) == at(8)
    assert after_quiet(at(8), start, end) == at(8)
    assert after_quiet(at(13), time(12), time(14)) == at(14)
    assert after_quiet(at(13), time(8), time(8)) == at(13)


def test_a_firm_is_not_woken_at_night_unless_it_is_urgent(cast):
    assert a_message(cast, "night", at=at(23)).send_at == at(8, day=4)
    assert a_message(cast, "urgent", at=at(23), is_urgent=True).send_at == at(23)


def test_a_person_is_told_the_way_they_chose(cast):
    cast.wang.phone = "13900000001"
    wish = {"by_mail": True, "mail": "wang@example.com", "quiet_from": time(18), "quiet_until": time(9, 30)}
    set_preference(cast.wang, wish, at=NOW)
    rows = tell(cast.wang, "t1", text="示例", at=NOW)
    assert {(row.channel, row.address) for row in rows} == {("sms", "13900000001"), ("mail", "wang@example.com")}
    assert {row.send_at for row in rows} == {at(9, 30)}
    assert {row.send_at for row in tell(cast.wang, "t2", text="急", at=NOW, is_urgent=True)} == {NOW}


def test_a_mail_needs_an_address(cast):
    with pytest.raises(ValidationError):
        set_preference(cast.wang, {"by_mail": True}, at=NOW)


def test_a_digest_is_one_message_a_day(cast):
    cast.wang.phone = "13900000001"
    set_preference(cast.wang, {"digest": "daily", "digest_at": time(17)}, at=NOW)
    for n in range(3):
        tell(cast.wang, f"d{n}", text=f"第 {n} 件", at=NOW + timedelta(hours=n))
    given = doors()
    send_due(at(16, 59), given)
    assert given["sms"].sent == []
    send_due(at(17), given)
    assert given["sms"].sent == [("13900000001", "1. 第 0 件\n2. 第 1 件\n3. 第 2 件")]
    assert Message.objects.filter(state="sent").count() == 3


def test_who_was_copied_ticks_it_off(cast):
    assert copy_to([cast.wang, cast.zhao], cast.district, at=NOW, by=cast.chief, note="请知悉") == 2
    assert copy_to([cast.wang], cast.district, at=NOW) == 0, "not told twice while unseen"
    mine = visible(cast.wang, Copy).filter(user=cast.wang)
    with pytest.raises(PermissionDenied):
        mark_seen(mine.get(), by=cast.stranger, at=NOW)
    mark_seen(mine.get(), by=cast.wang, at=NOW)
    assert copy_to([cast.wang], cast.district, at=NOW) == 1

"""Other systems are told every event of their unit once, in order, without what only the staff may read."""

import json

import pytest
from django.core.exceptions import PermissionDenied

from dianxiaoer.domain.outbox.models import Message, Subscription
from dianxiaoer.domain.outbox.subscriptions import add_subscription, resume_subscription, stop_subscription
from dianxiaoer.gateways.webhook.fake import FakeWebhook
from dianxiaoer.jobs.outbox import publish, send_due
from dianxiaoer.kernel.events import record_event
from tests.cast import NOW
from tests.domain.leads.given import a_lead


def a_listener(cast, **facts):
    facts = {"unit": cast.district, "name": "示例平台", "url": "https://example.com/in"} | facts
    return add_subscription(by=cast.system_admin, at=NOW, **facts)


def test_only_who_may_adds_one(cast):
    with pytest.raises(PermissionDenied):
        add_subscription(by=cast.wang, at=NOW, unit=cast.district, name="x", url="https://example.com/")
    assert len(a_listener(cast).secret) >= 40


def test_an_event_is_posted_once_and_nothing_of_before(cast):
    lead = a_lead(cast)
    a_listener(cast)
    record_event(lead, "leads.follow_up", by=cast.wang, at=NOW, note="内部情况")
    assert publish(NOW) == 1
    assert publish(NOW) == 0
    fake = FakeWebhook()
    send_due(NOW, {"webhook": fake})
    send_due(NOW, {"webhook": fake})
    assert len(fake.sent) == 1
    address, body = fake.sent[0]
    told = json.loads(body)
    assert (address, told["event"], told["object_id"]) == ("https://example.com/in", "leads.follow_up", lead.pk)
    assert "内部情况" not in body


def test_another_units_events_and_other_kinds_are_not_told(cast):
    lead = a_lead(cast)
    a_listener(cast, unit=cast.district, kinds="projects.\nleads.convert")
    record_event(lead, "leads.follow_up", by=cast.wang, at=NOW)
    record_event(lead, "leads.convert", by=cast.wang, at=NOW)
    record_event(cast.other_district, "leads.convert", by=cast.liu, at=NOW)
    publish(NOW)
    assert list(Message.objects.values_list("title", flat=True)) == ["leads.convert"]


def test_an_event_that_became_visible_late_is_told_all_the_same(cast):
    lead = a_lead(cast)
    row = a_listener(cast)
    late = record_event(lead, "leads.follow_up", by=cast.wang, at=NOW)
    record_event(lead, "leads.convert", by=cast.wang, at=NOW)
    Subscription.objects.filter(pk=row.pk).update(last_event_id=late.pk)  # as if the cursor had passed it unseen
    publish(NOW)
    assert Message.objects.count() == 2


def test_a_listener_that_is_stopped_is_told_nothing_more(cast):
    lead = a_lead(cast)
    row = a_listener(cast)
    record_event(lead, "leads.follow_up", by=cast.wang, at=NOW)
    publish(NOW)
    with pytest.raises(PermissionDenied):
        stop_subscription(row, by=cast.wang, at=NOW)
    row = stop_subscription(row, by=cast.security_admin, at=NOW)
    assert Message.objects.get().state == "cancelled"
    record_event(lead, "leads.convert", by=cast.wang, at=NOW)
    row = resume_subscription(row, by=cast.system_admin, at=NOW)
    publish(NOW)
    assert Message.objects.count() == 1, "what happened in between stays untold"

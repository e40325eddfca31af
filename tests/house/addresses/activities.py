"""Addresses of activities and channels."""

from datetime import date

from dianxiaoer.domain.activities.actions.channels import add_channel
from dianxiaoer.domain.activities.actions.followups import promise_followup
from dianxiaoer.domain.activities.actions.parts import add_guest
from tests.cast import NOW, Cast
from tests.domain.activities.given import an_activity
from tests.house.addresses.kinds import Address


def _guest(cast: Cast):
    return add_guest(an_activity(cast), by=cast.wang, at=NOW, name="示例来宾")


def _followup(cast: Cast):
    return promise_followup(an_activity(cast), by=cast.wang, at=NOW, what="送资料", due_on=date(2024, 6, 20))


def a_channel(cast: Cast):
    return add_channel(
        by=cast.wang, at=NOW, unit=cast.district, kind="agency", name="示例顾问", starts_on=date(2024, 1, 1)
    )


ADDRESSES = {
    "activities-list": Address("activities.view"),
    "activities-assign": Address("activities.assign"),
    "activities-calendar": Address("activities.view"),
    "activities-add": Address("activities.add"),
    "activities-detail": Address("activities.view", an_activity),
    "activities-edit": Address("activities.edit", an_activity),
    "activities-hold": Address("activities.hold", an_activity),
    "activities-cancel": Address("activities.cancel", an_activity),
    "activities-reopen": Address("activities.reopen", an_activity),
    "activities-record_met": Address("activities.record_met", an_activity),
    "activities-add_stop": Address("activities.add_stop", an_activity),
    "activities-add_guest": Address("activities.add_guest", an_activity),
    "activities-add_participant": Address("activities.add_participant", an_activity),
    "activities-promise": Address("activities.promise", an_activity),
    "activities-remove_part": Address(
        "activities.remove_part", _guest, lambda row: (row.activity_id, "guest", row.pk), post=True
    ),
    "activities-followup": Address("followups.view", _followup),
    "activities-reassign": Address("followups.reassign", _followup),
    "channels-list": Address("channels.view"),
    "channels-add": Address("channels.add"),
    "channels-detail": Address("channels.view", a_channel),
    "channels-edit": Address("channels.edit", a_channel),
    "channels-record_result": Address("channels.record_result", a_channel),
    "channels-pay": Address("channels.pay", a_channel),
    "channels-close": Address("channels.close", a_channel),
    "channels-resume": Address("channels.resume", a_channel),
}

"""Addresses of messages, preferences, listeners, keys of other systems, and people of firms."""

from datetime import date

from dianxiaoer.domain.accounts.actions.members import bind_firm
from dianxiaoer.domain.accounts.models import Membership
from dianxiaoer.domain.outbox.actions import queue_message
from dianxiaoer.domain.outbox.models import Copy, Message
from dianxiaoer.domain.outbox.subscriptions import add_subscription
from dianxiaoer.domain.people.tokens import issue_token
from tests.cast import NOW, Cast
from tests.domain.accounts.given import USCC, a_firm
from tests.domain.leads.given import a_lead
from tests.house.addresses.kinds import Address


def _message(cast: Cast) -> Message:
    return queue_message(
        "k", unit=cast.district, channel="sms", address="13800000001", text="示例", at=NOW, to=cast.wang
    )


def _dead(cast: Cast) -> Message:
    row = _message(cast)
    Message.objects.filter(pk=row.pk).update(state="dead")
    return Message.objects.get(pk=row.pk)


def _copy(cast: Cast) -> Copy:
    return Copy.objects.create(user=cast.wang, at=NOW, subject="leads.lead", object_id=1, label="示例")


def _listener(cast: Cast):
    url = "https://example.com/hook"
    return add_subscription(by=cast.system_admin, at=NOW, unit=cast.district, name="示例平台", url=url)


def _token(cast: Cast):
    facts = {"by": cast.security_admin, "at": NOW, "name": "示例", "expires_on": date(2024, 12, 31)}
    return issue_token(cast.api_client, **facts)[0]


def _claim(cast: Cast):
    firm = a_firm(cast)
    return bind_firm(USCC, caller=firm.caller("lone"), at=NOW)


def _member(cast: Cast) -> Membership:
    return Membership.objects.get(account=a_firm(cast).member)


ADDRESSES = {
    "messages-list": Address("outbox.view"),
    "messages-detail": Address("outbox.view", _message),
    "messages-retry": Address("outbox.retry", _dead, post=True),
    "messages-cancel": Address("outbox.cancel", _message, post=True),
    "messages-seen": Address("outbox.view", _copy, post=True, own=True),
    "messages-copy": Address("outbox.copy", a_lead, lambda row: ("leads.lead", row.pk)),
    "preferences": Address("preferences.view"),
    "subscriptions-list": Address("subscriptions.view"),
    "subscriptions-add": Address("subscriptions.add"),
    "subscriptions-detail": Address("subscriptions.view", _listener),
    "subscriptions-edit": Address("subscriptions.edit", _listener),
    "subscriptions-stop": Address("subscriptions.stop", _listener, post=True),
    "subscriptions-resume": Address("subscriptions.resume", _listener, post=True),
    "tokens-list": Address("tokens.view"),
    "tokens-issue": Address("tokens.issue"),
    "tokens-revoke": Address("tokens.revoke", _token),
    "accounts-members": Address("accounts.view"),
    "accounts-claims": Address("accounts.view"),
    "accounts-claim": Address("accounts.view", _claim),
    "accounts-approve": Address("accounts.approve", _claim, post=True),
    "accounts-refuse": Address("accounts.refuse", _claim),
    "accounts-remove": Address("accounts.remove", _member),
}

"""Bodies, firms and tickets the tests of this room begin with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from dianxiaoer.domain.accounts.callers import Caller, caller_of
from dianxiaoer.domain.accounts.models import Account
from dianxiaoer.domain.people.actions import enrol_user, give_role, plant_unit
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.people.states import Role, UnitKind
from dianxiaoer.domain.tickets.actions.dispatching import dispatch_ticket
from dianxiaoer.domain.tickets.actions.handling import accept_ticket, answer_ticket
from dianxiaoer.domain.tickets.actions.registering import register_ticket
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.queries import category_named
from tests.cast import NOW, PASSWORD, TODAY, Cast

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass
class Bodies:
    """Two bureaus below 甲区, with a handler each (and a second in the first), and two people of firms."""

    water: Unit
    labour: Unit
    ma: User
    niu: User  # also in the first
    yang: User
    chen: Caller  # 陈总
    other: Caller


def make_bodies(cast: Cast) -> Bodies:
    water = plant_unit(name="甲区城管局", kind=UnitKind.BUREAU, parent=cast.district, at=NOW)
    labour = plant_unit(name="甲区人社局", kind=UnitKind.BUREAU, parent=cast.district, at=NOW)
    people = [
        _handler(*facts) for facts in (("ma", "马经办", water), ("niu", "牛经办", water), ("yang", "杨经办", labour))
    ]
    return Bodies(water, labour, *people, caller("13800000001", "陈总"), caller("13800000002", "别家"))


def caller(phone: str, name: str) -> Caller:
    account = Account.objects.create(phone=phone, name=name, created_at=NOW, updated_at=NOW)
    return caller_of(account)


def make_ticket(cast: Cast, *, by: Any = None, **facts: Any) -> Ticket:
    given = {
        "unit": cast.district,
        "kind": "issue",
        "channel": "hotline",
        "category": category_named(cast.district, "水电路"),
        "title": "厂门口道路破损",
        "text": "货车进出困难,希望修复。",
        "company_name": "示例材料有限公司",
        "at": NOW,
    }
    return register_ticket(by=by or cast.wang, **given | facts)


def dispatched(cast: Cast, bodies: Bodies, **facts: Any) -> Ticket:
    at = facts.get("at", NOW)
    return dispatch_ticket(make_ticket(cast, **facts), by=cast.wang, at=at, lead_unit=bodies.water)


def accepted(cast: Cast, bodies: Bodies, **facts: Any) -> Ticket:
    return accept_ticket(dispatched(cast, bodies, **facts), by=bodies.ma, at=facts.get("at", NOW) + HOUR)


def answered(cast: Cast, bodies: Bodies, kind: str = "resolved", **facts: Any) -> Ticket:
    ticket = accepted(cast, bodies, **facts)
    at = facts.get("at", NOW) + DAY
    return answer_ticket(ticket, by=bodies.ma, at=at, resolution_kind=kind, answer="已修复,请放心通行。")


def _handler(username: str, name: str, unit: Unit) -> User:
    user = enrol_user(username=username, name=name, unit=unit, password=PASSWORD, at=NOW, must_change_password=False)
    give_role(user, Role.HANDLER, unit, since=TODAY)
    return user

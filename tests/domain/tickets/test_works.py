"""Butler works orders: need, survey, approval by another, works, acceptance by the firm."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from dianxiaoer.domain.accounts.callers import Caller
from dianxiaoer.domain.companies.actions.files import add_company
from dianxiaoer.domain.tickets.actions import works
from dianxiaoer.kernel.refusals import Refused, StageRefused
from tests.cast import NOW
from tests.domain.tickets.making import DAY, make_bodies, make_ticket

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


def photo(name="现场.png", content=PNG):
    return SimpleUploadedFile(name, content)


def opened(cast, **facts):
    given = {"unit": cast.district, "name": "厂区连接道路", "facility": "road", "need": "货车进不来", "at": NOW}
    return works.open_works(by=cast.wang, **given | facts)


def built(cast, **facts):
    order = works.survey_works(
        opened(cast, **facts), by=cast.wang, at=NOW, length_m=Decimal(150), width_m=Decimal(10),
        estimate_yuan=Decimal(650000), files=[photo()],
    )  # fmt: skip
    order = works.approve_works(order, by=cast.chief, at=NOW, approved_yuan=Decimal(650000))
    order = works.start_works(order, by=cast.wang, at=NOW, contractor="示例市政工程有限公司")
    return works.complete_works(order, by=cast.wang, at=NOW + DAY, cost_yuan=Decimal(643000))


def test_from_need_to_acceptance_on_paper(cast):
    order = built(cast)
    assert (order.cost_yuan, order.length_m, order.width_m) == (Decimal("643000.00"), Decimal(150), Decimal(10))
    with pytest.raises(Refused, match="验收单"):
        works.record_acceptance(order, by=cast.wang, at=NOW + DAY, accepted_by_name="陈某", files=[])
    order = works.record_acceptance(order, by=cast.wang, at=NOW + DAY, accepted_by_name="陈某", files=[photo()])
    assert (order.stage, order.files.count()) == ("accepted", 2)


def test_the_firm_accepts_or_sends_back_its_own(cast):
    make_bodies(cast)
    firm = add_company(by=cast.wang, at=NOW, unit=cast.district, name="示例材料有限公司", owner=cast.wang)
    order = built(cast, ticket=make_ticket(cast), company=firm)
    mine = Caller("13800000001", "陈总", None, frozenset({firm.pk}))
    with pytest.raises(PermissionDenied):
        works.accept_works(order, caller=Caller("13800000009"), at=NOW + DAY)
    order = works.redo_works(order, by=mine, at=NOW + DAY, outcome="路沿未砌")
    assert order.stage == "in_works"
    order = works.complete_works(order, by=cast.wang, at=NOW + DAY, cost_yuan=Decimal(643000))
    assert works.accept_works(order, caller=mine, at=NOW + DAY).accepted_by_name == "陈总"


def test_refusals(cast):
    order = opened(cast)
    with pytest.raises(StageRefused):
        works.approve_works(order, by=cast.chief, at=NOW, approved_yuan=Decimal(1))
    with pytest.raises(ValidationError):
        works.survey_works(order, by=cast.wang, at=NOW, estimate_yuan=Decimal(1), length_m=Decimal(-1))
    with pytest.raises(Refused, match="内容不是允许的格式"):
        works.survey_works(order, by=cast.wang, at=NOW, estimate_yuan=Decimal(1), files=[photo(content=b"<script>")])
    own = works.survey_works(opened(cast, owner=cast.chief), by=cast.chief, at=NOW, estimate_yuan=Decimal(1))
    with pytest.raises(ValidationError, match="以外的人批准"):
        works.approve_works(own, by=cast.chief, at=NOW, approved_yuan=Decimal(1))
    with pytest.raises(PermissionDenied):
        works.survey_works(order, by=cast.zhao, at=NOW, estimate_yuan=Decimal(1))
    with pytest.raises(PermissionDenied):
        opened(cast, unit=cast.other_district)
    with pytest.raises(Refused):
        opened(cast, needed_on=date(2024, 6, 4))


def test_more_than_approved_needs_a_reason(cast):
    order = works.survey_works(opened(cast), by=cast.wang, at=NOW, estimate_yuan=Decimal(100))
    order = works.approve_works(order, by=cast.chief, at=NOW, approved_yuan=Decimal(100))
    order = works.start_works(order, by=cast.wang, at=NOW, contractor="示例公司")
    with pytest.raises(Refused, match="超过批准"):
        works.complete_works(order, by=cast.wang, at=NOW, cost_yuan=Decimal(101))
    assert (
        works.complete_works(order, by=cast.wang, at=NOW, cost_yuan=Decimal(101), note="地质变更").stage == "completed"
    )

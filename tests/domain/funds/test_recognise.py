"""Money is claimed by one person and recognised by another, never beyond what was received or contracted."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from dianxiaoer.domain.funds.actions import (
    claim_receipt,
    edit_receipt,
    recognise_receipt,
    reject_receipt,
    revoke_receipt,
)
from dianxiaoer.domain.funds.models import Receipt
from dianxiaoer.domain.funds.queries import inbox_items, recognised_by_origin
from dianxiaoer.domain.funds.states import ReceiptStatus
from dianxiaoer.domain.people.access import visible
from dianxiaoer.domain.projects.actions.contract import change_contract
from dianxiaoer.domain.projects.actions.status import change_status
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.kernel.events import timeline
from dianxiaoer.kernel.refusals import Refused, StageRefused
from tests.cast import NOW, TODAY
from tests.domain.funds.factory import a_receipt, at_home
from tests.domain.projects.factory import YI, a_project


@pytest.fixture
def project(cast):
    at_home(cast)
    return a_project(cast)


def test_a_stranger_to_the_project_claims_nothing(cast, project):
    with pytest.raises(PermissionDenied):
        claim_receipt(
            project,
            by=cast.zhao,
            at=NOW,
            investor_name="示例",
            kind="fixed_asset",
            received_on=TODAY,
            amount_yuan=YI,
            origin_region_code="440300",
        )


def test_nobody_recognises_their_own_claim(cast, project):
    receipt = a_receipt(project, cast, by=cast.chief)
    with pytest.raises(Refused, match="另一人"):
        recognise_receipt(receipt, by=cast.chief, at=NOW, recognised_yuan=YI)
    with pytest.raises(IntegrityError), transaction.atomic():
        Receipt.objects.filter(pk=receipt.pk).update(decided_by=cast.chief)


def test_an_officer_may_not_recognise(cast, project):
    with pytest.raises(PermissionDenied):
        recognise_receipt(a_receipt(project, cast), by=cast.zhao, at=NOW, recognised_yuan=YI)


def test_no_evidence_no_recognition(cast, project):
    with pytest.raises(Refused, match="佐证"):
        recognise_receipt(a_receipt(project, cast, evidence=[]), by=cast.chief, at=NOW, recognised_yuan=YI)


def test_not_more_than_was_received(cast, project):
    receipt = a_receipt(project, cast)
    with pytest.raises(Refused, match="不超过"):
        recognise_receipt(receipt, by=cast.chief, at=NOW, recognised_yuan=2 * YI + Decimal("0.01"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Receipt.objects.filter(pk=receipt.pk).update(status="recognised", recognised_yuan=3 * YI, recognised_on=TODAY)


def test_not_more_than_was_contracted_unless_an_increase_is_recorded(cast, project):
    receipt = a_receipt(project, cast, amount_yuan=11 * YI)
    with pytest.raises(Refused, match="增资"):
        recognise_receipt(receipt, by=cast.chief, at=NOW, recognised_yuan=11 * YI)
    receipt.refresh_from_db()
    assert receipt.status == ReceiptStatus.CLAIMED
    change_contract(project, by=cast.wang, at=NOW, kind="increase", amount_yuan=YI, changed_on=TODAY)
    recognise_receipt(receipt, by=cast.chief, at=NOW, recognised_yuan=11 * YI)
    assert Project.objects.get().recognised_yuan == 11 * YI


def test_the_database_itself_holds_the_total_within_the_contract(cast, project):
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.filter(pk=project.pk).update(recognised_yuan=10 * YI + 1)


def test_a_decrease_may_not_undercut_what_is_recognised(cast, project):
    recognise_receipt(a_receipt(project, cast), by=cast.chief, at=NOW, recognised_yuan=2 * YI)
    with pytest.raises(Refused, match="低于累计"):
        change_contract(project, by=cast.wang, at=NOW, kind="decrease", amount_yuan=9 * YI, changed_on=TODAY)


def test_recognised_money_adds_to_the_project_and_shows_on_its_timeline(cast, project):
    receipt = recognise_receipt(a_receipt(project, cast), by=cast.chief, at=NOW, recognised_yuan=YI)
    assert (receipt.recognised_yuan, receipt.recognised_on, receipt.decided_by) == (YI, TODAY, cast.chief)
    project.refresh_from_db()
    assert project.recognised_yuan == YI
    assert "receipts.recognise" in {event.verb for event in timeline(project)}


def test_a_receipt_is_decided_once(cast, project):
    receipt = recognise_receipt(a_receipt(project, cast), by=cast.chief, at=NOW, recognised_yuan=YI)
    with pytest.raises(StageRefused):
        recognise_receipt(receipt, by=cast.supervisor, at=NOW, recognised_yuan=YI)
    with pytest.raises(StageRefused):
        reject_receipt(receipt, by=cast.supervisor, at=NOW, reason="重复")
    with pytest.raises(Refused):
        edit_receipt(receipt, by=cast.wang, at=NOW, changes={"note": "改"})
    project.refresh_from_db()
    assert project.recognised_yuan == YI


def test_a_rejection_needs_its_reason(cast, project):
    with pytest.raises(StageRefused, match="原因"):
        reject_receipt(a_receipt(project, cast), by=cast.chief, at=NOW, reason=" ")


def test_a_revoked_recognition_leaves_the_total(cast, project):
    receipt = recognise_receipt(a_receipt(project, cast), by=cast.chief, at=NOW, recognised_yuan=YI)
    with pytest.raises(PermissionDenied):
        revoke_receipt(receipt, by=cast.wang, at=NOW, reason="错")
    receipt = revoke_receipt(receipt, by=cast.supervisor, at=NOW, reason="凭证系伪造")
    project.refresh_from_db()
    assert (receipt.status, receipt.recognised_yuan, project.recognised_yuan) == ("rejected", None, 0)


def test_a_terminated_project_takes_no_more_claims(cast, project):
    change_status(project, "terminate", by=cast.chief, at=NOW, reason="违约", on=TODAY)
    project.refresh_from_db()
    with pytest.raises((Refused, PermissionDenied), match="终止"):
        a_receipt(project, cast)


def test_money_does_not_arrive_tomorrow(cast, project):
    with pytest.raises(Refused, match="今天"):
        a_receipt(project, cast, received_on=date(2024, 6, 4))


def test_foreign_money_needs_rate_and_date_and_is_computed(cast, project):
    with pytest.raises(ValidationError):
        a_receipt(project, cast, currency="USD", foreign_amount=Decimal(3_000_000), origin_country="SG")
    receipt = a_receipt(
        project,
        cast,
        amount_yuan=None,
        currency="USD",
        foreign_amount=Decimal(3_000_000),
        rate=Decimal("7.1"),
        rate_on=date(2024, 5, 20),
        origin_country="SG",
        origin_region_code="",
    )
    assert (receipt.amount_yuan, receipt.origin) == (Decimal("21300000.00"), "foreign")


def test_domestic_money_needs_the_region_of_its_investor(cast, project):
    with pytest.raises(ValidationError, match="行政区划代码"):
        a_receipt(project, cast, origin_region_code="")


@pytest.mark.parametrize(
    ("code", "country", "origin"),
    [
        ("410108", "CN", "local"),
        ("410108001", "CN", "local"),
        ("410105", "CN", "out_of_area"),
        ("411600", "CN", "out_of_area"),
        ("440300", "CN", "out_of_province"),
        ("810000", "CN", "foreign"),
        ("710000", "CN", "foreign"),
        ("", "SG", "foreign"),
    ],
)
def test_the_origin_is_derived_from_the_region(cast, project, code, country, origin):
    assert a_receipt(project, cast, origin_region_code=code, origin_country=country).origin == origin


def test_the_origin_cannot_be_typed(cast, project):
    with pytest.raises(Refused, match="origin"):
        a_receipt(project, cast, origin="local")
    receipt = a_receipt(project, cast)
    for typed in ({"origin": "local"}, {"recognised_yuan": YI}, {"status": "recognised"}):
        with pytest.raises(Refused):
            edit_receipt(receipt, by=cast.wang, at=NOW, changes=typed)


def test_a_park_takes_the_region_of_its_district(cast, project):
    project = a_project(cast, unit=cast.park)
    assert a_receipt(project, cast, origin_region_code="410108").origin == "local"


def test_without_any_region_code_above_the_claim_is_refused(cast):
    with pytest.raises(Refused, match="行政区划代码"):
        a_receipt(a_project(cast), cast)


def test_editing_a_claim_derives_its_origin_anew(cast, project):
    receipt = a_receipt(project, cast)
    receipt = edit_receipt(receipt, by=cast.wang, at=NOW, changes={"origin_region_code": "410105"})
    assert receipt.origin == "out_of_area"


def test_the_inbox_holds_others_claims_only(cast, project):
    receipt = a_receipt(project, cast)
    a_receipt(project, cast, by=cast.chief)
    items = inbox_items(cast.chief, on=TODAY)
    assert [item.url for item in items] == [f"/desk/funds/{receipt.pk}/"]
    assert items[0].days_left == 5
    assert len(inbox_items(cast.supervisor, on=TODAY)) == 2
    assert inbox_items(cast.liu, on=TODAY) == []


def test_sums_by_origin(cast, project):
    for code in ("440300", "410105", "440300"):
        recognise_receipt(a_receipt(project, cast, origin_region_code=code), by=cast.chief, at=NOW, recognised_yuan=YI)
    assert recognised_by_origin(project) == [("域外省内", YI), ("省外境内", 2 * YI)]


def test_the_other_district_sees_no_receipt(cast, project):
    a_receipt(project, cast)
    assert not visible(cast.liu, Receipt).exists()
    assert not visible(cast.stranger, Receipt).exists()
    assert visible(cast.city_leader, Receipt).exists()

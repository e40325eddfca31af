"""The screens of funds received."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dianxiaoer.domain.funds.actions import recognise_receipt
from dianxiaoer.domain.funds.models import Receipt
from tests.cast import NOW
from tests.domain.funds.factory import a_receipt, at_home
from tests.domain.projects.factory import YI, a_paper, a_project

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def as_(client):
    def sign_in(person):
        client.force_login(person, backend=BACKEND)
        return client

    return sign_in


@pytest.fixture
def project(cast):
    at_home(cast)
    return a_project(cast)


def _claim(**more):
    return {
        "investor_name": "示例投资",
        "kind": "fixed_asset",
        "received_on": "2024-05-20",
        "amount": "2亿",
        "origin_country": "cn",
        "origin_region_code": "440300",
    } | more


def test_claimed_with_a_file_and_recognised_by_another(as_, cast, project):
    address = reverse("funds-claim", args=[project.pk])
    assert as_(cast.wang).post(address, _claim(origin_region_code="")).status_code == 422
    assert as_(cast.wang).post(address, _claim(files=[a_paper("回单.pdf")])).status_code == 303
    receipt = Receipt.objects.get()
    assert (receipt.origin, receipt.evidence.count()) == ("out_of_province", 1)
    recognise = reverse("funds-recognise", args=[receipt.pk])
    assert as_(cast.wang).get(recognise).status_code == 403
    asked = {"recognised_yuan": "1.5亿", "recognised_on": "2024-05-30"}
    assert as_(cast.chief).post(recognise, asked | {"recognised_yuan": "3亿"}).status_code == 422
    assert as_(cast.chief).post(recognise, asked).status_code == 303
    project.refresh_from_db()
    assert project.recognised_yuan == 150_000_000


def test_beyond_the_contract_is_told_in_words(as_, cast, project):
    receipt = a_receipt(project, cast, amount_yuan=11 * YI)
    page = as_(cast.chief).post(
        reverse("funds-recognise", args=[receipt.pk]), {"recognised_yuan": "11亿", "recognised_on": "2024-05-30"}
    )
    assert page.status_code == 422
    assert "请先登记增资" in page.content.decode()


def test_a_claim_is_corrected_until_it_is_decided(as_, cast, project):
    receipt = a_receipt(project, cast)
    address = reverse("funds-edit", args=[receipt.pk])
    assert "440300" in as_(cast.wang).get(address).content.decode()
    paper = receipt.evidence.get()
    facts = _claim(amount="1亿", origin_region_code="410105", evidence=[paper.pk], version=receipt.version)
    assert as_(cast.wang).post(address, facts).status_code == 303
    receipt.refresh_from_db()
    assert (receipt.amount_yuan, receipt.origin, receipt.evidence.count()) == (YI, "out_of_area", 1)
    assert as_(cast.wang).post(address, facts).status_code == 409
    recognise_receipt(receipt, by=cast.chief, at=NOW, recognised_yuan=YI)
    assert as_(cast.wang).post(address, facts | {"version": 9}).status_code == 422


def test_a_rejection_takes_a_usual_reason_or_ones_own(as_, cast, project):
    receipt = a_receipt(project, cast)
    address = reverse("funds-reject", args=[receipt.pk])
    assert as_(cast.chief).post(address, {"usual": "", "words": ""}).status_code == 422
    assert as_(cast.chief).post(address, {"usual": "0", "words": "第二页缺章"}).status_code == 303
    assert Receipt.objects.get().reject_reason == "凭证不全或看不清:第二页缺章"


def test_a_recognition_is_revoked_by_the_supervisor(as_, cast, project):
    receipt = recognise_receipt(a_receipt(project, cast), by=cast.chief, at=NOW, recognised_yuan=YI)
    address = reverse("funds-revoke", args=[receipt.pk])
    assert as_(cast.wang).get(address).status_code == 403
    assert as_(cast.supervisor).post(address, {"usual": "4", "words": ""}).status_code == 303
    page = as_(cast.leader).get(reverse("funds-detail", args=[receipt.pk])).content.decode()
    assert "重复申报" in page


def test_the_other_district_finds_nothing(as_, cast, project):
    receipt = a_receipt(project, cast)
    for person in (cast.liu, cast.stranger):
        assert as_(person).get(reverse("funds-detail", args=[receipt.pk])).status_code == 404


def test_the_ledger_costs_the_same_for_many_rows(as_, cast, project):
    for _number in range(20):
        a_receipt(project, cast)
    chief = as_(cast.chief)
    with CaptureQueriesContext(connection) as captured:
        page = chief.get(reverse("funds-list"), {"origin": "out_of_province"})
    assert page.content.decode().count("示例投资(深圳)有限公司") == 20
    assert len(captured) <= 8, [query["sql"][:90] for query in captured]

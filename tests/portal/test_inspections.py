"""The firm's side of codes and inspections: who scans decides, guessed addresses find nothing, ratings stay unnamed."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from dianxiaoer.domain.accounts.models import Membership
from dianxiaoer.domain.codes.actions import issue_code, renew_code, revoke_code
from dianxiaoer.domain.codes.tokens import token_of
from dianxiaoer.domain.inspections.actions.plans import add_line, add_plan, publish_plan, submit_plan
from dianxiaoer.domain.inspections.actions.scanning import leave_document, scan_in, scan_out
from dianxiaoer.domain.inspections.models import InspectionRating
from dianxiaoer.domain.tickets.models import Ticket
from tests.cast import NOW
from tests.domain.accounts.given import a_firm, call_as
from tests.domain.inspections.given import HERE, a_filing
from tests.domain.visits.given import a_visit

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)


@pytest.fixture
def firm(cast):
    return a_firm(cast)


@pytest.fixture
def over(cast, firm):
    """An inspection of the firm that is over, with a paper left."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    code = issue_code(firm.company, by=cast.wang, at=NOW)
    filing = scan_in(a_filing(cast, company=firm.company), by=cast.handler, at=NOW, token=token_of(code), position=HERE)
    paper = SimpleUploadedFile("笔录.pdf", b"%PDF-1.4 x")
    leave_document(filing, by=cast.handler, at=NOW, title="检查笔录", upload=paper)
    return scan_out(filing, by=cast.handler, at=LATER, token=token_of(code), position=HERE)


def test_who_scans_decides_what_opens(cast, client, firm):
    code = issue_code(firm.company, by=cast.wang, at=NOW)
    page = reverse("portal-code", args=[token_of(code)])
    visitor = client.get(page).content.decode()
    assert "反映需要" in visitor
    assert reverse("portal-inspections") + "?firm" not in visitor
    assert "channel=code" in visitor
    call_as(client, firm.other)
    assert "没有绑定这家企业" in client.get(page).content.decode()
    call_as(client, firm.member)
    ours = client.get(page)
    assert reverse("portal-inspections") in ours.content.decode()
    assert len(ours.content) < 60_000
    client.logout()
    client.force_login(cast.handler, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(page)["Location"] == reverse("codes-scan", args=[token_of(code)])


def test_a_forged_a_renewed_and_a_revoked_code_say_so(cast, client, firm):
    code = issue_code(firm.company, by=cast.wang, at=NOW)
    old = token_of(code)
    forged = old[:-2] + ("AA" if not old.endswith("AA") else "BB")
    answer = client.get(reverse("portal-code", args=[forged]))
    assert answer.status_code == 404
    assert "不是店小二制发" in answer.content.decode()
    assert firm.company.name not in answer.content.decode()
    code = renew_code(code, by=cast.wang, at=NOW, reason="遗失")
    assert "已换发" in client.get(reverse("portal-code", args=[old])).content.decode()
    revoke_code(code, by=cast.wang, at=NOW, reason="停业")
    answer = client.get(reverse("portal-code", args=[token_of(code)]))
    assert answer.status_code == 410
    assert "已停用" in answer.content.decode()


def test_a_firm_sees_its_own_history_and_a_leaver_nothing(cast, client, firm, over):
    a_visit(cast, company=firm.company)
    call_as(client, firm.member)
    history = client.get(reverse("portal-inspections")).content.decode()
    assert "了解用工需求" in history
    page = reverse("portal-inspection", args=[over.pk])
    shown = client.get(page).content.decode()
    assert "A001" in shown
    paper = reverse("portal-inspection_document", args=[over.documents.get().pk])
    assert client.get(paper).status_code == 200
    Membership.objects.filter(account=firm.member).update(until_on=date(2024, 6, 3))
    for address in (page, paper, page + "rate/", page + "complain/"):
        assert client.get(address).status_code == 404, address
    assert "了解用工需求" not in client.get(reverse("portal-inspections")).content.decode()
    call_as(client, firm.other)
    assert client.get(page).status_code == 404


def test_a_firm_rates_once_without_a_name(cast, client, firm, over):
    call_as(client, firm.member)
    page = reverse("portal-inspection_rate", args=[over.pk])
    assert client.post(page, {}).status_code == 422
    assert client.post(page, {"level": 9}).status_code == 422
    assert client.post(page, {"level": 2, "aspect_lawful": 1, "text": "态度生硬"}).status_code == 303
    row = InspectionRating.objects.get()
    assert (row.level, row.aspects, row.rated_month.day) == (2, {"lawful": 1}, 1)
    answer = client.post(page, {"level": 5})
    assert answer.status_code == 422
    assert "已经评价过" in answer.content.decode()
    assert page not in client.get(reverse("portal-inspection", args=[over.pk])).content.decode()


def test_a_complaint_is_a_ticket_at_the_unit_that_keeps_the_file(cast, client, firm, over):
    call_as(client, firm.member)
    page = reverse("portal-inspection_complain", args=[over.pk])
    assert client.post(page, {"text": " "}).status_code == 422
    assert client.post(page, {"text": "检查时拍摄了配方"}).status_code == 303
    ticket = Ticket.objects.get()
    assert (ticket.kind, ticket.unit, ticket.company) == ("complaint", firm.company.unit, firm.company)
    assert (ticket.source_subject, ticket.source_id) == ("inspections.filing", over.pk)


def test_published_plans_are_open_to_everyone_and_drafts_to_nobody(cast, client):
    plan = add_plan(by=cast.handler, at=NOW, unit=cast.district, year=2024, title="2024 年度计划", basis="《示例法》")
    add_line(plan, by=cast.handler, at=NOW, kind="daily", target="规上工业", items="消防设施", months="二季度")
    plan = submit_plan(plan, by=cast.handler, at=NOW)
    page = reverse("portal-inspection_plans")
    assert "2024 年度计划" not in client.get(page).content.decode()
    publish_plan(plan, by=cast.chief, at=NOW)
    shown = client.get(page).content.decode()
    assert "消防设施" in shown
    client.cookies["django_language"] = "en"
    assert "Published inspection plans" in client.get(page).content.decode()

"""Screens of visits, inspections, codes and alerts: few statements, one-page record, scans, what is refused."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dianxiaoer.domain.codes.actions import issue_code, renew_code, revoke_code
from dianxiaoer.domain.codes.tokens import token_of
from dianxiaoer.domain.entries.actions import set_limit
from dianxiaoer.domain.entries.models import Alert
from dianxiaoer.domain.inspections.models import Filing, InspectionRating
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.visits.actions.recording import Found, record_visit
from dianxiaoer.domain.visits.models import Visit
from tests.cast import NOW
from tests.domain.companies.given import a_company
from tests.domain.inspections.given import a_cap, a_filing
from tests.domain.stewardship.given import an_assignment, an_official
from tests.domain.visits.given import a_visit

pytestmark = pytest.mark.django_db
LEDGERS = (
    "stewardship-list", "stewardship-officials", "stewardship-plans", "codes-list", "entries-list", "alerts-list",
    "inspections-list", "inspections-plans", "visits-list", "visits-findings",
)  # fmt: skip


def sign_in(client, person):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def some_rows(cast, first, count):
    for number in range(first, first + count):
        firm = a_company(cast, f"示例{number:02}号有限公司", is_resident=True, owner=cast.wang)
        an_assignment(cast, company=firm, official=an_official(cast, f"示例领导{number:02}"))
        issue_code(firm, by=cast.wang, at=NOW)
        a_filing(cast, company=firm, exempt="complaint", exempt_note="示例")
        visit = a_visit(cast, company=firm, planned_on=NOW.date())
        record_visit(
            visit, by=cast.wang, at=NOW, visited_on=NOW.date(), summary="看了", found=[Found("labour", f"缺工{number}")]
        )


def test_ledgers_cost_the_same_whatever_their_length(cast, client):
    sign_in(client, cast.chief)
    some_rows(cast, 0, 2)
    counts = []
    for time in (1, 2):
        found = {}
        for name in LEDGERS:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(reverse(name)).status_code == 200
            found[name] = len(asked)
        counts.append(found)
        some_rows(cast, 10 * time, 4)
    assert counts[0] == counts[1]
    # the session, the person, the reach and the saved views are each page's own
    assert {name: n for name, n in counts[0].items() if n > 12} == {}


def test_the_export_holds_the_rows_of_the_filter(cast, client):
    sign_in(client, cast.chief)
    some_rows(cast, 0, 3)
    answer = client.get(reverse("visits-findings"), {"q": "示例01号", "export": "csv"})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").strip().splitlines()
    assert len(lines) == 3
    assert "缺工1" in lines[2]


def test_a_record_on_one_page_becomes_tickets(cast, client):
    visit = a_visit(cast, planned_on=timezone.localdate())
    page = reverse("visits-record", args=[visit.pk])
    sign_in(client, cast.wang)
    typed = {"visited_on": timezone.localdate().isoformat(), "summary": "看了车间", "met": "示例厂长 厂长\n示例会计"}
    typed |= {"labour_text": "缺 30 人", "moving_due": timezone.localdate().isoformat()}
    answer = client.post(page, typed)
    assert answer.status_code == 422
    assert "请写明问题" in answer.content.decode()
    assert not Ticket.objects.exists()
    del typed["moving_due"]
    answer = client.post(page, typed)
    assert answer.status_code == 303
    ticket = Ticket.objects.get()
    assert (ticket.owner, ticket.finding.flag, visit.met.count()) == (cast.wang, "labour", 2)
    shown = client.get(answer["Location"]).content.decode()
    assert ticket.number in shown
    assert client.get(reverse("visits-findings")).context["counts"][3].all == 1
    for person, status in ((cast.zhao, 403), (cast.liu, 404)):
        assert sign_in(client, person).post(page, typed).status_code == status


def test_the_planner_sees_the_month_and_may_join(cast, client):
    set_limit(by=cast.chief, at=NOW, unit=cast.district, per_month=1, since_on=NOW.date(), source="示例")
    today = timezone.localdate()
    first = a_visit(cast, planned_on=today)
    sign_in(client, cast.zhao)
    page = client.get(reverse("visits-plan"), {"company": first.company.name}).content.decode()
    assert "已有 1 次入企" in page
    assert reverse("visits-join", args=[first.pk]) in page
    typed = {
        "unit": cast.district.pk, "company": first.company.name, "kind": "liaison", "planned_on": today.isoformat(),
        "topics": "融资", "owner": cast.zhao.pk,
    }  # fmt: skip
    answer = client.post(reverse("visits-plan"), typed)
    assert answer.status_code == 422
    assert "上限 1 次" in answer.content.decode()
    assert client.post(reverse("visits-plan"), typed | {"company": "没有的公司"}).status_code == 422
    assert client.post(reverse("visits-join", args=[first.pk]), {"topics": "融资"}).status_code == 303
    assert Visit.objects.count() == 1
    assert client.post(reverse("visits-plan"), typed | {"over_limit_reason": "企业邀请"}).status_code == 303
    assert Alert.objects.get().kind == "repeated"


def test_a_blocked_filing_says_why_and_supervisors_see_it(cast, client):
    a_cap(cast, 1)
    firm = a_company(cast, is_resident=True)
    typed = {
        "unit": cast.district.pk, "company": firm.name, "kind": "daily", "planned_on": "2024-06-10", "basis": "《示例法》",
        "items": "消防", "officers": "示例甲 A1\n示例乙 A2",
    }  # fmt: skip
    sign_in(client, cast.handler)
    assert client.post(reverse("inspections-file"), typed | {"officers": "示例甲"}).status_code == 422
    assert client.post(reverse("inspections-file"), typed).status_code == 303
    answer = client.post(reverse("inspections-file"), typed)
    assert answer.status_code == 422
    assert "上限 1 次" in answer.content.decode()
    assert Filing.objects.count() == 1
    alert = Alert.objects.get()
    sign_in(client, cast.supervisor)
    assert "超过年度检查上限" in client.get(reverse("alerts-list")).content.decode()
    assert client.post(reverse("alerts-settle", args=[alert.pk]), {"note": "已约谈"}).status_code == 303
    assert sign_in(client, cast.handler).get(reverse("alerts-list")).status_code == 403


def test_a_scan_in_asks_why_without_a_position(cast, client):
    filing = a_filing(cast)
    code = issue_code(filing.company, by=cast.wang, at=NOW)
    sign_in(client, cast.handler)
    door = client.get(reverse("codes-scan", args=[token_of(code)]))
    assert door.status_code == 200
    page = reverse("inspections-scan_in", args=[filing.pk])
    assert "未定位的原因" in client.get(f"{page}?code={token_of(code)}").content.decode()
    answer = client.post(page, {"code": token_of(code)})
    assert answer.status_code == 422
    assert "写明未定位的原因" in answer.content.decode()
    assert client.post(page, {"code": token_of(code), "latitude": "91", "longitude": "0"}).status_code == 422
    assert client.post(page, {"code": token_of(code), "refusal": "手机不允许"}).status_code == 303
    assert client.post(page, {"code": token_of(code), "refusal": "再来一次"}).status_code == 422  # replayed


def test_a_scan_by_staff_tells_a_bad_code(cast, client):
    code = issue_code(a_company(cast), by=cast.wang, at=NOW)
    old = token_of(code)
    sign_in(client, cast.handler)
    assert client.get(reverse("codes-scan", args=["1.1.AAAAAAAAAAAAAAAAAAAA"])).status_code == 404
    code = renew_code(code, by=cast.wang, at=NOW, reason="遗失")
    assert client.get(reverse("codes-scan", args=[old])).status_code == 410
    code = revoke_code(code, by=cast.wang, at=NOW, reason="停业")
    answer = client.get(reverse("codes-scan", args=[token_of(code)]))
    assert answer.status_code == 410
    assert "已停用" in answer.content.decode()
    assert sign_in(client, cast.liu).get(reverse("codes-scan", args=[old])).status_code == 404


def test_posters_are_one_pdf(cast, client):
    codes = [issue_code(a_company(cast, f"示例{n}有限公司"), by=cast.wang, at=NOW) for n in "甲乙"]
    sign_in(client, cast.wang)
    answer = client.get(reverse("codes-posters"), {"pick": [code.pk for code in codes]})
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.count(b"/Type /Page\n") == 2
    assert client.get(reverse("codes-posters"), {"pick": codes[0].pk}).content.count(b"/Type /Page\n") == 1
    page = client.get(reverse("codes-detail", args=[codes[0].pk])).content.decode()
    assert "data:image/svg+xml" in page


def test_supervisors_alone_read_ratings_and_no_row_names_a_firm(cast, client):
    InspectionRating.objects.create(
        unit=cast.district, kind="daily", level=1, text="态度生硬", rated_month=NOW.date().replace(day=1), seal="x"
    )
    firm = a_company(cast)
    page = sign_in(client, cast.supervisor).get(reverse("inspections-ratings")).content.decode()
    assert "态度生硬" in page
    assert firm.name not in page
    assert not re.search(r"JC\d{4}-\d{6}", page)
    for person in (cast.chief, cast.handler, cast.leader, cast.auditor):
        assert sign_in(client, person).get(reverse("inspections-ratings")).status_code == 403


def test_the_page_of_results_counts_no_visits(cast, client):
    some_rows(cast, 0, 1)
    sign_in(client, cast.chief)
    first = NOW.date() - timedelta(1)
    page = client.get(reverse("visits-results"), {"from": first.isoformat(), "to": "2024-12-31"})
    assert [line.name for line in page.context["lines"]] == ["小王"]
    assert "未评价" in page.content.decode()

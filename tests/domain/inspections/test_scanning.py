"""On site: scans, refused positions, emergencies, papers, results; what the firm says afterwards."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from dianxiaoer.domain.codes.actions import issue_code, renew_code, revoke_code
from dianxiaoer.domain.codes.tokens import token_of
from dianxiaoer.domain.entries.models import Alert, Entry
from dianxiaoer.domain.inspections.actions.firms import has_rated, rate_inspection
from dianxiaoer.domain.inspections.actions.scanning import (
    Position,
    conclude_inspection,
    leave_document,
    scan_in,
    scan_out,
)
from dianxiaoer.domain.inspections.models import InspectionRating
from dianxiaoer.domain.inspections.queries import rating_of_body, ratings_for
from dianxiaoer.kernel.models import Event
from dianxiaoer.kernel.refusals import StageRefused
from tests.cast import NOW
from tests.domain.accounts.given import a_firm
from tests.domain.companies.given import a_company
from tests.domain.inspections.given import HERE, a_filing

LATER = NOW + timedelta(hours=2)


@pytest.fixture
def filed(cast):
    filing = a_filing(cast)
    return filing, issue_code(filing.company, by=cast.wang, at=NOW)


def test_in_and_out_by_the_code_with_one_position_each(cast, filed):
    filing, code = filed
    filing = scan_in(filing, by=cast.handler, at=NOW, token=token_of(code), position=HERE)
    assert (filing.in_at, filing.in_latitude, filing.code) == (NOW, Decimal("34.12346"), code)
    with pytest.raises(StageRefused):
        scan_in(filing, by=cast.handler, at=NOW, token=token_of(code), position=HERE)
    filing = scan_out(filing, by=cast.handler, at=LATER, token=token_of(code), position=Position(refusal="信号弱"))
    assert (filing.out_at, filing.out_no_position, filing.stage) == (LATER, "信号弱", "left")
    entry = Entry.objects.get()
    assert (entry.is_done, entry.on) == (True, date(2024, 6, 3))
    assert not Alert.objects.exists()


def test_a_wrong_code_opens_nothing(cast, filed):
    filing, code = filed
    other = issue_code(a_company(cast, "示例二号有限公司"), by=cast.wang, at=NOW)
    old = token_of(code)
    for token, sentence in (
        ("zz.1.AAAAAAAAAAAAAAAAAAAA", "不是本系统"),
        (token_of(other), "与备案企业不符"),
        ("", "先扫"),
    ):
        with pytest.raises(ValidationError, match=sentence):
            scan_in(filing, by=cast.handler, at=NOW, token=token, position=HERE)
    code = renew_code(code, by=cast.wang, at=NOW, reason="遗失")
    with pytest.raises(ValidationError, match="已换发"):
        scan_in(filing, by=cast.handler, at=NOW, token=old, position=HERE)
    code = revoke_code(code, by=cast.wang, at=NOW, reason="停业")
    with pytest.raises(ValidationError, match="已停用"):
        scan_in(filing, by=cast.handler, at=NOW, token=token_of(code), position=HERE)


def test_a_refused_position_asks_why_and_no_code_warns(cast, filed):
    filing, _code = filed
    with pytest.raises(ValidationError, match="写明未定位的原因"):
        Position()
    with pytest.raises(ValidationError, match="地球"):
        Position(Decimal(91), Decimal(0))
    filing = scan_in(
        filing, by=cast.handler, at=NOW, no_code_reason="门口的码被撕", position=Position(refusal="手机不允许定位")
    )
    assert filing.in_no_position == "手机不允许定位"
    assert Alert.objects.get().kind == "unscanned"


def test_only_an_emergency_scans_before_leaving(cast, filed):
    filing, code = filed
    with pytest.raises(ValidationError, match="只有紧急情况"):
        scan_out(filing, by=cast.handler, at=LATER, token=token_of(code), position=HERE, arrived_at=NOW)
    urgent = a_filing(cast, company=filing.company, exempt="emergency", exempt_note="燃气泄漏")
    with pytest.raises(ValidationError, match="实际入企的时间"):
        scan_out(urgent, by=cast.handler, at=NOW, token=token_of(code), position=HERE, arrived_at=LATER)
    urgent = scan_out(urgent, by=cast.handler, at=LATER, token=token_of(code), position=HERE, arrived_at=NOW)
    assert (urgent.in_at, urgent.out_at, urgent.stage) == (NOW, LATER, "left")


def test_papers_and_result(cast, filed):
    filing, code = filed
    paper = lambda name="笔录.pdf", content=b"%PDF-1.4 x": SimpleUploadedFile(name, content)  # noqa: E731
    with pytest.raises(ValidationError, match="还没有扫码"):
        leave_document(filing, by=cast.handler, at=NOW, title="检查笔录", upload=paper())
    filing = scan_in(filing, by=cast.handler, at=NOW, token=token_of(code), position=HERE)
    assert leave_document(filing, by=cast.handler, at=NOW, title="检查笔录", upload=paper()).size_bytes == 10
    with pytest.raises(ValidationError, match="不是允许的格式"):
        leave_document(filing, by=cast.handler, at=NOW, title="程序", upload=paper("a.jpg", b"MZ not a photo"))
    filing = scan_out(filing, by=cast.handler, at=LATER, token=token_of(code), position=HERE)
    filing = conclude_inspection(filing, by=cast.handler, at=LATER, result="rectify", rectify_by=date(2024, 6, 30))
    assert filing.stage == "concluded"
    with pytest.raises(PermissionDenied):
        conclude_inspection(filing, by=cast.wang, at=LATER, result="clean")


def over(cast, filed):
    filing, code = filed
    filing = scan_in(filing, by=cast.handler, at=NOW, token=token_of(code), position=HERE)
    return scan_out(filing, by=cast.handler, at=LATER, token=token_of(code), position=HERE)


def test_a_firm_rates_once_and_nothing_says_who(cast):
    firm = a_firm(cast)
    filed = a_filing(cast, company=firm.company), issue_code(firm.company, by=cast.wang, at=NOW)
    with pytest.raises(ValidationError, match="还没有结束"):
        rate_inspection(filed[0], caller=firm.caller(), at=NOW, level=5)
    filing = over(cast, filed)
    with pytest.raises(PermissionDenied):
        rate_inspection(filing, caller=firm.caller("other"), at=NOW, level=1)
    with pytest.raises(ValidationError, match="五个等级"):
        rate_inspection(filing, caller=firm.caller(), at=NOW, level=6)
    before = Event.objects.count()
    assert not has_rated(filing, firm.caller())
    rate_inspection(filing, caller=firm.caller(), at=NOW, level=2, aspects={"lawful": 1}, text="态度生硬")
    assert has_rated(filing, firm.caller())
    with pytest.raises(ValidationError, match="已经评价过"):
        rate_inspection(filing, caller=firm.caller(), at=LATER, level=5)
    assert Event.objects.count() == before, "no event: it would say when"
    relations = [field.related_model.__name__ for field in InspectionRating._meta.get_fields() if field.is_relation]
    assert relations == ["Unit"], "a rating leads to the body and to nothing else"
    row = InspectionRating.objects.get()
    assert len(row.seal) == 64
    assert row.rated_month == date(2024, 6, 1)


def test_the_inspected_body_sees_sums_of_five_and_supervisors_rows(cast):
    firm = a_firm(cast)
    filing = over(cast, (a_filing(cast, company=firm.company), issue_code(firm.company, by=cast.wang, at=NOW)))
    rate_inspection(filing, caller=firm.caller(), at=NOW, level=1)
    assert rating_of_body(cast.district, 2024).count is None
    for number in range(4):
        InspectionRating.objects.create(
            unit=cast.district, kind="daily", level=5, rated_month=date(2024, 5, 1), seal=f"{number}" * 64
        )
    found = rating_of_body(cast.district, 2024)
    assert (found.count, found.mean) == (5, Decimal("4.20"))
    assert ratings_for(cast.supervisor).count() == 5
    for person in (cast.handler, cast.chief, cast.leader, cast.auditor, cast.liu, cast.stranger):
        assert not ratings_for(person).exists()

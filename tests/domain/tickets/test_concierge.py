"""帮办 and 代办: states in order, papers with codes, the ticket kept in step."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from docx import Document

from dianxiaoer.domain.tickets.actions import concierge as acts
from dianxiaoer.domain.tickets.actions.dispatching import dispatch_ticket
from dianxiaoer.domain.tickets.actions.handling import answer_ticket
from dianxiaoer.domain.tickets.actions.papers import issue_paper, revoke_paper
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.queries import paper_by_code
from dianxiaoer.kernel.files import is_intact, path_of
from dianxiaoer.kernel.refusals import Refused, StageRefused
from tests.cast import NOW, TODAY
from tests.domain.tickets.making import DAY, HOUR, make_bodies, make_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def bodies(cast):
    return make_bodies(cast)


def begun(cast, bodies):
    ticket = dispatch_ticket(
        make_ticket(cast, kind="concierge", title="代办施工许可"), by=cast.wang, at=NOW, lead_unit=bodies.water
    )
    row = acts.triage_concierge(ticket.concierge, by=bodies.niu, at=NOW, agent=bodies.ma)
    return acts.accept_concierge(
        row, by=bodies.ma, at=NOW + HOUR, matter="建筑工程施工许可", promised_on=TODAY + timedelta(30)
    )


def test_from_triage_to_completion_with_its_papers(cast, bodies):
    row = begun(cast, bodies)
    with pytest.raises(StageRefused):
        acts.complete_concierge(row, by=bodies.ma, at=NOW + DAY, outcome="好了")
    with pytest.raises(StageRefused, match="帮代办"):
        answer_ticket(row.ticket, by=bodies.ma, at=NOW + DAY, resolution_kind="resolved", answer="好了")
    row = acts.authorise_concierge(
        row, by=bodies.ma, at=NOW + DAY, authorised_by_name="陈某", authorised_until=TODAY + timedelta(20)
    )
    row = acts.prepare_concierge(row, by=bodies.ma, at=NOW + DAY)
    with pytest.raises(Refused, match="到期"):
        acts.file_concierge(row, by=bodies.ma, at=NOW + DAY, approval_body="住建局", filed_on=TODAY + timedelta(21))
    row = acts.file_concierge(row, by=bodies.ma, at=NOW + 2 * DAY, approval_body="住建局")
    row = acts.supplement_concierge(row, by=bodies.ma, at=NOW + 3 * DAY, note="缺图纸")
    row = acts.take_up_concierge(row, by=bodies.ma, at=NOW + 4 * DAY)
    row = acts.suspend_concierge(row, by=bodies.ma, at=NOW + 5 * DAY, pause_reason="企业调整方案")
    assert Ticket.objects.get(pk=row.ticket_id).stage == "waiting"
    row = acts.resume_concierge(row, by=bodies.ma, at=NOW + 8 * DAY)
    row = acts.complete_concierge(row, by=bodies.ma, at=NOW + 9 * DAY, outcome="许可证已领取")
    ticket = Ticket.objects.get(pk=row.ticket_id)
    assert (ticket.stage, ticket.resolution_kind, row.supplements, row.days_saved) == ("answered", "resolved", 1, 21)
    assert [paper.kind for paper in ticket.papers.all()] == [
        "receipt",
        "mandate",
        "suspension",
        "renewal",
        "completion",
    ]


def test_a_paper_is_word_and_pdf_and_its_code_tells_it_genuine(cast, bodies):
    paper = begun(cast, bodies).ticket.papers.get()
    assert is_intact(paper.word_sha256)
    assert is_intact(paper.pdf_sha256)
    word = Document(io.BytesIO(path_of(paper.word_sha256).read_bytes()))
    said = "\n".join(p.text for p in word.paragraphs) + "".join(
        c.text for row in word.tables[0].rows for c in row.cells
    )
    spaced = f"{paper.code[:4]}-{paper.code[4:8]}-{paper.code[8:]}"
    assert "示例材料有限公司" in said
    assert "建筑工程施工许可" in said
    assert spaced in said
    assert path_of(paper.pdf_sha256).read_bytes().startswith(b"%PDF-")
    assert paper_by_code(spaced.lower()) == paper
    assert paper_by_code("AAAA-AAAA-AAAA") is None
    assert revoke_paper(paper, by=bodies.ma, at=NOW + DAY, reason="写错").revoked_at == NOW + DAY


def test_a_paper_fits_its_stage(cast, bodies):
    row = begun(cast, bodies)
    with pytest.raises(Refused, match="不能出具"):
        issue_paper(row, by=bodies.ma, at=NOW + DAY, kind="completion")
    with pytest.raises(PermissionDenied):
        issue_paper(row, by=bodies.yang, at=NOW + DAY, kind="receipt")
    row = acts.prepare_concierge(row, by=bodies.ma, at=NOW + DAY)
    with pytest.raises(Refused, match="不需要委托书"):
        issue_paper(row, by=bodies.ma, at=NOW + DAY, kind="mandate")


def test_it_ends_by_the_firm_or_the_agent_and_the_ticket_says_so(cast, bodies):
    row = acts.terminate_concierge(
        begun(cast, bodies), by=bodies.ma, at=NOW + DAY, terminated_by="impossible", outcome="地块规划调整"
    )
    assert Ticket.objects.get(pk=row.ticket_id).resolution_kind == "rejected"
    row = acts.withdraw_concierge(begun(cast, bodies), by=bodies.ma, at=NOW + DAY, note="企业来电")
    assert Ticket.objects.get(pk=row.ticket_id).stage == "withdrawn"


def test_an_agent_belongs_to_the_body_that_has_it(cast, bodies):
    ticket = make_ticket(cast, kind="concierge")
    with pytest.raises(Refused, match="先派单"):
        acts.triage_concierge(ticket.concierge, by=cast.wang, at=NOW, agent=bodies.ma)
    ticket = dispatch_ticket(ticket, by=cast.wang, at=NOW, lead_unit=bodies.water)
    with pytest.raises(Refused, match="经办人"):
        acts.triage_concierge(ticket.concierge, by=bodies.ma, at=NOW, agent=bodies.yang)
    row = acts.reject_concierge(ticket.concierge, by=bodies.ma, at=NOW, outcome="不属帮代办事项")
    assert (row.stage, Ticket.objects.get(pk=ticket.pk).resolution_kind) == ("rejected", "rejected")

"""Issuing a paper: frozen as Word and PDF, with a code anyone can check it by."""

from __future__ import annotations

from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.people.access import require
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.tickets.concierge import Concierge, Paper
from dianxiaoer.domain.tickets.numbers import PAPER_LENGTH, secret_code
from dianxiaoer.domain.tickets.states import ConciergeStage, PaperKind, TerminatedBy
from dianxiaoer.kernel.events import record_event
from dianxiaoer.kernel.files import keep
from dianxiaoer.kernel.papers import Sheet, as_pdf, as_word
from dianxiaoer.kernel.records import lock, write
from dianxiaoer.kernel.refusals import Refused

#: the stages at which a paper may be issued again by hand
MAY_ISSUE: dict[str, tuple[str, ...]] = {
    PaperKind.RECEIPT: tuple(
        stage
        for stage in ConciergeStage.values
        if stage not in {ConciergeStage.SUBMITTED, ConciergeStage.TRIAGED, ConciergeStage.REJECTED}
    ),
    PaperKind.MANDATE: (
        ConciergeStage.AUTHORISED, ConciergeStage.PREPARING, ConciergeStage.FILED, ConciergeStage.IN_APPROVAL,
        ConciergeStage.SUPPLEMENT,
    ),
    PaperKind.SUSPENSION: (ConciergeStage.SUSPENDED,),
    PaperKind.RENEWAL: (ConciergeStage.PREPARING, ConciergeStage.FILED, ConciergeStage.IN_APPROVAL),
    PaperKind.TERMINATION: (ConciergeStage.TERMINATED,),
    PaperKind.COMPLETION: (ConciergeStage.COMPLETED,),
}  # fmt: skip


@transaction.atomic
def issue_paper(concierge: Concierge, *, by: User, at: datetime, kind: str) -> Paper:
    """Issue a paper of the kind the stage allows. Raises Refused for another, e.g. a mandate for mere advice."""
    require(by, "tickets.issue_paper", concierge)
    if concierge.stage not in MAY_ISSUE[kind]:
        raise Refused(
            _("“%(stage)s”阶段不能出具%(paper)s。")
            % {"stage": concierge.get_stage_display(), "paper": PaperKind(kind).label}
        )
    if kind in {PaperKind.MANDATE, PaperKind.RENEWAL} and not concierge.is_proxy:
        raise Refused(_("帮办不代行手续,不需要委托书。"))
    return write_paper(concierge, kind, by=by, at=at)


@transaction.atomic
def revoke_paper(paper: Paper, *, by: User, at: datetime, reason: str) -> Paper:
    """The code then says that the paper was revoked."""
    require(by, "tickets.issue_paper", paper)
    fresh = lock(paper)
    if fresh.revoked_at is None:
        fresh.revoked_at = at
        write(fresh, ["revoked_at"], at=at)
        record_event(fresh, "tickets.issue_paper", by=by, at=at, root=fresh.ticket, note=_("作废:%s") % reason)
    return fresh


def write_paper(concierge: Concierge, kind: str, *, by: User, at: datetime) -> Paper:
    """The body of `issue_paper`, for acts that issue it themselves."""
    ticket = concierge.ticket
    number = f"{ticket.number}-{PaperKind.values.index(kind) + 1}{ticket.papers.filter(kind=kind).count() + 1:02d}"
    code = secret_code(PAPER_LENGTH)
    rows = _rows(concierge, kind)
    sheet = Sheet(
        title=f"帮代办{TITLES[kind]}",
        number=number,
        rows=rows,
        clauses=_CLAUSES[kind],
        foot=_feet(concierge, kind, at),
        check=f"验证码 {spaced(code)}。在企业服务页面“文书验真”输入验证码,即可核对本件真伪。",
        issuer=str(ticket.unit),
    )
    word = keep(ContentFile(as_word(sheet), name=f"{number}.docx"))
    pdf = keep(ContentFile(as_pdf(sheet), name=f"{number}.pdf"))
    paper = Paper(
        ticket=ticket,
        kind=kind,
        number=number,
        code=code,
        issued_by=by,
        issued_at=at,
        lines=[list(row) for row in rows],
        word_sha256=word.sha256,
        pdf_sha256=pdf.sha256,
        created_at=at,
        updated_at=at,
    )
    paper.full_clean()
    paper.save(force_insert=True)
    record_event(paper, "tickets.issue_paper", by=by, at=at, root=ticket, note=str(paper))
    return paper


def spaced(code: str) -> str:
    """XXXX-XXXX-XXXX, as people read it aloud."""
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))


#: papers are handed in at Chinese offices: they are written in Chinese whatever language the officer reads
TITLES: dict[str, str] = {
    PaperKind.RECEIPT: "受理单",
    PaperKind.MANDATE: "委托书",
    PaperKind.SUSPENSION: "中止单",
    PaperKind.RENEWAL: "续办委托书",
    PaperKind.TERMINATION: "终止单",
    PaperKind.COMPLETION: "办结单",
}
_CLAUSES: dict[str, tuple[str, ...]] = {
    PaperKind.RECEIPT: ("本次服务自愿、免费。申请人仍为办理主体,对所提供材料的真实性、合法性负责。",),
    PaperKind.MANDATE: (
        "委托人自愿委托受托人代为办理上述事项,受托人在委托权限和期限内代为提交、补正、领取材料。",
        "受托人不收取任何费用;委托人对所提供材料的真实性、合法性负责,可随时书面终止委托。",
    ),
    PaperKind.SUSPENSION: ("因上述原因,本事项的帮代办服务中止。原因消除后可申请续办。",),
    PaperKind.RENEWAL: ("中止原因已消除,委托人继续委托受托人办理上述事项,原委托权限不变。",),
    PaperKind.TERMINATION: ("本事项的帮代办服务终止,已收取的材料随本单退还。",),
    PaperKind.COMPLETION: ("本事项已办成,办理结果及材料已交付申请人。欢迎评价。",),
}

_ENDED_BY = {
    TerminatedBy.FIRM: "企业要求终止",
    TerminatedBy.AGENT: "帮办方终止",
    TerminatedBy.IMPOSSIBLE: "无法继续办理",
}


def _rows(concierge: Concierge, kind: str) -> list[tuple[str, str]]:
    ticket = concierge.ticket
    rows = [
        ("申请企业", ticket.firm()),
        ("诉求编号", ticket.number),
        ("办理事项", concierge.matter or ticket.title),
        ("服务方式", "代办" if concierge.is_proxy else "帮办"),
        ("帮办机构", str(ticket.lead_unit or ticket.unit)),
        ("帮办员", str(concierge.agent or "—")),
        ("审批部门", concierge.approval_body or "—"),
        ("承诺办结", _said(concierge.promised_on)),
    ]
    more = {
        PaperKind.MANDATE: [
            ("委托人", concierge.authorised_by_name),
            ("委托日期", _said(concierge.authorised_on)),
            ("委托期限", _said(concierge.authorised_until)),
        ],
        PaperKind.SUSPENSION: [("中止原因", concierge.pause_reason)],
        PaperKind.RENEWAL: [("中止原因", concierge.pause_reason), ("委托人", concierge.authorised_by_name)],
        PaperKind.TERMINATION: [
            ("终止方", _ENDED_BY.get(concierge.terminated_by, "—")),
            ("终止说明", concierge.outcome),
        ],
        PaperKind.COMPLETION: [("办成日期", _said(concierge.completed_on)), ("办理结果", concierge.outcome)],
    }
    return rows + more.get(PaperKind(kind), [])


def _feet(concierge: Concierge, kind: str, at: datetime) -> list[tuple[str, str]]:
    day = f"{timezone.localtime(at):%Y年%m月%d日}"
    if kind in {PaperKind.MANDATE, PaperKind.RENEWAL}:
        return [("委托人(签章):", "受托人(签章):"), ("", day)]
    return [(str(concierge.ticket.unit), "(盖章)"), ("", day)]


def _said(day: object) -> str:
    return str(day) if day else "—"

"""Projects for tests: opened by 小王, papers handed in, stages reached."""

from datetime import date
from decimal import Decimal
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile

from dianxiaoer.domain.companies.actions.files import add_company
from dianxiaoer.domain.projects.actions.claims import claim_stage, verify_claim
from dianxiaoer.domain.projects.actions.evidence import upload_evidence
from dianxiaoer.domain.projects.actions.opening import edit_project, open_project
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.domain.projects.states import LADDER, EvidenceKind
from tests.cast import NOW, Cast

YI = Decimal(100_000_000)
_numbers = count(1)


def a_project(cast: Cast, **facts) -> Project:
    """Signed on 2024-01-08 for 10亿 in 甲区, owned by 小王."""
    given = {
        "by": cast.wang,
        "at": NOW,
        "unit": cast.district,
        "name": f"示例电池项目{next(_numbers)}",
        "company": None,
        "signed_on": date(2024, 1, 8),
        "contracted_yuan": 10 * YI,
        "industry_code": "3841",
    }
    return open_project(**(given | facts))


def a_paper(name: str = "材料.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or f"%PDF-1.7 {next(_numbers)}".encode())


def with_papers(project: Project, cast: Cast, *kinds: str) -> Project:
    """The project with every kind of evidence (or the named ones) and every askable field filled."""
    for kind in kinds or EvidenceKind.values:
        upload_evidence(project, by=cast.wang, at=NOW, kind=kind, upload=a_paper())
    serial = next(_numbers)
    company = add_company(by=cast.wang, at=NOW, unit=project.unit, name=f"示例电池{serial}号有限公司")
    facts = {"company": company, "zone": "示例大道 1 号", "national_code": f"2401-410108-04-01-{serial:06d}"}
    return edit_project(project, by=cast.wang, at=NOW, changes=facts)


def at_stage(project: Project, cast: Cast, stage: str) -> Project:
    """Taken up the ladder by claims of 小王 that 李科长 verified, one on the ninth of each month."""
    if not project.evidence.exists():
        project = with_papers(project, cast)
    for month, step in enumerate(LADDER[1 : LADDER.index(stage) + 1], start=1):
        claim = claim_stage(project, by=cast.wang, at=NOW, stage=step, reached_on=date(2024, 1, 8 + month))
        project = verify_claim(claim, by=cast.chief, at=NOW, method="document")
    return project

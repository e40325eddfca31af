"""Receipts for tests."""

from datetime import date

from dianxiaoer.domain.funds.actions import claim_receipt
from dianxiaoer.domain.funds.models import Receipt
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.projects.actions.evidence import upload_evidence
from dianxiaoer.domain.projects.states import EvidenceKind
from tests.cast import NOW, Cast
from tests.domain.projects.factory import YI, a_paper


def at_home(cast: Cast, code: str = "410108") -> None:
    """甲区 gets its region code; 甲区高新园 below it has none of its own."""
    Unit.objects.filter(pk=cast.district.pk).update(region_code=code)
    cast.district.refresh_from_db()


def a_receipt(project, cast: Cast, **facts) -> Receipt:
    """2亿 from Shenzhen, claimed by 小王 with a bank slip."""
    paper = upload_evidence(project, by=cast.wang, at=NOW, kind=EvidenceKind.CAPITAL, upload=a_paper())
    given = {
        "by": cast.wang,
        "at": NOW,
        "investor_name": "示例投资(深圳)有限公司",
        "kind": "fixed_asset",
        "received_on": date(2024, 5, 20),
        "amount_yuan": 2 * YI,
        "origin_region_code": "440300",
        "evidence": [paper],
    }
    return claim_receipt(project, **(given | facts))

"""A project with much hanging on it, for counting statements."""

from datetime import date
from decimal import Decimal

from dianxiaoer.domain.bonds.actions import apply_bond
from dianxiaoer.domain.projects.actions.claims import claim_stage
from dianxiaoer.domain.projects.actions.contract import change_contract, record_signing
from dianxiaoer.domain.projects.actions.evidence import upload_evidence
from dianxiaoer.domain.projects.actions.progress import add_phase, report_investment, set_quantity
from dianxiaoer.domain.projects.actions.promises import add_obligation
from dianxiaoer.domain.projects.models import Project
from tests.cast import NOW, Cast
from tests.domain.funds.factory import a_receipt, at_home
from tests.domain.projects.factory import YI, a_paper, a_project, at_stage

MANY = 8


def crowded(cast: Cast) -> Project:
    at_home(cast)
    project = at_stage(a_project(cast, due_start_on=date(2024, 7, 1)), cast, "performed")
    by = {"by": cast.wang, "at": NOW}
    for number in range(MANY):
        day = date(2024, 5, number + 1)
        phase = add_phase(project, **by, name=f"{number}期")
        change_contract(project, **by, kind="increase", amount_yuan=YI, changed_on=day)
        record_signing(project, **by, signed_on=day)
        report_investment(project, **by, through_on=day, amount_yuan=YI, phase=phase)
        set_quantity(project, **by, key="output_yuan", unit="元", phase=phase, planned_low=Decimal(1))
        add_obligation(project, **by, kind="tax", promised=YI, due_on=day)
        upload_evidence(project, **by, kind="site_photo", upload=a_paper())
        apply_bond(project, **by, applied_yuan=YI, applied_on=day)
        a_receipt(project, cast)
    claim_stage(project, **by, stage="started", reached_on=date(2024, 5, 2))
    return project

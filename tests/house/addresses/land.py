"""Addresses of projects, funds received, three batches, special bonds and libraries."""

from datetime import date
from decimal import Decimal

from dianxiaoer.domain.bonds.actions import apply_bond
from dianxiaoer.domain.campaigns.actions import adopt_bars, list_project, open_round
from dianxiaoer.domain.companies.actions.files import add_company
from dianxiaoer.domain.libraries.actions import adopt_thresholds, watch_firm
from dianxiaoer.domain.projects.actions.claims import claim_stage
from dianxiaoer.domain.projects.actions.progress import add_phase
from dianxiaoer.domain.projects.actions.promises import add_obligation
from dianxiaoer.domain.projects.actions.requirements import adopt_requirements
from tests.cast import NOW, TODAY, Cast
from tests.domain.funds.factory import a_receipt, at_home
from tests.domain.projects.factory import a_project, with_papers
from tests.house.addresses.kinds import Address


def _claim(cast: Cast):
    project = with_papers(a_project(cast), cast)
    return claim_stage(project, by=cast.wang, at=NOW, stage="performed", reached_on=date(2024, 2, 1))


def _paper(cast: Cast):
    return with_papers(a_project(cast), cast, "agreement").evidence.get()


def _phase(cast: Cast):
    return add_phase(a_project(cast), by=cast.wang, at=NOW, name="一期")


def _promise(cast: Cast):
    return add_obligation(
        a_project(cast), by=cast.wang, at=NOW, kind="jobs", promised=Decimal(200), due_on=date(2025, 12, 31)
    )


def _district(cast: Cast):
    return cast.district


def _requirement(cast: Cast):
    return adopt_requirements(cast.district, by=cast.chief, at=NOW)[0]


def _receipt(cast: Cast):
    at_home(cast)
    return a_receipt(a_project(cast), cast)


def _threshold(cast: Cast):
    return adopt_thresholds(cast.district, by=cast.chief, at=NOW)[0]


def _round(cast: Cast):
    return open_round(
        by=cast.chief,
        at=NOW,
        unit=cast.district,
        number=12,
        name="第12期三个一批",
        year=2024,
        quarter=1,
        starts_on=date(2024, 1, 1),
        ends_on=date(2024, 3, 31),
    )


def _member(cast: Cast):
    facts = {"by": cast.chief, "at": NOW, "batch": "signed", "platform": "province"}
    return list_project(_round(cast), a_project(cast), **facts)


def _bar(cast: Cast):
    return adopt_bars(cast.district, by=cast.chief, at=NOW)[0]


def _bond(cast: Cast):
    return apply_bond(a_project(cast), by=cast.wang, at=NOW, applied_yuan=Decimal(100), applied_on=TODAY)


def _firm(cast: Cast):
    return add_company(by=cast.wang, at=NOW, unit=cast.district, name="示例精密有限公司", owner=cast.wang)


def _entry(cast: Cast):
    return watch_firm(_firm(cast), by=cast.wang, at=NOW, due_on=TODAY)


ADDRESSES = {
    "projects-list": Address("projects.view"),
    "projects-assign": Address("projects.assign"),
    "projects-open": Address("projects.open"),
    "projects-claims": Address("projects.view"),
    "projects-claim_detail": Address("projects.view", _claim),
    "projects-verify": Address("projects.verify", _claim),
    "projects-reject": Address("projects.reject", _claim),
    "projects-withdraw": Address("projects.withdraw", _claim),
    "projects-evidence": Address("projects.view", _paper),
    "projects-discard": Address("projects.discard", _paper),
    "projects-edit_phase": Address("projects.edit_phase", _phase),
    "projects-achieve": Address("projects.achieve", _promise),
    "projects-requirements_mine": Address("requirements.view"),
    "rounds-bars_mine": Address("bars.view"),
    "libraries-thresholds_mine": Address("thresholds.view"),
    "libraries-thresholds": Address("thresholds.view", _district),
    "libraries-thresholds_adopt": Address("thresholds.edit", _district, post=True),
    "libraries-thresholds_add": Address("thresholds.edit", _district),
    "libraries-thresholds_edit": Address("thresholds.edit", _threshold),
    "projects-requirements": Address("requirements.view", _district),
    "projects-requirements_adopt": Address("requirements.adopt", _district, post=True),
    "projects-requirements_add": Address("requirements.edit", _district),
    "projects-requirements_edit": Address("requirements.edit", _requirement),
    "projects-detail": Address("projects.view", a_project),
    "projects-edit": Address("projects.edit", a_project),
    "projects-claim": Address("projects.claim", a_project, lambda row: (row.pk, "performed")),
    "projects-move_back": Address("projects.move_back", a_project),
    "projects-status": Address("projects.delay", a_project, lambda row: (row.pk, "delay")),
    "projects-upload": Address("projects.upload", a_project),
    "projects-change_contract": Address("projects.change_contract", a_project),
    "projects-record_signing": Address("projects.record_signing", a_project),
    "projects-add_phase": Address("projects.add_phase", a_project),
    "projects-report_investment": Address("projects.report_investment", a_project),
    "projects-plan_investment": Address("projects.plan_investment", a_project),
    "projects-set_quantity": Address("projects.set_quantity", a_project),
    "projects-promise": Address("projects.promise", a_project),
    "funds-list": Address("receipts.view"),
    "funds-claim": Address("receipts.claim", a_project),
    "funds-detail": Address("receipts.view", _receipt),
    "funds-edit": Address("receipts.edit", _receipt),
    "funds-recognise": Address("receipts.recognise", _receipt),
    "funds-reject": Address("receipts.reject", _receipt),
    "funds-revoke": Address("receipts.revoke", _receipt),
    "rounds-list": Address("rounds.view"),
    "rounds-open": Address("rounds.open"),
    "rounds-detail": Address("rounds.view", _round),
    "rounds-edit": Address("rounds.edit", _round),
    "rounds-propose": Address("rounds.list", _round, lambda row: (row.pk, "signed")),
    "rounds-publish": Address("rounds.publish", _round),
    "rounds-adjust": Address("rounds.adjust", _round),
    "rounds-unlist": Address("rounds.unlist", _member),
    "rounds-bars": Address("bars.view", _district),
    "rounds-bars_adopt": Address("bars.edit", _district, post=True),
    "rounds-bars_add": Address("bars.edit", _district),
    "rounds-bars_edit": Address("bars.edit", _bar),
    "bonds-list": Address("bonds.view"),
    "bonds-apply": Address("bonds.apply", a_project),
    "bonds-detail": Address("bonds.view", _bond),
    "bonds-review": Address("bonds.review", _bond),
    "bonds-refuse": Address("bonds.refuse", _bond),
    "bonds-issue": Address("bonds.issue", _bond),
    "bonds-spend": Address("bonds.spend", _bond),
    "libraries-list": Address("libraries.view"),
    "libraries-watch": Address("libraries.watch", _firm),
    "libraries-supply": Address("libraries.supply", _entry),
    "libraries-enter": Address("libraries.enter", _entry),
}

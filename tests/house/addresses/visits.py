"""Addresses of visits, inspections, service codes, entries and alerts."""

from django.core.files.uploadedfile import SimpleUploadedFile

from dianxiaoer.domain.codes.actions import issue_code
from dianxiaoer.domain.codes.tokens import token_of
from dianxiaoer.domain.entries.actions import raise_alert
from dianxiaoer.domain.inspections.actions.plans import add_line, add_plan
from dianxiaoer.domain.inspections.actions.scanning import leave_document, scan_in
from tests.cast import NOW, Cast
from tests.domain.companies.given import a_company
from tests.domain.inspections.given import HERE, a_filing
from tests.domain.visits.given import a_visit
from tests.house.addresses.kinds import Address, FirmAddress


def a_wall_code(cast: Cast):
    return issue_code(a_company(cast, is_resident=True, owner=cast.wang), by=cast.wang, at=NOW)


def an_alert(cast: Cast):
    return raise_alert("x", at=NOW, unit=cast.district, company=a_company(cast), kind="capped", text="示例")


def a_plan(cast: Cast):
    return add_plan(by=cast.handler, at=NOW, unit=cast.district, year=2024, title="示例计划", basis="《示例法》")


def a_line(cast: Cast):
    facts = {"kind": "daily", "target": "全部", "items": "消防", "months": "全年"}
    return add_line(a_plan(cast), by=cast.handler, at=NOW, **facts)


def a_document(cast: Cast, company=None):
    filing = a_filing(cast, **({"company": company} if company else {}))
    filing = scan_in(filing, by=cast.handler, at=NOW, no_code_reason="没有码", position=HERE)
    paper = SimpleUploadedFile("笔录.pdf", b"%PDF-1.4 x")
    return leave_document(filing, by=cast.handler, at=NOW, title="检查笔录", upload=paper)


def _of_firm(cast: Cast, firm):
    return a_filing(cast, company=firm.company)


ADDRESSES = {
    "codes-list": Address("codes.view"),
    "codes-issue": Address("codes.issue"),
    "codes-posters": Address("codes.view"),
    "codes-detail": Address("codes.view", a_wall_code),
    "codes-poster": Address("codes.view", a_wall_code),
    "codes-renew": Address("codes.renew", a_wall_code),
    "codes-revoke": Address("codes.revoke", a_wall_code),
    "codes-scan": Address("codes.view", a_wall_code, lambda row: (token_of(row),)),
    "entries-list": Address("entries.view"),
    "entries-limits": Address("quiet.view"),
    "entries-set_limit": Address("quiet.set_limit"),
    "alerts-list": Address("alerts.view"),
    "alerts-detail": Address("alerts.view", an_alert),
    "alerts-settle": Address("alerts.settle", an_alert),
    "inspections-list": Address("inspections.view"),
    "inspections-file": Address("inspections.file"),
    "inspections-import": Address("inspections.import"),
    "inspections-detail": Address("inspections.view", a_filing),
    "inspections-merge": Address("inspections.merge", a_filing),
    "inspections-cancel": Address("inspections.cancel", a_filing),
    "inspections-scan_in": Address("inspections.scan_in", a_filing),
    "inspections-scan_out": Address("inspections.scan_out", a_filing),
    "inspections-leave_document": Address("inspections.leave_document", a_filing),
    "inspections-conclude": Address("inspections.conclude", a_filing),
    "inspections-document": Address("inspections.view", a_document),
    "inspections-plans": Address("inspection_plans.view"),
    "inspections-add_plan": Address("inspection_plans.add"),
    "inspections-plan": Address("inspection_plans.view", a_plan),
    "inspections-edit_plan": Address("inspection_plans.edit", a_plan),
    "inspections-add_line": Address("inspection_plans.edit", a_plan),
    "inspections-remove_line": Address("inspection_plans.edit", a_line, post=True),
    "inspections-plan_submit": Address("inspection_plans.submit", a_plan, post=True),
    "inspections-plan_publish": Address("inspection_plans.publish", a_plan, post=True),
    "inspections-plan_withdraw": Address("inspection_plans.withdraw", a_plan),
    "inspections-caps": Address("caps.view"),
    "inspections-set_cap": Address("caps.set"),
    "inspections-ratings": Address("inspection_ratings.view"),
    "visits-list": Address("visits.view"),
    "visits-calendar": Address("visits.view"),
    "visits-plan": Address("visits.plan"),
    "visits-import": Address("visits.import"),
    "visits-findings": Address("visits.view"),
    "visits-results": Address("visits.view"),
    "visits-rotas": Address("visits.view"),
    "visits-set_rota": Address("visits.set_rota"),
    "visits-firm": Address("visits.view", lambda cast: a_company(cast, owner=cast.wang)),
    "visits-detail": Address("visits.view", a_visit),
    "visits-edit": Address("visits.edit", a_visit),
    "visits-join": Address("visits.join", a_visit),
    "visits-cancel": Address("visits.cancel", a_visit),
    "visits-check_in": Address("visits.check_in", a_visit),
    "visits-record": Address("visits.record", a_visit),
    "portal-code": FirmAddress(
        lambda cast, firm: issue_code(firm.company, by=cast.wang, at=NOW), lambda row: (token_of(row),), open=True
    ),
    "portal-inspections": FirmAddress(),
    "portal-inspection_plans": FirmAddress(open=True),
    "portal-inspection": FirmAddress(_of_firm),
    "portal-inspection_rate": FirmAddress(_of_firm),
    "portal-inspection_complain": FirmAddress(_of_firm),
    "portal-inspection_document": FirmAddress(lambda cast, firm: a_document(cast, firm.company)),
}

"""Addresses of stewardship."""

from dianxiaoer.domain.stewardship.actions.planning import make_plan, take_result
from dianxiaoer.domain.stewardship.models import FirmProfile
from tests.cast import NOW, TODAY, Cast
from tests.domain.stewardship.given import an_assignment, an_official
from tests.house.addresses.kinds import Address


def _profile(cast: Cast):
    firm = an_assignment(cast).company
    firm.owner = cast.wang
    firm.save()
    return FirmProfile.objects.get(company=firm)


def _plan(cast: Cast):
    row = an_assignment(cast)
    plan = make_plan(by=cast.chief, at=NOW, unit=cast.district, title="年度调整", role="leader", on=TODAY)
    pairs = [{"firm_id": f"F{row.company_id}", "official_id": f"O{row.official_id}"}]
    return take_result(plan, {"assignment": pairs}, by=cast.chief, at=NOW)


ADDRESSES = {
    "stewardship-list": Address("stewardship.view"),
    "stewardship-coverage": Address("stewardship.view"),
    "stewardship-assign": Address("stewardship.assign"),
    "stewardship-import": Address("stewardship.import"),
    "stewardship-rules": Address("stewardship.view"),
    "stewardship-set_rule": Address("stewardship.set_rule"),
    "stewardship-set_minimum": Address("stewardship.set_rule"),
    "stewardship-detail": Address("stewardship.view", an_assignment),
    "stewardship-end": Address("stewardship.end", an_assignment),
    "stewardship-profile": Address("stewardship.keep_profile", _profile),
    "stewardship-officials": Address("stewardship.view"),
    "stewardship-add_official": Address("stewardship.keep_official"),
    "stewardship-official": Address("stewardship.view", an_official),
    "stewardship-edit_official": Address("stewardship.keep_official", an_official),
    "stewardship-hand_over": Address("stewardship.hand_over", an_official),
    "stewardship-plans": Address("stewardship.view"),
    "stewardship-make_plan": Address("stewardship.make_plan"),
    "stewardship-plan": Address("stewardship.view", _plan),
    "stewardship-plan_input": Address("stewardship.export", _plan, lambda row: (row.pk, "json")),
    "stewardship-solve": Address("stewardship.solve", _plan, post=True),
    "stewardship-take_result": Address("stewardship.take_result", _plan),
    "stewardship-adopt": Address("stewardship.adopt", _plan),
    "stewardship-drop_plan": Address("stewardship.drop_plan", _plan),
}

"""Addresses of leads."""

from dianxiaoer.domain.leads.actions.pursuing import form_task_force
from tests.cast import NOW, Cast
from tests.domain.leads.given import a_lead
from tests.house.addresses.kinds import Address

ACTS = (
    "edit", "respond", "ask_experts", "give_opinion", "screen", "feed_back", "follow_up", "negotiate", "transfer",
    "form_task_force", "convert", "drop", "reopen", "link_company", "reveal",
)  # fmt: skip


def _force(cast: Cast):
    return form_task_force(a_lead(cast), by=cast.wang, at=NOW, name="示例专班", head=cast.chief)


ADDRESSES = {
    "leads-list": Address("leads.view"),
    "leads-register": Address("leads.register"),
    "leads-import": Address("leads.import"),
    "leads-similar": Address("leads.view"),
    "leads-clock": Address("leads.view"),
    "leads-transfer_many": Address("leads.transfer"),
    "leads-set_clock": Address("leads.set_clock"),
    "leads-detail": Address("leads.view", a_lead),
    "leads-change_task_force": Address("leads.change_task_force", _force),
    **{f"leads-{verb}": Address(f"leads.{verb}", a_lead) for verb in ACTS},
}

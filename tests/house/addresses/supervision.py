"""Addresses of supervision: lights, rules, notices."""

from dianxiaoer.domain.supervision.actions.ruling import override_light
from dianxiaoer.domain.supervision.models import LightOverride, NoticePaper
from tests.cast import NOW, TODAY, Cast
from tests.domain.projects.factory import a_project
from tests.domain.supervision.given import a_draft, a_light, a_notice, a_rule, an_answered_notice
from tests.house.addresses.kinds import Address


def an_override(cast: Cast) -> LightOverride:
    return override_light(
        a_light(cast), by=cast.supervisor, at=NOW, color="green", reason="示例", expires_on=TODAY.replace(month=7)
    )


def a_paper(cast: Cast) -> NoticePaper:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from dianxiaoer.domain.supervision.actions.notices import answer_notice

    file = SimpleUploadedFile("现场.pdf", b"%PDF-1.7 1")
    return answer_notice(a_notice(cast), by=cast.wang, at=NOW, answer="已办。", files=[file]).papers.get()


def _key(row) -> tuple[str]:
    return ("yinchuan-2025-start",)


ADDRESSES = {
    "lights-board": Address("lights.view"),
    "lights-list": Address("lights.view"),
    "lights-detail": Address("lights.view", a_light),
    "lights-panel": Address("lights.view", a_project, args=lambda row: ("projects", row.pk)),
    "lights-override": Address("lights.override", a_light),
    "lights-lift": Address("lights.lift", an_override, post=True),
    "lights-rules": Address("lights.view"),
    "lights-set_rule": Address("lights.set_rule"),
    "lights-adopt_rule": Address("lights.adopt_rule", args=_key),
    "lights-edit_rule": Address("lights.edit_rule", a_rule),
    "notices-list": Address("notices.view"),
    "notices-raise": Address("notices.raise"),
    "notices-ladder": Address("notices.view"),
    "notices-set_ladder": Address("notices.set_ladder"),
    "notices-paper": Address("notices.view", a_paper),
    "notices-detail": Address("notices.view", a_notice),
    "notices-letter": Address("notices.view", a_notice),
    "notices-edit": Address("notices.edit", a_draft),
    "notices-issue": Address("notices.issue", a_draft),
    "notices-answer": Address("notices.answer", a_notice),
    "notices-close": Address("notices.close", an_answered_notice),
    "notices-send_back": Address("notices.send_back", an_answered_notice),
    "notices-reopen": Address("notices.reopen", an_answered_notice),
    "notices-withdraw": Address("notices.withdraw", a_draft),
}

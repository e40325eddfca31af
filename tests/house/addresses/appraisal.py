"""Addresses of appraisal."""

from datetime import timedelta

from django.utils import timezone

from dianxiaoer.domain.appraisal.actions.editions import draft_edition, invite_objections, object_to
from dianxiaoer.domain.appraisal.models import Edition, Entrant, Line, Objection, SchemeIndicator
from tests.cast import NOW, Cast
from tests.domain.appraisal.given import a_computed_edition, a_scheme, an_edition
from tests.house.addresses.kinds import Address


def a_current_edition(cast: Cast) -> Edition:
    """In its objection period today: pages ask the clock."""
    edition = draft_edition(a_computed_edition(cast), by=cast.chief, at=NOW)
    until = timezone.localdate() + timedelta(days=5)
    return invite_objections(edition, by=cast.chief, at=NOW, objection_until=until)


def a_sheet(cast: Cast) -> Entrant:
    return a_current_edition(cast).entrants.get(unit=cast.district)


def an_open_sheet(cast: Cast) -> Entrant:
    return an_edition(cast).entrants.get(unit=cast.district)


def a_line(cast: Cast) -> Line:
    return a_sheet(cast).lines.first()


def an_objection(cast: Cast) -> Objection:
    return object_to(a_line(cast), by=cast.wang, at=NOW, text="示例异议")


def an_indicator(cast: Cast) -> SchemeIndicator:
    return a_scheme(cast).indicators.first()


def _key(row) -> tuple[str]:
    return ("b-city-2024",)


ADDRESSES = {
    "appraisal-list": Address("appraisal.view"),
    "appraisal-open": Address("appraisal.open"),
    "appraisal-schemes": Address("appraisal.view"),
    "appraisal-set_scheme": Address("appraisal.define"),
    "appraisal-scheme": Address("appraisal.view", a_scheme),
    "appraisal-edit_scheme": Address("appraisal.define", a_scheme),
    "appraisal-add_indicator": Address("appraisal.define", a_scheme),
    "appraisal-edit_indicator": Address("appraisal.define", an_indicator),
    "appraisal-remove_indicator": Address("appraisal.define", an_indicator),
    "appraisal-example": Address("appraisal.view", args=_key),
    "appraisal-adopt": Address("appraisal.define", args=_key),
    "appraisal-sheets": Address("appraisal.view"),
    "appraisal-sheet": Address("appraisal.view", a_sheet),
    "appraisal-enter": Address("appraisal.enter", an_open_sheet),
    "appraisal-lines": Address("appraisal.view"),
    "appraisal-line": Address("appraisal.view", a_line),
    "appraisal-object": Address("appraisal.object", a_line),
    "appraisal-answer": Address("appraisal.answer", an_objection),
    "appraisal-detail": Address("appraisal.view", a_current_edition),
    "appraisal-compute": Address("appraisal.compute", an_edition),
    "appraisal-draft": Address("appraisal.draft", an_edition),
    "appraisal-invite": Address("appraisal.invite", an_edition),
    "appraisal-publish": Address("appraisal.publish", an_edition),
    "appraisal-freeze": Address("appraisal.freeze", an_edition),
}

"""Addresses of training and talent, on the desk and on the firm's side."""

from dianxiaoer.domain.training.models import Registration
from tests.cast import Cast
from tests.domain.accounts.given import Firm
from tests.domain.training.given import a_course, a_held_course, a_registration, a_talent, an_outcome
from tests.house.addresses.kinds import Address, FirmAddress


def _attended(cast: Cast, firm: Firm):
    course = a_held_course(cast, firm.company)
    return Registration.objects.get(course=course)


ADDRESSES = {
    "training-list": Address("training.view"),
    "training-add": Address("training.add"),
    "training-people": Address("training.view"),
    "training-unregister": Address("training.unregister", a_registration),
    "training-outcomes": Address("training.view"),
    "training-answer": Address("training.answer", an_outcome),
    "training-detail": Address("training.view", a_course),
    "training-edit": Address("training.edit", a_course),
    "training-hold": Address("training.hold", a_course),
    "training-cancel": Address("training.cancel", a_course),
    "training-print": Address("training.print", a_course),
    "training-register": Address("training.register", a_course),
    "training-attend": Address("training.attend", a_course),
    "training-move_up": Address("training.move_up", a_course, post=True),
    "training-ask": Address("training.ask", a_held_course, post=True),
    "talent-list": Address("talent.view"),
    "talent-add": Address("talent.add"),
    "talent-edit": Address("talent.edit", a_talent),
    "portal-training": FirmAddress(open=True),
    "portal-training_course": FirmAddress(lambda cast, firm: a_course(cast), lambda row: (row.code,), open=True),
    "portal-training_register": FirmAddress(args=lambda row: ("NOSUCH",)),
    "portal-training_mine": FirmAddress(),
    "portal-training_cancel": FirmAddress(lambda cast, firm: a_registration(cast, company=firm.company)),
    "portal-training_calendar": FirmAddress(lambda cast, firm: a_registration(cast, company=firm.company)),
    "portal-training_feedback": FirmAddress(_attended),
    "portal-training_outcome": FirmAddress(lambda cast, firm: an_outcome(cast, firm.company)),
    "portal-training_decline": FirmAddress(lambda cast, firm: an_outcome(cast, firm.company)),
}

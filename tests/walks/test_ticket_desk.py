"""One request on the desk in a real browser: officer, department, chief, supervisor; axe, phone width, no script fault."""

from __future__ import annotations

import pytest

from dianxiaoer.domain.tickets.actions.firms import rate_ticket
from dianxiaoer.domain.tickets.actions.handling import add_part, note_ticket
from dianxiaoer.domain.tickets.models import Ticket
from tests.cast import NOW
from tests.domain.tickets.making import DAY, HOUR, accepted, answered, make_bodies, make_ticket
from tests.domain.tickets.test_works import built
from tests.house.addresses.tickets import _concierge
from tests.walks.steps import axe_findings, enter, overflow, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _words(db):
    from tests.conftest import install_ticket_words

    install_ticket_words()


def test_from_registering_to_the_call_back(open_page, cast):
    bodies = make_bodies(cast)
    page = open_page(1440, 900)
    sign_in(page, "wang")
    page.goto("/desk/tickets/register/")
    page.fill("input[name=company_name]", "示例材料有限公司")
    page.fill("input[name=title]", "车间招不到焊工")
    page.locator("input[name=title]").press_sequentially("急")
    page.wait_for_selector("#similar .alert-info")
    assert "用工" in page.inner_text("#similar")
    page.select_option("select[name=category]", label="用工")
    page.click("form.form-card .btn-primary")
    page.wait_for_url("**/desk/tickets/*/")
    ticket = Ticket.objects.get()
    page.click(f"a[href='/desk/tickets/{ticket.pk}/dispatch/']")
    page.select_option("select[name=lead_unit]", label="甲区人社局")
    page.click("form.form-card .btn-primary")
    page.wait_for_url(f"**/desk/tickets/{ticket.pk}/")

    desk = open_page(1440, 900)
    sign_in(desk, "yang")
    desk.goto(f"/desk/tickets/{ticket.pk}/accept/")
    desk.click("form.form-card .btn-primary")
    desk.goto(f"/desk/tickets/{ticket.pk}/answer/")
    desk.check("input[name=resolution_kind][value=resolved]")
    desk.fill("textarea[name=answer]", "已组织专场招聘,到岗十八人。")
    desk.click("form.form-card .btn-primary")
    desk.wait_for_url(f"**/desk/tickets/{ticket.pk}/")
    assert "已答复" in desk.inner_text("main")

    page.goto(f"/desk/tickets/{ticket.pk}/revisit/")
    page.check("input[name=agreed][value=yes]")
    page.fill("textarea[name=note]", "电话回访,企业认可。")
    page.click("form.form-card .btn-primary")
    page.goto(f"/desk/tickets/{ticket.pk}/close/")
    page.click("form.form-card .btn-primary")
    page.wait_for_url(f"**/desk/tickets/{ticket.pk}/")
    assert "已清零" in page.inner_text("main")
    assert Ticket.objects.get().is_cleared
    assert page.faults == desk.faults == []
    assert bodies


@pytest.mark.parametrize(("width", "height", "dark"), [(1440, 900, False), (390, 844, True)])
def test_every_page_stands(open_page, cast, width, height, dark):
    bodies = make_bodies(cast)
    ticket = accepted(cast, bodies)
    add_part(ticket, by=bodies.ma, at=NOW + HOUR, unit=bodies.labour, task="核实用工")
    note_ticket(ticket, by=cast.wang, at=NOW + DAY, text="内部研判")
    note_ticket(ticket, by=cast.wang, at=NOW + DAY, text="请企业放心", is_shown=True)
    rated = answered(cast, bodies, by=bodies.chen, channel="portal")
    rate_ticket(rated, caller=bodies.chen, at=NOW + DAY, level=2, aspects={"ease": 3}, text="慢")
    fresh, order = make_ticket(cast), built(cast)
    page = open_page(width, height, dark=dark)
    enter(page, "chief")
    for address in (
        "/desk/tickets/",
        "/desk/tickets/register/",
        f"/desk/tickets/{ticket.pk}/",
        f"/desk/tickets/{rated.pk}/",
        f"/desk/tickets/{_concierge(cast).pk}/",
        f"/desk/tickets/{fresh.pk}/dispatch/",
        f"/desk/tickets/{ticket.pk}/answer/",
        "/desk/tickets/clock/",
        "/desk/tickets/clock/add/",
        "/desk/tickets/words/",
        "/desk/works/",
        f"/desk/works/{order.pk}/",
        f"/desk/works/{order.pk}/accept/",
    ):
        page.goto(address)
        assert page.locator("h1").count() == 1, address
        assert page.faults == [], address
        assert axe_findings(page) == [], address
        assert overflow(page) == 0, address

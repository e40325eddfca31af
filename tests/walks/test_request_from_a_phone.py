"""A firm's request, from a phone to the call-back, and the same ticket on the desk; every page of the firm's side on a phone."""

from __future__ import annotations

import pytest
from PIL import Image

from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.ratings import Rating
from tests.conftest import install_ticket_words
from tests.domain.accounts.given import a_firm
from tests.domain.tickets.making import answered, make_bodies
from tests.walks.steps import axe_findings, overflow, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONES = ((360, 740), (390, 844))
OPEN_PAGES = ("/e/", "/e/help/", "/e/privacy/", "/e/phone/", "/e/follow/", "/e/paper/", "/e/paper/ABCD2345EFGH/")


@pytest.fixture(autouse=True)
def demo(db, settings):
    install_ticket_words()
    settings.DEMO = True
    settings.PHONE_CODES = settings.PHONE_CODES | {"gap_seconds": 0, "per_phone": 50}


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "门口.jpg"
    Image.effect_noise((1200, 900), 60).convert("RGB").save(path, "JPEG")
    return path


def verify(page, phone: str) -> None:
    """Answer the code of a phone; the page then stands where it wanted to go."""
    page.fill("input[name=phone]", phone)
    page.click("main button")
    page.fill("input[name=code]", page.inner_text("[data-code]"))
    page.click("main button")


def press(page, address: str, **values: str) -> None:
    """Fill the form of a desk act and send it."""
    page.goto(address)
    for name, value in values.items():
        field = page.locator(f"[name={name}]").first
        kind = field.evaluate("node => node.type || node.tagName")
        if kind == "radio":
            page.check(f"[name={name}][value='{value}']")
        elif kind.startswith("select"):
            field.select_option(label=value)
        else:
            field.fill(value)
    page.click("main form.form-card .form-buttons button")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_from_a_phone_to_the_call_back(open_page, cast, photo, scripts):
    bodies = make_bodies(cast)
    firm = open_page(360, 740, scripts=scripts)
    firm.goto("/e/")
    firm.click("text=水电路")
    verify(firm, "13700000031")
    firm.fill("[name=text]", "厂门口道路破损。货车进出困难,希望修复。")
    firm.fill("[name=company_name]", "示例材料有限公司")
    firm.fill("[name=contact_name]", "李工")
    firm.select_option("[name=unit]", str(cast.district.pk))
    firm.set_input_files("#album", photo)
    if not scripts:
        firm.click("[data-add-photos]")
    firm.wait_for_selector(".photos img")
    firm.reload()  # the page dies: nothing is lost
    assert "道路破损" in firm.input_value("[name=text]")
    firm.click("button[name=send]")
    number = firm.inner_text("[data-number]")
    code = firm.inner_text("[data-follow-code]")
    ticket = Ticket.objects.get()
    assert (ticket.number, ticket.follow_code, ticket.files.count()) == (number, code, 1)

    officer = open_page()
    sign_in(officer, "wang")
    officer.goto(f"/desk/tickets/{ticket.pk}/")
    assert "厂门口道路破损" in officer.content()
    press(officer, f"/desk/tickets/{ticket.pk}/dispatch/", lead_unit=str(bodies.water))
    department = open_page()
    sign_in(department, "ma")
    press(department, f"/desk/tickets/{ticket.pk}/accept/")
    press(department, f"/desk/tickets/{ticket.pk}/ask/", question="请补充破损处的位置")

    stranger = open_page(390, 844, scripts=scripts)
    stranger.goto("/e/follow/")
    stranger.fill("[name=number]", number)
    stranger.fill("[name=code]", code)
    stranger.click("main button")
    assert "甲区城管局" in stranger.inner_text(".steps")
    firm.goto(f"/e/requests/{number}/")
    assert "请补充破损处的位置" in firm.inner_text("main")
    firm.click("text=去补充")
    firm.fill("[name=text]", "东门外三十米")
    firm.click("main button")
    press(department, f"/desk/tickets/{ticket.pk}/answer/", resolution_kind="resolved", answer="已修复,请查看。")

    firm.goto(f"/e/requests/{number}/")
    firm.click("text=去评价")
    firm.check("[name=level][value='2']")
    firm.select_option("[name=aspect_efficiency]", "1")
    firm.click("main button")
    assert "不满意" in firm.inner_text("main")
    rating = Rating.objects.get()
    assert (rating.stars, rating.call_back_due_at is not None) == (2, True)
    supervisor = open_page()
    sign_in(supervisor, "supervisor")
    supervisor.goto(f"/desk/tickets/{ticket.pk}/")
    assert "不满意" in supervisor.content()
    press(supervisor, f"/desk/tickets/ratings/{rating.pk}/call_back/", note="已电话回访,属实。", is_confirmed="yes")
    press(department, f"/desk/tickets/ratings/{rating.pk}/mend/", note="已重新铺设。")
    firm.goto(f"/e/requests/{number}/")
    assert "已重新铺设" in firm.inner_text("main")
    firm.click("text=去评价")
    firm.check("[name=level][value='4']")
    firm.click("main button")
    assert list(Rating.objects.order_by("place").values_list("stars", flat=True)) == [2, 4]
    for page in (firm, officer, department, supervisor, stranger):
        assert page.faults == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_every_page_of_the_firms_side_stands_on_a_phone(open_page, cast, scripts):
    firm = a_firm(cast)
    ticket = answered(cast, make_bodies(cast), by=firm.caller(), channel="portal", company=firm.company)
    own = [
        "/e/mine/",
        "/e/mine/firms/",
        "/e/mine/firms/bind/",
        "/e/mine/name/",
        f"/e/mine/firms/{firm.company.pk}/invite/",
    ]
    own += ["/e/requests/new/", f"/e/follow/{ticket.number}/{ticket.follow_code}/"]
    own += [f"/e/requests/{ticket.number}/{tail}" for tail in ("", "sent/", "rate/", "contest/")]
    for (width, height), dark in zip(PHONES, (False, True), strict=True):
        page = open_page(width, height, dark=dark)
        if not scripts:  # the checker itself needs scripts: only ours is left out
            page.route("**/portal.js", lambda route: route.abort())
        for address in OPEN_PAGES:
            looked_at(page, address)
        page.goto("/e/phone/?next=/e/mine/")
        verify(page, firm.manager.phone)
        for address in own:
            looked_at(page, address)


def test_every_page_speaks_english(open_page, cast):
    firm = a_firm(cast)
    ticket = answered(cast, make_bodies(cast), by=firm.caller(), channel="portal", company=firm.company)
    page = open_page(360, 740)
    page.goto("/e/")
    page.click("button[name=language][value=en]")
    page.goto("/e/phone/?next=/e/mine/")
    verify(page, firm.manager.phone)
    for address in (
        *OPEN_PAGES,
        "/e/mine/",
        "/e/mine/firms/",
        f"/e/requests/{ticket.number}/rate/",
        "/e/requests/new/",
    ):
        page.goto(address)
        assert page.locator("html").get_attribute("lang") == "en"
        heading = page.inner_text("h1")
        assert not any("\u4e00" <= mark <= "\u9fff" for mark in heading), f"{address}: {heading}"
        looked_at(page, address)


def test_an_error_is_told_at_the_head_and_leads_to_its_field(open_page, cast):
    page = open_page(360, 740)
    page.goto("/e/phone/?next=/e/requests/new/")
    page.fill("input[name=phone]", "123")
    page.click("main button")
    assert page.evaluate("document.activeElement.className") == "errors"
    page.click(".errors a")
    assert page.evaluate("document.activeElement.name") == "phone"
    assert axe_findings(page) == []


def looked_at(page, address: str) -> None:
    page.goto(address)
    assert page.locator("h1").count() == 1, address
    assert page.locator("main").count() == 1, address
    assert axe_findings(page) == [], address
    assert overflow(page) == 0, address
    small = page.evaluate(
        """() => [...document.querySelectorAll('main a.button, button, input:not([type=hidden]):not([type=radio])'
           + ':not([type=checkbox]), select, textarea')]
           .filter(node => node.offsetParent && node.getBoundingClientRect().height < 47.5)
           .map(node => node.outerHTML.slice(0, 80))"""
    )
    assert small == [], f"{address}: below 48 px"
    size = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    assert size >= 16
    covered = page.evaluate(
        """() => { scrollTo(0, document.body.scrollHeight);
           const bar = document.querySelector('.sticky'), foot = document.querySelector('footer');
           return bar && bar.getBoundingClientRect().bottom > foot.getBoundingClientRect().top + 1 }"""
    )
    assert not covered, f"{address}: the sticky bar covers the foot"

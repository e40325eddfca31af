"""点单办: a firm picks a service from the menu of its district; what it is and where it goes are known."""

import pytest
from django.core.exceptions import PermissionDenied

from dianxiaoer.domain.tickets.actions.settings import set_word
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.queries import category_named
from dianxiaoer.domain.tickets.words import MenuItem
from tests.cast import NOW
from tests.domain.accounts.given import a_firm, call_as
from tests.domain.tickets.making import make_bodies

pytestmark = pytest.mark.django_db


def a_service(cast, **facts):
    given = {"by": cast.chief, "at": NOW, "unit": cast.district, "name": "代办营业执照变更", "kind": "concierge"}
    given |= {
        "name_en": "Change of licence",
        "note": "一个工作日办结",
        "category": category_named(cast.district, "审批"),
    }
    return set_word(MenuItem, None, **(given | facts))


def test_who_does_not_keep_the_words_keeps_no_menu(cast):
    for person in (cast.wang, cast.liu, cast.stranger):
        with pytest.raises(PermissionDenied):
            a_service(cast, by=person)


def test_picked_described_and_sent(client, cast):
    bodies, firm = make_bodies(cast), a_firm(cast)
    item = a_service(cast, lead_unit=bodies.labour)
    page = client.get("/e/menu/").content.decode()
    assert ("代办营业执照变更" in page, "一个工作日办结" in page) == (True, True)
    call_as(client, firm.manager)
    draft = client.get(f"/e/requests/new/?menu_item={item.pk}")["Location"]
    form = client.get(draft).content.decode()
    assert 'name="category"' not in form, "what it is, is known"
    sent = client.post(draft, {"send": "1", "firm": firm.company.pk, "contact_name": "陈总", "text": ""})
    assert sent.status_code == 303
    ticket = Ticket.objects.get()
    told = (ticket.title, ticket.mode, ticket.kind, ticket.menu_item, ticket.category.key, ticket.unit)
    assert told == ("代办营业执照变更", "menu", "concierge", item, "approval", cast.district)
    client.force_login(cast.wang, backend="django.contrib.auth.backends.ModelBackend")
    dispatch = client.get(f"/desk/tickets/{ticket.pk}/dispatch/").content.decode()
    assert f'<option value="{bodies.labour.pk}" selected' in dispatch, "the body of the service is proposed"


def test_a_request_begun_afterwards_is_no_order(client, cast):
    firm, item = a_firm(cast), a_service(cast)
    call_as(client, firm.manager)
    client.get(f"/e/requests/new/?menu_item={item.pk}")
    draft = client.get("/e/requests/new/?category=utilities")["Location"]
    assert 'name="category"' in client.get(draft).content.decode()


def test_a_service_out_of_use_is_not_offered(client, cast):
    item = a_service(cast)
    set_word(MenuItem, item, by=cast.chief, at=NOW, unit=cast.district, is_active=False)
    assert "代办营业执照变更" not in client.get("/e/menu/").content.decode()
    call_as(client, a_firm(cast).manager)
    draft = client.get(f"/e/requests/new/?menu_item={item.pk}")["Location"]
    assert 'name="category"' in client.get(draft).content.decode()


def test_the_office_reads_and_changes_its_menu(client, cast):
    item = a_service(cast)
    client.force_login(cast.chief, backend="django.contrib.auth.backends.ModelBackend")
    assert "代办营业执照变更" in client.get("/desk/tickets/words/").content.decode()
    page = f"/desk/tickets/words/menu/{item.pk}/"
    typed = {
        "unit": cast.district.pk,
        "name": "代办变更登记",
        "category": item.category_id,
        "kind": "concierge",
        "place": 1,
    }
    assert client.post(page, typed | {"is_active": "on", "version": item.version}).status_code == 303
    item.refresh_from_db()
    assert item.name == "代办变更登记"

"""A firm reads its works orders, accepts one or sends it back; nobody else's exist for it."""

import pytest
from django.urls import reverse

from dianxiaoer.domain.tickets.works import WorksOrder
from tests.domain.accounts.given import a_firm, call_as
from tests.domain.tickets.test_works import built

pytestmark = pytest.mark.django_db


def test_the_firm_has_the_last_word(client, cast):
    firm = a_firm(cast)
    order = built(cast, company=firm.company)
    page = reverse("portal-works_order", args=[order.pk])
    call_as(client, firm.other)
    assert client.get(page).status_code == 404
    assert client.post(reverse("portal-works_accept", args=[order.pk])).status_code == 404
    call_as(client, firm.member)
    assert "150 m × 10 m" in client.get(page).content.decode()
    assert client.post(reverse("portal-works_redo", args=[order.pk]), {"outcome": ""}).status_code == 422
    assert client.post(reverse("portal-works_redo", args=[order.pk]), {"outcome": "路沿未砌"}).status_code == 303
    assert client.post(reverse("portal-works_accept", args=[order.pk])).status_code == 422
    assert WorksOrder.objects.get().stage == "in_works"
    WorksOrder.objects.update(stage="completed")
    assert client.post(reverse("portal-works_accept", args=[order.pk]), {"text": "好"}).status_code == 303
    order.refresh_from_db()
    assert order.stage == "accepted"
    assert order.name in client.get(reverse("portal-works")).content.decode()

"""Other systems read and report tickets: by the account's grants, page by page, each report once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dianxiaoer.domain.people.models import ApiToken
from dianxiaoer.domain.people.tokens import revoke_token
from dianxiaoer.domain.tickets.models import Ticket
from tests.api.given import a_token, give_role_of_a_system
from tests.domain.tickets.making import make_ticket

pytestmark = pytest.mark.django_db
REPORT = {"service_code": "utilities", "description": "东门外道路破损。请修复。", "company_name": "示例材料有限公司"}


def test_a_wrong_a_revoked_and_an_old_key_open_nothing(call, cast, client):
    assert call("get", "services").status_code == 200
    refused = call("get", "services", token="dxr_wrong")
    assert (refused.status_code, refused["WWW-Authenticate"]) == (401, "Bearer")
    assert refused.json()[0]["code"] == 401
    assert client.get("/api/v1/services").status_code == 401
    ApiToken.objects.update(expires_on=timezone.localdate() - timedelta(1))
    assert call("get", "services").status_code == 401
    ApiToken.objects.update(expires_on=timezone.localdate() + timedelta(1))
    revoke_token(ApiToken.objects.get(), by=cast.security_admin, at=timezone.now())
    assert call("get", "services").status_code == 401


def test_the_key_is_kept_as_a_digest_only(call):
    assert call.token not in str(ApiToken.objects.values().get())


def test_an_account_out_of_use_calls_no_more(call, cast):
    type(cast.api_client).objects.filter(pk=cast.api_client.pk).update(is_active=False)
    assert call("get", "services").status_code == 401


def test_services_are_the_categories_in_plain_chinese(call):
    answer = call("get", "services")
    assert "水电路" in answer.content.decode(), "no escapes"
    assert {"service_code", "service_name", "metadata", "type"} <= answer.json()[0].keys()
    assert "Water" in call("get", "services", Accept_Language="en").content.decode()


def test_a_report_makes_one_ticket_however_often_it_is_sent(call, cast):
    first = call("post", "requests", REPORT, Idempotency_Key="k-1")
    again = call("post", "requests", REPORT, Idempotency_Key="k-1")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["service_request_id"] == again.json()["service_request_id"]
    ticket = Ticket.objects.get()
    assert (ticket.channel, ticket.unit, ticket.title) == ("api", cast.district, "东门外道路破损。请修复。")
    assert call("post", "requests", REPORT).status_code == 201
    assert Ticket.objects.count() == 2


def test_what_is_wrong_is_said_field_by_field(call):
    missing = call("post", "requests", {"company_name": "示例"})
    assert missing.status_code == 400
    assert {row["description"].split(":")[0] for row in missing.json()} == {"service_code", "description"}
    unknown = call("post", "requests", REPORT | {"service_code": "nothing"})
    assert (unknown.status_code, "utilities" in unknown.content.decode()) == (422, True)
    assert call("post", "requests", REPORT | {"jurisdiction_id": 999999}).status_code == 404
    assert not Ticket.objects.exists()


def test_another_districts_account_sees_nothing_of_it(call, cast):
    number = call("post", "requests", REPORT | {"phone": "13800000001"}).json()["service_request_id"]
    mine = call("get", f"requests/{number}").json()
    assert (mine["status"], mine["phone"], mine["service_code"]) == ("open", "138****0001", "utilities")
    theirs = a_token(give_role_of_a_system(cast), cast)
    assert call("get", f"requests/{number}", token=theirs).status_code == 404
    assert call("get", "requests", token=theirs).json() == {"requests": [], "next": ""}


def test_pages_follow_one_another_without_a_gap(call, cast, django_assert_max_num_queries):
    numbers = [make_ticket(cast, title=f"第 {n} 件").number for n in range(7)]
    seen, after = [], ""
    while True:
        with django_assert_max_num_queries(8):
            page = call("get", f"requests?size=3&after={after}").json()
        seen += [row["service_request_id"] for row in page["requests"]]
        after = page["next"]
        if not after:
            break
    assert seen == numbers[::-1]
    assert call("get", "requests?status=closed").json()["requests"] == []
    assert len(call("get", "requests?status=open&service_code=utilities").json()["requests"]) == 7
    assert call("get", "requests?status=strange").status_code == 400


def test_the_document_names_every_call(client):
    document = client.get("/api/v1/openapi.json").json()
    assert {path.removeprefix("/api/v1/"): set(calls) for path, calls in document["paths"].items()} == {
        "services": {"get"},
        "requests": {"get", "post"},
        "requests/{number}": {"get"},
        "requests/{number}/photos": {"get", "post"},
        "requests/{number}/photos/{photo_id}": {"get"},
        "items": {"get"},
        "items/{item_id}/slots": {"get"},
        "appointments": {"get", "post"},
        "appointments/{number}": {"get"},
        "appointments/{number}/cancel": {"post"},
    }
    assert document["components"]["securitySchemes"]


def test_an_address_that_is_not_there_is_told_in_json(client):
    answer = client.get("/api/v1/nothing")
    assert (answer.status_code, answer.json()[0]["code"]) == (404, 404)

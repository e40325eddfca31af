"""Addresses of the interface, all below /api/v1/, and its OpenAPI document."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.responses import NinjaJSONEncoder

from dianxiaoer.api import appointments, photos, tickets
from dianxiaoer.api.auth import Token
from dianxiaoer.api.problems import ChineseJson, tell_problems

api = NinjaAPI(
    title="Dianxiaoer 店小二",
    version="1",
    description="Open311-style tickets with photos, and appointments. Every call carries a bearer token; what it sees and does follows the grants of its account.",
    auth=Token(),
    renderer=ChineseJson(),
    docs_url=None,
    openapi_url=None,
)
for room in (tickets, photos, appointments):
    api.add_router("", room.router)
tell_problems(api)


@require_safe
def document(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document: open, it says how to call and nothing of anybody."""
    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    body = json.dumps(schema, cls=NinjaJSONEncoder, ensure_ascii=False, indent=1)
    return HttpResponse(body, content_type="application/json")


urlpatterns = [
    path("openapi.json", document, name="api-document"),
    *[pattern for pattern in api.urls[0] if pattern.name != "api-root"],
]

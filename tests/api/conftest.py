"""A client that calls with a key."""

import json

import pytest

from tests.api.given import a_token


@pytest.fixture
def call(client, cast):
    """call("get", "requests", …) as the interface account of 甲区; `token=` for another key."""
    own = a_token(cast.api_client, cast)

    def make(method, path, body=None, *, token=own, **headers):
        sent = {
            "Authorization": f"Bearer {token}",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        if files := sent.pop("files", None):
            data = {"data": files}
        else:
            data = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        return getattr(client, method)(f"/api/v1/{path}", headers=sent, **data)

    make.token = own
    return make

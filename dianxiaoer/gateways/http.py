"""Posting to another system: one request, a short wait, no redirect followed."""

from __future__ import annotations

import hashlib
import hmac
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any

from dianxiaoer.gateways.problems import NotSent

TIMEOUT_SECONDS = 8
_READ = 4096


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A gateway that moved is set anew by hand: a key is never carried to an address nobody wrote down."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirect)


def post(url: str, body: bytes, headers: Mapping[str, str], *, timeout: float = TIMEOUT_SECONDS) -> bytes:
    """The answer's first bytes. Raises NotSent: for good when the other side says the request itself is wrong (4xx but
    408 and 429), else for now."""
    if not url.startswith(("https://", "http://")):
        raise NotSent(f"not a web address: {url[:60]}", for_good=True)
    request = urllib.request.Request(url, data=body, headers=dict(headers), method="POST")  # noqa: S310 — http(s) only, above
    try:
        with _OPENER.open(request, timeout=timeout) as answer:
            return bytes(answer.read(_READ))
    except urllib.error.HTTPError as problem:
        for_good = 300 <= problem.code < 500 and problem.code not in {408, 429}
        raise NotSent(f"HTTP {problem.code}", for_good=for_good) from None
    except (urllib.error.URLError, TimeoutError, ConnectionError, OSError) as problem:
        raise NotSent(str(getattr(problem, "reason", problem))[:200] or "no answer") from None


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """HMAC-SHA256 over "timestamp.body", hexadecimal: proves who sent it and when."""
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()

"""Where a request came from."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def address_of_visitor(request: HttpRequest) -> str:
    """The network address. Behind the proxy of DXR_HTTPS: the last hop, which the proxy itself wrote."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return forwarded.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))

"""Who calls: the interface account of a bearer token. A session of the desk opens nothing here."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.people.tokens import user_of_token


class Token(HttpBearer):
    """Authorization: Bearer dxr_…"""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        user = user_of_token(token, timezone.now())
        if user is not None:
            request.user = user
        return user

"""Policies as screens and links read them. No statements: they stand in files."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from dianxiaoer.domain.policies.bridge import Library, Policy, library_at
from dianxiaoer.kernel.refusals import Refused


def library() -> Library:
    """The rulebook of this installation (DXR_RULEBOOK)."""
    return library_at(Path(settings.RULEBOOK))


def policy_of(key: str) -> Policy | None:
    """The policy of an id; None when the rulebook has none (any more)."""
    return library().policies.get(key)


def policy_choices() -> list[tuple[str, str]]:
    """(id, title and issuer) for a form."""
    return [(one.id, f"{one.title}({one.issuer})" if one.issuer else one.title) for one in library().policies.values()]


def need_policy(key: str) -> str:
    """The id again, or "". Raises Refused for an id the rulebook does not have."""
    if key and policy_of(key) is None:
        raise Refused(_("政策库里没有编号为“%(key)s”的政策,请从列表中选择。") % {"key": key})
    return key

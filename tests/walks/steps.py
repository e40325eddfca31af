"""What walks do again and again: sign in, check a page for accessibility."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tests.cast import PASSWORD

AXE = Path(__file__).resolve().parents[1] / "vendor/axe.min.js"


def sign_in(page, username: str, password: str = PASSWORD) -> None:
    page.goto("/signin/")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", password)
    page.click("form[method=post] .btn-primary")
    page.wait_for_url("**/")


def enter(page, username: str) -> None:
    """Come in without the form, for tests that only look: a walk signs in as a person does."""
    from django.conf import settings
    from django.test import Client

    from dianxiaoer.domain.people.models import User

    browser = Client()
    browser.force_login(User.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
    key = browser.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": page.home}])


def axe_findings(page) -> list[str]:
    """Serious and critical findings of axe on the page as it stands (evaluated from outside, so the CSP stays strict)."""
    page.evaluate(_axe_source())
    found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    return [
        f"{one['id']}: {one['help']} — {', '.join(str(node['target'][0]) for node in one['nodes'][:4])}"
        for one in found
        if one["impact"] in {"serious", "critical"}
    ]


def overflow(page) -> int:
    """Pixels by which the page is wider than the window: 0 on a page that fits a phone."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@cache
def _axe_source() -> str:
    return AXE.read_text()

"""A real browser for the walks: headless Chromium, its own profile, no request leaves the machine."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

CHROMIUM = os.environ.get("DXR_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ARTIFACTS = Path(__file__).resolve().parents[2] / "test-artifacts"


@pytest.fixture(scope="session")
def chromium():
    if not CHROMIUM:
        pytest.skip("no chromium on this machine: apt-get install chromium fonts-noto-cjk")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
        "true"  # playwright runs a loop in this thread; the database is used outside it
    )
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, live_server, request):
    """open_page(width=1440, height=900, dark=False, scripts=True) → a page that keeps what went wrong in `page.faults` and its server in `page.home`."""
    contexts = []

    def make(width: int = 1440, height: int = 900, *, dark: bool = False, scripts: bool = True, locale: str = "zh-CN"):
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            base_url=live_server.url,
            locale=locale,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.home = live_server.url
        page.faults = []
        page.on("pageerror", lambda problem: page.faults.append(f"script: {problem}"))
        page.on("console", lambda line: page.faults.append(f"console: {line.text}") if line.type == "error" else None)
        page.on("request", lambda sent: _note_foreign(page, sent.url, live_server.url))
        return page

    yield make
    failed = getattr(request.node, "rep_call", None) is not None and request.node.rep_call.failed
    for number, context in enumerate(contexts):
        if failed and context.pages:
            ARTIFACTS.mkdir(exist_ok=True)
            context.pages[0].screenshot(path=ARTIFACTS / f"{request.node.name}-{number}.png", full_page=True)
        context.close()


def _note_foreign(page, address: str, home: str) -> None:
    if not address.startswith((home, "data:", "blob:", "about:")):
        page.faults.append(f"a request left the machine: {address}")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    setattr(item, f"rep_{call.when}", outcome.get_result())

"""docs/grants.md says what grants.py says."""

from pathlib import Path

import pytest

from dianxiaoer.domain.people.grants import GRANTS
from dianxiaoer.domain.people.printed import grant_groups, grants_markdown

DOC = Path(__file__).resolve().parents[2] / "docs/grants.md"


def test_the_printed_grants_are_current():
    assert DOC.read_text(encoding="utf-8") == grants_markdown(), "run: dianxiaoer grants --write docs/grants.md"


def test_every_grant_is_printed_once():
    printed = [row.verb for group in grant_groups() for row in group.rows]
    assert sorted(printed) == sorted(GRANTS)


@pytest.mark.django_db
def test_the_page_marks_own_and_all(client, cast):
    client.force_login(cast.wang, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/desk/grants/").content.decode()
    assert "activities.edit" in page
    assert '<td class="grant-own">本人</td><td class="grant-tree">全部</td>' in page

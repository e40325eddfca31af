"""What every ledger can do: a row in a drawer, a Word table, amounts in the reader's unit, several rows given at once."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document

from dianxiaoer.domain.projects.models import Project
from dianxiaoer.kernel.models import Event
from tests.domain.projects.factory import YI, a_project


@pytest.fixture
def as_person(client):
    def sign_in(person):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


def test_a_row_opens_in_a_drawer_for_who_may_see_it(as_person, cast, django_assert_max_num_queries):
    project = a_project(cast, name="示例甲项目")
    client, address = as_person(cast.wang), reverse("projects-list")
    client.get(address)
    with django_assert_max_num_queries(8):
        page = client.get(address, {"peek": project.pk}).content.decode()
    assert reverse("projects-detail", args=[project.pk]) in page
    assert "<html" not in page, "a fragment, not a page"
    assert as_person(cast.liu).get(address, {"peek": project.pk}).status_code == 404
    assert client.get(address, {"peek": "x"}).status_code == 404


def test_a_ledger_goes_to_word_as_the_screen_prints_it(as_person, cast, monkeypatch):
    a_project(cast, name="示例甲项目", contracted_yuan=5 * YI)
    a_project(cast, name="示例乙项目", contracted_yuan=20 * YI)
    client, asked = as_person(cast.leader), {"export": "docx", "contracted_from": "10亿"}
    answer = client.get(reverse("projects-list"), asked)
    book = Document(BytesIO(b"".join(answer.streaming_content)))
    cells = [cell.text for row in book.tables[0].rows for cell in row.cells]
    assert "示例乙项目" in cells
    assert "20亿元" in cells
    assert "示例甲项目" not in cells
    assert "周领导" in book.paragraphs[1].text

    monkeypatch.setattr("dianxiaoer.shell.exports.LIMIT_ROWS", 0)
    refused = client.get(reverse("projects-list"), asked)
    assert refused.status_code == 303
    assert "export" not in refused["Location"]


def test_amounts_stand_in_the_unit_the_reader_asked_for(as_person, cast):
    a_project(cast, contracted_yuan=5 * YI)
    client, address = as_person(cast.wang), reverse("projects-list")
    assert "5亿元" in client.get(address).content.decode()
    client.post(reverse("amounts"), {"unit": "wan", "next": address})
    page = client.get(address).content.decode()
    assert "50,000万元" in page
    assert "5亿元" not in page
    client.post(reverse("amounts"), {"unit": "liang", "next": "https://example.org/"})
    assert client.cookies["amounts"].value == "wan"


def test_picked_rows_are_given_to_one_person_all_or_none(as_person, cast):
    one, other = a_project(cast, name="示例甲项目"), a_project(cast, name="示例乙项目")
    client = as_person(cast.chief)
    address = f"{reverse('projects-assign')}?pick={one.pk}&pick={other.pk}"
    refused = client.post(address, {"to": cast.auditor.pk})
    assert refused.status_code == 422
    assert set(Project.objects.values_list("owner", flat=True)) == {cast.wang.pk}
    assert client.post(address, {"to": cast.zhao.pk, "note": "接手"}).status_code == 303
    assert set(Project.objects.values_list("owner", flat=True)) == {cast.zhao.pk}
    assert Event.objects.filter(verb="projects.assign", note="接手").count() == 2


def test_an_officer_gives_nothing_away(as_person, cast):
    assert as_person(cast.wang).get(reverse("projects-assign")).status_code == 403

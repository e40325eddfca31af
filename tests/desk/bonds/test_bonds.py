"""The screens of special bonds and of the libraries."""

import pytest
from django.urls import reverse

from dianxiaoer.domain.bonds.models import BondBatch
from dianxiaoer.domain.libraries.models import LibraryEntry
from tests.cast import TODAY
from tests.domain.libraries.test_libraries import a_firm
from tests.domain.projects.factory import a_project, at_stage

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def as_(client):
    def sign_in(person):
        client.force_login(person, backend=BACKEND)
        return client

    return sign_in


def test_a_batch_from_application_to_its_use_rate(as_, cast):
    project = a_project(cast)
    wang = as_(cast.wang)
    apply = reverse("bonds-apply", args=[project.pk])
    assert wang.post(apply, {"applied_yuan": "0", "applied_on": "2024-02-01"}).status_code == 422
    assert wang.post(apply, {"applied_yuan": "2900万元", "applied_on": "2024-02-01"}).status_code == 303
    batch = BondBatch.objects.get()

    def post(verb, **facts):
        return wang.post(reverse(f"bonds-{verb}", args=[batch.pk]), facts).status_code

    assert post("issue", issued_yuan="1", issued_on="2024-03-01") == 422
    assert post("review", review_level="national", approved_yuan="2900万", reviewed_on="2024-03-01") == 303
    assert post("issue", issued_yuan="2900万", issued_on="2024-04-01") == 303
    assert post("spend", amount_yuan="3000万", spent_on="2024-05-01", note="工程款") == 422
    assert post("spend", amount_yuan="725万", spent_on="2024-05-01", note="工程款") == 303
    page = wang.get(reverse("bonds-detail", args=[batch.pk])).content.decode()
    assert "25%" in page
    assert "工程款" in page
    assert as_(cast.liu).get(reverse("bonds-detail", args=[batch.pk])).status_code == 404


def test_the_libraries_list_projects_and_firms_that_are_missing(as_, cast):
    project = at_stage(a_project(cast), cast, "started")
    firm = a_firm(cast)
    wang, address = as_(cast.wang), reverse("libraries-list")
    assert project.name in wang.get(address).content.decode()
    assert firm.name in wang.get(address, {"tab": "firms"}).content.decode()
    assert wang.post(reverse("libraries-watch", args=[firm.pk]), {"due_on": "2024-12-31"}).status_code == 303
    entry = LibraryEntry.objects.get()
    enter = reverse("libraries-enter", args=[entry.pk])
    assert as_(cast.chief).post(enter, {"entered_on": TODAY}).status_code == 422
    kinds = ["licence", "income_statement", "tax_return", "application"]
    supply = {"kinds": kinds, "on": "2024-05-01"}
    assert as_(cast.wang).post(reverse("libraries-supply", args=[entry.pk]), supply).status_code == 303
    assert as_(cast.chief).post(enter, {"entered_on": TODAY}).status_code == 303
    assert project.name not in as_(cast.liu).get(address).content.decode()

"""Screens of stewardship: last year's list with its rows' problems, coverage, a plan out and in."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dianxiaoer.domain.stewardship.models import Assignment, Official, Plan
from dianxiaoer.engines.stewardship.intake import read_roster
from tests.cast import TODAY
from tests.domain.companies.given import a_company
from tests.domain.stewardship.given import an_assignment, an_official

pytestmark = pytest.mark.django_db


def sign_in(client, person):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def sheet(*lines):
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    page = book.add_worksheet()
    for number, line in enumerate((("企业名称", "包联人", "职务", "角色", "专项", "起始日期", "包联理由"), *lines)):
        page.write_row(number, 0, line)
    book.close()
    return SimpleUploadedFile("上年名单.xlsx", target.getvalue())


def test_last_years_list_is_taken_whole_or_not_at_all(cast, client):
    for name in "甲乙":
        a_company(cast, f"示例{name}有限公司", is_resident=True)
    sign_in(client, cast.chief)
    page = reverse("stewardship-import")
    good = [
        (f"示例{name}有限公司", "示例领导", "副区长", "包联领导", "万人助万企", "2023-03-01", "") for name in "甲乙"
    ]
    wrong = [*good, ("没有的公司", "示例领导", "副区长", "包联领导", "", "2023-03-01", ""),
             ("示例甲有限公司", "另一位", "", "包联领导", "", "去年", "")]  # fmt: skip
    answer = client.post(page, {"unit": cast.district.pk, "file": sheet(*wrong), "skips": "on"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "企业库中没有“没有的公司”" in text
    assert "“去年”不是日期" in text
    assert not Assignment.objects.exists()
    assert not Official.objects.exists()
    answer = client.post(page, {"unit": cast.district.pk, "file": sheet(*good), "skips": "on"})
    token = answer.context["token"]
    assert client.post(page, {"token": token}).status_code == 303
    assert Assignment.objects.filter(official__name="示例领导").count() == 2
    again = client.post(page, {"unit": cast.district.pk, "file": sheet(*good), "skips": "on"})
    assert again.context["counts"]["skipped"] == 2
    assert sign_in(client, cast.wang).get(page).status_code == 403


def test_coverage_and_load_stand_on_one_page(cast, client):
    an_assignment(cast)
    a_company(cast, "示例无人有限公司", is_resident=True)
    page = sign_in(client, cast.leader).get(reverse("stewardship-coverage"))
    assert (page.context["page"].firms, page.context["page"].covered) == (2, 1)
    assert client.get(reverse("stewardship-coverage"), {"role": "liaison"}).context["page"].covered == 0


def test_a_plan_goes_out_and_its_result_comes_back(cast, client):
    row = an_assignment(cast)
    other = an_official(cast, "示例领导乙")
    sign_in(client, cast.chief)
    typed = {
        "unit": cast.district.pk, "title": "年度调整", "role": "leader", "point_per_km": 1, "change_points": 15,
        "missing_expertise_points": 12, "band_low": 0, "band_high": 10,
    }  # fmt: skip
    answer = client.post(reverse("stewardship-make_plan"), typed)
    plan = Plan.objects.get()
    assert answer["Location"] == reverse("stewardship-plan", args=[plan.pk])
    out = client.get(reverse("stewardship-plan_input", args=[plan.pk, "json"]))
    assert read_roster(json.loads(out.content)).firm_count == 1
    assert client.get(reverse("stewardship-plan_input", args=[plan.pk, "exe"])).status_code == 404
    taking = reverse("stewardship-take_result", args=[plan.pk])
    bad = SimpleUploadedFile("r.json", b'{"assignment": []}')
    answer = client.post(taking, {"file": bad})
    assert answer.status_code == 422
    assert "没有包联人" in answer.content.decode()
    pairs = [{"firm_id": f"F{row.company_id}", "official_id": f"O{other.pk}"}]
    good = SimpleUploadedFile("r.json", json.dumps({"assignment": pairs}).encode())
    assert client.post(taking, {"file": good}).status_code == 303
    shown = client.get(reverse("stewardship-plan", args=[plan.pk]))
    assert [change.after for change in shown.context["changes"]] == ["示例领导乙"]
    adopt = {"on": TODAY.isoformat(), "reason": "年度调整"}
    assert client.post(reverse("stewardship-adopt", args=[plan.pk]), adopt).status_code == 303
    assert Assignment.objects.get(until_on__isnull=True).official == other
    assert sign_in(client, cast.liu).get(reverse("stewardship-plan", args=[plan.pk])).status_code == 404

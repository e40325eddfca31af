"""Appraisal on screen: schemes written line by line, an edition entered, computed, shown, objected to, published, sealed."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from dianxiaoer.desk.appraisal.parsing import read_items, read_sources, read_tiers, written_items, written_sources
from dianxiaoer.domain.appraisal.actions.editions import freeze_edition, publish_edition
from dianxiaoer.domain.appraisal.examples import shipped_schemes
from dianxiaoer.domain.appraisal.models import Edition, HandInput, Line, Objection, Scheme
from tests.domain.appraisal.given import AFTER, a_scheme, a_shown_edition, an_edition
from tests.house.addresses.appraisal import a_current_edition


def test_what_a_person_types_reads_back_the_same():
    for scheme in shipped_schemes():
        for line in scheme.indicators:
            assert read_sources(written_sources(line.sources)) == {
                key: {name: str(value) for name, value in source.items()} for key, source in line.sources.items()
            }
            assert [row["key"] for row in read_items(written_items(line.items))] == [row["key"] for row in line.items]
    assert read_items("parks\uff0c园区评分\uff0c70%") == [{"key": "parks", "label": "园区评分", "each": "0.7"}]
    for read, text in (
        (read_items, "parks"),
        (read_items, "parks,园区,多"),
        (read_tiers, "1,2,3"),
        (read_sources, "actual figure"),
        (read_sources, "actual = figure a nothing=1"),
    ):
        with pytest.raises(ValidationError, match="第 1 行"):
            read(text)


def test_a_scheme_is_written_line_by_line(cast, client):
    client.force_login(cast.chief)
    assert "延安市重点项目积分 2017" in client.get(reverse("appraisal-schemes")).content.decode()
    facts = {
        "unit": cast.district.pk, "name": "示例办法", "cycle": "quarter", "full_points": "100", "source": "示例文件",
        "adopted_on": "2024-01-01",
    }  # fmt: skip
    assert client.post(reverse("appraisal-set_scheme"), facts).status_code == 303
    scheme = Scheme.objects.get()
    line = {"name": "示例评分", "group": "basic", "kind": "raters", "weight": "40", "items": "parks,园区评分,0.6"}
    add = reverse("appraisal-add_indicator", args=[scheme.pk])
    wrong = client.post(add, line)
    assert wrong.status_code == 422
    assert "各分项的权重之和应为 1" in wrong.content.decode()
    assert client.post(add, line | {"items": "parks,园区评分,0.6\ntowns,乡镇评分,0.4"}).status_code == 303
    row = scheme.indicators.get()
    edit = reverse("appraisal-edit_indicator", args=[row.pk])
    assert "towns,乡镇评分,0.4" in client.get(edit).content.decode()
    assert client.post(edit, line | {"items": "all,评分,1", "version": row.version}).status_code == 303
    assert "示例评分" in client.get(reverse("appraisal-scheme", args=[scheme.pk])).content.decode()
    assert client.post(reverse("appraisal-remove_indicator", args=[row.pk])).status_code == 303
    assert not scheme.indicators.exists()


def test_an_edition_is_opened_entered_and_computed(cast, client):
    client.force_login(cast.chief)
    scheme = a_scheme(cast, "e-10-20-30-40")
    facts = {
        "scheme": scheme.pk, "unit": cast.district.pk, "title": "示例考核", "period_start": "2024-01-01",
        "period_end": "2024-03-31",
    }  # fmt: skip
    assert client.post(reverse("appraisal-open"), facts).status_code == 422
    assert client.post(reverse("appraisal-open"), facts | {"units": [cast.district.pk]}).status_code == 303
    edition = Edition.objects.get()
    entrant = edition.entrants.get()
    enter = reverse("appraisal-enter", args=[entrant.pk])
    basics = scheme.indicators.get(name="基础工作")
    name = f"i{basics.pk}_basics"
    assert client.post(enter, {"source": "示例", name: "九十"}).status_code == 422
    assert client.post(enter, {"source": "示例"}).status_code == 422  # nothing new
    assert client.post(enter, {"source": "示例", name: "90、80"}).status_code == 303
    assert HandInput.objects.get().numbers == [90, 80]
    assert client.post(reverse("appraisal-compute", args=[edition.pk])).status_code == 303
    page = client.get(reverse("appraisal-detail", args=[edition.pk])).content.decode()
    assert "8.5" in page
    assert "缺数据" in page
    draft = client.post(reverse("appraisal-draft", args=[edition.pk]))
    assert draft.status_code == 422
    assert "还有数据没有填" in draft.content.decode()


def test_a_score_opens_to_inputs_arithmetic_and_source(cast, client):
    edition = a_shown_edition(cast)
    line = Line.objects.filter(entrant__edition=edition, indicator__name="签约项目个数和金额").first()
    client.force_login(cast.wang)
    page = client.get(reverse("appraisal-line", args=[line.pk])).content.decode()
    for part in ("28 ÷ 27", "177.7", "签约金额·目标数", "示例台账"):
        assert part in page, part
    client.force_login(cast.liu)
    assert client.get(reverse("appraisal-line", args=[line.pk])).status_code == 404


def test_a_unit_objects_and_another_person_answers(cast, client):
    edition = a_current_edition(cast)
    line = Line.objects.get(entrant__edition=edition, entrant__unit=cast.park, indicator__name="项目真实性和开工")
    client.force_login(cast.park_manager)
    assert client.get(reverse("appraisal-detail", args=[edition.pk])).status_code == 404
    sheet = client.get(reverse("appraisal-sheet", args=[line.entrant_id])).content.decode()
    assert "提出异议" in sheet
    address = reverse("appraisal-object", args=[line.pk])
    assert client.post(address, {"text": ""}).status_code == 422
    assert client.post(address, {"text": "已开工"}).status_code == 303
    objection = Objection.objects.get()
    client.force_login(cast.chief)
    assert f"/desk/appraisal/objections/{objection.pk}/answer/" in client.get(reverse("home")).content.decode()
    answer = reverse("appraisal-answer", args=[objection.pk])
    assert client.post(answer, {"verdict": "upheld", "answer": "属实"}).status_code == 422
    right = {"verdict": "upheld", "answer": "属实", "key": "overdue", "values": "0", "source": "核实记录"}
    assert client.post(answer, right).status_code == 303
    assert "0.4 → 0.5" in client.get(reverse("appraisal-detail", args=[edition.pk])).content.decode()
    client.force_login(cast.leader)
    early = client.post(reverse("appraisal-publish", args=[edition.pk]))
    assert early.status_code == 422
    assert (timezone.localdate() + timedelta(days=5)).isoformat() in early.content.decode()


def test_a_sealed_edition_says_whether_it_is_intact(cast, client):
    edition = publish_edition(a_shown_edition(cast), by=cast.leader, at=AFTER)
    edition = freeze_edition(edition, by=cast.supervisor, at=AFTER)
    client.force_login(cast.leader)
    address = reverse("appraisal-detail", args=[edition.pk])
    assert "封存校验一致" in client.get(address).content.decode()
    edition.entrants.update(total=99)
    assert "封存校验不一致" in client.get(address).content.decode()


def test_ledgers_cost_the_same_whatever_their_length(cast, client, django_assert_max_num_queries):
    an_edition(cast)
    an_edition(cast, "c-city-2023")
    client.force_login(cast.wang)
    for name in ("appraisal-list", "appraisal-schemes", "appraisal-sheets", "appraisal-lines"):
        client.get(reverse(name))
        with django_assert_max_num_queries(8):
            assert client.get(reverse(name)).status_code == 200

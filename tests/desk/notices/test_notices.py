"""Notices on screen: a supervisor raises, a handler answers, a leader sees; the letter; the ladder."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dianxiaoer.domain.supervision.models import LadderStep, Notice
from tests.domain.supervision.given import a_draft, a_notice, an_answered_notice


def test_a_supervisor_raises_and_issues(cast, client):
    client.force_login(cast.supervisor)
    facts = {
        "issuing_unit": cast.district.pk, "unit": cast.district.pk, "to": cast.wang.pk, "title": "示例督办", "text": "请办理",
        "answer_days": "5",
    }  # fmt: skip
    assert client.post(reverse("notices-raise"), facts | {"text": ""}).status_code == 422
    assert client.post(reverse("notices-raise"), facts).status_code == 303
    notice = Notice.objects.get()
    assert client.post(reverse("notices-issue", args=[notice.pk])).status_code == 303
    page = client.get(reverse("notices-detail", args=[notice.pk])).content.decode()
    for part in (f"督〔{Notice.objects.get().year}〕1号", "已发出,待答复", "升级阶梯", "撤销督办"):
        assert part in page, part
    assert client.post(reverse("notices-issue", args=[notice.pk])).status_code == 422


def test_the_one_asked_answers_with_papers_and_another_closes(cast, client):
    notice = a_notice(cast)
    client.force_login(cast.wang)
    address = reverse("notices-answer", args=[notice.pk])
    assert client.post(address, {"answer": ""}).status_code == 422
    wrong = SimpleUploadedFile("照片.jpg", b"text")
    assert client.post(address, {"answer": "已办", "files": wrong}).status_code == 422
    paper = SimpleUploadedFile("现场.pdf", b"%PDF-1.7 1")
    assert client.post(address, {"answer": "已办", "files": paper}).status_code == 303
    row = notice.papers.get()
    download = client.get(reverse("notices-paper", args=[row.pk]))
    assert b"".join(download.streaming_content).startswith(b"%PDF")
    client.force_login(cast.leader)
    page = client.get(reverse("notices-detail", args=[notice.pk])).content.decode()
    assert "审核办结" in page
    assert client.post(reverse("notices-close", args=[notice.pk]), {"close_note": "同意"}).status_code == 303
    client.force_login(cast.liu)
    assert client.get(reverse("notices-paper", args=[row.pk])).status_code == 404


def test_who_answered_is_not_offered_to_close(cast, client):
    notice = an_answered_notice(cast)
    Notice.objects.filter(pk=notice.pk).update(answered_by=cast.supervisor)
    client.force_login(cast.supervisor)
    assert "审核办结" not in client.get(reverse("notices-detail", args=[notice.pk])).content.decode()
    assert client.post(reverse("notices-close", args=[notice.pk]), {"close_note": "同意"}).status_code == 422


def test_the_letter_is_downloaded_as_word(cast, client):
    client.force_login(cast.supervisor)
    for notice in (a_draft(cast), a_notice(cast)):
        answer = client.get(reverse("notices-letter", args=[notice.pk]))
        assert answer["Content-Disposition"].startswith("attachment")
        assert b"".join(answer.streaming_content)[:2] == b"PK"


def test_the_ledger_costs_the_same_whatever_its_length(cast, client, django_assert_max_num_queries):
    for _number in range(5):
        a_notice(cast)
    client.force_login(cast.leader)
    client.get(reverse("notices-list"))
    with django_assert_max_num_queries(8):
        page = client.get(reverse("notices-list") + "?late=late").content.decode()
    assert "共 5 条" in page  # due in June 2024


def test_a_unit_keeps_its_own_ladder_on_screen(cast, client):
    client.force_login(cast.supervisor)
    facts = {"unit": cast.district.pk, "effective_from": "2024-06-01"}
    for rung, days in (("person", 0), ("head", 5), ("leader", 2)):
        facts |= {f"days_{rung}": days, f"act_{rung}": "示例措施"}
    assert client.post(reverse("notices-set_ladder"), facts).status_code == 422
    assert client.post(reverse("notices-set_ladder"), facts | {"days_leader": 9}).status_code == 303
    assert LadderStep.objects.count() == 3
    assert "示例措施" in client.get(reverse("notices-ladder")).content.decode()


@pytest.mark.parametrize("who", ["wang", "auditor", "handler"])
def test_who_may_not_raise_gets_403(cast, client, who):
    client.force_login(getattr(cast, who))
    assert client.get(reverse("notices-raise")).status_code == 403

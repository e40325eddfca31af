"""A notice from draft to closed: who may do what, in which order, by another person, and what happens when nobody answers."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from dianxiaoer.domain.outbox.models import Message
from dianxiaoer.domain.supervision.actions.escalating import press_notices
from dianxiaoer.domain.supervision.actions.notices import (
    answer_notice,
    close_notice,
    edit_notice,
    issue_notice,
    reckon_due,
    reopen_notice,
    send_back,
    set_ladder,
    withdraw_notice,
)
from dianxiaoer.domain.supervision.ladder import ladder_of, stands_on
from dianxiaoer.domain.supervision.letters import letter_of
from dianxiaoer.domain.supervision.models import Notice
from dianxiaoer.domain.supervision.queries import inbox_items
from dianxiaoer.kernel.events import timeline
from dianxiaoer.kernel.refusals import Refused, StageRefused
from tests.cast import NOW, TODAY
from tests.domain.supervision.given import a_draft, a_light, a_notice, an_answered_notice


def test_who_may_raise_and_where(cast):
    for person in (cast.wang, cast.handler, cast.auditor, cast.stranger):
        with pytest.raises(PermissionDenied):
            a_draft(cast, by=person)
    with pytest.raises(PermissionDenied):
        a_draft(cast, unit=cast.other_district)
    assert a_draft(cast).stage == "draft"


def test_a_notice_follows_from_a_light(cast):
    standing = a_light(cast)
    notice = a_draft(cast, light=standing)
    assert (notice.subject, notice.object_id, notice.color) == ("projects.project", standing.object_id, "red")
    assert notice.rule_name == "默认 计划日期"


def test_issued_it_has_a_number_a_due_day_and_the_person_is_told(cast):
    first, second = a_notice(cast), a_notice(cast)
    assert (first.number, second.number) == ("督〔2024〕1号", "督〔2024〕2号")
    assert first.due_on == date(2024, 6, 10)
    assert [item.pk for item in inbox_items(cast.wang, on=TODAY)] == [first.pk, second.pk]
    assert Message.objects.filter(to=cast.wang, object_id=first.pk).count() == 1
    with pytest.raises(Refused):
        edit_notice(first, by=cast.supervisor, at=NOW, changes={"title": "改"})
    with pytest.raises(StageRefused):
        issue_notice(first, by=cast.supervisor, at=NOW)


def test_only_the_person_asked_answers_and_with_words(cast):
    notice = a_notice(cast)
    with pytest.raises(PermissionDenied):
        answer_notice(notice, by=cast.zhao, at=NOW, answer="不是我的")
    with pytest.raises(StageRefused, match="办理情况"):
        answer_notice(notice, by=cast.wang, at=NOW, answer=" ")
    with pytest.raises(Refused, match="允许的格式"):
        answer_notice(
            notice, by=cast.wang, at=NOW, answer="已办", files=[SimpleUploadedFile("照片.jpg", b"not a photo")]
        )
    assert Notice.objects.get(pk=notice.pk).stage == "issued"
    paper = SimpleUploadedFile("现场.pdf", b"%PDF-1.7 1")
    answered = answer_notice(notice, by=cast.wang, at=NOW, answer="已进场。", files=[paper])
    assert (answered.stage, answered.papers.get().name) == ("answered", "现场.pdf")
    assert [item.pk for item in inbox_items(cast.supervisor, on=TODAY)] == [notice.pk]


def test_closed_by_another_person_or_sent_back_or_reopened(cast):
    notice = an_answered_notice(cast)
    Notice.objects.filter(pk=notice.pk).update(answered_by=cast.supervisor)
    with pytest.raises(Refused, match="另一人"):
        close_notice(notice, by=cast.supervisor, at=NOW, close_note="可以")
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(closed_by=cast.supervisor)
    with pytest.raises(Refused):
        send_back(Notice.objects.get(pk=notice.pk), by=cast.leader, at=NOW, reason=" ", answer_days=3)
    back = send_back(Notice.objects.get(pk=notice.pk), by=cast.leader, at=NOW, reason="没有附照片。", answer_days=3)
    assert (back.stage, back.due_on, back.returned_count) == ("issued", date(2024, 6, 6), 1)
    again = answer_notice(back, by=cast.wang, at=NOW, answer="补充照片。")
    with pytest.raises(StageRefused, match="审核意见"):
        close_notice(again, by=cast.supervisor, at=NOW, close_note="")
    closed = close_notice(again, by=cast.supervisor, at=NOW, close_note="属实。")
    assert (closed.stage, closed.closed_on) == ("closed", TODAY)
    reopened = reopen_notice(closed, by=cast.supervisor, at=NOW, reason="又停工了。", answer_days=2)
    assert (reopened.stage, reopened.closed_by, reopened.returned_count) == ("issued", None, 2)


def test_a_draft_is_withdrawn_with_a_reason(cast):
    with pytest.raises(Refused):
        withdraw_notice(a_draft(cast), by=cast.supervisor, at=NOW, reason="")
    assert withdraw_notice(a_draft(cast), by=cast.supervisor, at=NOW, reason="重复。").stage == "withdrawn"


def test_unanswered_it_climbs_person_head_leader_each_once(cast):
    notice = a_notice(cast)  # due Monday, 10 June
    days = [date(2024, 6, day) for day in (7, 8, 9, 10, 11, 12, 13, 13, 17)]
    climbed = [press_notices(at=NOW, on=day) for day in days]
    assert climbed == [0, 0, 0, 0, 1, 0, 1, 0, 0]  # one working day late: the head; three: the leader
    notice.refresh_from_db()
    assert notice.rung == "leader"
    sent = list(Message.objects.filter(object_id=notice.pk).order_by("id").values_list("to__name", flat=True))
    assert sent == ["小王", "小王", "小王", "小王", "小王", "李科长", "周领导"]  # issued, T-2, T-1, T, late, then up
    notes = [event.note for event in timeline(notice) if event.verb == "notices.escalate"]
    assert "周领导" in notes[0]
    assert "报请分管领导" in notes[0]


def test_answered_it_climbs_no_more(cast):
    notice = an_answered_notice(cast)
    assert press_notices(at=NOW, on=TODAY + timedelta(30)) == 0
    assert Notice.objects.get(pk=notice.pk).rung == "person"


def test_a_unit_keeps_its_own_ladder(cast):
    days, acts = {"person": 0, "head": 2, "leader": 5}, {"person": "提醒", "head": "约谈", "leader": "通报"}
    given = {"at": NOW, "days": days, "acts": acts, "effective_from": TODAY}
    with pytest.raises(PermissionDenied):
        set_ladder(cast.district, by=cast.wang, **given)
    with pytest.raises(Refused):
        set_ladder(cast.district, by=cast.supervisor, **(given | {"days": days | {"head": 9}}))
    set_ladder(cast.district, by=cast.supervisor, **given)
    assert [(step.rung, step.after_days) for step in ladder_of(cast.park, TODAY)] == [
        ("person", 0),
        ("head", 2),
        ("leader", 5),
    ]
    assert ladder_of(cast.other_district, TODAY)[1].after_days == 1


def test_who_stands_on_a_rung_when_nobody_is_named(cast):
    notice = a_notice(cast, unit=cast.park, to=None)
    assert stands_on(notice, "head") == cast.park_manager
    assert stands_on(notice, "leader") == cast.leader
    assert stands_on(notice, "person") in {cast.wang, cast.zhao, cast.handler}


def test_the_due_day_moves_with_the_calendar(cast):
    from dianxiaoer.domain.reference.calendar import set_day

    notice = a_notice(cast)
    set_day(date(2024, 6, 7), by=cast.system_admin, at=NOW, kind="off", name="示例临时放假")
    assert reckon_due(at=NOW) == 1
    assert Notice.objects.get(pk=notice.pk).due_on == date(2024, 6, 11)
    assert reckon_due(at=NOW) == 0


def test_the_letter_is_a_word_file_with_number_body_and_date(cast):
    from docx import Document

    file = letter_of(a_notice(cast, light=a_light(cast)))
    texts = [paragraph.text for paragraph in Document(file).paragraphs]
    whole = "\n".join(texts)
    for part in (
        "督 办 函",
        "督〔2024〕1号",
        "甲区",
        "请说明原因并提出开工时间。",
        "2024年6月10日",
        "2024年6月3日",
        "超期",
    ):
        assert part in whole, part


def test_answer_days_must_be_sensible(cast):
    with pytest.raises(ValidationError, match="1 至 250"):
        a_draft(cast, answer_days=0)

"""Large exports are made in the background, as the same person would see them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dianxiaoer.domain.people.models import User
from dianxiaoer.jobs.housekeeping import forget_exports
from dianxiaoer.jobs.queue import work_off
from dianxiaoer.kernel.models import AuditEntry, Export
from tests.desk.exports.readers import rows_of_xlsx
from tests.domain.activities.given import an_activity

pytestmark = pytest.mark.django_db(transaction=True)
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def many(transactional_db, client, settings, tmp_path):
    """Seven activities where five rows are too many for now; 小王 is signed in."""
    from tests.cast import make_cast

    settings.EXPORT_ROWS, settings.MEDIA_ROOT = 5, tmp_path
    cast = make_cast()
    for number in range(7):
        an_activity(cast, name=f"示例展{number}", kind="trade_fair" if number else "roadshow")
    an_activity(cast, by=cast.liu, unit=cast.other_district, name="乙区的活动")
    client.force_login(cast.wang, backend=BACKEND)
    return cast


def _ask(client, **query):
    return client.get(reverse("activities-list"), {"export": "xlsx", **query})


def test_a_small_export_is_the_answer_itself(many, client, settings):
    settings.EXPORT_ROWS = 100
    assert _ask(client)["Content-Disposition"].startswith("attachment")
    assert not Export.objects.exists()


def test_a_large_export_is_made_later_and_holds_what_the_screen_filtered(many, client):
    response = _ask(client, kind="trade_fair", sort="starts_on")
    assert (response.status_code, response["Location"]) == (303, reverse("exports-list"))
    assert "排队中" in client.get(reverse("exports-list")).content.decode()
    work_off()
    export = Export.objects.get()
    assert (export.state, export.rows_done, export.rows_total, export.percent) == ("ready", 6, 6, 100)
    answer = client.get(reverse("exports-download", args=[export.pk]))
    rows = rows_of_xlsx(b"".join(answer.streaming_content))
    assert "导出人 小王(wang)" in rows[0][0]
    assert [row[0] for row in rows[2:]] == [f"示例展{number}" for number in range(1, 7)]
    acts = list(AuditEntry.objects.order_by("number").values_list("act", flat=True))
    assert acts == ["export", "export.download"]


def test_a_csv_is_made_in_the_language_it_was_asked_in(many, client, settings):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    _ask(client, export="csv")
    work_off()
    answer = client.get(reverse("exports-download", args=[Export.objects.get().pk]))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "Trade fair" in text
    assert "乙区的活动" not in text


def test_nobody_else_downloads_it(many, client):
    _ask(client)
    work_off()
    client.force_login(many.chief, backend=BACKEND)
    assert client.get(reverse("exports-download", args=[Export.objects.get().pk])).status_code == 404


def test_who_lost_the_right_meanwhile_gets_nothing(many, client):
    _ask(client)
    many.wang.roles.all().delete()
    work_off()
    export = Export.objects.get()
    assert (export.state, export.file) == ("failed", "")
    assert "没有" in export.problem


def test_a_deactivated_person_gets_nothing(many, client):
    _ask(client)
    User.objects.filter(pk=many.wang.pk).update(is_active=False)
    work_off()
    assert Export.objects.get().problem == "账号已停用。"


def test_files_are_forgotten_after_a_week(many, client):
    _ask(client)
    work_off()
    assert forget_exports(timezone.now() + timedelta(days=6)) == 0
    assert forget_exports(timezone.now() + timedelta(days=8)) == 1
    assert client.get(reverse("exports-download", args=[Export.objects.get().pk])).status_code == 404

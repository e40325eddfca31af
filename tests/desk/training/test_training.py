"""The screens of training and talent."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dianxiaoer.domain.training.models import Course, Outcome, Registration, Talent
from tests.cast import NOW
from tests.domain.appointments.given import moment
from tests.domain.companies.given import a_company
from tests.domain.training.given import STARTS, a_course, a_held_course, a_registration, a_talent, an_outcome

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def desk(client, cast, monkeypatch):
    """desk(person, at) → a client signed in, at a moment (NOW)."""

    def sign_in(person, at=NOW):
        monkeypatch.setattr(timezone, "now", lambda: at)
        client.force_login(person, backend=BACKEND)
        return client

    return sign_in


def test_from_planning_to_the_poster_to_who_came(desk, cast):
    a_company(cast, "示例甲公司")
    client = desk(cast.wang)
    facts = {
        "unit": cast.district.pk, "kind": "policy_talk", "manner": "hall", "name": "技改补助宣讲", "starts_on": STARTS,
        "place": "示例会堂", "seats": 1, "is_open": "on", "outcome_days": 90, "owner": cast.wang.pk,
    }  # fmt: skip
    wrong = client.post("/desk/training/add/", facts | {"ends_on": STARTS - timedelta(1)})
    assert (wrong.status_code, "结束日期早于开始日期" in wrong.content.decode()) == (422, True)
    assert client.post("/desk/training/add/", facts).status_code == 303
    course = Course.objects.get()
    page = f"/desk/training/{course.pk}"
    poster = client.get(f"{page}/poster.pdf")
    assert (poster["Content-Type"], poster.content[:5]) == ("application/pdf", b"%PDF-")
    person = {"name": "示例陈总", "company_name": "示例甲公司", "phone": "13900000001"}
    assert client.post(f"{page}/register/", person).status_code == 303
    twice = client.post(f"{page}/register/", person)
    assert (twice.status_code, "已经报过名" in twice.content.decode()) == (422, True)
    row = Registration.objects.get()
    assert row.company is not None
    client = desk(cast.wang, moment(STARTS, 18))
    assert client.post(f"{page}/attend/", {"on": STARTS, "present": [row.pk]}).status_code == 303
    assert client.post(f"{page}/hold/", {}).status_code == 303
    whole = client.get(f"{page}/").content.decode()
    assert "已举办" in whole
    assert "100%" in whole
    assert "139****0001" in whole


def test_a_firm_s_answer_by_phone_needs_its_source(desk, cast):
    outcome = an_outcome(cast)
    client = desk(cast.handler, NOW + timedelta(days=101))
    page = f"/desk/training/outcomes/{outcome.pk}/"
    version = client.get(page).context["form"].initial["version"]
    numbers = {"cost_before_yuan": "100万", "cost_after_yuan": "90万", "version": version}
    assert client.post(page, numbers).status_code == 422
    assert client.post(page, numbers | {"source": "电话回访"}).status_code == 303
    assert "-10%" in client.get("/desk/training/outcomes/").content.decode()
    late = client.post(page, numbers | {"source": "电话回访", "cost_after_yuan": "80万"})
    assert late.status_code == 409


def test_talent_is_entered_listed_and_corrected(desk, cast):
    client = desk(cast.wang)
    facts = {
        "unit": cast.district.pk, "name": "示例专家", "programme": "国家百千万计划专家", "level": "national",
        "manner": "flexible", "employer_name": "示例甲公司", "brought_in_on": "2024-06-01", "owner": cast.wang.pk,
    }  # fmt: skip
    assert client.post("/desk/talent/add/", facts).status_code == 303
    assert "示例专家" in client.get("/desk/talent/?level=national&q=百千万").content.decode()
    row = Talent.objects.get()
    changed = client.post(f"/desk/talent/{row.pk}/", facts | {"manner": "full_time", "version": row.version})
    assert changed.status_code == 303
    row.refresh_from_db()
    assert row.manner == "full_time"


def test_other_districts_and_readers_are_kept_out(desk, cast):
    course = a_course(cast)
    assert desk(cast.liu).get(f"/desk/training/{course.pk}/").status_code == 404
    assert desk(cast.leader).get(f"/desk/training/{course.pk}/edit/").status_code == 403
    assert desk(cast.leader).get(f"/desk/training/{course.pk}/poster.pdf").status_code == 403


def test_asking_before_the_day_is_one_button(desk, cast):
    course = a_held_course(cast, "示例甲公司")
    client = desk(cast.wang, NOW + timedelta(days=20))
    assert "已向 1 家企业发出回访" in client.post(f"/desk/training/{course.pk}/ask/", follow=True).content.decode()
    assert Outcome.objects.get().company_name == "示例甲公司"


def test_the_ledgers_cost_the_same_however_many(desk, cast):
    course = a_course(cast, seats=None)
    for number in range(12):
        a_course(cast, name=f"示例{number}")
        a_registration(cast, course, phone=f"139000002{number:02}")
    client = desk(cast.wang)
    for address in (
        "/desk/training/",
        f"/desk/training/people/?course={course.pk}",
        "/desk/talent/",
        f"/desk/training/{course.pk}/",
    ):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        assert len(asked) - 2 <= 9, (address, [query["sql"][:90] for query in asked])


def test_a_row_opens_only_for_who_may_do_what_its_page_asks(desk, cast):
    a_talent(cast)
    an_outcome(cast)
    for person, opens in ((cast.chief, True), (cast.supervisor, False)):
        client = desk(person)
        for address, page in (
            ("/desk/talent/", "/desk/talent/"),
            ("/desk/training/outcomes/", "/desk/training/outcomes/"),
        ):
            table = client.get(address).content.decode().split("<tbody>")[1]
            assert (f'href="{page}' in table) == opens, (person, address)

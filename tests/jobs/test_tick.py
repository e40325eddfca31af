"""The clockwork turns each job when it is due, once, and one that fails stops no other."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from dianxiaoer.domain.people.models import SignIn
from dianxiaoer.domain.people.sign_ins import open_session
from dianxiaoer.jobs.housekeeping import forget_sessions
from dianxiaoer.jobs.tick import JOBS, Job, tick
from dianxiaoer.kernel.models import JobRun
from tests.cast import NOW

pytestmark = pytest.mark.django_db
CALLS: list = []


def note(at):
    CALLS.append(at)


def fail(at):
    raise RuntimeError("示例故障")


NOTE = Job("note", "tests.jobs.test_tick:note", timedelta(minutes=5))
FAIL = Job("fail", "tests.jobs.test_tick:fail", timedelta(minutes=5))


@pytest.fixture(autouse=True)
def _forget():
    CALLS.clear()


def test_a_job_runs_when_due_and_not_before():
    assert tick(NOW, [NOTE]) == {"note": "ok"}
    assert tick(NOW + timedelta(minutes=4), [NOTE]) == {}
    assert tick(NOW + timedelta(minutes=5), [NOTE]) == {"note": "ok"}
    assert [NOW, NOW + timedelta(minutes=5)] == CALLS


def test_a_failing_job_is_told_and_stops_no_other():
    done = tick(NOW, [FAIL, NOTE])
    assert done == {"fail": "RuntimeError: 示例故障", "note": "ok"}
    assert "示例故障" in JobRun.objects.get(name="fail").problem
    assert CALLS == [NOW]


def test_every_job_can_be_loaded():
    assert all(callable(job.load()) for job in JOBS)
    assert len({job.name for job in JOBS}) == len(JOBS)


def test_ended_sessions_are_forgotten(cast):
    kept = SessionStore()
    kept.create()
    open_session(cast.wang, kept.session_key, at=NOW, address="", agent="", keep=0)
    gone = SessionStore()
    gone.create()
    open_session(cast.wang, gone.session_key, at=NOW, address="", agent="", keep=0)
    end = Session.objects.get(session_key=gone.session_key).expire_date
    Session.objects.filter(session_key=kept.session_key).update(expire_date=end + timedelta(days=1))
    assert forget_sessions(end + timedelta(seconds=1)) == 1
    assert SignIn.objects.get().session_key == kept.session_key

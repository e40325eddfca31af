"""Lights and notices for tests."""

from dianxiaoer.domain.supervision.actions.lighting import relight
from dianxiaoer.domain.supervision.actions.notices import answer_notice, issue_notice, raise_notice
from dianxiaoer.domain.supervision.actions.ruling import adopt_rule
from dianxiaoer.domain.supervision.models import LightRule, Notice, StandingLight
from tests.cast import NOW, TODAY, Cast
from tests.domain.projects.factory import a_project

PROJECT = "projects.project"


def a_light(cast: Cast, **facts) -> StandingLight:
    """A project of 小王 whose planned start has passed: red by the shipped default."""
    project = a_project(cast, due_start_on=facts.pop("due_start_on", TODAY.replace(month=5, day=20)), **facts)
    relight(PROJECT, [project.pk], at=NOW)
    return StandingLight.objects.get(subject=PROJECT, object_id=project.pk)


def a_rule(cast: Cast, key: str = "yinchuan-2025-start", watch: str = "projects.start", **facts) -> LightRule:
    given = {"by": cast.supervisor, "at": NOW, "key": key, "watch": watch, "effective_from": TODAY}
    return adopt_rule(cast.district, **(given | facts))


def a_draft(cast: Cast, **facts) -> Notice:
    given = {
        "by": cast.supervisor,
        "at": NOW,
        "unit": cast.district,
        "issuing_unit": cast.district,
        "title": "示例项目逾期未开工",
        "text": "请说明原因并提出开工时间。",
        "to": cast.wang,
        "answer_days": 5,
    }
    return raise_notice(**(given | facts))


def a_notice(cast: Cast, **facts) -> Notice:
    """Issued on Monday, 3 June 2024, to 小王, due in five working days: 10 June."""
    return issue_notice(a_draft(cast, **facts), by=cast.supervisor, at=NOW)


def an_answered_notice(cast: Cast, **facts) -> Notice:
    return answer_notice(a_notice(cast, **facts), by=cast.wang, at=NOW, answer="已组织进场,本月开工。")

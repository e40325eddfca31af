"""A project is opened once, with its first amount; its amount is always the sum of its changes."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Sum

from dianxiaoer.domain.people.access import visible
from dianxiaoer.domain.projects.actions.contract import change_contract, record_signing
from dianxiaoer.domain.projects.actions.opening import edit_project
from dianxiaoer.domain.projects.models import ContractChange, Project, SigningRecord
from dianxiaoer.domain.projects.states import ChangeKind, Stage
from dianxiaoer.kernel.events import timeline
from dianxiaoer.kernel.refusals import EditConflict, Refused
from tests.cast import NOW
from tests.domain.projects.factory import YI, a_project


def test_a_stranger_opens_nothing(cast):
    with pytest.raises(PermissionDenied):
        a_project(cast, by=cast.stranger)


def test_nobody_opens_a_project_in_another_district(cast):
    with pytest.raises(PermissionDenied):
        a_project(cast, by=cast.liu)


def test_a_leader_reads_but_does_not_open(cast):
    with pytest.raises(PermissionDenied):
        a_project(cast, by=cast.leader)


@pytest.mark.parametrize("code", ["2413-410108-04-01-123456", "12345", "2401-990108-04-01-123456", "ABCD"])
def test_a_wrong_national_code_is_refused_with_the_shape_to_write(cast, code):
    with pytest.raises(ValidationError) as refused:
        a_project(cast, national_code=code)
    assert code in str(refused.value.message_dict["national_code"])


def test_the_database_itself_refuses_a_code_of_another_shape(cast):
    project = a_project(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.filter(pk=project.pk).update(national_code="24-410108")


def test_one_national_code_once_in_a_unit(cast):
    a_project(cast, national_code="2401-410108-04-01-123456")
    with pytest.raises(ValidationError, match="不重复登记"):
        a_project(cast, national_code="2401 410108 04 01 123456")


def test_an_unknown_fact_is_refused(cast):
    with pytest.raises(ValidationError, match="stage"):
        a_project(cast, stage=Stage.COMMISSIONED)


def test_opening_writes_project_first_amount_ceremony_and_timeline(cast):
    project = a_project(
        cast, national_code="２４０１-410108-04-01-123456", occasion="示例签约仪式", announced_yuan=12 * YI
    )
    assert (project.stage, project.owner, project.contracted_yuan) == (Stage.SIGNED, cast.wang, 10 * YI)
    assert project.code == f"XM-2024-{project.pk:06d}"
    assert project.national_code == "2401-410108-04-01-123456"
    assert project.signings.get().announced_yuan == 12 * YI
    assert {event.verb for event in timeline(project)} == {
        "projects.open",
        "projects.change_contract",
        "projects.record_signing",
    }


def test_a_dollar_agreement_keeps_its_rate_and_its_day(cast):
    project = a_project(
        cast,
        contracted_yuan=Decimal(1),
        currency="USD",
        foreign_amount=Decimal("30000000"),
        rate=Decimal("7.1052"),
        rate_on=date(2024, 1, 8),
    )
    assert project.contracted_yuan == Decimal("213156000.00")


def test_a_dollar_agreement_without_a_rate_is_refused(cast):
    with pytest.raises(ValidationError):
        a_project(cast, currency="USD", foreign_amount=Decimal("30000000"))


def test_the_same_project_signed_at_two_events_counts_once(cast):
    project = a_project(cast)
    record_signing(project, by=cast.wang, at=NOW, signed_on=date(2024, 3, 1), announced_yuan=10 * YI)
    assert SigningRecord.objects.count() == 2
    assert Project.objects.aggregate(total=Sum("contracted_yuan"))["total"] == 10 * YI
    assert Project.objects.count() == 1


def test_an_increase_adds_its_increment_only(cast):
    project = a_project(cast)
    project = change_contract(
        project, by=cast.wang, at=NOW, kind="increase", amount_yuan=2 * YI, changed_on=date(2024, 4, 1)
    )
    assert project.contracted_yuan == 12 * YI
    assert Project.objects.count() == 1
    april = ContractChange.objects.filter(changed_on__month=4).aggregate(total=Sum("amount_yuan"))["total"]
    assert april == 2 * YI


def test_a_decrease_below_nothing_is_refused(cast):
    project = a_project(cast)
    with pytest.raises((Refused, ValidationError)):
        change_contract(
            project, by=cast.wang, at=NOW, kind="decrease", amount_yuan=11 * YI, changed_on=date(2024, 4, 1)
        )
    assert Project.objects.get().contracted_yuan == 10 * YI


def test_a_second_first_signing_is_impossible(cast):
    project = a_project(cast)
    with pytest.raises(Refused):
        change_contract(project, by=cast.wang, at=NOW, kind="initial", amount_yuan=YI, changed_on=date(2024, 4, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        ContractChange.objects.create(
            project=project, kind=ChangeKind.INITIAL, amount_yuan=YI, changed_on=date(2024, 4, 1)
        )


def test_two_people_never_overwrite_each_other_silently(cast):
    project = a_project(cast)
    edit_project(project, by=cast.chief, at=NOW, changes={"zone": "东区"}, version=project.version)
    with pytest.raises(EditConflict):
        edit_project(project, by=cast.wang, at=NOW, changes={"zone": "西区"}, version=project.version)


def test_officers_edit_their_own_projects_only(cast):
    project = a_project(cast)
    with pytest.raises(PermissionDenied):
        edit_project(project, by=cast.zhao, at=NOW, changes={"zone": "西区"})
    assert project in visible(cast.zhao, Project)
    assert project not in visible(cast.liu, Project)
    assert project in visible(cast.city_leader, Project)

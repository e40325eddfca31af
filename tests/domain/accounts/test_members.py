"""Who acts for a firm: bound, claimed, invited, removed; nobody else sees what is the firm's."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404

from dianxiaoer.domain.accounts.actions.members import (
    approve_claim,
    bind_firm,
    invite_member,
    refuse_claim,
    remove_by_desk,
    remove_member,
)
from dianxiaoer.domain.accounts.callers import caller_of
from dianxiaoer.domain.accounts.firm_access import fetch_for, visible_to
from dianxiaoer.domain.accounts.models import FirmClaim, Membership
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.people.models import User
from dianxiaoer.kernel.refusals import Refused, StageRefused
from tests.cast import NOW
from tests.domain.accounts.given import USCC, a_company, a_firm, an_account, main_contact


@pytest.fixture
def firm(cast):
    return a_firm(cast)


def test_the_main_contact_is_bound_at_once_as_manager(cast):
    company = a_company(cast, "示例新材料有限公司", USCC)
    main_contact(cast, company, "138-0000 0009")
    bound = bind_firm(USCC.lower(), caller=caller_of(an_account("13800000009")), at=NOW)
    assert (bound.company, bound.role) == (company, "manager")


def test_another_phone_claims_and_an_officer_decides(cast, firm):
    account = an_account("13800000009")
    claim = bind_firm(USCC, caller=caller_of(account), at=NOW, note="财务")
    assert isinstance(claim, FirmClaim)
    assert caller_of(account).company_ids == frozenset()
    with pytest.raises(Refused, match="正在审核"):
        bind_firm(USCC, caller=caller_of(account), at=NOW)
    with pytest.raises(PermissionDenied):
        approve_claim(claim, by=cast.liu, at=NOW)
    approve_claim(claim, by=cast.wang, at=NOW)
    assert caller_of(account).company_ids == {firm.company.pk}
    assert Membership.objects.get(account=account).role == "member", "the firm has a manager already"
    with pytest.raises(StageRefused):
        approve_claim(claim, by=cast.wang, at=NOW)


def test_a_claim_is_refused_with_a_reason(cast, firm):
    claim = bind_firm(USCC, caller=firm.caller("lone"), at=NOW)
    with pytest.raises(StageRefused, match="理由"):
        refuse_claim(claim, by=cast.wang, at=NOW, reason="")
    assert refuse_claim(claim, by=cast.wang, at=NOW, reason="电话核实不是本企业人员").state == "refused"


@pytest.mark.parametrize(("code", "said"), [("", "18 位"), ("91350100M000100Y44", "校验"), ("123", "18 位")])
def test_a_wrong_code_is_told(firm, code, said):
    with pytest.raises(ValidationError, match=said):
        bind_firm(code, caller=firm.caller("lone"), at=NOW)


def test_a_firm_without_a_file_is_told_what_to_do(cast):
    with pytest.raises(Refused, match="直接提交诉求"):
        bind_firm(USCC, caller=caller_of(an_account("13800000009")), at=NOW)


def test_a_manager_invites_and_a_member_does_not(cast, firm):
    with pytest.raises(PermissionDenied):
        invite_member(firm.company, caller=firm.caller("member"), at=NOW, phone="13800000077")
    with pytest.raises(PermissionDenied):
        invite_member(firm.company, caller=firm.caller("other"), at=NOW, phone="13800000077")
    joined = invite_member(firm.company, caller=firm.caller(), at=NOW, phone="138 0000 0077", name="示例会计")
    assert caller_of(joined.account).company_ids == {firm.company.pk}
    with pytest.raises(Refused, match="已是"):
        invite_member(firm.company, caller=firm.caller(), at=NOW, phone="13800000077")


def test_a_leaver_loses_the_firm_at_once(firm):
    membership = Membership.objects.get(account=firm.member)
    with pytest.raises(PermissionDenied):
        remove_member(membership, caller=firm.caller("other"), at=NOW)
    remove_member(membership, caller=firm.caller(), at=NOW)
    assert caller_of(firm.member).company_ids == frozenset()
    with pytest.raises(Refused, match="已移除"):
        remove_member(membership, caller=firm.caller(), at=NOW + timedelta(1))


def test_a_member_may_leave_by_themselves_but_not_the_only_manager(firm):
    remove_member(Membership.objects.get(account=firm.member), caller=firm.caller("member"), at=NOW)
    with pytest.raises(Refused, match="唯一的管理员"):
        remove_member(Membership.objects.get(account=firm.manager), caller=firm.caller(), at=NOW)


def test_the_desk_takes_off_the_last_manager_too(cast, firm):
    membership = Membership.objects.get(account=firm.manager)
    with pytest.raises(PermissionDenied):
        remove_by_desk(membership, by=cast.liu, at=NOW)
    remove_by_desk(membership, by=cast.wang, at=NOW)
    assert caller_of(firm.manager).company_ids == frozenset()


def test_what_is_another_firms_does_not_exist(firm):
    assert fetch_for(firm.caller(), Company, pk=firm.company.pk) == firm.company
    for stranger in (firm.caller("other"), firm.caller("lone"), None):
        with pytest.raises(Http404):
            fetch_for(stranger, Company, pk=firm.company.pk)


def test_a_model_that_says_nothing_of_firms_is_never_shown(firm):
    assert not visible_to(firm.caller(), User).exists()

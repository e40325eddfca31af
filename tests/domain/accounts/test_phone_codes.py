"""A phone is verified once by one code, in time; guessing and asking too often are refused."""

from datetime import timedelta

import pytest

from dianxiaoer.domain.accounts.actions.phone_codes import CodeRules, ask_code, clean_phone, verify_code
from dianxiaoer.domain.accounts.models import Account, PhoneCode
from dianxiaoer.kernel.refusals import Refused
from tests.cast import NOW

RULES = CodeRules(per_phone=3, per_address=4)
PHONE = "13800000009"


def asked(at=NOW, phone=PHONE, address="10.0.0.1"):
    return ask_code(phone, address=address, at=at, rules=RULES)


def verified(code, at=NOW, phone=PHONE):
    return verify_code(phone, code, at=at, rules=RULES)


@pytest.mark.parametrize("typed", ["13800000009", " 138 0000 0009", "+8613800000009", "86-138-0000-0009"])
def test_a_number_is_read_as_people_write_it(typed):
    assert clean_phone(typed) == PHONE


@pytest.mark.parametrize("typed", ["", "12345", "23800000009", "138000000091", "13800000009x"])
def test_what_is_no_mobile_number_is_refused(typed):
    with pytest.raises(Refused, match="11 位"):
        clean_phone(typed)


@pytest.mark.django_db
def test_the_code_is_kept_as_a_digest_only():
    code = asked()
    row = PhoneCode.objects.get()
    assert code not in " ".join(str(value) for value in row.__dict__.values())


@pytest.mark.django_db
def test_a_right_code_opens_an_account_and_works_once():
    code = asked()
    account = verified(code)
    assert (account.phone, account.verified_at) == (PHONE, NOW)
    with pytest.raises(Refused, match="失效"):
        verified(code)
    assert Account.objects.count() == 1


@pytest.mark.django_db
def test_a_code_ends_after_five_minutes():
    code = asked()
    with pytest.raises(Refused, match="失效"):
        verified(code, at=NOW + timedelta(minutes=5))


@pytest.mark.django_db
def test_a_newer_code_ends_the_older_one():
    old = asked()
    new = asked(at=NOW + timedelta(minutes=2))
    while new == old:  # one chance in a million
        new = asked(at=NOW + timedelta(minutes=4))
    with pytest.raises(Refused, match="不对"):
        verified(old, at=NOW + timedelta(minutes=4))


@pytest.mark.django_db
def test_five_wrong_tries_void_even_the_right_code():
    code = asked()
    wrong = "000000" if code != "000000" else "111111"
    for left in (4, 3, 2, 1, 0):
        with pytest.raises(Refused, match=f"{left} 次"):
            verified(wrong)
    with pytest.raises(Refused, match="作废"):
        verified(code)


@pytest.mark.django_db
def test_a_code_of_one_phone_opens_no_other():
    code = asked()
    asked(phone="13800000008")
    try:
        verified(code, phone="13800000008")
    except Refused:
        return
    assert PhoneCode.objects.count() == 2, "the two codes happened to be equal"


@pytest.mark.django_db
def test_asking_too_often_is_refused_by_phone_and_by_address():
    asked()
    with pytest.raises(Refused, match="60 秒"):
        asked(at=NOW + timedelta(seconds=59))
    for minute in (2, 4):
        asked(at=NOW + timedelta(minutes=minute))
    with pytest.raises(Refused, match="一小时"):
        asked(at=NOW + timedelta(minutes=6), address="10.0.0.2")
    asked(at=NOW + timedelta(minutes=7), phone="13800000001")
    with pytest.raises(Refused, match="网络"):
        asked(at=NOW + timedelta(minutes=8), phone="13800000002")
    assert asked(at=NOW + timedelta(minutes=66))


@pytest.mark.django_db
def test_a_phone_put_out_of_use_stays_out():
    Account.objects.create(phone=PHONE, is_active=False)
    code = asked()
    with pytest.raises(Refused, match="停用"):
        verified(code)

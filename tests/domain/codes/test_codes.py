"""A code on the wall: read when good, refused when forged, revoked or replaced."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from dianxiaoer.domain.codes.actions import issue_code, renew_code, revoke_code
from dianxiaoer.domain.codes.poster import poster_pdf
from dianxiaoer.domain.codes.tokens import FORGED, RENEWED, REVOKED, read_token, token_of
from tests.cast import NOW
from tests.domain.companies.given import a_company


def a_code_on_the_wall(cast, company=None, **facts):
    return issue_code(company or a_company(cast, is_resident=True), **({"by": cast.wang, "at": NOW} | facts))


def test_a_stranger_makes_no_code(cast):
    firm = a_company(cast)
    for person in (cast.stranger, cast.liu, cast.leader):
        with pytest.raises(PermissionDenied):
            a_code_on_the_wall(cast, firm, by=person)


def test_what_nobody_issued_is_forged(cast):
    code = a_code_on_the_wall(cast)
    good = token_of(code)
    number, edition, seal = good.split(".")
    other = f"{int(number, 36) + 1}.{edition}.{seal}"
    for token in (
        "",
        "x",
        "../..",
        f"{number}.{edition}.{'A' * 20}",
        f"{number}.2.{seal}",
        other,
        good + "A",
        good[:-1],
    ):
        assert read_token(token).fault == FORGED, token
    assert read_token(good).code == code


def test_a_revoked_or_renewed_print_says_so(cast):
    code = a_code_on_the_wall(cast)
    first = token_of(code)
    code = revoke_code(code, by=cast.wang, at=NOW, reason="遗失")
    assert read_token(first).fault == REVOKED
    with pytest.raises(ValidationError):
        revoke_code(code, by=cast.wang, at=NOW, reason="再停")
    code = renew_code(code, by=cast.wang, at=NOW, reason="遗失补发")
    assert read_token(first).fault == RENEWED
    assert read_token(token_of(code)).is_good


def test_another_key_reads_nothing(cast, settings):
    token = token_of(a_code_on_the_wall(cast))
    settings.SECRET_KEY = "another installation"
    assert read_token(token).fault == FORGED


def test_a_site_has_one_code_and_its_poster_is_a_page(cast):
    code = a_code_on_the_wall(cast, site="一号厂区")
    with pytest.raises(ValidationError, match="换发"):
        a_code_on_the_wall(cast, code.company, site="一号厂区")
    two = a_code_on_the_wall(cast, code.company)
    pages = poster_pdf([(code, "https://x.example/e/codes/1"), (two, "https://x.example/e/codes/2")])
    assert pages.startswith(b"%PDF-")
    assert pages.count(b"/Type /Page\n") == 2

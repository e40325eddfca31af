"""The national project code: shapes people type, and what is no code."""

import pytest

from dianxiaoer.engines.identity.project_code import ProjectCodeError, parse_project_code


@pytest.mark.parametrize(
    "typed",
    [
        "2405-410108-04-01-123456",
        "2405 410108 04 01 123456",
        "24054101080401123456",
        "２４０５－410108—04–01-123456",
        " 2405-410108-04-01-123456 ",
    ],
)
def test_one_spelling_of_what_people_type(typed):
    assert str(parse_project_code(typed)) == "2405-410108-04-01-123456"


def test_the_year_codes_of_2015_to_2020_and_their_old_ending():
    code = parse_project_code("2018-440300-70-03-715264-000")
    assert (code.assigned, code.region, code.kind, code.serial) == ("2018", "440300", "03", "715264")


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("", "4-6-2-2-6"),
        ("2405-410108-04-01-12345", "4-6-2-2-6"),
        ("2413-410108-04-01-123456", "yymm"),
        ("2024-410108-04-01-123456", "yymm"),
        ("2405-990108-04-01-123456", "地区码"),
        ("2405-410108-04-01-12345A", "4-6-2-2-6"),
    ],
)
def test_what_is_no_code_is_told_why(typed, word):
    with pytest.raises(ProjectCodeError, match=word):
        parse_project_code(typed)

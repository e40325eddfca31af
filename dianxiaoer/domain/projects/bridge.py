"""Between rows and engines: the national project code as typed."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from dianxiaoer.engines.identity.project_code import ProjectCodeError, parse_project_code


def clean_national_code(text: str) -> str:
    """The code in its one spelling, "" for none. Raises ValidationError on the field."""
    if not text.strip():
        return ""
    try:
        return str(parse_project_code(text))
    except ProjectCodeError as problem:
        raise ValidationError({"national_code": str(problem)}) from None

"""Companies and the identity engine: credit codes checked, names made comparable, likely duplicates told with reasons."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from dianxiaoer.domain.companies.models import Company
from dianxiaoer.engines.identity import duplicates
from dianxiaoer.engines.identity.duplicates import FirmTraits, Likeness, likeness
from dianxiaoer.engines.identity.names import normal_name, parse_name
from dianxiaoer.engines.identity.uscc import UsccError, clean_uscc, parse_uscc


def checked_uscc(text: str) -> str:
    """The code cleaned, "" for none. Raises ValidationError on the field `uscc`, saying which character is wrong."""
    if not text.strip():
        return ""
    try:
        return parse_uscc(text).code
    except UsccError as problem:
        raise ValidationError({"uscc": _first_language(problem)}) from None


def comparable(name: str) -> str:
    """The name in one spelling, at most as long as the column holds."""
    return normal_name(name)[:200]


def tidy_uscc(text: str) -> str:
    return clean_uscc(text)


def brand_of(name: str) -> str:
    """The part of a name that tells firms apart (示例新材料), for finding candidates."""
    return parse_name(name).core.replace("(", "").replace(")", "")


def likeness_to(
    company: Company, *, name: str, uscc: str = "", phone: str = "", phones: tuple[str, ...] = ()
) -> Likeness:
    """How likely a firm as typed is the one on file. phones: those of the file's contacts."""
    typed = FirmTraits(name, uscc, phones=(phone,) if phone else ())
    return likeness(typed, FirmTraits(company.name, company.uscc, company.short_name, phones))


def reason_label(key: str) -> str:
    """A reason of the engine in the reader's words."""
    return {
        duplicates.SAME_CODE: _("信用代码相同"),
        duplicates.SAME_NAME: _("名称相同"),
        duplicates.SAME_SHORT_NAME: _("简称相同"),
        duplicates.SAME_CORE: _("字号相同"),
        duplicates.SIMILAR_CORE: _("字号相近"),
        duplicates.SAME_PHONE: _("电话相同"),
        duplicates.SAME_DOMAIN: _("网站相同"),
        duplicates.OTHER_CODE: _("信用代码不同"),
        duplicates.OTHER_REGION: _("地区不同"),
        duplicates.BRANCH: _("分支机构"),
    }[key]


def _first_language(problem: Exception) -> str:
    from django.utils.translation import get_language

    chinese, _slash, english = str(problem).partition(" / ")
    return english[:1].upper() + english[1:] + "." if english and (get_language() or "").startswith("en") else chinese

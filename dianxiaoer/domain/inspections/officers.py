"""Officers as people write them: a line each, the name and then the number of the certificate."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from dianxiaoer.domain.inspections.actions.filing import Officer
from dianxiaoer.kernel.refusals import Refused

_BREAKS = re.compile(r"[\n;;]+")
_GAP = re.compile(r"[\s,,、]+")


def read_officers(text: str) -> list[Officer]:
    """ "示例甲 A001\\n示例乙,A002" → two officers. Raises Refused naming a line without a number."""
    found = []
    for number, line in enumerate((part.strip() for part in _BREAKS.split(text) if part.strip()), 1):
        parts = _GAP.split(line)
        if len(parts) < 2:
            raise Refused(_("第 %(n)d 行“%(line)s”缺少执法证号。请写成:姓名 证号。") % {"n": number, "line": line})
        found.append(Officer(" ".join(parts[:-1]), parts[-1]))
    return found

"""安全日志: sensitive acts for the auditor, filtered and exported; whether the chain holds."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.domain.people.access import require
from dianxiaoer.domain.people.queries import audit_for
from dianxiaoer.domain.people.states import AUDIT_ACTS, Role
from dianxiaoer.kernel.audit import verify
from dianxiaoer.kernel.models import AuditEntry
from dianxiaoer.kernel.tables import MOMENT, NUMBER, Column
from dianxiaoer.kernel.verbs import VERBS, label_of
from dianxiaoer.shell.ledger import Filter, Ledger, between, equals, ledger_page


def act_label(entry: AuditEntry) -> str:
    return str(AUDIT_ACTS.get(entry.act, "") or label_of(entry.act))


def _acts(user: Any) -> list[tuple[str, Any]]:
    return [*AUDIT_ACTS.items(), *((verb, VERBS[verb]) for verb in sorted(VERBS) if _is_sensitive(verb))]


def _is_sensitive(verb: str) -> bool:
    subject, _dot, act = verb.partition(".")
    return act == "reveal" or (subject == "people" and act not in {"view", "edit", "reset_password"})


def _about(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    return rows.filter(Q(by_name__icontains=words) | Q(subject__icontains=words))


#: what the parts of an entry's detail are called
PARTS = {
    "address": gettext_lazy("来源地址"),
    "known": gettext_lazy("账号存在"),
    "sessions": gettext_lazy("结束会话数"),
    "format": gettext_lazy("格式"),
    "filters": gettext_lazy("筛选"),
    "role": gettext_lazy("角色"),
    "unit": gettext_lazy("机构"),
    "reason": gettext_lazy("原因"),
}


def _detail(entry: AuditEntry) -> str:
    return ";".join(f"{PARTS.get(key, key)}:{_value(key, value)}" for key, value in entry.detail.items() if value != "")


def _value(key: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return str(dict(Role.choices).get(value, value)) if key == "role" else str(value)


LEDGER = Ledger(
    name="audit",
    title=gettext_lazy("安全日志"),
    rows=audit_for,
    columns=(
        Column("number", gettext_lazy("序号"), "number", NUMBER, sort="number"),
        Column("at", gettext_lazy("时间"), "at", MOMENT),
        Column("by", gettext_lazy("操作人"), "by_name"),
        Column("act", gettext_lazy("事项"), act_label),
        Column("subject", gettext_lazy("对象"), "subject"),
        Column("detail", gettext_lazy("详情"), _detail, wide=True),
        Column("hash", gettext_lazy("哈希"), "hash", shown=False),
    ),
    filters=(
        Filter("q", gettext_lazy("操作人或对象"), _about, kind="text"),
        Filter("act", gettext_lazy("事项"), equals("act"), choices=_acts),
        Filter("at", gettext_lazy("日期"), between("at__date"), kind="date_range"),
    ),
    sort="-number",
    tools=(("audit-verify", gettext_lazy("校验日志链"), "audit.view"),),
)


def ledger(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, LEDGER)


def verified(request: HttpRequest) -> HttpResponse:
    """Walk the chain now, and say what was found."""
    require(request.user, "audit.view")
    count, faults = verify()
    return render(
        request, "desk/audit/verified.html", {"title": _("校验日志链"), "count": count, "faults": faults[:100]}
    )

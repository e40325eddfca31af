"""The grants as a table to read: for the page 权限表 and for docs/grants.md, from the same rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from dianxiaoer.domain.people.grants import GRANTS
from dianxiaoer.domain.people.states import Role
from dianxiaoer.kernel.scope import OWN
from dianxiaoer.kernel.verbs import label_of


@dataclass(frozen=True)
class GrantRow:
    """One verb: its word, and per role (in the order of `Role`) "own", "tree" or ""."""

    verb: str
    label: str
    scopes: tuple[str, ...]


@dataclass(frozen=True)
class GrantGroup:
    subject: str
    rows: tuple[GrantRow, ...]


def grant_groups() -> list[GrantGroup]:
    """Every grant in the order of grants.py, gathered by subject, in the language in force."""
    groups: dict[str, list[GrantRow]] = {}
    for verb, granted in GRANTS.items():
        row = GrantRow(verb, label_of(verb), tuple(granted.get(role, "") for role in Role))
        groups.setdefault(verb.partition(".")[0], []).append(row)
    return [GrantGroup(subject, tuple(rows)) for subject, rows in groups.items()]


def scope_word(scope: str) -> str:
    return "" if not scope else _("本人") if scope == OWN else _("全部")


def grants_markdown() -> str:
    """docs/grants.md: in English, with the Chinese word beside each verb and role."""
    with override("zh-hans"):
        chinese = {row.verb: row.label for group in grant_groups() for row in group.rows}
        roles = [str(role.label) for role in Role]
    with override("en"):
        lines = list(_lines(chinese, roles))
    return "\n".join(lines) + "\n"


def _lines(chinese: dict[str, str], roles: list[str]) -> Iterator[str]:
    yield "# Grants (权限表)"
    yield ""
    yield "Printed from `dianxiaoer/domain/people/grants.py` by `dianxiaoer grants`; a test holds it current. What is not"
    yield "listed is refused. **own**: rows the person owns, within the unit of the role and below. **all**: every row of"
    yield "the unit of the role and below. Who may not see a row gets 404, who may see it but not act on it gets 403."
    for group in grant_groups():
        yield f"\n## {group.subject}\n"
        yield "| act | " + " | ".join(f"{role.label} {name}" for role, name in zip(Role, roles, strict=True)) + " |"
        yield "|---" * (len(roles) + 1) + "|"
        for row in group.rows:
            cells = [{"": "", "own": "own"}.get(scope, "all") for scope in row.scopes]
            yield f"| `{row.verb}` {row.label} {chinese[row.verb]} | " + " | ".join(cells) + " |"

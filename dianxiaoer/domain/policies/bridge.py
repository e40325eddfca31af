"""Files of the rulebook → policies with their clauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils.functional import Promise

from dianxiaoer.domain.policies.states import SAID
from dianxiaoer.engines.rules.document.excel_reader import read_workbook
from dianxiaoer.engines.rules.document.reader import read_document
from dianxiaoer.engines.rules.document.records import Clause as Rule
from dianxiaoer.engines.rules.document.records import Policy as Head
from dianxiaoer.engines.rules.problems import RuleError
from dianxiaoer.engines.rules.rulebook import rule_files

Said = str | Promise


@dataclass(frozen=True)
class Clause:
    """One thing a firm can get; `review`: where its fair-competition review stands."""

    id: str
    title: str
    department: str
    review: str

    @property
    def review_said(self) -> Said:
        return SAID.get(self.review, self.review)


@dataclass(frozen=True)
class Policy:
    """A document of the rulebook. since, until: as written, "" when the file does not say."""

    id: str
    title: str
    doc_no: str
    issuer: str
    level: str
    region: str
    status: str
    since: str
    until: str
    source_url: str
    to_verify: str
    clauses: tuple[Clause, ...]

    def __str__(self) -> str:
        return self.title

    @property
    def level_said(self) -> Said:
        return SAID.get(self.level, self.level)

    @property
    def status_said(self) -> Said:
        return SAID.get(self.status, self.status)


@dataclass(frozen=True)
class Library:
    """Policies by id, in order of title; `broken`: files that could not be read, by name."""

    policies: dict[str, Policy]
    broken: tuple[str, ...] = ()


def library_at(folder: Path) -> Library:
    """The policies of a folder; read anew when a file of it changed. A file with errors is named and left out."""
    files = rule_files(folder) if folder.exists() else []
    return _read(tuple((file, file.stat().st_mtime_ns) for file in files))


@lru_cache(maxsize=4)
def _read(files: tuple[tuple[Path, int], ...]) -> Library:
    found, broken = [], []
    for file, _changed in files:
        try:
            document = read_workbook(file) if file.suffix == ".xlsx" else read_document(file)
        except RuleError:
            broken.append(file.name)
            continue
        if document.policy is not None:
            found.append(_policy(document.policy, document.clauses))
    return Library({one.id: one for one in sorted(found, key=lambda one: one.title)}, tuple(broken))


def _policy(head: Head, clauses: Sequence[Rule]) -> Policy:
    return Policy(
        id=head.id,
        title=head.title,
        doc_no=head.doc_no,
        issuer=head.issuer,
        level=head.level,
        region=head.region,
        status=head.status,
        since=head.effective_from,
        until=head.effective_to,
        source_url=head.source_url if head.source_url.startswith(("http://", "https://")) else "",
        to_verify=head.to_verify,
        clauses=tuple(
            Clause(one.id, one.title, one.department, one.review.status if one.review else "") for one in clauses
        ),
    )

"""States as data: a StageTable lists the moves a record may make; `move` holds a record against its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from dianxiaoer.kernel.events import record_event
from dianxiaoer.kernel.models import Recorded
from dianxiaoer.kernel.records import lock, write
from dianxiaoer.kernel.refusals import StageRefused
from dianxiaoer.kernel.verbs import declare

Row = TypeVar("Row", bound=Recorded)
#: every table made, so that start-up checks can hold them against the grants
TABLES: list[StageTable] = []


@dataclass(frozen=True)
class Move:
    """One line of a table: `verb` takes a record from one of `sources` to `target` when every field in `needs` is filled."""

    verb: str
    label: str | Promise
    sources: tuple[str, ...]
    target: str
    needs: tuple[str, ...] = ()


class StageTable:
    """The moves of one subject over one field, e.g. StageTable("leads", "stage", [Move("screen", _("研判"), (NEW,), SCREENED)])."""

    def __init__(self, subject: str, field: str, moves: Sequence[Move]) -> None:
        self.subject, self.field, self.moves = subject, field, tuple(moves)
        declare(subject, {line.verb: line.label for line in self.moves})
        TABLES.append(self)

    def __iter__(self) -> Iterator[Move]:
        return iter(self.moves)

    def line(self, verb: str) -> Move:
        return next(line for line in self.moves if line.verb == verb)

    def moves_from(self, record: models.Model) -> list[Move]:
        """The moves open to a record from where it stands, ready or not."""
        return [line for line in self.moves if getattr(record, self.field) in line.sources]

    def missing(self, record: models.Model, line: Move) -> list[str]:
        """Labels of the fields this move still needs."""
        return [str(_field_label(record, name)) for name in line.needs if _empty(getattr(record, name))]


@transaction.atomic
def move(
    record: Row,
    table: StageTable,
    verb: str,
    *,
    by: Any,
    at: datetime,
    note: str = "",
    changes: Mapping[str, Any] | None = None,
    missing: Sequence[str] = (),
    root: models.Model | None = None,
) -> Row:
    """Take a record along one line of its table. Returns the record as saved, locked until the transaction ends.

    changes: fields set in the same act (a reason, a date), counted before `needs` is checked.
    missing: labels of further things the caller found missing (evidence, rows an office asks for).
    Raises StageRefused naming the stage or everything still missing; nothing is written then.
    """
    fresh = lock(record)
    line = table.line(verb)
    standing = getattr(fresh, table.field)
    if standing not in line.sources:
        raise StageRefused(
            _("无法%(move)s:当前阶段是“%(stage)s”。请刷新页面后再试。")
            % {"move": line.label, "stage": _choice_label(fresh, table.field)}
        )
    before = {name: getattr(fresh, name) for name in changes or {}}
    for name, value in (changes or {}).items():
        setattr(fresh, name, value)
    lacking = [*table.missing(fresh, line), *missing]
    if lacking:
        raise StageRefused(
            _("无法%(move)s:缺少 %(missing)s。请补全后重试。") % {"move": line.label, "missing": "、".join(lacking)},
            lacking,
        )
    setattr(fresh, table.field, line.target)
    changed = {name: (old, getattr(fresh, name)) for name, old in before.items() if old != getattr(fresh, name)}
    changed[table.field] = (standing, line.target)
    write(fresh, changed, at=at)
    record_event(fresh, f"{table.subject}.{verb}", by=by, at=at, note=note, changes=changed, root=root)
    return fresh


def _empty(value: Any) -> bool:
    return value is None or value == ""


def _field_label(record: models.Model, name: str) -> Any:
    return getattr(record._meta.get_field(name), "verbose_name", name)


def _choice_label(record: models.Model, field: str) -> str:
    show = getattr(record, f"get_{field}_display", None)
    return str(show()) if show else str(getattr(record, field))

"""Editions: opened for a period, inputs entered, scores computed, objections heard, published, sealed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.appraisal.actions.scoring import write_scores
from dianxiaoer.domain.appraisal.bridge import formula_of
from dianxiaoer.domain.appraisal.models import Edition, Entrant, HandInput, Line, Objection, Scheme, SchemeIndicator
from dianxiaoer.domain.appraisal.states import EDITIONS, WORKABLE, EditionStage, Verdict
from dianxiaoer.domain.people.access import require, require_at
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.kernel.records import add, amend, lock
from dianxiaoer.kernel.refusals import Refused
from dianxiaoer.kernel.stages import move

#: shortest time a unit has to look at its scores
SHORTEST_OBJECTION = timedelta(days=2)


@transaction.atomic
def open_edition(
    scheme: Scheme,
    *,
    by: User,
    at: datetime,
    unit: Unit,
    title: str,
    period_start: date,
    period_end: date,
    units: Sequence[Unit] = (),
    names: Iterable[str] = (),
) -> Edition:
    """Begin one run of a scheme. units: who is compared; names: things of the unit itself compared by name (projects).

    Raises Refused for a scheme without lines, nobody to compare, or a unit outside the appraising one.
    """
    require_at(by, "appraisal.open", unit)
    if not scheme.indicators.exists():
        raise Refused(_("考核办法还没有指标,不能开展考核。"))
    named = [name.strip() for name in names if name.strip()]
    if not units and not named:
        raise Refused(_("请选择被考核单位,或填写考核对象。"))
    outside = [one for one in units if not one.path.startswith(unit.path)]
    if outside:
        raise Refused(_("“%(unit)s”不在考核机构之内。") % {"unit": outside[0]})
    edition = Edition(scheme=scheme, unit=unit, title=title, period_start=period_start, period_end=period_end)
    add(edition, "appraisal.open", by=by, at=at)
    for one in units:
        add(Entrant(edition=edition, unit=one, name=one.name), "appraisal.open", by=by, at=at, root=edition)
    for name in named:
        add(Entrant(edition=edition, unit=unit, name=name), "appraisal.open", by=by, at=at, root=edition)
    return edition


@transaction.atomic
def enter_input(
    entrant: Entrant,
    indicator: SchemeIndicator,
    *,
    by: User,
    at: datetime,
    key: str,
    values: Sequence[Decimal],
    source: str,
) -> HandInput:
    """Enter a number by hand (several for ratings), with its source. Before publication of the draft only."""
    require(by, "appraisal.enter", entrant.edition)
    if lock(entrant.edition).stage not in WORKABLE:
        raise Refused(_("考核已公示,数据只能通过异议更正。"))
    return _put_input(entrant, indicator, by=by, at=at, key=key, values=values, source=source)


@transaction.atomic
def compute_edition(edition: Edition, *, by: User, at: datetime) -> Edition:
    """Read every input and score every line anew. What is missing is named, never taken for zero."""
    require(by, "appraisal.compute", edition)
    computed = move(edition, EDITIONS, "compute", by=by, at=at, changes={"computed_at": at})
    write_scores(computed, at=at)
    return computed


def draft_edition(edition: Edition, *, by: User, at: datetime) -> Edition:
    """The scores were looked through and become the draft. Raises Refused while inputs are missing."""
    require(by, "appraisal.draft", edition)
    short = edition.entrants.filter(unscored__gt=0)
    if short.exists():
        names = "、".join(short.values_list("name", flat=True)[:5])
        raise Refused(_("还有数据没有填:%(names)s。请补全后重新计算。") % {"names": names})
    return move(edition, EDITIONS, "draft", by=by, at=at)


def invite_objections(edition: Edition, *, by: User, at: datetime, objection_until: date) -> Edition:
    """Show the draft to the compared units until a day."""
    require(by, "appraisal.invite", edition)
    today = timezone.localdate(at)
    if objection_until < today + SHORTEST_OBJECTION:
        raise ValidationError({"objection_until": _("公示至少 %(n)d 天。") % {"n": SHORTEST_OBJECTION.days}})
    changes = {"objection_from": today, "objection_until": objection_until}
    return move(edition, EDITIONS, "invite", by=by, at=at, changes=changes)


def publish_edition(edition: Edition, *, by: User, at: datetime) -> Edition:
    """Raises Refused before the objection period has ended or while an objection waits for its answer."""
    require(by, "appraisal.publish", edition)
    today = timezone.localdate(at)
    if edition.objection_until and today <= edition.objection_until:
        raise Refused(_("公示期到 %(day)s 为止,期满后才能公布。") % {"day": edition.objection_until})
    waiting = Objection.objects.filter(line__entrant__edition=edition, verdict=Verdict.PENDING).count()
    if waiting:
        raise Refused(_("还有 %(n)d 条异议没有答复,不能公布。") % {"n": waiting})
    return move(edition, EDITIONS, "publish", by=by, at=at, changes={"published_on": today})


@transaction.atomic
def freeze_edition(edition: Edition, *, by: User, at: datetime) -> Edition:
    """Seal the result: from now on its scores are held against the seal whenever they are shown."""
    require(by, "appraisal.freeze", edition)
    changes = {"seal": seal_of(edition), "frozen_on": timezone.localdate(at)}
    return move(edition, EDITIONS, "freeze", by=by, at=at, changes=changes)


@transaction.atomic
def object_to(line: Line, *, by: User, at: datetime, text: str) -> Objection:
    """A compared unit says why a score is wrong, within the objection period."""
    require(by, "appraisal.object", line)
    edition, today = lock(line.entrant.edition), timezone.localdate(at)
    if edition.stage != EditionStage.OBJECTION or not (edition.objection_until and today <= edition.objection_until):
        raise Refused(_("现在不在公示期内,不能提出异议。"))
    row = Objection(line=line, text=text.strip(), raised_by=by, raised_on=today, points_before=line.points)
    return add(row, "appraisal.object", by=by, at=at, note=text.strip(), root=edition)


@transaction.atomic
def answer_objection(
    objection: Objection,
    *,
    by: User,
    at: datetime,
    verdict: str,
    answer: str,
    key: str = "",
    values: Sequence[Decimal] = (),
    source: str = "",
) -> Objection:
    """Answer an objection; upheld with a correction (key, values, source) the scores are computed anew.

    Raises Refused for an answer to one's own objection, without words, or upheld without saying what is corrected.
    """
    edition = objection.line.entrant.edition
    require(by, "appraisal.answer", edition)
    fresh = lock(objection)
    if fresh.verdict != Verdict.PENDING or lock(edition).stage != EditionStage.OBJECTION:
        raise Refused(_("这条异议已经答复,或考核已经公布。"))
    if fresh.raised_by_id == by.pk:
        raise Refused(_("不能答复自己提出的异议。"))
    if verdict == Verdict.UPHELD and not (key and values):
        raise Refused(_("采纳异议须写明更正的数据和出处。"))
    if verdict == Verdict.UPHELD:
        line = fresh.line
        _put_input(line.entrant, line.indicator, by=by, at=at, key=key, values=values, source=source)
        write_scores(edition, at=at)
    changes = {
        "verdict": verdict,
        "answer": answer.strip(),
        "answered_by": by,
        "answered_on": timezone.localdate(at),
        "points_after": Line.objects.get(pk=fresh.line_id).points,
    }
    return amend(fresh, "appraisal.answer", changes, by=by, at=at, note=answer.strip(), root=edition)


def seal_of(edition: Edition) -> str:
    """SHA-256 over every total, place and scored line. Two statements."""
    entrants = edition.entrants.order_by("pk").values_list("pk", "unit_id", "name", "total", "place", "is_vetoed")
    lines = Line.objects.filter(entrant__edition=edition).order_by("pk")
    whole = [
        [list(row) for row in entrants],
        [list(row) for row in lines.values_list("pk", "entrant_id", "indicator_id", "inputs", "points", "text")],
    ]
    return hashlib.sha256(json.dumps(whole, default=str, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _put_input(
    entrant: Entrant,
    indicator: SchemeIndicator,
    *,
    by: User,
    at: datetime,
    key: str,
    values: Sequence[Decimal],
    source: str,
) -> HandInput:
    if indicator.scheme_id != entrant.edition.scheme_id or key not in formula_of(indicator).asks():
        raise Refused(_("这个指标没有数据项“%(key)s”。") % {"key": key})
    if not source.strip():
        raise ValidationError({"source": _("请写明数据出处。")})
    facts: dict[str, Any] = {
        "values": [format(value, "f") for value in values],
        "source": source.strip(),
        "entered_by": by,
    }
    kept = HandInput.objects.filter(entrant=entrant, indicator=indicator, key=key).first()
    if kept:
        return amend(kept, "appraisal.enter", facts, by=by, at=at, root=entrant.edition)
    row = HandInput(entrant=entrant, indicator=indicator, key=key, **facts)
    return add(row, "appraisal.enter", by=by, at=at, root=entrant.edition)

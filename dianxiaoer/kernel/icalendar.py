"""Calendar files (.ics) that phones and mail programs take in: RFC 5545, UTC times, escaped and folded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

PRODUCT = "-//Dianxiaoer//Dianxiaoer//ZH"
CONTENT_TYPE = "text/calendar; charset=utf-8"
_LINE_OCTETS = 75
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True)
class CalendarEvent:
    """One VEVENT. uid: the same for ever, so that a later file replaces an earlier one; sequence: grows with each change.

    status: CONFIRMED | TENTATIVE | CANCELLED. alarm_minutes: before the start; None = no alarm.
    """

    uid: str
    starts_at: datetime
    ends_at: datetime
    summary: str
    stamped_at: datetime
    location: str = ""
    description: str = ""
    status: str = "CONFIRMED"
    sequence: int = 0
    alarm_minutes: int | None = None


def calendar_file(events: Iterable[CalendarEvent]) -> bytes:
    """The file. Raises ValueError for a moment without a time zone: it could not be told in UTC."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def folded(line: str) -> bytes:
    """A content line in pieces of at most 75 octets, never cut inside a character; each further piece begins with a space."""
    pieces: list[bytes] = []
    held = b""
    for character in line:
        octets = character.encode()
        room = _LINE_OCTETS - (1 if pieces else 0)
        if len(held) + len(octets) > room:
            pieces.append(held)
            held = b""
        held += octets
    pieces.append(held)
    return b"\r\n ".join(pieces) + b"\r\n"


def escaped(text: str) -> str:
    """TEXT of RFC 5545 §3.3.11: backslash, semicolon, comma and line break."""
    return "".join(mark for mark in text.translate(_ESCAPES) if mark >= " " or mark == "\t")


def _event(event: CalendarEvent) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{escaped(event.uid)}",
        f"DTSTAMP:{_utc(event.stamped_at)}",
        f"DTSTART:{_utc(event.starts_at)}",
        f"DTEND:{_utc(event.ends_at)}",
        f"SUMMARY:{escaped(event.summary)}",
        f"STATUS:{event.status}",
        f"SEQUENCE:{event.sequence}",
    ]
    if event.location:
        lines.append(f"LOCATION:{escaped(event.location)}")
    if event.description:
        lines.append(f"DESCRIPTION:{escaped(event.description)}")
    if event.alarm_minutes is not None:
        lines += [
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{escaped(event.summary)}",
            f"TRIGGER:-PT{event.alarm_minutes}M",
            "END:VALARM",
        ]
    return [*lines, "END:VEVENT"]


def _utc(at: datetime) -> str:
    if at.tzinfo is None:
        raise ValueError("a calendar file needs moments with a time zone / 日历文件的时间须带时区")
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")

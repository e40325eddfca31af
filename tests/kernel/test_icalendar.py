"""Calendar files as RFC 5545 asks for them."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianxiaoer.kernel.icalendar import CalendarEvent, calendar_file, escaped, folded

SHANGHAI = ZoneInfo("Asia/Shanghai")
EVENT = CalendarEvent(
    uid="appointments-7@dianxiaoer",
    starts_at=datetime(2024, 6, 5, 10, tzinfo=SHANGHAI),
    ends_at=datetime(2024, 6, 5, 10, 30, tzinfo=SHANGHAI),
    summary="营业执照办理;示例, 甲公司\\乙",
    stamped_at=datetime(2024, 6, 3, 1, tzinfo=UTC),
    location="政务大厅 3 号",
    description="带材料:\n身份证\n" + "公章" * 40,
    alarm_minutes=60,
)


def unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_a_file_says_what_when_and_where_in_utc():
    lines = unfolded(calendar_file([EVENT]))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert {"DTSTART:20240605T020000Z", "DTEND:20240605T023000Z", "DTSTAMP:20240603T010000Z"} <= set(lines)
    assert "SUMMARY:营业执照办理\\;示例\\, 甲公司\\\\乙" in lines
    assert "TRIGGER:-PT60M" in lines
    assert next(line for line in lines if line.startswith("DESCRIPTION:带")).startswith(
        "DESCRIPTION:带材料:\\n身份证\\n公章"
    )


def test_every_begin_has_its_end():
    stack = []
    for line in unfolded(calendar_file([EVENT, EVENT])):
        name, _colon, value = line.partition(":")
        if name == "BEGIN":
            stack.append(value)
        elif name == "END":
            assert stack.pop() == value
    assert stack == []


def test_lines_end_in_crlf_and_keep_75_octets():
    content = calendar_file([EVENT])
    assert not re.search(rb"(?<!\r)\n", content)
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


@given(st.text(st.characters(codec="utf-8"), max_size=400))
def test_folding_loses_nothing_and_cuts_no_character(text):
    line = f"SUMMARY:{escaped(text)}"
    pieces = folded(line)[:-2].split(b"\r\n ")
    assert all(len(piece) + (1 if place else 0) <= 75 for place, piece in enumerate(pieces))
    assert "".join(piece.decode() for piece in pieces) == line


def test_a_moment_without_a_zone_is_refused():
    naive = datetime(2024, 6, 5, 10)
    with pytest.raises(ValueError, match="time zone"):
        calendar_file([CalendarEvent("x", naive, naive + timedelta(hours=1), "x", EVENT.stamped_at)])

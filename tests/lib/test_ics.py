"""The calendar's text: what calendar programs read without complaint."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.lib.ics import DayEvent, calendar_text, escaped, folded

STAMP = dt.datetime(2026, 11, 22, 3, 4, 5, tzinfo=dt.UTC)
EVENT = DayEvent(
    "duty-1@minhdinh",
    dt.date(2027, 6, 14),
    "Hội đồng thông qua báo cáo; trước 15/6",
    "Căn cứ: điểm d, khoản 3\nhttps://mau.vn/",
    "Trường THCS Mẫu",
    "https://mau.vn/lich/",
    (7, 1),
)


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_a_day_with_its_alarms() -> None:
    lines = unfolded(calendar_text("Lịch, của tôi", [EVENT], STAMP))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "X-WR-CALNAME:Lịch\\, của tôi" in lines
    assert "DTSTART;VALUE=DATE:20270614" in lines
    assert "DTEND;VALUE=DATE:20270615" in lines
    assert "DTSTAMP:20261122T030405Z" in lines
    assert "SUMMARY:Hội đồng thông qua báo cáo\\; trước 15/6" in lines
    assert "DESCRIPTION:Căn cứ: điểm d\\, khoản 3\\nhttps://mau.vn/" in lines
    assert [line for line in lines if line.startswith("TRIGGER")] == ["TRIGGER:-P7D", "TRIGGER:-P1D"]
    assert lines.count("BEGIN:VALARM") == lines.count("END:VALARM") == 2


def test_an_empty_calendar_is_one() -> None:
    lines = unfolded(calendar_text("Lịch", [], STAMP))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert "BEGIN:VEVENT" not in lines


def test_what_is_missing_is_left_out() -> None:
    text = calendar_text("Lịch", [DayEvent("1", dt.date(2027, 1, 1), "Việc")], STAMP)
    assert not any(word in text for word in ("DESCRIPTION", "LOCATION", "URL", "VALARM"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\\b;c,d", "a\\\\b\\;c\\,d"),
        ("dòng 1\r\ndòng 2", "dòng 1\\ndòng 2"),
        ("x\x00\x07\ty\rz", "xyz"),
        ("END:VEVENT\r\nBEGIN:VEVENT", "END:VEVENT\\nBEGIN:VEVENT"),
    ],
)
def test_what_people_wrote_stays_one_value(text: str, expected: str) -> None:
    assert escaped(text) == expected


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"]), max_size=300))
def test_lines_are_short_and_lose_nothing(text: str) -> None:
    pieces = list(folded(text))
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == text
    assert all(piece.startswith(" ") for piece in pieces[1:])

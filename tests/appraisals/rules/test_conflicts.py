"""Every conflict of interest, and two things at once."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from minhdinh.appraisals.rules.conflicts import Booking, Facts, clashing_days, conflicts
from minhdinh.appraisals.rules.regimes import regime

START, END = dt.date(2026, 11, 1), dt.date(2026, 12, 31)
PLAIN = Facts(7, "Lê Thị Chi", "Trường Mẫu")
RULES = regime("tt-2018").body


def booking(school: str, starts: tuple[int, int], ends: tuple[int, int], *visits: dt.date) -> Booking:
    return Booking(school, dt.date(2026, *starts), dt.date(2026, *ends), visits)


def test_nothing_known_is_nothing_against() -> None:
    assert conflicts(RULES, PLAIN, START, END) == []


@pytest.mark.parametrize(
    ("changes", "key", "words"),
    [
        ({"works": ("Giáo viên",)}, "works-7", "đang làm việc tại Trường Mẫu (Giáo viên)"),
        ({"worked": ("Hiệu trưởng",)}, "worked-7", "từng làm việc tại Trường Mẫu (Hiệu trưởng)"),
        ({"council": "Thư ký"}, "council-7", "tham gia tự đánh giá của Trường Mẫu (Thư ký)"),
        ({"declared": "Em ruột dạy ở trường."}, "declared-7", "đã khai có lợi ích liên quan: Em ruột"),
    ],
)
def test_an_interest_refuses_with_its_reason(changes: dict[str, Any], key: str, words: str) -> None:
    (found,) = conflicts(RULES, replace(PLAIN, **changes), START, END)
    assert (found.key, found.refuses, found.overrulable, found.user_id) == (key, True, True, 7)
    assert words in found.text
    assert found.text.startswith("Lê Thị Chi ")
    assert "Điều 30" in found.legal_reference


def test_the_same_managing_unit_is_only_said() -> None:
    (found,) = conflicts(RULES, replace(PLAIN, unit="UBND xã Mẫu"), START, END)
    assert (found.key, found.refuses) == ("unit-7", False)


def test_too_many_at_once_is_only_said() -> None:
    beside = booking("A", (10, 1), (11, 1)), booking("B", (12, 31), (12, 31))
    apart = booking("C", (9, 1), (10, 31))
    assert conflicts(RULES, replace(PLAIN, bookings=(beside[0], apart)), START, END) == []
    (found,) = conflicts(RULES, replace(PLAIN, bookings=(*beside, apart)), START, END)
    assert (found.key, found.refuses) == ("load-7", False)
    assert "2 đoàn, hội đồng khác: A, B" in found.text


def test_two_visits_on_one_day_refuse() -> None:
    day = dt.date(2026, 11, 20)
    facts = replace(PLAIN, visits=(day,), bookings=(booking("A", (11, 1), (11, 30), day),))
    (found,) = conflicts(RULES, facts, START, END)
    assert (found.key, found.refuses, found.overrulable) == ("day-7", True, True)
    assert "khảo sát A ngày 20/11/2026" in found.text
    assert clashing_days(facts, [day + dt.timedelta(days=1)]) == []

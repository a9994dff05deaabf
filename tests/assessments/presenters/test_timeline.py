import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.assessments.models import SelfAssessment
from minhdinh.assessments.presenters.timeline import MARGIN, WIDTH, Timeline, build_timeline
from tests.assessments.cases import Case


def on(monkeypatch: pytest.MonkeyPatch, day: dt.date, assessment: SelfAssessment) -> Timeline:
    """Return the line as of ``day``: only the clock is set."""
    monkeypatch.setattr(timezone, "localdate", lambda: day)
    return build_timeline(assessment)


def test_the_year_from_council_to_deadline(small: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    small.assessment.decision_date = dt.date(2026, 9, 5)
    small.assessment.plan = {"date": "2026-09-21"}
    line = on(monkeypatch, dt.date(2026, 11, 21), small.assessment)
    assert [(mark.name, mark.shown, mark.tone) for mark in line.marks] == [
        ("Quyết định hội đồng", "05/09", "ok"),
        ("Kế hoạch", "21/09", "ok"),
        ("Hôm nay 21/11", "", "now"),
        ("Hạn duyệt báo cáo", "trước 15/06", "wait"),
    ]
    assert (line.deadline, line.days_left) == (dt.date(2027, 6, 15), 206)


def test_marks_stand_in_order_inside_the_drawing(small: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    small.assessment.decision_date = dt.date(2026, 9, 5)
    line = on(monkeypatch, dt.date(2026, 11, 21), small.assessment)
    places = [float(mark.x) for mark in line.marks]
    assert places == sorted(places)
    assert all(MARGIN <= x <= WIDTH - MARGIN for x in places)
    assert line.now_x in {mark.x for mark in line.marks if mark.tone == "now"}
    assert all("," not in mark.x for mark in line.marks)


def test_names_that_would_touch_stand_in_different_rows(small: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    small.assessment.decision_date = dt.date(2026, 9, 5)
    small.assessment.plan = {"date": "2026-09-06"}
    line = on(monkeypatch, dt.date(2026, 9, 7), small.assessment)
    first, second, third = line.marks[:3]
    assert len({first.name_y, second.name_y, third.name_y}) == 3
    assert first.date_y != second.date_y


@pytest.mark.parametrize(("day", "shown"), [
    (dt.date(2026, 7, 31), False), (dt.date(2026, 8, 1), True),
    (dt.date(2027, 8, 31), True), (dt.date(2027, 9, 1), False),
])  # fmt: skip
def test_today_is_marked_within_the_year(
    small: Case, monkeypatch: pytest.MonkeyPatch, day: dt.date, shown: bool
) -> None:
    line = on(monkeypatch, day, small.assessment)
    assert any(mark.tone == "now" for mark in line.marks) is shown


def test_an_approved_report_has_met_its_deadline(small: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    small.assessment.approved_at = dt.datetime(2027, 6, 1, 8, tzinfo=dt.UTC)
    line = on(monkeypatch, dt.date(2027, 6, 20), small.assessment)
    tones = {mark.name: mark.tone for mark in line.marks}
    assert (tones["Hội đồng duyệt"], tones["Hạn duyệt báo cáo"]) == ("ok", "ok")
    assert line.days_left == -5

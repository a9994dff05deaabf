"""The duties of a school year by the clock: from the set, from offices above, marked by people."""

import datetime as dt

import pytest

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.duties import Duty, duties_of, mark_duty
from minhdinh.assessments.domain.milestones import (
    MilestoneValues,
)
from minhdinh.assessments.models import DutyMark, Milestone
from minhdinh.assessments.presenters.overview import build_overview
from minhdinh.assessments.presenters.year_calendar import duty_view
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from tests.assessments.cases import YEAR, Case, advance, make_case, seat_council, signed_in
from tests.assessments.working.staff import on_day
from tests.factories import CommuneFactory, DepartmentFactory, member

pytestmark = pytest.mark.django_db
JUNE = dt.date(2027, 6, 15)
OWN = MilestoneValues(
    "Gửi báo cáo rà soát học kỳ I", 30, 1, "Công văn 12/SGDĐT-QLCL ngày 05/9/2026", "2026-2027"
)


def duty(case: Case, key: str) -> Duty:
    return next(one for one in duties_of(case.fresh()) if one.key == key)


@pytest.fixture
def under_offices(_scopes_open: None, db: None) -> Case:
    """Return a case whose school stands below a department and a commune."""
    department = DepartmentFactory()
    return make_case(under=CommuneFactory(under=department))


class TestDays:
    def test_the_report_is_due_before_the_day_of_the_set(self, case: Case) -> None:
        found = duty(case, "report_approved")
        assert (found.day, found.last, found.before) == (JUNE, dt.date(2027, 6, 14), True)

    def test_duties_stand_in_the_order_of_their_days(self, case: Case) -> None:
        days = [one.last for one in duties_of(case.assessment)]
        assert days == sorted(days)
        assert [one.key for one in duties_of(case.assessment)][:3] == [
            "council_decision",
            "assignments",
            "monitoring_1",
        ]

    @pytest.mark.parametrize(
        ("today", "label", "presses"),
        [
            (dt.date(2027, 1, 9), "Chưa đến", False),
            (dt.date(2027, 1, 10), "Còn 21 ngày", True),
            (dt.date(2027, 1, 31), "Hạn hôm nay", True),
            (dt.date(2027, 2, 1), "Quá hạn 1 ngày", True),
        ],
    )
    def test_the_first_monitoring_warns_by_the_clock(
        self, case: Case, today: dt.date, label: str, presses: bool
    ) -> None:
        found = duty(case, "monitoring_1")
        assert duty_view(found, today).state_label == label
        assert found.presses(today) is presses

    def test_there_is_no_warning_of_what_is_done(self, decided: Case) -> None:
        assert not duty(decided, "report_approved").done
        advance(decided, "approved")
        found = duty(decided, "report_approved")
        assert found.done
        assert not found.presses(JUNE)
        assert duty_view(found, JUNE).state_label == "Đã xong"

    def test_the_overview_shows_what_presses(self, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
        on_day(monkeypatch, dt.date(2026, 9, 29))
        shown = build_overview(case.actor(), case.fresh()).duties
        assert [(one.key, one.left) for one in shown] == [("council_decision", 1)]
        text = case.client().get(case.url()).content.decode()
        assert "Sắp đến hạn" in text
        assert "còn 1 ngày, 30/09/2026" in text


class TestMarks:
    def test_what_the_system_sees_is_not_marked_by_hand(self, case: Case) -> None:
        seat_council(case)
        with pytest.raises(Problem, match="tự nhận biết"):
            mark_duty(actor=case.system, assessment=case.assessment, key="assignments", done_on=JUNE)

    def test_an_offices_day_is_marked_and_taken_back(self, under_offices: Case) -> None:
        case = under_offices
        row = Milestone.objects.create(
            office_id=int(case.school.path.split("/")[0]), title="Nộp báo cáo", day=30, month=1,
            legal_reference="CV", from_year=YEAR, made_by_name="Mẫu",
        )  # fmt: skip
        key = f"office-{row.pk}"
        day = dt.date(2027, 1, 28)
        mark_duty(actor=case.actor(), assessment=case.assessment, key=key, done_on=day, note=" Đã  gửi ")
        first = DutyMark.objects.get()
        mark_duty(actor=case.actor(), assessment=case.assessment, key=key, done_on=day, note="Gửi lại")
        mark = DutyMark.objects.get()
        assert (mark.pk, mark.done_on, mark.note) == (first.pk, day, "Gửi lại")
        assert duty(case, key).done
        mark_duty(actor=case.actor(), assessment=case.assessment, key=key, done_on=None)
        assert not duty(case, key).done
        codes = Entry.objects.filter(action__startswith="assessment.duty").values_list("action", flat=True)
        assert sorted(codes) == ["assessment.duty_marked"] * 2 + ["assessment.duty_unmarked"]

    def test_nothing_there_and_nobody_allowed(self, case: Case) -> None:
        with pytest.raises(NotHere):
            mark_duty(actor=case.actor(), assessment=case.assessment, key="khong-co", done_on=JUNE)
        with pytest.raises(NotAllowed):
            mark_duty(
                actor=case.actor(Role.MEMBER), assessment=case.assessment, key="assignments", done_on=JUNE
            )

    def test_a_stranger_marks_nothing(self, case: Case) -> None:
        stranger = signed_in(member(make_case().school, Role.PRINCIPAL))
        assert stranger.get(case.url("lich/")).status_code == 404
        assert stranger.post(case.url("lich/monitoring_1/ghi"), {}).status_code == 404

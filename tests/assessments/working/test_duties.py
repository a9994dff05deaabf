"""The duties of a school year by the clock: from the set, from offices above, marked by people."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.duties import Duty, duties_of, duties_of_many, mark_duty
from minhdinh.assessments.domain.milestones import (
    MilestoneValues,
    milestones_of,
    remove_milestone,
    save_milestone,
)
from minhdinh.assessments.enums import Certainty
from minhdinh.assessments.models import DutyMark, Milestone
from minhdinh.assessments.presenters.overview import build_overview
from minhdinh.assessments.presenters.year_calendar import build_calendar, duty_view
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from tests.assessments.cases import YEAR, Case, advance, make_case, seat_council, signed_in
from tests.assessments.working.staff import on_day
from tests.factories import CommuneFactory, DepartmentFactory, acting, member

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
        mark_duty(actor=case.actor(), assessment=case.assessment, key=key, done_on=day, note="Gửi lại")
        mark = DutyMark.objects.get()
        assert (mark.done_on, mark.note) == (day, "Gửi lại")
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


class TestMilestones:
    def test_schools_below_see_it_others_do_not(self, under_offices: Case, case: Case) -> None:
        department_id, commune_id = (int(one) for one in under_offices.school.path.split("/")[:2])
        for office, title in ((department_id, "Của Sở"), (commune_id, "Của xã")):
            Milestone.objects.create(
                office_id=office, title=title, day=1, month=11, legal_reference="CV 1", from_year=YEAR,
                made_by_name="Mẫu",
            )  # fmt: skip
        both = duties_of_many([under_offices.fresh(), case.fresh()])
        own = {one.title: one for one in both[under_offices.assessment.pk]}
        assert own["Của Sở"].last == dt.date(2026, 11, 1)
        assert own["Của xã"].legal_reference == "CV 1"
        assert "Của Sở" not in {one.title for one in both[case.assessment.pk]}

    @pytest.mark.parametrize(
        ("first", "last", "seen"),
        [
            (YEAR, "", True),
            ("2027-2028", "", False),
            ("2024-2025", "2025-2026", False),
            ("2024-2025", YEAR, True),
        ],
    )
    def test_only_in_its_years(self, under_offices: Case, first: str, last: str, seen: bool) -> None:
        Milestone.objects.create(
            office_id=int(under_offices.school.path.split("/")[0]), title="Mốc", day=1, month=11,
            legal_reference="CV 1", from_year=first, to_year=last, made_by_name="Mẫu",
        )  # fmt: skip
        assert ("Mốc" in {one.title for one in duties_of(under_offices.fresh())}) is seen

    def test_an_office_adds_and_removes_a_day(self) -> None:
        office = DepartmentFactory()
        actor = acting(member(office, Role.DEPARTMENT_SPECIALIST), office)
        row = save_milestone(actor=actor, office=office, values=OWN)
        assert (row.title, row.certainty, row.made_by_name) == (OWN.title, Certainty.HIGH, actor.name)
        assert list(milestones_of(office)) == [row]
        remove_milestone(actor=actor, milestone=row)
        assert not Milestone.objects.exists()
        codes = Entry.objects.filter(action__startswith="assessment.milestone").values_list(
            "action", flat=True
        )
        assert sorted(codes) == ["assessment.milestone_removed", "assessment.milestone_saved"]

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"title": "  "}, "title"),
            ({"legal_reference": ""}, "legal_reference"),
            ({"day": 31, "month": 11}, "day"),
            ({"from_year": "2026"}, "from_year"),
            ({"to_year": "2025-2026"}, "to_year"),
            ({"to_year": "x"}, "to_year"),
            ({"certainty": "sure"}, "certainty"),
        ],
    )
    def test_what_cannot_be_is_refused(self, change: dict, field: str) -> None:
        office = DepartmentFactory()
        actor = acting(member(office, Role.DEPARTMENT_SPECIALIST), office)
        values = MilestoneValues(**{**{name: getattr(OWN, name) for name in OWN.__slots__}, **change})
        with pytest.raises(Problem) as caught:
            save_milestone(actor=actor, office=office, values=values)
        assert caught.value.field == field
        assert not Milestone.objects.exists()

    def test_leaders_read_specialists_write_strangers_nothing(self) -> None:
        office, other = DepartmentFactory(), DepartmentFactory()
        url = f"/co-quan/{office.code}/moc-nam-hoc/"
        data = {name: getattr(OWN, name) for name in OWN.__slots__}
        leader = signed_in(member(office, Role.DEPARTMENT_LEADER))
        assert leader.get(url).status_code == 200
        assert leader.post(url, data).status_code == 403
        assert signed_in(member(other, Role.DEPARTMENT_SPECIALIST)).get(url).status_code == 404
        client = signed_in(member(office, Role.DEPARTMENT_SPECIALIST))
        assert OWN.title in client.post(url, data, follow=True).content.decode()
        answer = client.post(url, {**data, "day": "31", "month": "2"})
        assert answer.status_code == 422
        assert "Không có ngày 31/2" in answer.content.decode()
        row = Milestone.objects.get()
        assert (
            signed_in(member(other, Role.DEPARTMENT_SPECIALIST)).post(f"{url}{row.pk}/bo").status_code == 404
        )
        assert leader.post(f"{url}{row.pk}/bo").status_code == 403
        assert client.post(f"{url}{row.pk}/bo").status_code == 302
        assert client.post(f"{url}{row.pk}/bo").status_code == 404

    def test_an_office_does_not_remove_anothers_day(self) -> None:
        office, other = DepartmentFactory(), DepartmentFactory()
        actor = acting(member(office, Role.DEPARTMENT_SPECIALIST), office)
        row = save_milestone(actor=actor, office=office, values=OWN)
        with pytest.raises(NotAllowed):
            remove_milestone(actor=acting(member(other, Role.DEPARTMENT_SPECIALIST), other), milestone=row)


class TestPage:
    def test_every_duty_shows_where_it_is_written_and_how_sure(self, case: Case) -> None:
        text = case.client(Role.MEMBER).get(case.url("lich/")).content.decode()
        assert "trước 15/06/2027" in text
        assert "điểm d khoản 3 Điều 9" in text
        assert "Theo thông lệ, cần đối chiếu" in text
        assert "Đã làm</button>" not in text

    def test_the_next_one_is_named(self, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
        on_day(monkeypatch, dt.date(2027, 2, 5))
        found = build_calendar(case.fresh())
        assert found.next is not None
        assert found.next.key == "sheets_approved"
        assert found.late == 3

    def test_the_secretary_writes_down_an_offices_day(self, under_offices: Case) -> None:
        case = under_offices
        row = Milestone.objects.create(
            office_id=int(case.school.path.split("/")[0]), title="Nộp báo cáo", day=30, month=1,
            legal_reference="CV", from_year=YEAR, made_by_name="Mẫu",
        )  # fmt: skip
        client = case.client(Role.SECRETARY)
        url = case.url(f"lich/office-{row.pk}/ghi")
        text = client.post(url, {"done_on": "28/01/2027", "note": "CV 05"}, follow=True).content.decode()
        assert "28/01/2027" in text
        assert "CV 05" in text
        wrong = client.post(url, {"done_on": "31/02/2027"}, follow=True).content.decode()
        assert "31" in wrong
        client.post(url, {"undo": "1"})
        assert not DutyMark.objects.exists()
        assert case.client(Role.MEMBER).post(url, {}).status_code == 403
        assert client.post(case.url("lich/khong-co/ghi"), {}).status_code == 404

    def test_offices_days_cost_no_query_more(self, under_offices: Case) -> None:
        client = under_offices.client(Role.MEMBER)
        counts = []
        for _round in range(2):
            with CaptureQueriesContext(connection) as captured:
                client.get(under_offices.url("lich/"))
            counts.append(len(captured))
            for number in range(5):
                Milestone.objects.create(
                    office_id=int(under_offices.school.path.split("/")[0]), title=f"Mốc {number}", day=1,
                    month=11, legal_reference="CV", from_year=YEAR, made_by_name="Mẫu",
                )  # fmt: skip
        assert counts[0] == counts[1]

"""The page of the year's duties."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.milestones import (
    MilestoneValues,
)
from minhdinh.assessments.models import DutyMark, Milestone
from minhdinh.assessments.presenters.year_calendar import build_calendar
from tests.assessments.cases import YEAR, Case, make_case
from tests.assessments.working.staff import on_day
from tests.factories import CommuneFactory, DepartmentFactory

pytestmark = pytest.mark.django_db
JUNE = dt.date(2027, 6, 15)
OWN = MilestoneValues(
    "Gửi báo cáo rà soát học kỳ I", 30, 1, "Công văn 12/SGDĐT-QLCL ngày 05/9/2026", "2026-2027"
)


@pytest.fixture
def under_offices(_scopes_open: None, db: None) -> Case:
    """Return a case whose school stands below a department and a commune."""
    department = DepartmentFactory()
    return make_case(under=CommuneFactory(under=department))


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

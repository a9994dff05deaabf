"""The secretary's table of everybody's work, and reminding from it."""

import datetime as dt

import pytest

from minhdinh.access.permissions import Role
from minhdinh.assessments.presenters.work_board import build_work_board
from tests.assessments.cases import Case, make_case, signed_in
from tests.assessments.working.staff import Staff, make_staff, on_day, plan_until
from tests.factories import member

pytestmark = pytest.mark.django_db
MAY = dt.date(2027, 5, 15)


@pytest.fixture
def staff(small: Case) -> Staff:
    return make_staff(small)


class TestBoard:
    def test_numbers_are_those_of_the_persons_own_page(self, staff: Staff) -> None:
        board = build_work_board(staff.case.fresh())
        rows = {row.name: row for row in board.rows}
        assert board.columns == ["Thu thập minh chứng", "Viết"]
        assert rows[staff.teachers[0].full_name].cells == [("Thu thập minh chứng", 3), ("Viết", 3)]
        assert rows[staff.chair.full_name].total == 0
        assert board.total == 12

    def test_who_is_late_stands_above(self, staff: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
        plan_until(staff.case, MAY)
        on_day(monkeypatch, MAY + dt.timedelta(days=1))
        rows = build_work_board(staff.case.fresh()).rows
        assert [row.late for row in rows] == [3, 3, 0, 0]

    def test_the_page_reminds_and_says_whom(self, staff: Staff) -> None:
        client = signed_in(staff.secretary)
        teacher = staff.teachers[0]
        data = {"person": [str(teacher.pk), str(staff.chair.pk), "x", "²", "9" * 5000], "words": "Gấp"}
        answer = client.post(staff.url("viec/nhac"), data, follow=True)
        text = answer.content.decode()
        assert f"Đã nhắc: {teacher.full_name}." in text
        assert f"Không còn việc nào nên không nhắc: {staff.chair.full_name}." in text
        assert "đã nhắc hôm nay" in text
        again = client.post(staff.url("viec/nhac"), data, follow=True).content.decode()
        assert f"Hôm nay đã nhắc rồi, không nhắc thêm: {teacher.full_name}." in again

    def test_nobody_ticked_is_told(self, staff: Staff) -> None:
        answer = signed_in(staff.secretary).post(staff.url("viec/nhac"), {}, follow=True)
        assert "Hãy đánh dấu người cần nhắc" in answer.content.decode()

    def test_members_and_strangers(self, staff: Staff) -> None:
        assert signed_in(staff.teachers[0]).get(staff.url("viec/")).status_code == 403
        stranger = member(make_case().school, Role.PRINCIPAL)
        assert signed_in(stranger).get(staff.url("viec/")).status_code == 404
        assert signed_in(stranger).post(staff.url("viec/nhac"), {}).status_code == 404

    def test_a_school_without_a_council_is_told_what_to_do(self, small: Case) -> None:
        text = small.client(Role.SECRETARY).get(small.url("viec/")).content.decode()
        assert "Chưa có ai trong hội đồng có tài khoản" in text

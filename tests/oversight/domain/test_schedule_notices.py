import pytest

from minhdinh.access.permissions import Role
from minhdinh.notifications.models import Notice
from minhdinh.oversight.domain.schedule import place_school, publish_schedule, remove_school
from tests.factories import member
from tests.oversight.schedule_desk import YEAR, Desk, make_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    desk = make_desk(plan=False)
    desk.add("MN Đoàn Kết", "MN Thanh Giang", month="2017-11")
    return desk


def texts_of(person: object) -> list[str]:
    return list(Notice.objects.filter(person=person).order_by("id").values_list("text", flat=True))


def test_leaders_are_told_at_publication_and_of_each_move(desk: Desk) -> None:
    school = desk.schools["MN Đoàn Kết"]
    principal, viewer = member(school, Role.PRINCIPAL), member(school, Role.VIEWER)
    assert texts_of(principal) == []
    publish_schedule(actor=desk.actor, schedule=desk.schedule)
    assert texts_of(principal) == [
        "Phòng Giáo dục và Đào tạo Thanh Miện đề nghị đánh giá ngoài MN Đoàn Kết vào tháng 11/2017."
    ]
    place_school(actor=desk.actor, row=desk.row("MN Đoàn Kết"), month="2018-03", reason="Sửa phòng học")
    remove_school(actor=desk.actor, row=desk.row("MN Đoàn Kết"), reason="Trường sáp nhập")
    moved, removed = texts_of(principal)[1:]
    assert "đổi lịch đánh giá ngoài từ tháng 11/2017 sang tháng 03/2018. Lý do: Sửa phòng học" in moved
    assert "rút trường khỏi lịch đánh giá ngoài (trước là tháng 03/2018). Lý do: Trường sáp nhập" in removed
    assert texts_of(viewer) == []
    assert set(Notice.objects.values_list("url", flat=True)) == {
        f"/truong/{school.code}/{YEAR}/lich-danh-gia-ngoai/"
    }


def test_a_second_publication_tells_only_new_schools(desk: Desk) -> None:
    old = member(desk.schools["MN Đoàn Kết"], Role.PRINCIPAL)
    new = member(desk.schools["MN Ngũ Hùng"], Role.PRINCIPAL)
    publish_schedule(actor=desk.actor, schedule=desk.schedule)
    desk.add("MN Ngũ Hùng", month="2018-01")
    assert texts_of(new) == []
    publish_schedule(actor=desk.actor, schedule=desk.schedule)
    assert (len(texts_of(old)), len(texts_of(new))) == (1, 1)


def test_moves_before_publication_tell_nobody(desk: Desk) -> None:
    member(desk.schools["MN Đoàn Kết"], Role.PRINCIPAL)
    place_school(actor=desk.actor, row=desk.row("MN Đoàn Kết"), month="2018-03")
    assert not Notice.objects.exists()

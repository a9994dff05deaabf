"""The pages of a reminder: from the ticked schools to the record, and what the school sees."""

import pytest
from django.test import Client

from minhdinh.access.permissions import Role
from minhdinh.notifications.models import Notice
from minhdinh.oversight.models import Reminder
from tests.counting import queries_of
from tests.factories import SchoolFactory, World, make_world, member
from tests.oversight.boards import YEAR, lookers, opened

pytestmark = pytest.mark.django_db
TEXT = "Nhắc {truong}"


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def officer(client: Client, world: World) -> Client:
    client.force_login(world.commune_officer)
    return client


def page(rest: str = "", office: str = "xa-an-binh") -> str:
    return f"/co-quan/{office}/{YEAR}/nhac-nho/{rest}"


def send(client: Client, **more: str):
    return client.post(page(), {"school": "thcs-an-binh", "text": TEXT, "send": "1", **more}, follow=True)


def test_the_preview_of_ticked_schools(officer: Client) -> None:
    text = officer.get(f"{page()}?school=thcs-an-binh&school=thcs-phu-son").content.decode()
    assert "Gửi lời nhắc (1 trường)" in text
    assert "Phạm Quang Minh (Hiệu trưởng)" in text
    assert "Trường THCS Phú Sơn" not in text
    assert "Chưa chọn trường nào" in officer.get(page()).content.decode()
    assert not Reminder.objects.exists()


def test_the_preview_of_a_filtered_list_keeps_the_filter(officer: Client, world: World) -> None:
    SchoolFactory.create_batch(3, under=world.commune, name="Trường Tiểu học Mẫu")
    text = officer.get(f"{page()}?all=1&q=tieu+hoc").content.decode()
    assert "Gửi lời nhắc (3 trường)" in text
    assert '<input type="hidden" name="q" value="tieu hoc">' in text
    officer.post(page(), {"all": "1", "q": "tieu hoc", "text": TEXT, "send": "1"})
    assert Reminder.objects.get().schools.count() == 3


def test_looking_again_with_other_words_sends_nothing(officer: Client) -> None:
    answer = officer.post(page(), {"school": "thcs-an-binh", "text": "Mời {truong} họp", "look": "1"})
    assert "Mời Trường THCS An Bình họp" in answer.content.decode()
    assert not Reminder.objects.exists()


def test_wrong_words_are_shown_with_the_reason_and_kept(officer: Client) -> None:
    answer = officer.post(page(), {"school": "thcs-an-binh", "text": "Gửi {ten}", "send": "1"})
    assert answer.status_code == 422
    assert "Không có ô {ten}" in answer.content.decode()
    assert "Gửi {ten}</textarea>" in answer.content.decode()


def test_sending_leads_to_the_record(officer: Client) -> None:
    answer = send(officer)
    text = answer.content.decode()
    assert answer.redirect_chain[0][0] == page(f"da-gui/{Reminder.objects.get().pk}/")
    for words in ("Đã nhắc.", "Nguyễn Tấn Tài", "Nhắc Trường THCS An Bình", "Phạm Quang Minh (Hiệu trưởng)"):
        assert words in text
    assert "1/1 trường" in officer.get(page("da-gui/")).content.decode()


def test_the_second_time_a_day_asks(officer: Client) -> None:
    send(officer)
    text = officer.get(f"{page()}?school=thcs-an-binh").content.decode()
    assert "1 trường đã được nhắc hôm nay" in text
    answer = send(officer)
    assert answer.status_code == 422
    assert "Nhắc lại cả trường đã nhắc hôm nay" in answer.content.decode()
    assert Reminder.objects.count() == 1
    assert send(officer, again="on").status_code == 200
    assert Reminder.objects.count() == 2


def test_the_record_belongs_to_the_office(client: Client, officer: Client, world: World) -> None:
    send(officer)
    number = Reminder.objects.get().pk
    client.force_login(lookers(world)["other_commune"])
    assert client.get(page(f"da-gui/{number}/", "xa-phu-son")).status_code == 404
    assert "Chưa nhắc trường nào" in client.get(page("da-gui/", "xa-phu-son")).content.decode()
    client.force_login(lookers(world)["supervisor"])
    assert client.get(page()).status_code == 403


def test_the_secretary_sees_it_by_the_bell_and_on_the_overview(
    client: Client, officer: Client, world: World
) -> None:
    secretary = member(world.school, Role.SECRETARY)
    opened(world.school)
    send(officer)
    client.force_login(secretary)
    overview = client.get(f"/truong/thcs-an-binh/{YEAR}/").content.decode()
    assert '<span class="dot-count">1</span>' in overview
    assert "Cơ quan quản lý nhắc" in overview
    assert "Nhắc Trường THCS An Bình" in overview
    answer = client.get(f"/thong-bao/{Notice.objects.get(person=secretary).pk}/")
    assert answer["Location"] == f"/truong/thcs-an-binh/{YEAR}/"


def test_the_overview_of_a_school_nobody_reminded_has_no_panel(client: Client, world: World) -> None:
    opened(world.school)
    client.force_login(world.owner)
    assert "Cơ quan quản lý nhắc" not in client.get(f"/truong/thcs-an-binh/{YEAR}/").content.decode()


def test_the_record_costs_the_same_for_many(officer: Client, world: World) -> None:
    send(officer)
    few = (
        queries_of(officer, page("da-gui/")),
        queries_of(officer, page(f"da-gui/{Reminder.objects.get().pk}/")),
    )
    SchoolFactory.create_batch(20, under=world.commune)
    for _ in range(4):
        officer.post(page(), {"all": "1", "text": TEXT, "send": "1", "again": "on"})
    newest = Reminder.objects.first()
    assert newest is not None
    assert (queries_of(officer, page("da-gui/")), queries_of(officer, page(f"da-gui/{newest.pk}/"))) == few

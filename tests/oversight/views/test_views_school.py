"""One school on an office's page: who opens it, where its links lead, notes and reminders."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.models import Registration
from minhdinh.organisations.domain.tree import move_organisation
from minhdinh.oversight.models import OfficeNote
from minhdinh.recognition.models import Decision
from tests.counting import queries_of
from tests.factories import World, make_world
from tests.oversight.boards import YEAR, assess, lookers, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def officer(client: Client, world: World) -> Client:
    client.force_login(world.commune_officer)
    return client


def page(school: str = "thcs-an-binh", office: str = "xa-an-binh", year: str = YEAR) -> str:
    return f"/co-quan/{office}/{year}/truong/{school}/"


EXPECTED = {
    "system": {"so": 403, "xa-an-binh": 403},
    "department": {"so": 200, "xa-an-binh": 200},
    "leader": {"so": 200, "xa-an-binh": 200},
    "commune": {"so": 404, "xa-an-binh": 200},
    "other_commune": {"so": 404, "xa-an-binh": 404},
    "ministry": {"so": 200, "xa-an-binh": 200},
    "supervisor": {"so": 404, "xa-an-binh": 200},
    "principal": {"so": 404, "xa-an-binh": 404},
    "secretary": {"so": 404, "xa-an-binh": 404},
}


def test_who_opens_it(world: World) -> None:
    people, found = lookers(world), {}
    for who in EXPECTED:
        client = Client()
        client.force_login(people[who])
        found[who] = {office: client.get(page(office=office)).status_code for office in ("so", "xa-an-binh")}
    assert found == EXPECTED


def test_a_school_elsewhere_is_not_here(officer: Client) -> None:
    assert officer.get(page("thcs-phu-son")).status_code == 404
    assert officer.post(f"{page('thcs-phu-son')}ghi-chu/", {"text": "x"}).status_code == 404
    assert not OfficeNote.objects.exists()


def test_a_school_that_opened_nothing(officer: Client) -> None:
    text = officer.get(page()).content.decode()
    assert "Trường chưa mở năm học này" in text
    assert "Chưa nhắc lần nào" in text
    assert "trường không thấy" in text


def test_links_lead_where_the_person_may_go(client: Client, world: World) -> None:
    opened(world.school)
    own = f"/truong/thcs-an-binh/{YEAR}/hoi-dong/"
    people = lookers(world)
    for who, sees in (("commune", True), ("supervisor", True), ("ministry", False)):
        client.force_login(people[who])
        text = client.get(page()).content.decode()
        assert (own in text) == sees, who
        assert (f"/truong/thcs-an-binh/{YEAR}/minh-chung/" in text) == (who == "commune"), who
        if sees:
            assert client.get(own).status_code == 200


def test_what_is_known_from_outside(officer: Client, world: World) -> None:
    with scopes_disabled():
        Registration.objects.create(school=world.school, year=YEAR, declared_level=2)
        Decision.objects.create(
            school=world.school, year="2019-2020", number="77/QĐ-SGDĐT", grade=1, degree=1,
            decided_on=dt.date(2020, 3, 1), valid_to=dt.date(2025, 3, 1),
        )  # fmt: skip
    text = officer.get(page()).content.decode()
    for words in ("mức tự nhận 2", "77/QĐ-SGDĐT", "Cấp độ 1", "01/03/2020", "01/03/2025"):
        assert words in text


def test_notes_stay_in_the_office(client: Client, officer: Client, world: World) -> None:
    answer = officer.post(f"{page()}ghi-chu/", {"text": "Hẹn thứ Sáu"}, follow=True)
    assert "Chỉ người của cơ quan này đọc được" in answer.content.decode()
    note = OfficeNote.objects.get()
    assert "Hẹn thứ Sáu" in officer.get(page()).content.decode()
    people = lookers(world)
    for who in ("department", "supervisor", "ministry"):
        client.force_login(people[who])
        assert "Hẹn thứ Sáu" not in client.get(page()).content.decode(), who
    client.force_login(world.commune_officer)
    client.post(f"{page()}ghi-chu/", {"remove": str(note.pk)})
    assert not OfficeNote.objects.exists()


def test_reminders_so_far_stand_here(officer: Client) -> None:
    given = {"school": "thcs-an-binh", "text": "Nhắc {truong}", "send": "1"}
    officer.post(f"/co-quan/xa-an-binh/{YEAR}/nhac-nho/", given)
    text = officer.get(page()).content.decode()
    assert "Nhắc Trường THCS An Bình" in text
    assert "Phạm Quang Minh (Hiệu trưởng)" in text


def test_a_school_that_moved_away_keeps_its_place_in_the_past_but_not_its_rows(
    officer: Client, world: World
) -> None:
    assess(world.school, "2025-2026", decision_number="12/QĐ", decision_date="2025-09-10")
    before = officer.get(page(year="2025-2026")).content.decode()
    assert "quyết định số 12/QĐ" in before
    assert "/truong/thcs-an-binh/2025-2026/hoi-dong/" in before
    move_organisation(
        actor=system_actor(), organisation=world.school, parent=world.other_commune, day=timezone.localdate()
    )
    text = officer.get(page(year="2025-2026")).content.decode()
    assert "Trường THCS An Bình" in text
    assert "/truong/thcs-an-binh/2025-2026/hoi-dong/" not in text
    assert "Quy trình tự đánh giá" in text
    assert "quyết định số" not in text
    assert officer.get(page()).status_code == 404


def test_a_constant_number_of_queries(officer: Client, world: World) -> None:
    opened(world.school)
    few = queries_of(officer, page())
    for number in range(5):
        officer.post(f"{page()}ghi-chu/", {"text": f"Ghi chú {number}"})
    assert queries_of(officer, page()) == few
    assert few < 50

"""The page of the steering committee, and the page of contacts."""

import pytest
from django.test import Client

from minhdinh.access.permissions import Role
from minhdinh.oversight.models import CommitteeMember, SteeringCommittee, SupportContact
from tests.counting import queries_of
from tests.factories import World, make_world, member
from tests.oversight.paperwork import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/co-quan/so/ban-dieu-hanh/"


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def officer(world: World) -> Client:
    return signed_in(world.officer)


def body(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def set_up(officer: Client) -> None:
    officer.post(
        f"{PAGE}lap",
        {
            "committee-name": "Ban điều hành công tác KĐCLGD",
            "committee-decision_number": "12/QĐ-SGDĐT",
            "committee-decided_on": "15/09/2025",
        },
    )


def test_from_nothing_to_a_committee_with_contacts(world: World, officer: Client) -> None:
    assert "Chưa có ban điều hành" in body(officer, PAGE)
    set_up(officer)
    officer.post(
        f"{PAGE}thanh-vien",
        {
            "member-name": "Ngô Thị Phụ Trách",
            "member-post": "specialist",
            "member-phone": "0251 3843287",
            "member-shown": "on",
        },
    )
    officer.post(f"{PAGE}dau-moi", {"contact-name": "Phòng Nghiệp vụ 2", "contact-phone": "02513 843 287"})
    page = body(officer, PAGE)
    assert "12/QĐ-SGDĐT" in page
    assert "Ngô Thị Phụ Trách" in page
    seen = body(signed_in(world.owner), "/lien-he/")
    assert "Phòng Nghiệp vụ 2" in seen
    assert 'href="tel:02513843287"' in seen
    assert "Ngô Thị Phụ Trách" in seen
    assert 'href="/lien-he/"' in body(officer, PAGE)


def test_a_wrong_form_is_shown_again_with_the_page(world: World, officer: Client) -> None:
    answer = officer.post(f"{PAGE}dau-moi", {"contact-name": "Phòng Nghiệp vụ 2"})
    assert answer.status_code == 422
    assert "Cần ghi điện thoại hoặc thư điện tử" in answer.content.decode()
    assert "Phòng Nghiệp vụ 2" in answer.content.decode()
    assert officer.post(f"{PAGE}thanh-vien", {"member-name": "A", "member-post": "head"}).status_code == 422
    assert officer.post(f"{PAGE}lap", {"committee-decided_on": "31/02/2025"}).status_code == 422
    assert not SupportContact.objects.exists()


def test_taking_away(world: World, officer: Client) -> None:
    set_up(officer)
    current = SteeringCommittee.objects.get()
    person = CommitteeMember.objects.create(committee=current, name="A", post="member")
    contact = SupportContact.objects.create(office=world.department, name="B", phone="1")
    assert officer.post(f"{PAGE}thanh-vien/{person.pk}/bo").status_code == 302
    assert officer.post(f"{PAGE}dau-moi/{contact.pk}/bo").status_code == 302
    assert officer.post(f"{PAGE}dau-moi/{contact.pk}/bo").status_code == 404
    assert not CommitteeMember.objects.exists()
    assert not SupportContact.objects.exists()


def test_who_looks_and_who_writes(world: World, officer: Client) -> None:
    set_up(officer)
    reader = signed_in(member(world.department, Role.SUPERVISOR))
    page = body(reader, PAGE)
    assert "12/QĐ-SGDĐT" in page
    assert "Thêm thành viên" not in page
    assert reader.post(f"{PAGE}dau-moi", {"contact-name": "A", "contact-phone": "1"}).status_code == 403
    for stranger in (world.commune_officer, world.owner):
        body(signed_in(stranger), PAGE, 404)


def test_nobody_to_ask_is_said(world: World) -> None:
    assert "Chưa có đầu mối hỗ trợ nào" in body(signed_in(world.owner), "/lien-he/")
    assert Client().get("/lien-he/").status_code == 302


def test_pages_cost_the_same_for_more_people(world: World, officer: Client) -> None:
    set_up(officer)
    current = SteeringCommittee.objects.get()
    counts = []
    for _round in range(2):
        for _number in range(2):
            CommitteeMember.objects.create(committee=current, name="A", post="member", phone="1", shown=True)
            SupportContact.objects.create(office=world.department, name="B", phone="1")
        counts.append((queries_of(officer, PAGE), queries_of(signed_in(world.owner), "/lien-he/")))
    assert counts[0] == counts[1]

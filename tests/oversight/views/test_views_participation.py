"""The pages of private schools' taking part."""

import pytest
from django.test import Client

from minhdinh.access.permissions import Role
from minhdinh.organisations.enums import Ownership
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.models import Participation
from tests.counting import queries_of
from tests.factories import SchoolFactory, World, make_world, member
from tests.oversight.paperwork import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/co-quan/so/tham-gia/"
WORDS = {"basis": "contract", "number": "05/HĐ-PM", "valid_from": "01/09/2020", "valid_to": "31/08/2099"}


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def private(world: World) -> Organisation:
    return SchoolFactory(
        code="mn-hoa-mai", name="Mầm non Hoa Mai", under=world.commune, profile__ownership=Ownership.PRIVATE
    )


@pytest.fixture
def officer(world: World) -> Client:
    return signed_in(world.officer)


def body(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_from_missing_to_a_contract_and_back(private: Organisation, officer: Client) -> None:
    page = body(officer, PAGE)
    assert "2 trường công lập tham gia theo văn bản chỉ đạo" in page
    assert "Chưa có: 1" in page
    assert "THCS An Bình" not in page
    address = f"{PAGE}mn-hoa-mai/"
    assert officer.post(address, {**WORDS, "number": ""}).status_code == 422
    assert officer.post(address, WORDS).status_code == 302
    page = body(officer, f"{PAGE}?standing=holding")
    assert "05/HĐ-PM" in page
    assert "31/08/2099" in page
    assert "05/HĐ-PM" not in body(officer, f"{PAGE}?standing=missing")
    row = Participation.objects.get()
    assert f"{row.pk}/bo" in body(officer, address)
    assert officer.post(f"{address}{row.pk}/bo").status_code == 302
    assert not Participation.objects.exists()
    assert officer.post(f"{address}{row.pk}/bo").status_code == 404


def test_a_public_school_needs_no_row(officer: Client) -> None:
    answer = officer.post(f"{PAGE}thcs-an-binh/", WORDS)
    assert answer.status_code == 422
    assert "Chỉ ghi cho trường ngoài công lập" in answer.content.decode()


def test_a_search_without_marks(private: Organisation, officer: Client) -> None:
    assert "Mầm non Hoa Mai" in body(officer, f"{PAGE}?q=hoa+mai")
    assert "Không có trường ngoài công lập nào như vậy" in body(officer, f"{PAGE}?q=hoa+cuc")


def test_who_looks_and_who_writes(world: World, private: Organisation, officer: Client) -> None:
    reader = signed_in(member(world.department, Role.SUPERVISOR))
    assert "mn-hoa-mai/" not in body(reader, PAGE)
    body(reader, f"{PAGE}mn-hoa-mai/", 403)
    other = signed_in(member(world.other_commune, Role.COMMUNE_OFFICER))
    assert "Hoa Mai" not in body(other, "/co-quan/xa-phu-son/tham-gia/")
    body(other, "/co-quan/xa-phu-son/tham-gia/mn-hoa-mai/", 404)
    body(other, PAGE, 404)
    body(officer, f"{PAGE}xa-an-binh/", 404)


def test_the_list_costs_the_same_for_more_schools(
    world: World, private: Organisation, officer: Client
) -> None:
    before = queries_of(officer, PAGE)
    for _number in range(3):
        SchoolFactory(under=world.commune, profile__ownership=Ownership.PRIVATE)
    assert queries_of(officer, PAGE) == before

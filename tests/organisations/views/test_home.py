import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.access.scope import school_scope
from minhdinh.lib.school_year import containing, shift
from minhdinh.organisations.models import Membership, Organisation, SchoolYear
from tests.factories import MembershipFactory, UserFactory, World

THIS_YEAR = containing(timezone.localdate())


def open_years(school: Organisation, *years: str) -> None:
    with school_scope(school.pk):
        for year in years:
            SchoolYear.objects.create(
                school=school, year=year, path=school.path, school_type="thcs", ownership="public"
            )


def led(client: Client, address: str = "/") -> str:
    response = client.get(address)
    assert response.status_code == 302, response.status_code
    return str(response["Location"])


@pytest.mark.django_db
def test_a_visitor_is_led_to_sign_in(client: Client) -> None:
    assert led(client) == "/dang-nhap/?next=/"


def test_one_school_leads_to_its_current_year(client: Client, world: World) -> None:
    open_years(world.school, shift(THIS_YEAR, -1), THIS_YEAR, shift(THIS_YEAR, 1))
    client.force_login(world.owner)
    assert led(client) == f"/truong/thcs-an-binh/{THIS_YEAR}/"


def test_where_the_current_year_is_not_open_to_the_newest(client: Client, world: World) -> None:
    open_years(world.school, shift(THIS_YEAR, -3), shift(THIS_YEAR, -2))
    client.force_login(world.colleague)
    assert led(client) == f"/truong/thcs-an-binh/{shift(THIS_YEAR, -2)}/"


def test_without_a_year_whoever_may_opens_one(client: Client, world: World) -> None:
    client.force_login(world.owner)
    assert led(client).startswith("/truong/thcs-an-binh/")


def test_without_a_year_others_are_told_to_wait(client: Client, world: World) -> None:
    client.force_login(world.colleague)
    response = client.get("/")
    assert response.status_code == 200
    assert "Trường chưa mở năm học nào" in response.content.decode()


@pytest.mark.parametrize(
    ("person", "address"),
    [("officer", "/co-quan/so/"), ("commune_officer", "/co-quan/xa-an-binh/"), ("system", "/co-quan/bo/")],
)
def test_an_office_leads_to_its_page(client: Client, world: World, person: str, address: str) -> None:
    client.force_login(getattr(world, person))
    assert led(client) == address


def test_several_organisations_are_offered_to_choose(client: Client, world: World) -> None:
    MembershipFactory(user=world.owner, organisation=world.other_school, role=Role.VIEWER)
    MembershipFactory(user=world.owner, organisation=world.school, role=Role.CHAIR)
    client.force_login(world.owner)
    page = client.get("/").content.decode()
    assert "Chọn đơn vị" in page
    assert 'href="/vao/thcs-an-binh/"' in page
    assert 'href="/vao/thcs-phu-son/"' in page
    assert "Hiệu trưởng, Chủ tịch" in page


def test_somebody_without_organisation_is_told_what_to_do(client: Client, world: World) -> None:
    client.force_login(UserFactory(username="bo-vo"))
    page = client.get("/").content.decode()
    assert "chưa thuộc đơn vị nào" in page
    assert "bo-vo" in page


def test_a_superuser_without_organisation_looks_after_the_system(client: Client, world: World) -> None:
    client.force_login(UserFactory(is_superuser=True))
    assert led(client) == "/quan-tri/"


def test_a_membership_that_ended_counts_no_more(client: Client, world: World) -> None:
    MembershipFactory(user=world.owner, organisation=world.other_school, ended=True)
    Membership.objects.filter(user=world.owner, organisation=world.school).update(
        valid_to=timezone.localdate() + dt.timedelta(days=1)
    )
    client.force_login(world.owner)
    assert led(client).startswith("/truong/thcs-an-binh/")


def test_entering_an_organisation_by_the_menu(client: Client, world: World) -> None:
    open_years(world.school, THIS_YEAR)
    client.force_login(world.officer)
    assert led(client, "/vao/so/") == "/co-quan/so/"
    assert led(client, "/vao/thcs-an-binh/") == f"/truong/thcs-an-binh/{THIS_YEAR}/"


@pytest.mark.parametrize("code", ["thcs-phu-son", "so", "khong-co"])
def test_a_stranger_enters_nowhere(client: Client, world: World, code: str) -> None:
    client.force_login(world.owner)
    assert client.get(f"/vao/{code}/").status_code == 404


def test_the_menu_of_a_person_switches_between_organisations(client: Client, world: World) -> None:
    MembershipFactory(user=world.owner, organisation=world.other_school, role=Role.VIEWER)
    client.force_login(world.owner)
    place = client.get("/truong/thcs-an-binh/ho-so/").context["place"]
    links = {link["url"]: link.get("active", False) for link in place.user_links}
    assert links["/vao/thcs-an-binh/"] is True
    assert links["/vao/thcs-phu-son/"] is False

import pytest
from django.test import Client

from minhdinh.organisations.models import Membership, Organisation, Parentage
from tests.factories import UserFactory, World


def test_the_installation_at_a_glance(client: Client, world: World) -> None:
    client.force_login(world.system)
    page = client.get("/quan-tri/").content.decode()
    assert "Bộ Giáo dục và Đào tạo" in page
    assert "district_office" in page


def test_an_empty_installation_says_how_to_begin(client: Client, db: None) -> None:
    client.force_login(UserFactory(is_superuser=True))
    assert "minhdinh organisations add" in client.get("/quan-tri/").content.decode()


def test_schools_without_parent_are_shown_too(client: Client, world: World) -> None:
    Parentage.objects.filter(child=world.school).delete()
    client.force_login(world.system)
    assert "Trường THCS An Bình" in client.get("/quan-tri/").content.decode()


@pytest.mark.parametrize("person", ["owner", "colleague", "officer", "manager", "commune_officer"])
def test_nobody_else_learns_of_it(client: Client, world: World, person: str) -> None:
    client.force_login(getattr(world, person))
    assert client.get("/quan-tri/").status_code == 404


def test_an_ended_membership_opens_nothing(client: Client, world: World) -> None:
    Membership.objects.filter(user=world.system).update(ended=True)
    client.force_login(world.system)
    assert client.get("/quan-tri/").status_code == 404


def test_closed_organisations_do_not_count(client: Client, world: World) -> None:
    Organisation.objects.filter(pk=world.school.pk).update(active=False)
    client.force_login(world.system)
    counts = {kind.pk: count for kind, count in client.get("/quan-tri/").context["counts"]}
    assert counts["school"] == 1


def test_adding_a_kind(client: Client, world: World) -> None:
    client.force_login(world.system)
    assert "Thêm loại đơn vị" in client.get("/quan-tri/").content.decode()
    values = {"kind_id": "ward", "name": "Đặc khu", "rank": "40"}
    page = client.post("/quan-tri/loai-don-vi/", values, follow=True).content.decode()
    assert "Đã thêm loại đơn vị Đặc khu" in page
    again = client.post("/quan-tri/loai-don-vi/", values)
    assert again.status_code == 422
    assert list(again.context["form"].errors) == ["kind_id"]


def test_nobody_else_adds_a_kind(client: Client, world: World) -> None:
    client.force_login(world.manager)
    assert client.get("/quan-tri/loai-don-vi/").status_code == 404

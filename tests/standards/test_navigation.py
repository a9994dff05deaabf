import pytest
from django.test import Client
from django.urls import reverse

from minhdinh.access.permissions import Role
from minhdinh.organisations.web.navigation import SECTIONS
from minhdinh.standards.navigation import ENTRIES
from tests.factories import World, make_world, member


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def menu(client: Client, address: str) -> set[str]:
    """Return the addresses that the left menu of a page leads to."""
    nav = client.get(address).context["place"].nav
    return {link["url"] for section in nav for link in section["links"]}


def test_every_entry_leads_to_an_address_of_this_room() -> None:
    for entry in ENTRIES:
        kwargs = {} if entry.section == "system" else {"code": "a"}
        assert reverse(entry.url_name, kwargs=kwargs)
        assert entry.section in SECTIONS


def test_a_school_reads_its_set_and_the_library(world: World) -> None:
    client = Client()
    client.force_login(world.colleague)
    links = menu(client, "/truong/thcs-an-binh/van-ban/")
    assert {"/truong/thcs-an-binh/van-ban/", "/truong/thcs-an-binh/bo-tieu-chuan/"} <= links


@pytest.mark.parametrize("role", [Role.COMMUNE_OFFICER, Role.SUPERVISOR])
def test_an_office_has_the_library_and_not_the_system(world: World, role: Role) -> None:
    client = Client()
    client.force_login(member(world.commune, role))
    links = menu(client, "/co-quan/xa-an-binh/van-ban/")
    assert "/co-quan/xa-an-binh/van-ban/" in links
    assert "/quan-tri/bo-tieu-chuan/" not in links


def test_the_administrator_of_the_system_has_the_sets(world: World) -> None:
    client = Client()
    client.force_login(world.system)
    assert "/quan-tri/bo-tieu-chuan/" in menu(client, "/quan-tri/")

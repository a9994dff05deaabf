import pytest
from django.apps import apps
from django.test import Client

from minhdinh.access import web
from minhdinh.access.permissions import P
from minhdinh.jobs.registry import runner_of
from minhdinh.organisations.data.kinds import KINDS, install_kinds
from minhdinh.organisations.models import OrganisationKind
from minhdinh.organisations.start import ENTRIES, prepare, put_person_place
from minhdinh.organisations.tasks import run_import
from minhdinh.organisations.web import navigation
from tests.factories import World


def test_preparing_twice_changes_nothing() -> None:
    before, hooks = dict(navigation._entries), list(web._hooks)
    prepare()
    assert navigation._entries == before
    assert web._hooks == hooks
    assert put_person_place in hooks


def test_the_import_is_a_known_kind_of_job() -> None:
    assert runner_of("organisations.import") is run_import


def test_every_entry_leads_to_a_page_that_asks_for_the_same_permission() -> None:
    from django.urls import get_resolver, reverse

    for entry in ENTRIES:
        kwargs = {} if entry.section == "system" else {"code": "x"}
        view = get_resolver().resolve(reverse(entry.url_name, kwargs=kwargs)).func
        assert str(entry.permission) in view.access  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("person", "address", "menu"),
    [
        ("owner", "/truong/thcs-an-binh/ho-so/", ["Hồ sơ trường", "Người dùng", "Nhật ký"]),
        ("colleague", "/truong/thcs-an-binh/ho-so/", ["Hồ sơ trường"]),
        ("manager", "/co-quan/so/", ["Các trường", "Cây đơn vị", "Người dùng", "Nhật ký"]),
        ("officer", "/co-quan/so/", ["Các trường", "Cây đơn vị"]),
    ],
)
def test_what_each_person_finds_in_the_menu(
    client: Client, world: World, person: str, address: str, menu: list[str]
) -> None:
    client.force_login(getattr(world, person))
    found = [
        str(link["label"])
        for section in client.get(address).context["place"].nav
        for link in section["links"]
    ]
    assert [label for label in found if label in {str(entry.label) for entry in ENTRIES}] == menu


@pytest.mark.django_db
def test_the_five_kinds_come_with_the_package() -> None:
    expected = ["ministry", "department", "district_office", "commune", "school"]
    assert [kind.pk for kind in OrganisationKind.objects.all()] == expected
    assert [kind.pk for kind in OrganisationKind.objects.filter(is_school=True)] == ["school"]
    assert len(KINDS) == 5


@pytest.mark.django_db
def test_missing_kinds_come_back_and_changed_ones_stay() -> None:
    OrganisationKind.objects.filter(pk="commune").delete()
    OrganisationKind.objects.filter(pk="school").update(name="Nhà trường")
    install_kinds(using="default", sender=apps.get_app_config("organisations"))
    assert OrganisationKind.objects.get(pk="commune").name == "Ủy ban nhân dân cấp xã"
    assert OrganisationKind.objects.get(pk="school").name == "Nhà trường"


def test_permissions_of_the_menu_are_real() -> None:
    assert {entry.permission for entry in ENTRIES} <= set(P)

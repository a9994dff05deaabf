"""The administrator of the installation sees how full the schools' stores are and sets a school's own limit."""

import pytest
from django.test import Client
from pytest_django import Settings

from minhdinh.access.scope import scopes_disabled
from minhdinh.audit.models import Entry
from minhdinh.evidence import actions
from minhdinh.evidence.domain.quota import MEGABYTE
from minhdinh.evidence.models import Blob, SchoolQuota
from tests.counting import queries_of
from tests.factories import SchoolFactory, World, make_world

LIST = "/quan-tri/kho-tep/"


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def system_client(client: Client, world: World) -> Client:
    client.force_login(world.system)
    return client


def address(world: World) -> str:
    return f"{LIST}{world.school.code}/"


def fill(school: object, megabytes: int) -> None:
    with scopes_disabled():
        Blob.objects.create(school=school, sha256=f"{megabytes:064d}", size=megabytes * MEGABYTE, path="a")


def own_limit(world: World) -> int | None:
    with scopes_disabled():
        row = SchoolQuota.objects.filter(school=world.school).first()
    return row.limit_mb if row else None


def test_the_fullest_store_stands_first(settings: Settings, system_client: Client, world: World) -> None:
    settings.MINHDINH_SCHOOL_QUOTA_MB = 100
    fill(world.school, 12)
    fill(world.other_school, 90)
    told = system_client.get(LIST).content.decode()
    assert told.index(world.other_school.name) < told.index(world.school.name)
    for words in ("90,0 MB", "90 %", "12,0 MB", "100,0 MB"):
        assert words in told


def test_without_a_rule_nothing_is_called_full(system_client: Client, world: World) -> None:
    fill(world.school, 5)
    told = system_client.get(LIST).content.decode()
    assert "5,0 MB" in told
    assert "không giới hạn" in told


def test_a_school_is_found_by_words_without_marks(system_client: Client, world: World) -> None:
    told = system_client.get(LIST, {"q": "an binh"}).content.decode()
    assert world.school.name in told
    assert world.other_school.name not in told


@pytest.mark.parametrize("words", ["\x00", "'; --", "%", "x" * 5000, "\ud800"])
def test_any_words_may_be_looked_for(system_client: Client, words: str) -> None:
    assert system_client.get(LIST, {"q": words.encode("utf-8", "replace").decode()}).status_code == 200


def test_as_many_queries_for_many_schools(system_client: Client, world: World) -> None:
    few = queries_of(system_client, LIST)
    for number in range(4):
        fill(SchoolFactory(under=world.department), number + 1)
    assert queries_of(system_client, LIST) == few


def test_long_lists_have_pages(system_client: Client, world: World) -> None:
    schools = [SchoolFactory(under=world.department, name=f"Trường Mẫu {n:03d}") for n in range(55)]
    for number, school in enumerate(schools[:30]):
        fill(school, number + 1)
    first = system_client.get(LIST)
    following = first.context["table"]["page"].next
    second = system_client.get(LIST, {"after": following})
    shown = [row["cells"]["code"] for answer in (first, second) for row in answer.context["table"]["rows"]]
    assert len(shown) == len(set(shown)) == first.context["table"]["page"].total


def test_a_limit_is_set_changed_and_given_back(
    settings: Settings, system_client: Client, world: World
) -> None:
    settings.MINHDINH_SCHOOL_QUOTA_MB = 100
    answer = system_client.post(address(world), {"limit_mb": "2048", "version": "0"}, follow=True)
    told = answer.content.decode()
    assert "Đã đặt hạn mức kho" in told
    assert "2,0 GB (riêng)" in told
    assert own_limit(world) == 2048
    system_client.post(address(world), {"limit_mb": "0", "version": "1"})
    assert own_limit(world) == 0
    system_client.post(address(world), {"limit_mb": "", "version": "2"})
    assert own_limit(world) is None
    entries = Entry.objects.filter(action=actions.QUOTA_SET).order_by("id")
    assert [entry.data["limit"] for entry in entries] == ["2048 MB", "không giới hạn", "theo mức chung"]
    assert {entry.actor_name for entry in entries} == {world.system.full_name}


def test_a_page_that_is_out_of_date_changes_nothing(system_client: Client, world: World) -> None:
    system_client.post(address(world), {"limit_mb": "5", "version": "0"})
    answer = system_client.post(address(world), {"limit_mb": "9", "version": "0"})
    assert answer.status_code == 409
    assert "Người khác vừa đổi hạn mức" in answer.content.decode()
    assert own_limit(world) == 5


@pytest.mark.parametrize(
    "given",
    [
        {"limit_mb": "-1", "version": "0"},
        {"limit_mb": "99999999999", "version": "0"},
        {"limit_mb": "9" * 6000, "version": "0"},
        {"limit_mb": "năm\x00", "version": "0"},
        {"limit_mb": "1e3", "version": "0"},
        {"limit_mb": "5", "version": "x"},
        {"limit_mb": "5"},
    ],
)
def test_what_is_no_limit_is_refused_in_words(
    system_client: Client, world: World, given: dict[str, str]
) -> None:
    answer = system_client.post(address(world), given)
    assert answer.status_code == 422
    assert own_limit(world) is None


def test_a_limit_below_what_is_kept_is_shown_as_full(system_client: Client, world: World) -> None:
    fill(world.school, 12)
    system_client.post(address(world), {"limit_mb": "10", "version": "0"})
    told = system_client.get(address(world)).content.decode()
    assert "12,0 MB trong 10,0 MB (100 %)" in told
    with scopes_disabled():
        assert Blob.objects.count() == 1


@pytest.mark.parametrize("code", ["khong-co", "x%00y", "%F0%9F%8F%AB"])
def test_a_school_that_is_not_there(system_client: Client, code: str) -> None:
    assert system_client.get(f"{LIST}{code}/").status_code == 404


def test_an_office_has_no_store(system_client: Client, world: World) -> None:
    assert system_client.get(f"{LIST}{world.department.code}/").status_code == 404


@pytest.mark.parametrize("person", ["owner", "colleague", "officer", "manager", "commune_officer"])
def test_nobody_else_learns_of_it(client: Client, world: World, person: str) -> None:
    client.force_login(getattr(world, person))
    assert client.get(LIST).status_code == 404
    assert client.get(address(world)).status_code == 404
    assert client.post(address(world), {"limit_mb": "0", "version": "0"}).status_code == 404
    assert own_limit(world) is None

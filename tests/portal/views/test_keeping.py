"""What caches and browsers are told of a page for everybody, and what it says to whom."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.conf import Settings
from django.core.cache import caches
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date

from minhdinh.organisations.models import Organisation
from tests.factories import World, make_world

LIST = "/tra-cuu/"
PAGE = "/tra-cuu/truong/thcs-an-binh/"
PAGES = (LIST, PAGE, "/tra-cuu/lich/", "/tra-cuu/du-lieu/")


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def kept(settings: Settings) -> Iterator[None]:
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "public-test"}
    settings.CACHES = {**settings.CACHES, "public": memory}
    caches["public"].clear()
    yield
    caches["public"].clear()


@pytest.mark.parametrize("address", [*PAGES, "/tra-cuu/truong/khong-co/"])
def test_a_page_says_that_it_does_not_ask_who_is_signed_in(world: World, address: str) -> None:
    body = Client().get(address).content.decode()
    assert 'name="person-unknown"' in body
    assert 'name="person-unknown"' not in Client().get("/", follow=True).content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_may_be_kept_by_anybody_and_sets_no_cookie(world: World, address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 200
    assert not answer.cookies
    assert set(answer["Cache-Control"].split(", ")) == {"public", "max-age=60"}
    assert answer["ETag"]
    assert answer["Last-Modified"]
    # The language of a page is a cookie's; a stranger has none.
    assert set(answer["Vary"].split(", ")) <= {"Cookie", "Accept-Encoding"}


@pytest.mark.parametrize("address", PAGES)
def test_a_person_gets_the_same_bytes_as_a_stranger(world: World, address: str) -> None:
    client = Client()
    client.force_login(world.owner)
    mine = client.get(address)
    assert mine.content == Client().get(address).content
    assert not mine.cookies
    assert world.owner.full_name not in mine.content.decode()


@pytest.mark.usefixtures("kept")
def test_a_visitor_who_has_the_page_is_told_so(world: World) -> None:
    first = Client().get(LIST)
    by_mark = Client().get(LIST, headers={"if-none-match": first["ETag"]})
    by_time = Client().get(LIST, headers={"if-modified-since": first["Last-Modified"]})
    for answer in (by_mark, by_time):
        assert answer.status_code == 304
        assert answer.content == b""
        assert answer["ETag"] == first["ETag"]
        assert "max-age=60" in answer["Cache-Control"]


@pytest.mark.usefixtures("kept")
def test_a_changed_page_is_sent_anew_when_its_minute_is_over(world: World) -> None:
    first = Client().get(PAGE)
    Organisation.objects.filter(pk=world.school.pk).update(name="Trường THCS Tên Mới")
    assert Client().get(PAGE).content == first.content
    _forget_pages()
    answer = Client().get(PAGE, headers={"if-none-match": first["ETag"]})
    assert answer.status_code == 200
    assert "Trường THCS Tên Mới" in answer.content.decode()


@pytest.mark.usefixtures("kept")
def test_an_unchanged_page_stays_as_old_as_it_was(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Client().get(PAGE)
    later = timezone.now() + dt.timedelta(hours=2)
    monkeypatch.setattr("minhdinh.portal.views.keeping.timezone.now", lambda: later)
    _forget_pages()
    assert Client().get(PAGE)["Last-Modified"] == first["Last-Modified"]
    Organisation.objects.filter(pk=world.school.pk).update(name="Trường THCS Tên Mới")
    _forget_pages()
    assert Client().get(PAGE)["Last-Modified"] == http_date(int(later.timestamp()))


def _forget_pages() -> None:
    """End the minute of every page; since when its bytes are so is remembered longer."""
    store = caches["public"]
    for key in list(store._cache):  # type: ignore[attr-defined]
        if not key.endswith(":since"):
            store._cache.pop(key)  # type: ignore[attr-defined]
            store._expire_info.pop(key)  # type: ignore[attr-defined]


@pytest.mark.usefixtures("kept")
def test_a_kept_page_asks_the_database_nothing(
    world: World, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    Client().get(LIST)
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert Client().get(LIST).status_code == 200


@pytest.mark.usefixtures("kept")
def test_pages_differ_by_language_and_by_what_was_asked(world: World) -> None:
    client = Client()
    client.cookies["django_language"] = "en"
    assert client.get(LIST)["Content-Language"] == "en"
    assert Client().get(LIST)["Content-Language"] == "vi"
    assert Client().get(LIST).content != Client().get(LIST, {"q": "phu son"}).content


@pytest.mark.usefixtures("kept")
def test_nothing_is_kept_of_what_is_not_there(world: World) -> None:
    assert Client().get("/tra-cuu/truong/moi/").status_code == 404
    Organisation.objects.filter(pk=world.school.pk).update(code="moi")
    assert Client().get("/tra-cuu/truong/moi/").status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_pages_are_only_read(world: World, address: str) -> None:
    assert Client().post(address).status_code == 405
    assert Client().head(address).status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_the_switches_of_size_and_contrast(world: World, address: str) -> None:
    text = Client().get(address).content.decode()
    for action in ("looks#smaller", "looks#larger", "looks#contrast"):
        assert action in text

"""What people are told where they upload: the kinds that are taken, and a store that is nearly full."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence.domain.quota import MEGABYTE, Usage
from minhdinh.evidence.models import Blob
from minhdinh.evidence.templatetags.minhdinh_uploads import bar_tone, upload_types, usage_words
from tests.evidence.factories import House, make_item

pytestmark = pytest.mark.django_db
SAID = "Kho của trường đã dùng"


@pytest.fixture
def filled(settings: Settings, house: House) -> Callable[[int], None]:
    """Fill the store of the school to so many per cent of its 100 MB."""
    settings.MINHDINH_SCHOOL_QUOTA_MB = 100

    def fill(percent: int) -> None:
        with scopes_disabled():
            Blob.objects.create(
                school=house.school, sha256=f"{percent:064d}", size=percent * MEGABYTE, path=f"{percent}"
            )

    return fill


def places(house: House) -> list[str]:
    """Return the pages where a secretary uploads."""
    return [house.url(), house.url("gui/"), house.url(f"{make_item(house).pk}/")]


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_page_of_uploads_names_what_is_taken(
    settings: Settings, house: House, secretary_client: Client
) -> None:
    settings.MINHDINH_UPLOAD_TYPES = frozenset({"pdf", "docx"})
    for address in places(house):
        told = page(secretary_client, address)
        assert "PDF, Word (DOCX)" in told
        assert "PowerPoint" not in told


def test_a_calm_store_is_not_talked_about(
    filled: Callable[[int], None], house: House, secretary_client: Client
) -> None:
    filled(79)
    assert all(SAID not in page(secretary_client, address) for address in places(house))


def test_a_store_that_is_nearly_full_is_told_before_the_upload(
    filled: Callable[[int], None], house: House, secretary_client: Client
) -> None:
    filled(85)
    for address in places(house):
        told = page(secretary_client, address)
        assert "85,0 MB trong 100,0 MB (85 %)" in told
        assert "Kho sắp đầy" in told


def test_a_full_store_says_what_to_do(
    filled: Callable[[int], None], house: House, secretary_client: Client
) -> None:
    filled(100)
    for address in places(house):
        assert "Kho đã đầy: tệp mới chưa nhận được." in page(secretary_client, address)


def test_the_health_page_shows_any_limit(
    filled: Callable[[int], None], house: House, secretary_client: Client
) -> None:
    filled(12)
    told = page(secretary_client, house.url("suc-khoe/"))
    assert "12,0 MB trong 100,0 MB (12 %)" in told
    assert "sắp đầy" not in told


def test_without_a_limit_nobody_is_told_of_one(house: House, secretary_client: Client) -> None:
    assert all(SAID not in page(secretary_client, one) for one in [*places(house), house.url("suc-khoe/")])


@pytest.mark.parametrize(
    ("used", "limit", "tone"),
    [
        (0, 0, "ok"),
        (79, 100, "ok"),
        (80, 100, "wait"),
        (99, 100, "wait"),
        (100, 100, "bad"),
        (300, 100, "bad"),
    ],
)
def test_the_tone_follows_how_full_it_is(used: int, limit: int, tone: str) -> None:
    assert bar_tone(Usage(used, limit)) == tone


def test_words_for_the_bar() -> None:
    assert usage_words(Usage(5, 5)) == {"usage": Usage(5, 5), "full": True}
    assert upload_types().startswith("PDF, ảnh (")

"""A file's bytes: whole, under its own name, harmless in the page."""

from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence import photos
from minhdinh.evidence.domain.files import detach_file
from minhdinh.evidence.views.files import named_with_extension
from tests.evidence.factories import (
    House,
    jpg_bytes,
    make_file,
    make_item,
    office_bytes,
    pdf_bytes,
    png_bytes,
)
from tests.evidence.reading.papers import iphone_photo

pytestmark = pytest.mark.django_db


def fetch(
    client: Client, house: House, content: bytes, name: str, query: str = ""
) -> tuple[HttpResponse, bytes]:
    file = make_file(make_item(house), content, name)
    response = client.get(house.url(f"tep/{file.pk}/{query}"))
    return response, b"".join(response.streaming_content)


@pytest.mark.parametrize(
    ("content", "name", "media_type", "shown"),
    [
        (pdf_bytes(), "kế hoạch.pdf", "application/pdf", True),
        (jpg_bytes(), "anh.jpg", "image/jpeg", True),
        (png_bytes(), "anh.png", "image/png", True),
        (
            office_bytes(),
            "bao-cao.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            False,
        ),
        (b"ID3\x03" + b"\0" * 60, "bai-hat.mp3", "audio/mpeg", False),
    ],
)
def test_only_harmless_types_are_shown_in_the_page(
    house: House, member_client: Client, content: bytes, name: str, media_type: str, shown: bool
) -> None:
    response, body = fetch(member_client, house, content, name, "?view=1")
    assert body == content
    assert response["Content-Type"] == media_type
    assert response["Content-Length"] == str(len(content))
    assert response["Content-Disposition"].startswith("inline" if shown else "attachment")


def test_without_asking_everything_is_a_download(house: House, member_client: Client) -> None:
    response, _body = fetch(member_client, house, pdf_bytes(), "kế hoạch.pdf")
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''k%E1%BA%BF%20ho%E1%BA%A1ch.pdf"


@pytest.mark.parametrize("query", ["", "?view=1"])
def test_no_file_can_act_as_a_page_of_this_site(house: House, member_client: Client, query: str) -> None:
    response, _body = fetch(member_client, house, jpg_bytes(), "trang.html", query)
    assert response["X-Content-Type-Options"] == "nosniff"
    policy = response["Content-Security-Policy"]
    assert "sandbox" in policy.split("; ")
    assert "default-src 'none'" in policy
    assert "private" in response["Cache-Control"]
    assert "trang.html.jpg" in response["Content-Disposition"]


def test_a_lost_file_is_said_in_words(house: House, member_client: Client, media_root: Path) -> None:
    file = make_file(make_item(house))
    (media_root / file.blob.path).unlink()
    response = member_client.get(house.url(f"tep/{file.pk}/"))
    assert response.status_code == 422
    assert "Không tìm thấy tệp" in response.content.decode()


def test_a_file_taken_out_is_not_there(house: House, member_client: Client) -> None:
    file = make_file(make_item(house))
    with scopes_disabled():
        detach_file(actor=system_actor(house.school.pk), file=file)
    assert member_client.get(house.url(f"tep/{file.pk}/")).status_code == 404


@pytest.mark.parametrize(
    ("name", "extension", "saved"),
    [
        ("a.pdf", "pdf", "a.pdf"),
        ("A.PDF", "pdf", "A.PDF"),
        ("a.jpeg", "jpg", "a.jpeg"),
        ("a.html", "jpg", "a.html.jpg"),
        ("a", "png", "a.png"),
    ],
)
def test_a_name_ends_as_the_content_says(name: str, extension: str, saved: str) -> None:
    assert named_with_extension(name, extension) == saved


def test_a_photograph_of_an_iphone_is_shown_as_jpeg_and_downloaded_as_it_is(
    house: House, member_client: Client
) -> None:
    file = make_file(make_item(house), iphone_photo(), "IMG_0001.HEIC")
    shown = member_client.get(house.url(f"tep/{file.pk}/?view=1"))
    assert (shown.headers["Content-Type"], shown.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    assert shown.headers["Content-Security-Policy"].startswith("default-src 'none'")
    whole = member_client.get(house.url(f"tep/{file.pk}/"))
    assert (whole.headers["Content-Type"], b"".join(whole.streaming_content)) == (
        "image/heic",
        iphone_photo(),
    )


def test_a_heic_that_cannot_be_shown_says_so(house: House, member_client: Client) -> None:
    file = make_file(make_item(house), iphone_photo()[:3000], "a.heic")
    answer = member_client.get(house.url(f"tep/{file.pk}/?view=1"))
    assert answer.status_code == 422
    assert "hỏng" in answer.content.decode()


def test_a_heic_too_large_to_be_shown_offers_the_download(
    house: House, member_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photos, "MOST_PIXELS_READ_WHOLE", 600 * 800 - 1)
    item = make_item(house)
    file = make_file(item, iphone_photo(), "a.heic")
    answer = member_client.get(house.url(f"tep/{file.pk}/?view=1"))
    assert answer.status_code == 422
    assert "tải về" in answer.content.decode()
    assert "hỏng" not in answer.content.decode()
    assert "Tải tệp về để xem" in member_client.get(house.url(f"{item.pk}/")).content.decode()


def test_who_asks_for_the_headers_unfolds_no_picture(house: House, member_client: Client) -> None:
    file = make_file(make_item(house), iphone_photo()[:3000], "a.heic")
    answer = member_client.head(house.url(f"tep/{file.pk}/?view=1"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")

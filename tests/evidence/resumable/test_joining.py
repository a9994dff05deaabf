"""“Gửi minh chứng” with large files: they come in pieces first, the form names them and makes one item of all."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence.domain.queries import files_of
from minhdinh.evidence.models import EvidenceItem, IncomingUpload
from minhdinh.evidence.resumable import parts
from minhdinh.evidence.resumable.joining import MOST
from tests.evidence.factories import House, make_file, make_item, pdf_bytes, signed_in
from tests.evidence.resumable.sender import Sender, paper
from tests.factories import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(house: House) -> Client:
    return signed_in(member(house.school, Role.CONTRIBUTOR))


def brought(
    client: Client, house: House, content: bytes, *, whole: bool = True, name: str = "lon.pdf"
) -> str:
    """Send the bytes in pieces and return the key; nothing is made of them yet."""
    sender = Sender(client, house)
    place = sender.begin(len(content), filename=name)
    sender.patch(place, 0, content if whole else content[:-1])
    return place.rstrip("/").rpartition("/")[2]


def send(
    client: Client, house: House, *keys: str, script: bool = False, small: bytes = b"", **fields: str
) -> HttpResponse:
    data = {"name": "Băng ghi hình hội thi", "pieces": ",".join(keys), **fields}
    if small:
        data["papers"] = SimpleUploadedFile("nho.pdf", small)  # type: ignore[assignment]
    accept = "application/json, text/html" if script else "text/html"
    return client.post(house.url("gui/"), data, HTTP_ACCEPT=accept)


def items() -> list[EvidenceItem]:
    with scopes_disabled():
        return list(EvidenceItem.objects.order_by("id"))


def test_large_and_small_files_become_one_item(house: House, client: Client) -> None:
    keys = [brought(client, house, paper(3000, text), name=f"{text}.pdf") for text in ("một", "hai")]
    assert items() == []
    answer = send(client, house, *keys, small=pdf_bytes("nhỏ"), script=True)
    assert (answer.status_code, answer.json()) == (200, {"url": house.url("gui/")})
    (item,) = items()
    with scopes_disabled():
        assert [file.name for file in files_of(item)] == ["nho.pdf", "một.pdf", "hai.pdf"]
        rows = list(IncomingUpload.objects.all())
    assert [row.became for row in rows] == [item.pk, item.pk]
    assert [parts.known_size(key) for key in keys] == [0, 0]
    assert "Đã nhận “Băng ghi hình hội thi”" in client.get(house.url("gui/")).content.decode()


def test_what_is_wrong_in_the_form_leaves_the_large_file_where_it_is(house: House, client: Client) -> None:
    key = brought(client, house, paper(3000))
    told = send(client, house, key, name="", script=True)
    assert told.status_code == 422
    assert told.json()["message"].startswith("Đây là gì?:")
    shown = send(client, house, key, name="").content.decode()
    assert "đã ở máy chủ, không cần chọn lại" in shown
    assert f'value="{key}"' in shown
    assert items() == []
    send(client, house, key)
    assert [item.file_count for item in items()] == [1]


@pytest.mark.parametrize("whole", [True, False])
def test_keys_that_name_nothing_whole_of_the_person_are_refused(
    house: House, client: Client, whole: bool
) -> None:
    other = signed_in(member(house.school, Role.CONTRIBUTOR))
    key = brought(other if whole else client, house, paper(3000), whole=whole)
    for one in (key, "0" * 32, "../../etc/passwd"):
        assert send(client, house, one, script=True).status_code == 422
    assert items() == []
    with scopes_disabled():
        assert IncomingUpload.objects.filter(finished_at__isnull=True).count() == 1


def test_the_same_form_twice_makes_one_item(house: House, client: Client) -> None:
    key = brought(client, house, paper(3000))
    send(client, house, key)
    again = send(client, house, key, script=True)
    assert again.status_code == 422
    assert "chọn lại tệp" in again.json()["message"]
    assert len(items()) == 1


def test_no_more_than_some_at_once(house: House, client: Client) -> None:
    keys = [f"{number:032x}" for number in range(MOST + 1)]
    assert "nhiều nhất 20 tệp lớn" in send(client, house, *keys, script=True).json()["message"]


def test_content_is_looked_at_as_everywhere(house: House, client: Client) -> None:
    key = brought(client, house, b"MZ\x90\x00" + b"\0" * 3000)
    answer = send(client, house, key, script=True)
    assert answer.status_code == 422
    assert "không thuộc loại được nhận" in answer.json()["message"]
    assert items() == []


def test_the_quota_counts_a_large_file_once(house: House, client: Client, settings: Settings) -> None:
    settings.MINHDINH_SCHOOL_QUOTA_MB = 1
    key = brought(client, house, paper(700_000))
    send(client, house, key)
    assert len(items()) == 1


def test_a_large_file_that_the_school_has_is_asked_about_and_named_no_more(
    house: House, client: Client
) -> None:
    content = paper(3000)
    make_file(make_item(house, name="Có trước"), content)
    answer = send(client, house, brought(client, house, content), script=True)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/html")
    shown = answer.content.decode()
    assert 'name="known-token"' in shown
    assert "không cần chọn lại" not in shown

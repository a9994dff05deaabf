"""“Gửi minh chứng” with large files: they come in pieces first, the form names them and makes one item of all."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence.domain.queries import files_of
from minhdinh.evidence.models import EvidenceItem, IncomingUpload
from minhdinh.evidence.resumable import joining, parts
from minhdinh.evidence.resumable.joining import MOST
from tests.clamd_server import nobody_listens
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
    assert (answer.status_code, answer.json()) == (200, {"url": house.url("gui/"), "kept": []})
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


def rows() -> list[IncomingUpload]:
    with scopes_disabled():
        return list(IncomingUpload.objects.order_by("id"))


def test_a_form_whose_answer_was_lost_leads_to_its_item(house: House, client: Client, incoming: Path) -> None:
    key = brought(client, house, paper(3000))
    send(client, house, key, small=pdf_bytes("nhỏ"))
    (item,) = items()
    client.get(house.url("gui/"))
    for small in (b"", pdf_bytes("nhỏ")):  # the small file comes again with the form
        again = send(client, house, key, script=True, small=small)
        assert (again.status_code, again.json()) == (200, {"url": house.url("gui/"), "kept": []})
        told = client.get(house.url("gui/")).content.decode()
        assert f"“lon.pdf” đã vào kho ở {item.label}" in told
        assert "Đã nhận “" not in told
    assert [one.file_count for one in items()] == [2]
    assert list(incoming.iterdir()) == []


def test_what_is_added_after_a_lost_answer_becomes_an_item_of_its_own(house: House, client: Client) -> None:
    key = brought(client, house, paper(3000))
    send(client, house, key)
    assert send(client, house, key, script=True, small=pdf_bytes("thêm")).status_code == 200
    assert [one.file_count for one in items()] == [1, 1]
    told = client.get(house.url("gui/")).content.decode()
    assert "đã vào kho ở" in told
    assert "Đã nhận “" in told


def test_a_question_whose_answer_was_lost_is_asked_again(house: House, client: Client) -> None:
    content = paper(3000)
    make_file(make_item(house, name="Có trước"), content)
    key = brought(client, house, content)
    for _time in range(2):
        asked = send(client, house, key, script=True)
        assert 'name="known-token"' in asked.content.decode()
    assert len(items()) == 1


def test_evidence_that_was_taken_away_is_told_and_its_key_named_no_more(house: House, client: Client) -> None:
    key = brought(client, house, paper(3000))
    send(client, house, key)
    with scopes_disabled():
        EvidenceItem.objects.update(removed_at=timezone.now())
    again = send(client, house, key, script=True)
    assert (again.status_code, again.json()["kept"]) == (422, [])
    assert "không còn trong kho" in again.json()["message"]
    assert f'value="{key}"' not in send(client, house, key).content.decode()


def test_what_may_be_taken_later_stays_with_its_bytes(
    house: House, client: Client, settings: Settings
) -> None:
    settings.MINHDINH_SCHOOL_QUOTA_MB = 1
    first = brought(client, house, paper(600_000, "một"), name="một.pdf")
    settings.MINHDINH_SCHOOL_QUOTA_MB = 2
    second = brought(client, house, paper(700_000, "hai"), name="hai.pdf")
    settings.MINHDINH_SCHOOL_QUOTA_MB = 1
    answer = send(client, house, first, second, script=True)
    assert answer.json() == {"url": house.url("gui/"), "kept": [second]}
    assert "“hai.pdf” vẫn ở máy chủ" in client.get(house.url("gui/")).content.decode()
    assert (parts.known_size(first), parts.known_size(second)) == (0, len(paper(700_000, "hai")))
    assert [row.finished_at is None for row in rows()] == [False, True]
    settings.MINHDINH_SCHOOL_QUOTA_MB = 2
    assert send(client, house, second, script=True).json()["kept"] == []
    assert [one.file_count for one in items()] == [1, 1]


def test_a_silent_scanner_ends_nothing(house: House, client: Client, settings: Settings) -> None:
    key = brought(client, house, paper(3000))
    settings.MINHDINH_CLAMD = nobody_listens()
    answer = send(client, house, key, script=True)
    assert (answer.status_code, answer.json()["kept"]) == (422, [key])
    assert parts.known_size(key) > 0
    settings.MINHDINH_CLAMD = ""
    assert send(client, house, key, script=True).status_code == 200


def test_what_the_content_is_refused_for_ends_beside_what_is_taken(house: House, client: Client) -> None:
    good = brought(client, house, paper(3000), name="tốt.pdf")
    bad = brought(client, house, b"MZ\x90\x00" + b"\0" * 3000, name="xấu.pdf")
    assert send(client, house, good, bad, script=True).json()["kept"] == []
    (item,) = items()
    assert [(row.became, bool(row.refused)) for row in rows()] == [(item.pk, False), (None, True)]
    assert [parts.known_size(key) for key in (good, bad)] == [0, 0]
    assert "không thuộc loại được nhận" in send(client, house, bad, script=True).json()["message"]


@pytest.mark.parametrize("made", [False, True])
def test_killed_before_or_after_the_item_stands_it_is_made_once(
    house: House, client: Client, monkeypatch: pytest.MonkeyPatch, made: bool
) -> None:
    """As if the process had died in the transaction, or between it and the removal of the bytes."""
    keys = [brought(client, house, paper(3000, text)) for text in ("một", "hai")]
    note, noted = joining.note_end, []

    def die(*given: Any, **named: Any) -> None:
        if noted:  # the first upload is noted, in the transaction that breaks
            raise KeyboardInterrupt
        noted.append(given)
        note(*given, **named)

    with monkeypatch.context() as patched:
        if made:
            patched.setattr(joining.Pieces, "let_go", die)
            noted.append("at once")
        else:
            patched.setattr(joining, "note_end", die)
        with pytest.raises(KeyboardInterrupt):
            send(client, house, *keys)
    assert [len(items()), all(row.finished_at for row in rows())] == [int(made), made]
    assert all(parts.known_size(key) for key in keys)
    send(client, house, *keys)
    assert [one.file_count for one in items()] == [2]


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

"""The drop zone's endpoint: one file, one answer."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import SelfAssessment
from minhdinh.evidence.models import Blob, EvidenceItem, EvidenceUse
from tests.evidence.factories import (
    House,
    jpg_bytes,
    make_file,
    make_house,
    make_item,
    office_bytes,
    pdf_bytes,
    signed_in,
)
from tests.factories import member

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


def send(
    client: Client, house: House, content: bytes, name: str = "ke_hoach.pdf", query: str = "", **fields: str
) -> tuple[int, dict[str, Any]]:
    file = SimpleUploadedFile(name, content)
    response = client.post(house.url(f"tai-len{query}"), {"file": file, **fields}, **JSON)
    return response.status_code, response.json()


def items() -> list[EvidenceItem]:
    with scopes_disabled():
        return list(EvidenceItem.objects.order_by("id"))


def uses() -> list[tuple[int, str, str]]:
    with scopes_disabled():
        return list(EvidenceUse.objects.values_list("item_id", "track", "criterion"))


def test_a_file_with_a_criterion_becomes_a_coded_item(house: House, secretary_client: Client) -> None:
    status, answer = send(secretary_client, house, pdf_bytes(), criterion="1.3")
    (item,) = items()
    assert status == 200
    assert answer == {"id": item.pk, "code": "MC.1.3.01", "name": "ke hoach", "url": house.url(f"{item.pk}/")}
    assert uses() == [(item.pk, "thcs", "1.3")]


def test_the_criterion_may_stand_in_the_address(house: House, secretary_client: Client) -> None:
    assert send(secretary_client, house, pdf_bytes(), query="?criterion=2.2")[1]["code"] == "MC.2.2.01"


def test_a_file_without_criterion_waits_in_the_inbox(house: House, contributor_client: Client) -> None:
    status, answer = send(contributor_client, house, jpg_bytes(), "IMG_001.jpg")
    assert (status, answer["code"], answer["name"]) == (200, "(chưa có mã)", "IMG 001")
    assert uses() == []


def test_a_file_for_an_item_joins_it(house: House, secretary_client: Client) -> None:
    item = make_item(house)
    status, answer = send(secretary_client, house, pdf_bytes(), query=f"?item={item.pk}")
    assert (status, answer["id"]) == (200, item.pk)
    assert "duplicate_of" not in answer
    assert items()[0].file_count == 1


@pytest.mark.parametrize("item", ["999999", "abc", "-1", "1e3", "٣"])
def test_an_item_that_is_not_there(house: House, secretary_client: Client, item: str) -> None:
    file = SimpleUploadedFile("a.pdf", pdf_bytes())
    assert (
        secretary_client.post(house.url("tai-len"), {"file": file, "item": item}, **JSON).status_code == 404
    )
    with scopes_disabled():
        assert not Blob.objects.exists()


def test_an_item_of_another_school_is_not_there(house: House, secretary_client: Client) -> None:
    foreign = make_item(make_house())
    file = SimpleUploadedFile("a.pdf", pdf_bytes())
    response = secretary_client.post(house.url("tai-len"), {"file": file, "item": str(foreign.pk)}, **JSON)
    assert response.status_code == 404


def test_the_same_bytes_are_offered_as_the_item_that_has_them(house: House, secretary_client: Client) -> None:
    there = make_item(house, criterion="1.1", name="Kế hoạch")
    make_file(there, pdf_bytes())
    status, answer = send(secretary_client, house, pdf_bytes(), "ten-khac.pdf", criterion="1.3")
    twin = {"id": there.pk, "code": "MC.1.1.01", "name": "Kế hoạch", "url": house.url(f"{there.pk}/?for=1.3")}
    assert status == 200
    assert answer["duplicate_of"] == twin
    assert items() == [there]
    page = secretary_client.get(answer["duplicate_of"]["url"]).content.decode()
    assert "Dùng cho tiêu chí 1.3" in page


def test_a_twin_that_one_may_not_see_is_told_without_its_address(
    house: House, contributor_client: Client
) -> None:
    there = make_item(house, name="Của người khác")
    make_file(there, pdf_bytes())
    _status, answer = send(contributor_client, house, pdf_bytes())
    assert answer["duplicate_of"] == {"id": there.pk, "code": "MC.1.1.01", "name": "", "url": None}


def test_a_twin_is_named_also_when_the_file_joins_another_item(
    house: House, secretary_client: Client
) -> None:
    there, here = make_item(house), make_item(house)
    make_file(there, pdf_bytes())
    _status, answer = send(secretary_client, house, pdf_bytes(), item=str(here.pk))
    assert (answer["id"], answer["duplicate_of"]["id"]) == (here.pk, there.pk)


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "rong.pdf", "rỗng (0 byte)"),
        (b"MZ\x90", "that-ra-la.pdf", "không thuộc loại được nhận"),
        (office_bytes("word/document.xml", "word/vbaProject.bin"), "macro.docx", "macro"),
        (b"PK\x03\x04hong", "hong.docx", "hỏng"),
    ],
)
def test_bad_files_are_explained_and_leave_nothing(
    house: House, secretary_client: Client, media_root: Path, content: bytes, name: str, words: str
) -> None:
    status, answer = send(secretary_client, house, content, name, criterion="1.3")
    assert status == 422
    assert words in answer["message"]
    assert name in answer["message"]
    assert items() == []
    assert [path for path in media_root.rglob("*") if path.is_file()] == []


def test_a_file_above_the_limit(house: House, secretary_client: Client, settings: Settings) -> None:
    settings.MINHDINH_UPLOAD_LIMIT = 100
    status, answer = send(secretary_client, house, pdf_bytes())
    assert status == 422
    assert "quá giới hạn" in answer["message"]


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>.pdf",
        "a\r\nSet-Cookie: x.pdf",
        "..\\..\\a.pdf",
        "k\u1ebf\u202ehoach.pdf",
        "x" * 240 + ".pdf",
    ],
)
def test_hostile_names_become_plain_ones(house: House, secretary_client: Client, name: str) -> None:
    status, answer = send(secretary_client, house, pdf_bytes(), name, criterion="1.3")
    assert status == 200
    with scopes_disabled():
        stored = EvidenceItem.objects.get(pk=answer["id"]).files.get()
    assert not set(stored.name) & set("/\\\r\n\u202e")
    page = secretary_client.get(answer["url"]).content.decode()
    assert "<script>alert" not in page
    shown = secretary_client.get(house.url(f"tep/{stored.pk}/"))
    assert b"".join(shown.streaming_content) == pdf_bytes()
    assert "\n" not in shown["Content-Disposition"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"criterion": "9.9"}, "không có tiêu chí 9.9"), ({"criterion": "1.3", "track": "thpt"}, "cấp học")],
)
def test_places_that_the_year_does_not_have(
    house: House, secretary_client: Client, fields: dict[str, str], words: str
) -> None:
    status, answer = send(secretary_client, house, pdf_bytes(), **fields)
    assert status == 422
    assert words in answer["message"]


def test_no_file_at_all(house: House, secretary_client: Client) -> None:
    response = secretary_client.post(house.url("tai-len"), {"criterion": "1.3"}, **JSON)
    assert response.status_code == 422
    assert "Chưa nhận được tệp" in response.json()["message"]


def test_several_levels_link_only_where_the_level_is_said() -> None:
    house = make_house(levels=("tieu_hoc", "thcs"))
    client = signed_in(member(house.school, "secretary"))
    _status, first = send(client, house, pdf_bytes("1"), criterion="1.3")
    _status, second = send(client, house, pdf_bytes("2"), criterion="1.3", track="thcs")
    assert [first["code"], second["code"]] == ["MC.1.3.01", "MC.1.3.02"]
    assert uses() == [(second["id"], "thcs", "1.3")]


def test_after_submission_evidence_still_arrives_but_links_nothing(
    house: House, secretary_client: Client
) -> None:
    with scopes_disabled():
        SelfAssessment.objects.filter(pk=house.assessment.pk).update(state=State.SUBMITTED, complete=True)
    status, answer = send(secretary_client, house, pdf_bytes(), criterion="1.3")
    assert (status, answer["code"]) == (200, "MC.1.3.01")
    assert uses() == []

"""Asking for a pack and taking it: whole, in parts, after a break, and by whom."""

import datetime as dt
import io
import re
import zipfile

import pytest
from django.http import HttpResponseBase
from django.test import Client

from minhdinh.access.permissions import Role
from minhdinh.audit.models import Entry
from minhdinh.evidence.pack import making
from tests.evidence.factories import House, link, make_file, make_house, make_item, pdf_bytes, signed_in
from tests.factories import member as new_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def stock(house: House) -> House:
    for number in range(3):
        item = make_item(house, criterion="1.3", name=f"Kế hoạch {number}")
        make_file(item, pdf_bytes(f"số {number}"))
        link(house, item, "1.3")
    return house


def made(client: Client, house: House, **given: str) -> str:
    """Ask for a pack and return its address."""
    response = client.post(house.url("goi/"), {"scope": "all", **given}, follow=True)
    assert response.status_code == 200
    found = re.search(r'href="([^"]+/goi/\d+/tai)"', response.content.decode())
    assert found
    return found[1]


def body(response: HttpResponseBase) -> bytes:
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def test_a_pack_is_made_and_taken(secretary_client: Client, stock: House) -> None:
    response = secretary_client.get(made(secretary_client, stock))
    content = body(response)
    assert response.status_code == 200
    assert response["Content-Length"] == str(len(content))
    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"] == 'attachment; filename="minh-chung-sao-mai-2026-2027.zip"'
    assert response["Accept-Ranges"] == "bytes"
    assert not response.has_header("Content-Encoding")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert len(archive.namelist()) == 5


def test_a_broken_download_goes_on(secretary_client: Client, stock: House) -> None:
    url = made(secretary_client, stock)
    first = secretary_client.get(url)
    whole = body(first)
    for at in (1, 700, len(whole) - 1):
        rest = secretary_client.get(url, headers={"Range": f"bytes={at}-", "If-Range": first["ETag"]})
        assert rest.status_code == 206
        assert rest["Content-Range"] == f"bytes {at}-{len(whole) - 1}/{len(whole)}"
        assert rest["Content-Length"] == str(len(whole) - at)
        assert body(rest) == whole[at:]
    middle = secretary_client.get(url, headers={"Range": "bytes=5-9"})
    assert (middle.status_code, body(middle)) == (206, whole[5:10])


def test_another_version_is_sent_whole(secretary_client: Client, stock: House) -> None:
    url = made(secretary_client, stock)
    response = secretary_client.get(url, headers={"Range": "bytes=10-", "If-Range": '"khac"'})
    assert response.status_code == 200
    assert str(len(body(response))) == response["Content-Length"]


def test_what_lies_behind_the_end_and_a_look_at_the_head(secretary_client: Client, stock: House) -> None:
    url = made(secretary_client, stock)
    head = secretary_client.head(url)
    size = int(head["Content-Length"])
    assert (head.status_code, body(head)) == (200, b"")
    response = secretary_client.get(url, headers={"Range": f"bytes={size}-"})
    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{size}")
    assert secretary_client.post(url).status_code == 405


def test_no_part_is_had_without_a_record_and_one_download_is_recorded_once(
    secretary_client: Client, stock: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = made(secretary_client, stock)
    taken = Entry.objects.filter(action="evidence.pack_taken")
    secretary_client.head(url)
    secretary_client.get(url, headers={"Range": "bytes=9999999-"})
    assert not taken.exists(), "nothing was given"
    for start in (1, 10, 700):
        body(secretary_client.get(url, headers={"Range": f"bytes={start}-"}))
    assert taken.count() == 1
    body(secretary_client.get(url))
    assert taken.count() == 2, "a new beginning"
    body(secretary_client.get(made(secretary_client, stock), headers={"Range": "bytes=1-"}))
    assert taken.count() == 3, "another pack"
    monkeypatch.setattr(making, "ONE_DOWNLOAD", dt.timedelta(0))
    body(secretary_client.get(url, headers={"Range": "bytes=1-"}))
    assert taken.count() == 4


def test_a_pack_of_somebody_else_is_not_there(
    secretary_client: Client, member_client: Client, viewer_client: Client, stock: House
) -> None:
    url = made(secretary_client, stock)
    stranger = signed_in(new_member(make_house("bac-ha").school, Role.SECRETARY))
    for client in (member_client, viewer_client, stranger, Client()):
        assert client.get(url).status_code in {302, 404}
    assert made(viewer_client, stock) != url


def test_who_sees_no_evidence_makes_none(contributor_client: Client, stock: House) -> None:
    assert contributor_client.get(stock.url("goi/")).status_code == 403
    assert contributor_client.post(stock.url("goi/"), {"scope": "all"}).status_code == 403


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"scope": "criterion"}, "Hãy chọn tiêu chí."),
        ({"scope": "codes"}, "Hãy ghi các mã cần đóng gói."),
        ({"scope": "codes", "codes": "MC.9.9.01"}, "Kho không có mã: MC.9.9.01."),
        ({"scope": "codes", "codes": "<b>"}, "Kho không có mã: &lt;B&gt;."),
        ({"scope": "criterion", "criterion": "4.1"}, "Chưa có minh chứng nào để đóng gói."),
    ],
)
def test_what_cannot_be_packed_is_said_and_what_was_typed_stays(
    secretary_client: Client, stock: House, given: dict[str, str], words: str
) -> None:
    response = secretary_client.post(stock.url("goi/"), given)
    assert response.status_code == 422
    content = response.content.decode()
    assert words in content
    assert f'value="{given["scope"]}" checked' in content


@pytest.mark.parametrize("codes", ["\x00", "x" * 100_000, "MC.1.3.01\x00", "' OR 1=1"])
def test_hostile_codes_are_no_error_of_ours(secretary_client: Client, stock: House, codes: str) -> None:
    assert secretary_client.post(stock.url("goi/"), {"scope": "codes", "codes": codes}).status_code in {
        302,
        422,
    }


def test_the_list_of_evidence_leads_here_with_its_criterion(secretary_client: Client, stock: House) -> None:
    assert 'goi/?criterion=1.3"' in secretary_client.get(stock.url("?criterion=1.3")).content.decode()
    content = secretary_client.get(stock.url("goi/?criterion=1.3")).content.decode()
    assert 'value="1.3" selected' in content
    assert 'value="criterion" checked' in content

"""What people do with files, the same on a folder and on a bucket."""

import io
import json
import re
import urllib.error
import urllib.request
import zipfile
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.http import HttpResponseBase
from django.test import Client
from pytest_django import Settings

from minhdinh.access.actor import Actor, system_actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.audit.models import Entry
from minhdinh.common.problems import Problem
from minhdinh.evidence.context import year_context
from minhdinh.evidence.domain.blobs import read_blob, require_intact, sent_bytes
from minhdinh.evidence.domain.intake import Target
from minhdinh.evidence.domain.integrity import check_store
from minhdinh.evidence.domain.revisions import replace_file
from minhdinh.evidence.health.adopting import adopt
from minhdinh.evidence.health.round import look_over
from minhdinh.evidence.models import Blob, BlobText, EvidenceItem, ScanMark
from minhdinh.evidence.pack.making import Wanted, make_pack, open_pack
from minhdinh.evidence.reading.keeping import read_school
from tests.evidence.factories import (
    YEAR,
    House,
    link,
    make_actor,
    make_file,
    make_house,
    make_item,
    office_bytes,
    pdf_bytes,
    signed_in,
)
from tests.factories import member as new_member
from tests.s3 import BUCKET, Bucket

pytestmark = pytest.mark.django_db


@pytest.fixture
def member_client(house: House) -> Client:
    return signed_in(new_member(house.school, Role.MEMBER))


def replace(path: str, content: bytes) -> None:
    default_storage.delete(path)
    assert default_storage.save(path, ContentFile(content)) == path


def content_of(response: HttpResponseBase) -> bytes:
    """Return what a browser gets: the bytes, or those at the address it is sent to."""
    if response.status_code == 302:
        assert response["Cache-Control"] == "no-store"
        with urllib.request.urlopen(response["Location"], timeout=20) as answer:
            return bytes(answer.read())
    assert response.status_code == 200
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def test_what_is_uploaded_is_kept_under_its_hash_and_read_back(house: House, any_store: str) -> None:
    blob = make_file(make_item(house), pdf_bytes("một")).blob
    named = f"schools/{house.school.pk}/{blob.sha256[:2]}/{blob.sha256}"
    own = r"-[0-9a-f]{16}" if any_store == "s3" else ""
    assert re.fullmatch(rf"{named}{own}\.pdf", blob.path)
    assert default_storage.exists(blob.path)
    with scopes_disabled():
        require_intact(blob)
        assert read_blob(blob) == pdf_bytes("một")


def test_the_same_bytes_stand_there_once(house: House, any_store: str) -> None:
    one = make_file(make_item(house), pdf_bytes("một"))
    two = make_file(make_item(house, name="Hai"), pdf_bytes("một"))
    assert one.blob_id == two.blob_id
    folders, files = default_storage.listdir(one.blob.path.rpartition("/")[0])
    assert (folders, len(files)) == ([], 1)


def test_altered_and_lost_bytes_are_found(house: House, any_store: str) -> None:
    good, altered, lost = (make_file(make_item(house, name=name)).blob for name in ("A", "B", "C"))
    replace(altered.path, b"somebody else's")
    default_storage.delete(lost.path)
    default_storage.save(f"schools/{house.school.pk}/aa/rac.pdf", ContentFile(pdf_bytes("rác")))
    with scopes_disabled():
        report = check_store()
        with pytest.raises(Problem, match="bị đổi khác"):
            read_blob(altered)
        with pytest.raises(Problem, match="Không tìm thấy"):
            require_intact(lost)
    assert (report.checked, report.altered, report.missing) == (3, [altered.path], [lost.path])
    assert report.orphan == [f"schools/{house.school.pk}/aa/rac.pdf"]
    assert good.path not in {*report.altered, *report.missing}
    out = StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("evidence", "check", "--json", stdout=out)
    assert left.value.code == 1
    assert json.loads(out.getvalue())["ok"] is False


def test_an_orphan_is_taken_into_the_inbox(house: House, any_store: str) -> None:
    path = f"schools/{house.school.pk}/aa/rac.pdf"
    make_file(make_item(house))
    default_storage.save(path, ContentFile(pdf_bytes("rác")))
    actor = system_actor(house.school.pk)
    with scopes_disabled():
        assert look_over(house.school.pk, pause=0).orphans == 1
        target = Target(YEAR, house.assessment.pk, house.convention)
        item = adopt(actor=actor, school_id=house.school.pk, path=path, target=target)
        assert item.file_count == 1
        assert look_over(house.school.pk, pause=0).orphans == 0


def test_the_words_of_a_file_are_read(house: House, any_store: str) -> None:
    make_file(make_item(house), office_bytes(), "bao-cao.docx")
    with scopes_disabled():
        read_school(house.school.pk)
        assert BlobText.objects.count() == 1


@pytest.mark.parametrize("query", ["", "?view=1"])
def test_a_file_is_downloaded_and_shown(
    house: House, member_client: Client, any_store: str, query: str
) -> None:
    file = make_file(make_item(house), pdf_bytes("một"), "kế hoạch.pdf")
    response = member_client.get(house.url(f"tep/{file.pk}/{query}"))
    assert content_of(response) == pdf_bytes("một")
    assert response.status_code == (302 if any_store == "s3" and not query else 200)


def test_a_lost_file_is_said_in_words(house: House, member_client: Client, any_store: str) -> None:
    file = make_file(make_item(house))
    default_storage.delete(file.blob.path)
    response = member_client.get(house.url(f"tep/{file.pk}/"))
    assert response.status_code == 422
    assert "Không tìm thấy tệp" in response.content.decode()


def test_an_infected_file_is_given_to_nobody_and_can_be_replaced(
    house: House, secretary: Actor, member_client: Client, any_store: str
) -> None:
    item = make_item(house)
    file = make_file(item, pdf_bytes("bẩn"), "quét.pdf")
    ScanMark.objects.create(sha256=file.blob.sha256, finding="Thu.Nghiem")
    for query in ("", "?view=1"):
        response = member_client.get(house.url(f"tep/{file.pk}/{query}"))
        assert response.status_code == 422
        assert "mã độc (Thu.Nghiem) trong tệp “quét.pdf”" in response.content.decode()
    with pytest.raises(Problem, match="mã độc"):
        sent_bytes(file.blob, file.name)
    clean = pdf_bytes("sạch")
    with scopes_disabled():
        made = replace_file(
            actor=secretary, file=file, stream=io.BytesIO(clean), name="sạch.pdf", size=len(clean)
        )
    assert content_of(member_client.get(house.url(f"tep/{made.pk}/"))) == clean


def test_strangers_and_the_unentitled_get_no_address(house: House, any_store: str) -> None:
    other = make_house("hoa-ban")
    stranger = signed_in(new_member(other.school, Role.SECRETARY))
    plain = make_file(make_item(house))
    sensitive = make_file(make_item(house, name="Hồ sơ tham vấn"))
    with scopes_disabled():
        EvidenceItem.objects.filter(pk=sensitive.item_id).update(sensitive=True)
    address = house.url(f"tep/{plain.pk}/")
    assert stranger.get(address).status_code == 404
    assert content_of(signed_in(new_member(house.school, Role.SECRETARY)).get(address))
    closed = signed_in(new_member(house.school, Role.MEMBER)).get(house.url(f"tep/{sensitive.pk}/"))
    assert closed.status_code in {403, 404}
    asked = Client().get(address)
    assert asked.status_code == 302
    assert urlsplit(asked["Location"]).path == "/dang-nhap/"
    assert all("X-Amz" not in answer.get("Location", "") for answer in (asked, closed))


def test_a_pack_is_made_of_the_stored_bytes(house: House, any_store: str) -> None:
    for name in ("Kế hoạch", "Biên bản"):
        item = make_item(house, name=name)
        make_file(item, pdf_bytes(name))
        link(house, item)
    actor = make_actor(house, Role.SECRETARY)
    with scopes_disabled():
        context = year_context(house.school.pk, YEAR)
        assert context is not None
        place = {"school_id": house.school.pk, "school": house.school.name, "year": YEAR}
        pack = make_pack(actor=actor, context=context, wanted=Wanted(), **place)
        opened = open_pack(actor=actor, school_id=house.school.pk, pack_id=pack.pk)
        packed = b"".join(opened.stream())
    assert len(packed) == opened.size
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        found = {archive.read(name) for name in archive.namelist() if name.endswith(".pdf")}
    assert found == {pdf_bytes("Kế hoạch"), pdf_bytes("Biên bản")}


@pytest.mark.s3
def test_a_download_goes_on_where_it_broke_off(
    house: House, member_client: Client, in_bucket: Bucket
) -> None:
    file = make_file(make_item(house), pdf_bytes("dài " * 900), "kế hoạch.pdf")
    address = member_client.get(house.url(f"tep/{file.pk}/"))["Location"]
    request = urllib.request.Request(address, headers={"Range": "bytes=700-"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        assert answer.status == 206
        assert answer.read() == pdf_bytes("dài " * 900)[700:]
        assert "k%E1%BA%BF%20ho%E1%BA%A1ch.pdf" in answer.headers["Content-Disposition"]
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(address.replace(file.blob.sha256[:2] + "/", "zz/"), timeout=20)


@pytest.mark.s3
def test_bytes_pass_through_the_program_where_browsers_do_not_reach_the_bucket(
    house: House, member_client: Client, in_bucket: Bucket, settings: Settings
) -> None:
    options = {**in_bucket.options, "direct": False}
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": BUCKET, "OPTIONS": options}}
    file = make_file(make_item(house), pdf_bytes("một"))
    response = member_client.get(house.url(f"tep/{file.pk}/"))
    assert response.status_code == 200
    assert content_of(response) == pdf_bytes("một")


@pytest.mark.s3
def test_a_store_that_does_not_answer_is_said_and_nothing_is_half(
    house: House, member_client: Client, in_bucket: Bucket, settings: Settings
) -> None:
    file = make_file(make_item(house))
    options = {**in_bucket.options, "secret_key": "wrong"}
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": BUCKET, "OPTIONS": options}}
    response = member_client.get(house.url(f"tep/{file.pk}/"))
    assert response.status_code == 503
    assert "không trả lời" in response.content.decode()
    item = make_item(house, name="Khác")
    with pytest.raises(Problem, match="không trả lời"):
        make_file(item, pdf_bytes("mới"))
    with scopes_disabled():
        assert Blob.objects.count() == 1
        assert Entry.objects.filter(action="evidence.file_added").count() == 1

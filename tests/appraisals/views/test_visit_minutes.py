"""Minutes in the browser's eyes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.enums import VisitKind
from minhdinh.appraisals.models import CaseFile, Visit
from tests.appraisals.registered import TT57, World, make_registered
from tests.appraisals.visiting import PRESENT, planned
from tests.evidence.factories import pdf_bytes

pytestmark = pytest.mark.django_db
WORDS = {
    "present": PRESENT,
    "content": "Họp <b>đủ</b>",
    "conclusion": "Nhất trí",
    "absent": "",
    "minutes_number": "1",
}


@pytest.fixture
def world() -> World:
    return make_registered(TT57, stage="meeting")


@pytest.fixture
def meeting(world: World) -> Visit:
    return planned(world, VisitKind.MEETING, starts=-1)


def url(world: World, visit: Visit, rest: str = "") -> str:
    return world.url(f"khao-sat/{visit.pk}/{rest}", "danh-gia")


def test_written_closed_signed_and_opened_again(world: World, meeting: Visit) -> None:
    client = world.client(world.examiner())
    form = client.get(url(world, meeting, "bien-ban/")).content.decode()
    assert "Chuyên gia Trưởng đoàn, Chủ tịch hội đồng, Chủ tịch hội đồng\nChuyên gia Thư ký, Thư ký" in form
    values = {**WORDS, "version": "0", "votes_for": "2", "votes_against": "1", "votes_blank": ""}
    assert client.post(url(world, meeting, "bien-ban/"), values).status_code == 302
    page = client.get(url(world, meeting)).content.decode()
    assert "Họp &lt;b&gt;đủ&lt;/b&gt;" in page
    assert "Chốt biên bản" in page
    assert client.post(url(world, meeting, "bien-ban/chot/"), {"version": "1"}).status_code == 302
    scan = SimpleUploadedFile("bb.pdf", pdf_bytes())
    assert client.post(url(world, meeting, "bien-ban/ban-ky/"), {"file": scan}).status_code == 302
    page = client.get(url(world, meeting)).content.decode()
    assert "bb.pdf" in page
    assert "Đồng ý 2, không đồng ý 1, ý kiến khác 0" in page
    values = {"reason": "Sai số phiếu", "version": "2"}
    assert client.post(url(world, meeting, "bien-ban/mo-lai/"), values).status_code == 302
    with scopes_disabled():
        assert Visit.objects.get().held_at is None
        assert CaseFile.objects.filter(name="bien-ban-ban-2.txt").exists()


def test_a_stale_page_shows_both_texts(world: World, meeting: Visit) -> None:
    client = world.client(world.examiner("secretary"))
    client.post(url(world, meeting, "bien-ban/"), {**WORDS, "version": "0"})
    response = client.post(
        url(world, meeting, "bien-ban/"), {**WORDS, "conclusion": "Bản của tôi", "version": "0"}
    )
    page = response.content.decode()
    assert response.status_code == 409
    assert "Bản của tôi" in page
    assert "Nhất trí" in page
    assert 'name="version" value="1"' in page


@pytest.mark.parametrize(
    "change",
    [
        {"votes_for": "4"},
        {"votes_for": "-1"},
        {"votes_for": "9" * 40},
        {"version": "x"},
        {"content": "a" * 8001},
        {"minutes_number": "a" * 61},
    ],
)
def test_what_is_refused_keeps_what_was_typed(world: World, meeting: Visit, change: dict[str, str]) -> None:
    client = world.client(world.examiner())
    response = client.post(url(world, meeting, "bien-ban/"), {**WORDS, "version": "0", **change})
    assert response.status_code == 422
    assert "Nhất trí" in response.content.decode()
    with scopes_disabled():
        assert Visit.objects.get().version == 0


@pytest.mark.parametrize("rest", ["bien-ban/chot/", "bien-ban/mo-lai/"])
@pytest.mark.parametrize("version", ["", "x", "7", "9" * 30])
def test_strange_versions_change_nothing(world: World, meeting: Visit, rest: str, version: str) -> None:
    client = world.client(world.examiner())
    response = client.post(url(world, meeting, rest), {"version": version, "reason": "Vì"})
    assert response.status_code in {409, 422}


def test_a_member_writes_no_minutes(world: World, meeting: Visit) -> None:
    client = world.client(world.examiner("member"))
    assert client.get(url(world, meeting, "bien-ban/")).status_code == 403
    for rest in ("bien-ban/", "bien-ban/chot/", "bien-ban/mo-lai/"):
        assert client.post(url(world, meeting, rest), {**WORDS, "version": "0"}).status_code == 403
    assert "Ghi biên bản" not in client.get(url(world, meeting)).content.decode()


def test_a_scan_needs_a_file(world: World, meeting: Visit) -> None:
    client = world.client(world.examiner())
    assert client.post(url(world, meeting, "bien-ban/ban-ky/")).status_code == 422

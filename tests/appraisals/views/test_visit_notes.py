"""A visit's page; notes and photographs as a phone sends them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.models import CaseFile, Visit, VisitNote
from tests.appraisals.registered import TT57, World, make_registered
from tests.appraisals.visiting import HOUR, photograph, planned

pytestmark = pytest.mark.django_db
PHONE = "0d6e4c559a391b2c3d4e5f60aa11bb22"
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def world() -> World:
    return make_registered(TT57, stage="visit")


@pytest.fixture
def visit(world: World) -> Visit:
    return planned(world)


def url(world: World, visit: Visit, rest: str = "") -> str:
    return world.url(f"khao-sat/{visit.pk}/{rest}", "danh-gia")


def note(client: Client, world: World, visit: Visit, **more: str):
    values = {"text": "Ghi tại lớp 8A", "kind": "observation", "client_id": PHONE, **more}
    return client.post(url(world, visit, "ghi-chep/"), values, **JSON)


def picture(client: Client, world: World, visit: Visit, content: bytes | None = None, **more: str):
    file = SimpleUploadedFile("IMG 1.jpg", photograph() if content is None else content)
    return client.post(
        url(world, visit, "anh/"), {"file": file, "note": "Cổng trường", "client_id": PHONE, **more}, **JSON
    )


def test_a_phone_that_sends_twice_is_answered_twice_and_kept_once(world: World, visit: Visit) -> None:
    client = world.client(world.examiner("member"))
    at = (timezone.now() - 2 * HOUR).isoformat()
    first, again = (note(client, world, visit, at=at) for _twice in range(2))
    assert (first.status_code, first.json()["new"]) == (200, True)
    assert again.json() == {"id": first.json()["id"], "new": False}
    one, two = (picture(client, world, visit) for _twice in range(2))
    assert (one.json()["id"], two.json()["new"]) == (two.json()["id"], False)
    with scopes_disabled():
        assert VisitNote.objects.get().noted_at.isoformat() == at
        assert CaseFile.objects.get().note == "Cổng trường"


def test_without_a_script_it_works_too(world: World, visit: Visit) -> None:
    client = world.client(world.examiner("member"))
    values = {
        "text": "Ghi <i>tay</i>",
        "kind": "interview",
        "place": f"{world.case.track}:1.3",
        "who": "5 phụ huynh",
    }
    assert client.post(url(world, visit, "ghi-chep/"), values).status_code == 302
    files = [SimpleUploadedFile(f"{shade}.jpg", photograph(shade=shade)) for shade in (10, 20)]
    assert client.post(url(world, visit, "anh/"), {"file": files, "note": ""}).status_code == 302
    page = client.get(url(world, visit)).content.decode()
    assert "Ghi &lt;i&gt;tay&lt;/i&gt;" in page
    assert "tiêu chí 1.3" in page
    assert page.count("?nho=1") == 2


@pytest.mark.parametrize(
    "at", ["", "hôm qua", "2026-13-45T99:99:99Z", "1999-01-01T00:00:00Z", "2026-01-01", "9" * 60]
)
def test_a_strange_clock_is_now(world: World, visit: Visit, at: str) -> None:
    response = note(world.client(world.examiner()), world, visit, at=at)
    assert response.status_code == 200
    with scopes_disabled():
        assert abs(VisitNote.objects.get().noted_at - timezone.now()) < HOUR


def test_what_is_refused_says_why(world: World, visit: Visit) -> None:
    client = world.client(world.examiner())
    for response in (
        note(client, world, visit, text=""),
        note(client, world, visit, kind="x"),
        note(client, world, visit, place="thcs:99.9"),
        note(client, world, visit, client_id="../../etc"),
        picture(client, world, visit, b"<svg onload=alert(1)>"),
        picture(client, world, visit, photograph()[:300]),
        client.post(url(world, visit, "anh/"), {}, **JSON),
    ):
        assert response.status_code == 422
        assert response.json()["message"]
    with scopes_disabled():
        assert not VisitNote.objects.exists()
        assert not CaseFile.objects.exists()


def test_own_things_are_taken_back(world: World, visit: Visit) -> None:
    own, other = world.client(world.examiner("member")), world.client(world.examiner("leader"))
    row, file = note(own, world, visit).json()["id"], picture(own, world, visit).json()["id"]
    for rest in (f"ghi-chep/{row}/rut/", f"tep/{file}/rut/"):
        assert other.post(url(world, visit, rest)).status_code == 403
        assert own.post(url(world, visit, rest)).status_code == 302
        assert own.post(url(world, visit, rest)).status_code == 404
    page = own.get(url(world, visit)).content.decode()
    assert "Ghi tại lớp 8A" not in page


def test_who_finds_no_visit(world: World, visit: Visit) -> None:
    other = make_registered(TT57, stage="visit")
    for actor, expected in ((world.principal(), 403), (world.specialist(), 403), (other.examiner(), 404)):
        client = world.client(actor)
        assert client.get(url(world, visit)).status_code == expected
        assert note(client, world, visit).status_code == expected
        assert picture(client, world, visit).status_code == expected


def test_the_page_needs_as_many_queries_for_many_as_for_one(world: World, visit: Visit) -> None:
    client = world.client(world.examiner())

    def counted() -> int:
        client.get(url(world, visit))
        with CaptureQueriesContext(connection) as caught:
            assert client.get(url(world, visit)).status_code == 200
        return len(caught)

    note(client, world, visit)
    picture(client, world, visit)
    few = counted()
    for number in range(5):
        note(client, world, visit, client_id=f"{PHONE[:-1]}{number}", text=f"Ý {number}")
        picture(client, world, visit, photograph(shade=number), client_id=f"{PHONE[:-1]}{number}")
    assert counted() == few


def test_the_form_that_a_browser_keeps_holds_nothing_that_was_noted(world: World, visit: Visit) -> None:
    client = world.client(world.examiner("member"))
    address = url(world, visit)
    assert note(client, world, visit, text="Chỉ ở máy chủ").status_code == 200
    assert "Chỉ ở máy chủ" in client.get(address).content.decode()
    kept = client.get(f"{address}ngoai-mang/")
    assert "no-store" in kept["Cache-Control"]
    text = kept.content.decode()
    assert "field-notes" in text
    assert "Đang mở không có mạng" in text
    assert "Chỉ ở máy chủ" not in text
    worker = client.get(f"{address}ngoai-mang.js")
    assert worker["Content-Type"].startswith("text/javascript")
    assert "Service-Worker-Allowed" not in worker, "its reach is the visit's own page"
    assert "default-src 'self'" in worker["Content-Security-Policy"]


def test_nobody_else_gets_the_form_or_its_script(world: World, visit: Visit) -> None:
    for actor in (world.principal(), world.specialist()):
        for part in ("ngoai-mang/", "ngoai-mang.js"):
            answer = world.client(actor).get(url(world, visit, part))
            assert answer.status_code in {403, 404}
    client = world.client(world.examiner("member"))
    assert (
        client.get(
            url(world, visit, "ngoai-mang/").replace(f"/{visit.pk}/ng", f"/{visit.pk + 1}/ng")
        ).status_code
        == 404
    )


def test_a_visit_that_is_cancelled_is_not_kept(world: World, visit: Visit) -> None:
    with scopes_disabled():
        Visit.objects.filter(pk=visit.pk).update(cancelled_at=timezone.now())
    client = world.client(world.examiner("member"))
    assert client.get(url(world, visit, "ngoai-mang/")).status_code == 404

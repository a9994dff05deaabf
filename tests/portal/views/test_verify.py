"""The public page behind the QR of a certificate: each state, nothing but public facts, files by their hash."""

import datetime as dt
import hashlib

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from minhdinh.access.actor import system_actor
from minhdinh.documents.qr import png
from minhdinh.portal.domain.limits import FILES, SECONDS
from minhdinh.recognition.domain.decisions import revoke_decision
from minhdinh.recognition.models import Decision
from tests.factories import World, make_world
from tests.recognition.register import PDF, recognise, scan

D = dt.date


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def page_of(decision: Decision, query: str = "", status: int = 200) -> str:
    answer = Client().get(f"/xac-minh/{decision.token}/{query}")
    assert answer.status_code == status
    return str(answer.content.decode())


def revoke(world: World, decision: Decision) -> None:
    revoke_decision(
        actor=system_actor(world.school.pk),
        school=world.school,
        decision_id=decision.pk,
        day=D(2026, 1, 5),
        reason="Trường bị đình chỉ vì ông Mẫu",
        number="99/QĐ",
    )


def test_a_valid_certificate(world: World) -> None:
    decision = recognise(
        world.school, valid_to=D(2999, 1, 1), signer="Nguyễn Văn Mẫu", issuer="Sở An Hòa", certificate="B-01"
    )
    page = page_of(decision)
    for words in (
        "Còn hiệu lực",
        "Trường THCS An Bình",
        "12/QĐ-SGDĐT",
        "01/06/2024",
        "chuẩn quốc gia mức độ 1",
        "01/01/2999",
        "B-01",
        "Sở An Hòa",
    ):
        assert words in page
    assert "Nguyễn Văn Mẫu" not in page, "no person's name"
    assert "Đối chiếu một tệp" not in page, "there is no scan to compare with"
    assert "/truong/" not in page


def test_a_revoked_one_says_when_and_by_what_not_why(world: World) -> None:
    decision = recognise(world.school, valid_to=D(2999, 1, 1))
    revoke(world, decision)
    page = page_of(decision)
    assert "Đã thu hồi" in page
    assert "05/01/2026" in page
    assert "99/QĐ" in page
    assert "đình chỉ" not in page
    assert "Còn hiệu lực" not in page


def test_an_expired_and_a_replaced_one(world: World) -> None:
    expired = recognise(world.school, decided_on=D(2015, 1, 1), number="1/QĐ")
    old = recognise(world.other_school, valid_to=D(2998, 1, 1))
    new = recognise(world.other_school, decided_on=D(2025, 1, 1), number="2/QĐ", valid_to=D(2999, 1, 1))
    assert "Hết hiệu lực" in page_of(expired)
    assert "Đã có bản mới thay thế" in page_of(old)
    assert "Còn hiệu lực" in page_of(new)


@pytest.mark.parametrize("token", ["khong-co", "a" * 33, "a" * 200, "0", "-"])
def test_an_unknown_code_says_so(world: World, token: str) -> None:
    recognise(world.school)
    answer = Client().get(f"/xac-minh/{token}/")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "Không có văn bản nào mang mã này" in page
    assert "An Bình" not in page
    assert "no-store" in answer["Cache-Control"]
    assert Client().get(f"/xac-minh/{token}/qr.png").status_code == 404


def test_a_file_is_compared_by_its_hash_and_by_itself(world: World) -> None:
    decision = recognise(world.school, valid_to=D(2999, 1, 1), scan=scan())
    good, bad = hashlib.sha256(PDF).hexdigest(), hashlib.sha256(PDF + b" ").hexdigest()
    assert "Đúng nguyên bản: bản quét quyết định 12/QĐ-SGDĐT." in page_of(decision, f"?sha256={good.upper()}")
    assert "không trùng với bản nào" in page_of(decision, f"?sha256={bad}")
    for nonsense in ("x", "0" * 63, "0" * 65, "%00", "<script>", good + "%0a"):
        page = page_of(decision, f"?sha256={nonsense}")
        assert "Dấu kiểm SHA-256 gồm 64" in page
        assert "<script>" not in page.replace("<script src", "")
    for content, words in ((PDF, "Đúng nguyên bản"), (PDF + b" ", "không trùng")):
        file = SimpleUploadedFile("tep.pdf", content)
        answer = Client().post(f"/xac-minh/{decision.token}/", {"file": file})
        assert words in answer.content.decode()
        assert "no-store" in answer["Cache-Control"]


def test_a_scan_of_another_decision_is_not_this_one(world: World) -> None:
    decision = recognise(world.school, scan=scan())
    other = PDF + b"khac"
    recognise(world.other_school, number="2/QĐ", scan=scan(other))
    assert "không trùng" in page_of(decision, f"?sha256={hashlib.sha256(other).hexdigest()}")


def test_the_page_is_kept_for_a_minute_and_the_picture_for_a_day(world: World) -> None:
    decision = recognise(world.school)
    answer = Client().get(f"/xac-minh/{decision.token}/")
    assert answer["Cache-Control"] == "private, max-age=60"
    picture = Client().get(f"/xac-minh/{decision.token}/qr.png")
    assert (picture["Content-Type"], picture["Cache-Control"]) == ("image/png", "public, max-age=86400")
    assert picture.content.startswith(b"\x89PNG")


def test_the_picture_leads_to_the_page(world: World, settings: Settings) -> None:
    settings.MINHDINH_PUBLIC_URL = "https://minhdinh.example/"
    decision = recognise(world.school)
    content = Client().get(f"/xac-minh/{decision.token}/qr.png").content
    assert content == png(f"https://minhdinh.example/xac-minh/{decision.token}/")
    assert content != png(f"https://minhdinh.example/xac-minh/{decision.token}x/")


def test_too_many_files_wait_and_others_go_on(world: World) -> None:
    decision = recognise(world.school, scan=scan())
    address = f"/xac-minh/{decision.token}/"
    for _time in range(FILES.calls):
        assert Client().post(address, {}).status_code == 200
    answer = Client().post(address, {})
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= SECONDS
    assert Client().get(address).status_code == 200
    assert Client(REMOTE_ADDR="203.0.113.9").post(address, {}).status_code == 200


def test_the_page_costs_few_queries(world: World, django_assert_max_num_queries) -> None:
    decision = recognise(world.school, scan=scan())
    with django_assert_max_num_queries(6):
        page_of(decision)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(world: World) -> None:
    """The request says how long it is and brings nothing: reading it would be an error of the test's client."""
    decision = recognise(world.school, scan=scan())
    form = "multipart/form-data; boundary=x"
    client = Client(enforce_csrf_checks=True)
    answer = client.generic("POST", f"/xac-minh/{decision.token}/", b"", form, CONTENT_LENGTH=str(10**12))
    assert answer.status_code == 413
    assert "Tệp nặng quá 50 MB nên không đối chiếu." in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_a_large_file_is_compared_without_an_account(world: World) -> None:
    decision = recognise(world.school, scan=scan())
    client = Client(enforce_csrf_checks=True)
    page = client.get(f"/xac-minh/{decision.token}/").content.decode()
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    large = SimpleUploadedFile("tep.pdf", b"x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1))
    sent = {"csrfmiddlewaretoken": token, "file": large}
    answer = client.post(f"/xac-minh/{decision.token}/", sent)
    assert answer.status_code == 200
    assert "không trùng" in answer.content.decode()


def test_a_file_just_above_the_limit_is_refused_after_all(world: World, settings: Settings) -> None:
    settings.MINHDINH_UPLOAD_LIMIT = 1024 * 1024
    decision = recognise(world.school, scan=scan())
    file = SimpleUploadedFile("tep.pdf", b"x" * (1024 * 1024 + 1))
    answer = Client().post(f"/xac-minh/{decision.token}/", {"file": file})
    assert "Tệp nặng quá 1 MB" in answer.content.decode()


def test_nobody_gets_a_cookie(world: World) -> None:
    decision = recognise(world.school, scan=scan())
    client = Client()
    for address in (
        f"/xac-minh/{decision.token}/",
        "/xac-minh/khong-co/",
        f"/xac-minh/{decision.token}/qr.png",
    ):
        assert client.get(address).cookies == {}
    answer = client.post(f"/xac-minh/{decision.token}/", {"file": SimpleUploadedFile("tep.pdf", PDF)})
    assert "Đúng nguyên bản" in answer.content.decode()
    assert answer.cookies == {}

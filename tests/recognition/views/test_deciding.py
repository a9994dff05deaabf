"""The page on which a department records the decision of a registration, or that there is none."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.enums import Outcome
from minhdinh.recognition.models import Decision
from tests.appraisals.registered import TT57, TT2018, World, make_registered
from tests.factories import acting
from tests.recognition.domain.test_deciding import YEAR, rows, submitted
from tests.recognition.register import PDF, recognise

pytestmark = pytest.mark.django_db


def get(world: World, rest: str = "quyet-dinh/") -> HttpResponse:
    answer: HttpResponse = world.client(world.specialist()).get(world.office_url(rest))
    return answer


def post(world: World, values: dict[str, Any], rest: str = "quyet-dinh/") -> HttpResponse:
    given = {"version": world.fresh().version, **values}
    answer: HttpResponse = world.client(world.specialist()).post(world.office_url(rest), given)
    return answer


def filled(of: str = "degree", value: int = 2, **values: Any) -> dict[str, Any]:
    today = f"{timezone.localdate():%d/%m/%Y}"
    given = {"number": "12/QĐ-SGDĐT", "decided_on": today, "issuer": "Sở Mẫu", "value": value, **values}
    return {f"{of}-{name}": one for name, one in given.items()}


def test_the_page_shows_what_was_concluded_and_who_signs() -> None:
    world = submitted(TT2018, level=3)
    page = get(world).content.decode()
    for words in (
        "Mức kết luận",
        "Mức 3",
        "Giám đốc Sở Giáo dục và Đào tạo",
        "Chủ tịch Ủy ban nhân dân cấp tỉnh",
        "Điều 38",
        "Đã đối chiếu văn bản",
        '<option value="3" selected>',
        "Không in ngày hết hạn thì tính 5 năm",
    ):
        assert words in page, words


def test_a_decision_with_its_scan_ends_the_registration() -> None:
    world = submitted()
    scan = SimpleUploadedFile("qd.pdf", PDF)
    answer = post(world, filled() | {"degree-scan": scan, "degree-certificate_number": "B-01"})
    made = rows()[0]
    assert answer.status_code == 302
    assert answer["Location"] == f"/co-quan/{world.department.code}/cong-nhan/{made.pk}/"
    assert (made.degree, made.scan_name, made.certificate_number) == (2, "qd.pdf", "B-01")
    assert world.fresh().outcome == Outcome.RECOGNISED
    page = get(world).content.decode()
    assert "12/QĐ-SGDĐT" in page
    assert '<form method="post" enctype' not in page, "nothing more to record"


def test_warnings_are_shown_with_their_certainty_and_ticked() -> None:
    world = submitted()
    recognise(world.school, decided_on=timezone.localdate() - YEAR, degree=1, regime=TT57)
    answer = post(world, filled())
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "sớm nhất từ ngày" in page
    assert "khoản 4 Điều 19" in page
    assert "Theo tài liệu hướng dẫn" in page
    assert 'name="acknowledged" value="early:degree"' in page
    assert len(rows()) == 1
    assert post(world, filled() | {"acknowledged": "early:degree"}).status_code == 302


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "ít nhất một quyết định"),
        ({"degree-number": "12"}, "Thiếu ngày ký"),
        ({"degree-decided_on": "31/02/2026", "degree-number": "12"}, "form-error"),
        (filled(number=""), "Thiếu số quyết định"),
        (filled(value=9), "form-error"),
        (filled(value=1), "hãy ghi lý do"),
        (filled(number="1" * 101), "form-error"),
        (filled(number="1\x00"), "form-error"),
        (filled(decided_on="01/01/2999"), "form-error"),
        (filled() | {"version": "x"}, ""),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(values: dict[str, Any], words: str) -> None:
    world = submitted()
    answer = post(world, values)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert rows() == []


def test_letters_of_people_are_escaped() -> None:
    world = submitted()
    answer = post(world, filled(value=1, signer="<script>alert(1)</script>"))
    assert "<script>alert" not in answer.content.decode()


def test_a_page_drawn_before_another_step_is_told_so() -> None:
    world = submitted()
    answer = post(world, filled() | {"version": world.fresh().version + 1})
    assert answer.status_code == 409
    assert "người khác xử lý" in answer.content.decode()
    assert rows() == []


def test_at_another_stage_there_is_no_form() -> None:
    world = make_registered(stage="receiving")
    page = get(world).content.decode()
    assert "chưa ghi quyết định được" in page
    assert "multipart" not in page
    assert post(world, filled()).status_code == 422
    assert rows() == []


def test_strangers_and_the_commune_find_nothing() -> None:
    world = submitted()
    url = world.office_url("quyet-dinh/")
    other = make_registered(direct=True)
    assert other.commune is None
    for actor in (world.principal(), world.officer(), world.examiner(), other.specialist()):
        assert world.client(actor).get(url).status_code == 404
        assert world.client(actor).post(url, {}).status_code == 404
    foreign = other.office_url("quyet-dinh/").replace(str(other.registered.pk), str(world.registered.pk))
    assert other.client(other.specialist()).get(foreign).status_code == 404
    leader = acting(world.user(world.department, Role.DEPARTMENT_LEADER), world.department)
    assert world.client(leader).get(url).status_code in (403, 404)


def test_a_refusal_needs_a_reason() -> None:
    world = submitted()
    assert "Lý do không công nhận" in get(world, "khong-cong-nhan/").content.decode()
    assert post(world, {"reason": " "}, "khong-cong-nhan/").status_code == 422
    assert post(world, {"reason": "x", "version": 0}, "khong-cong-nhan/").status_code in (302, 409)
    done = submitted()
    assert post(done, {"reason": "Chưa đạt."}, "khong-cong-nhan/").status_code == 302
    assert done.fresh().outcome == Outcome.REFUSED
    assert "không ghi kết quả này được" in get(done, "khong-cong-nhan/").content.decode()


def test_the_page_asks_the_database_the_same_for_many_decisions(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    world = submitted()
    for number in range(6):
        recognise(world.school, number=f"{number}/QĐ", decided_on=dt.date(2010 + number, 5, 5))
    client = world.client(world.specialist())
    with django_assert_max_num_queries(45):
        assert client.get(world.office_url("quyet-dinh/")).status_code == 200
    with scopes_disabled():
        assert Decision.objects.count() == 6

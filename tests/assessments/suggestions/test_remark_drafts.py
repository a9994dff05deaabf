"""The button beside a remark: what the page shows of a draft, and where pressing it leads."""

import pytest

from minhdinh.access.permissions import Role
from minhdinh.assessments.suggestions.choosing import choose_nothing
from tests.assessments.cases import Case, decide, signed_in
from tests.assessments.suggestions.desk import REQUIREMENT, sheet_of
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def put(case: Case, slot: str = "remark:1:limits", role: str = Role.SECRETARY) -> object:
    return case.client(role).post(case.url("nhan-xet/nhap"), {"slot": slot, "version": "0"})


def test_pressing_leads_back_to_the_same_standard(case: Case) -> None:
    decide(case, "2.1")
    answer = put(case, "remark:2:strengths")
    assert answer["Location"].endswith("/nhan-xet/?tieu-chuan=2")  # type: ignore[index]


def test_a_draft_shows_what_would_be_put_in(case: Case) -> None:
    decide(case, "2.1")
    page = case.client().get(case.url("nhan-xet/?tieu-chuan=2")).content.decode()
    assert "01 tiêu chí đạt Mức 1 (2.1)" in page
    assert page.count("Đưa bản nháp vào") == 1
    assert "Đưa bản nháp vào" not in case.client().get(case.url("nhan-xet/?tieu-chuan=3")).content.decode()


def test_pressing_twice_writes_once(case: Case) -> None:
    choose_nothing(actor=case.system, sheet=sheet_of(case), requirement=REQUIREMENT)
    assert put(case).status_code == 302  # type: ignore[attr-defined]
    assert put(case).status_code in {409, 422}  # type: ignore[attr-defined]


def test_a_stranger_finds_nothing(case: Case) -> None:
    answer = signed_in(UserFactory()).post(
        case.url("nhan-xet/nhap"), {"slot": "remark:1:limits", "version": "0"}
    )
    assert answer.status_code == 404


@pytest.mark.parametrize("role", [Role.MEMBER, Role.VIEWER, Role.CONTRIBUTOR])
def test_readers_put_nothing_in(case: Case, role: str) -> None:
    choose_nothing(actor=case.system, sheet=sheet_of(case), requirement=REQUIREMENT)
    assert put(case, role=role).status_code == 403  # type: ignore[attr-defined]

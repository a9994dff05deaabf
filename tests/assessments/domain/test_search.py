import pytest

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.search import LIMIT, Found, find
from tests.assessments.cases import Case, item, make_case, small_set


def labels(case: Case, text: str, role: str = Role.SECRETARY) -> list[str]:
    return [one.label for one in find(case.actor(role), case.assessment, text)]


@pytest.mark.parametrize("text", ["ke hoach nguon luc", "KẾ HOẠCH nguồn lực", "1.3", "  luc   nguon "])
def test_a_criterion_is_found_without_marks_in_any_order(small: Case, text: str) -> None:
    assert "1.3 Quản lý kế hoạch, nguồn lực, thông tin và dữ liệu" in labels(small, text)


@pytest.mark.parametrize("text", ["", "   ", "khong co gi nhu the"])
def test_nothing_is_found_for_nothing(small: Case, text: str) -> None:
    assert labels(small, text) == []


def test_what_is_found_leads_somewhere_and_says_what_it_is(small: Case) -> None:
    row = item(small, name="Sổ theo dõi chuyên cần")
    criterion, *_rest = find(small.actor(), small.assessment, "1.3 quan ly")
    assert criterion == Found(
        "1.3 Quản lý kế hoạch, nguồn lực, thông tin và dữ liệu",
        small.url("tieu-chi/thcs/1.3/"),
        "Tiêu chí · Trung học cơ sở",
    )
    (found,) = find(small.actor(), small.assessment, "chuyen can")
    assert (found.label, found.note) == (f"{row.code} Sổ theo dõi chuyên cần", "Minh chứng")
    assert str(row.pk) in found.url


def test_evidence_of_another_school_is_never_found(small: Case) -> None:
    other = make_case(standard_set=small_set())
    item(other, name="Hồ sơ riêng của trường bạn")
    assert labels(small, "rieng cua truong ban") == []
    assert len(labels(other, "rieng cua truong ban")) == 1


def test_sensitive_evidence_is_found_by_those_who_may_see_it(small: Case) -> None:
    row = item(small, name="Hồ sơ học sinh cần trợ giúp", verified=False)
    row.sensitive = True
    row.save()
    assert len(labels(small, "tro giup")) == 1
    assert labels(small, "tro giup", Role.VIEWER) == []
    assert labels(small, "tro giup", Role.MEMBER) == []


def test_a_contributor_finds_no_criterion_and_no_evidence_of_others(small: Case) -> None:
    item(small, name="Kế hoạch năm học")
    assert labels(small, "ke hoach", Role.CONTRIBUTOR) == []


def test_each_kind_of_thing_is_limited(case: Case) -> None:
    for number in range(LIMIT + 3):
        item(case, name=f"Biên bản họp tổ {number}")
    assert len(labels(case, "bien ban hop to")) == LIMIT

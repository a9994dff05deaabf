import datetime as dt

import pytest

from minhdinh.standards.domain.legal_loading import install_documents
from minhdinh.standards.domain.legal_queries import (
    Wanted,
    check_citations,
    document_by_id,
    documents,
    library,
)
from minhdinh.standards.models import LegalDocument
from minhdinh.standards.rules.legal_citations import Fault

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> None:
    LegalDocument.objects.create(
        number="981/SGDĐT-NV2",
        kind="letter",
        title="Tự đánh giá trên phần mềm",
        issued_on=dt.date(2019, 4, 4),
    )
    LegalDocument.objects.create(
        number="19/2018/TT-BGDĐT",
        kind="circular",
        title="Kiểm định trường mầm non",
        issuer="Bộ GDĐT",
        issued_on=dt.date(2018, 8, 22),
        effective_from=dt.date(2018, 10, 10),
        effective_to=dt.date(2026, 7, 7),
    )


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (Wanted(words="tu danh gia"), {"981/SGDĐT-NV2"}),
        (Wanted(words="cong van 981"), {"981/SGDĐT-NV2"}),
        (Wanted(words="Thông tư bo gd"), {"19/2018/TT-BGDĐT"}),
        (Wanted(kind="circular"), {"19/2018/TT-BGDĐT"}),
        (Wanted(words="khong he co"), set()),
        (Wanted(validity="yes", day=dt.date(2020, 1, 1)), {"981/SGDĐT-NV2", "19/2018/TT-BGDĐT"}),
        (Wanted(validity="yes", day=dt.date(2026, 7, 7)), {"981/SGDĐT-NV2"}),
        (Wanted(validity="no", day=dt.date(2026, 7, 7)), {"19/2018/TT-BGDĐT"}),
        (Wanted(validity="yes", day=dt.date(2018, 9, 1)), set()),
    ],
)
def test_finding_documents(two: None, wanted: Wanted, numbers: set[str]) -> None:
    assert {row.number for row in documents(wanted)} == numbers


def test_a_document_by_its_id(two: None) -> None:
    row = LegalDocument.objects.first()
    assert row is not None
    assert document_by_id(row.pk) == row
    assert document_by_id(999_999) is None


def test_the_whole_library_in_two_reads(django_assert_max_num_queries) -> None:
    install_documents()
    with django_assert_max_num_queries(2):
        known = library()
    assert len(known) == LegalDocument.objects.count()
    assert known["19/2018/tt-bgddt"].replaced_by == ("57/2026/TT-BGDĐT",)
    assert known["25/2014/tt-bgddt"].replaced_by == ("19/2018/TT-BGDĐT",)


def test_a_plan_with_all_its_mistakes() -> None:
    """A plan of 14 September 2020: guidance of a wrong year, a letter of later, months that cannot be."""
    install_documents()
    text = (
        "Dựa vào Thông tư 19/2018/TT-BGDĐT ngày 22/8/2018; Công văn số 5942/BGDĐT-QLCL ngày 28/12/2019; "
        "Hướng dẫn số 526/HD-PGD&ĐT, ngày 03/11/2020. Làm trong 11/2020  - 5/20201."
    )
    found = {one.fault for one in check_citations(text, dt.date(2020, 9, 14))}
    assert found == {Fault.WRONG_DAY, Fault.UNKNOWN_LOCAL, Fault.NOT_ISSUED_YET, Fault.WRONG_RANGE}

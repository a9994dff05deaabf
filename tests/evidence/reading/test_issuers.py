"""Names of agencies in a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.evidence.reading.issuers import agency_name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("ỦY BAN NHÂN DÂN PHƯỜNG HÒA BÌNH", "Ủy ban nhân dân phường Hòa Bình"),
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", "Sở Giáo dục và Đào tạo"),
        ("UBND TỈNH LÀO CAI", "UBND tỉnh Lào Cai"),
        ("TRƯỜNG TH&THCS NẬM LÚC", "Trường TH&THCS Nậm Lúc"),
        ("TRƯỜNG TRUNG HỌC CƠ SỞ NGUYỄN DU", "Trường trung học cơ sở Nguyễn Du"),
        ("Trường Mầm non Hoa Sen", "Trường mầm non Hoa Sen"),
        ("", ""),
    ],
)
def test_capitals_become_names(written: str, name: str) -> None:
    assert agency_name(written) == name


def test_the_school_itself_is_called_by_its_own_name() -> None:
    assert agency_name("TRƯỜNG THCS SAO MA1", "Trường THCS Sao Mai") == "Trường THCS Sao Mai"
    assert agency_name("TRƯỜNG THCS NGUYỄN DU", "Trường THCS Sao Mai") == "Trường THCS Nguyễn Du"


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_any_text_is_borne(text: str) -> None:
    assert len(agency_name(text)) <= 3 * len(text) + 1

"""What a kind asks for, and what an item of it lacks."""

import datetime as dt
from dataclasses import dataclass

import pytest

from minhdinh.evidence.rules import expires_soon, guidance, lacking, needed_fields
from minhdinh.standards.catalogue import EvidenceKind, HowMany, evidence_kinds

TODAY = dt.date(2026, 11, 20)


@dataclass
class Paper:
    """The fields that rules read."""

    number: str = ""
    issued_on: dt.date | None = None
    valid_to: dt.date | None = None
    link: str = ""
    period: str = ""


def kind(kind_id: str) -> EvidenceKind:
    return evidence_kinds()[kind_id]


@pytest.mark.parametrize(
    ("kind_id", "fields"),
    [
        ("ke_hoach", {"issued_on", "number"}),
        ("ho_so_pccc", {"issued_on", "number", "valid_to"}),
        ("duong_dan", {"issued_on", "link"}),
        ("so_lieu_hai_thoi_diem", {"period"}),
        ("ho_so_nhan_su", set()),
    ],
)
def test_needed_fields_follow_from_the_kind(kind_id: str, fields: set[str]) -> None:
    assert needed_fields(kind(kind_id)) == fields


def test_lacking_names_what_is_empty_and_nothing_else() -> None:
    assert lacking(Paper(), kind("ke_hoach")) == ["số, ký hiệu", "ngày ban hành hoặc ghi nhận"]
    assert lacking(Paper(number="12/KH"), kind("ke_hoach")) == ["ngày ban hành hoặc ghi nhận"]
    assert lacking(Paper(number="12/KH", issued_on=TODAY), kind("ke_hoach")) == []
    assert lacking(Paper(), kind("ho_so_nhan_su")) == []
    assert lacking(Paper(), None) == []


def test_every_kind_needs_only_fields_that_an_item_has() -> None:
    for one in evidence_kinds().values():
        assert needed_fields(one) <= set(Paper.__dataclass_fields__)
        assert guidance(one).needed == needed_fields(one)


@pytest.mark.parametrize(
    ("kind_id", "words"),
    [
        ("ho_so_pccc", "nhắc trước 60 ngày"),
        ("quyet_dinh_cap_tren", "cơ quan có thẩm quyền"),
        ("bao_cao", "số liệu cụ thể"),
        ("so_lieu_hai_thoi_diem", "hai thời điểm"),
        ("bien_ban_ra_soat", "mỗi lần một tệp"),
        ("duong_dan", "đường dẫn"),
        ("ho_so_vu_viec", "không tải tệp lên"),
        ("ke_hoach", "Thường lưu ở: Văn thư"),
    ],
)
def test_guidance_says_what_people_should_know(kind_id: str, words: str) -> None:
    assert words in " ".join(guidance(kind(kind_id)).sentences)


def test_the_law_of_the_years_set_says_how_many_of_a_kind_are_needed() -> None:
    asked = {
        "1.4.2c": HowMany(2, "Biểu 2", yearly=True, kinds=frozenset({"bien_ban_ra_soat"})),
        "1.1.2b": HowMany(2, kinds=frozenset({"bien_ban_ra_soat", "bien_ban_hop"})),
    }
    said = " ".join(guidance(kind("bien_ban_ra_soat"), asked).sentences)
    assert "Yêu cầu 1.4.2c cần ít nhất 2 lần trong năm học, mỗi lần một ngày (Biểu 2)." in said
    assert "1.1.2b" not in said, "practice is told where the requirement stands"
    assert "1.4.2c" not in " ".join(guidance(kind("ke_hoach_cai_tien"), asked).sentences)


def test_nothing_is_said_of_a_number_where_none_is_known() -> None:
    for one in ("bien_ban_hop", "ho_so_to_chuyen_mon", "ke_hoach_cai_tien"):
        said = " ".join(guidance(kind(one)).sentences)
        assert "ít nhất" not in said
        assert "ấn định" not in said


@pytest.mark.parametrize(
    ("valid_to", "kind_id", "days"),
    [
        (None, "ho_so_pccc", None),
        (TODAY - dt.timedelta(days=1), "ho_so_pccc", None),
        (TODAY, "ho_so_pccc", 0),
        (TODAY + dt.timedelta(days=60), "ho_so_pccc", 60),
        (TODAY + dt.timedelta(days=61), "ho_so_pccc", None),
        (TODAY + dt.timedelta(days=30), "ke_hoach", 30),
        (TODAY + dt.timedelta(days=31), "ke_hoach", None),
    ],
)
def test_the_warning_comes_as_early_as_the_kind_says(
    valid_to: dt.date | None, kind_id: str, days: int | None
) -> None:
    assert expires_soon(Paper(valid_to=valid_to), kind(kind_id), TODAY) == days


def test_an_item_without_kind_is_warned_of_thirty_days_before() -> None:
    assert expires_soon(Paper(valid_to=TODAY + dt.timedelta(days=30)), None, TODAY) == 30
    assert expires_soon(Paper(valid_to=TODAY + dt.timedelta(days=31)), None, TODAY) is None

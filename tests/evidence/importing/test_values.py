"""Cells as what the store keeps."""

import datetime as dt

import pytest

from minhdinh.evidence.enums import Storage
from minhdinh.evidence.importing.columns import Key
from minhdinh.evidence.importing.values import read_day, split_number_and_day, written_values
from minhdinh.standards.catalogue import evidence_kinds

DAY = dt.date(2025, 9, 5)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Số 12/KH-THCS ngày 05/9/2025", ("12/KH-THCS", DAY, "")),
        ("12/QĐ-UBND, ngày 5 tháng 9 năm 2025", ("12/QĐ-UBND", DAY, "")),
        ("Số: 45/BC (05.09.2025)", ("45/BC", DAY, "")),
        ("05/09/2025", ("", DAY, "")),
        ("2025-09-05", ("", DAY, "")),
        ("15/QĐ-SGDĐT", ("15/QĐ-SGDĐT", None, "")),
        ("Số 12", ("12", None, "")),
        ("Tháng 10/2025", ("", None, "Tháng 10/2025")),
        ("Khảo sát ngày 05/09/2025", ("", DAY, "Khảo sát ngày 05/09/2025")),
        ("từ 01/9/2024 đến 31/5/2025", ("", None, "từ 01/9/2024 đến 31/5/2025")),
        ("31/02/2025", ("", None, "31/02/2025")),
    ],
)
def test_number_and_day_in_one_cell(cell: str, found: tuple[str, dt.date | None, str]) -> None:
    assert split_number_and_day(cell) == found


def test_a_day_is_one_day() -> None:
    assert read_day("05/9/2025") == (DAY, "")
    assert read_day("05/9/2025 và 06/9/2025")[0] is None
    assert read_day("99/99/2025")[0] is None


def test_columns_of_their_own() -> None:
    got = written_values(
        {Key.NAME: " Kế  hoạch ", Key.NUMBER: "Số 12/KH", Key.DATE: "05/9/2025", Key.ISSUER: "Trường"}
    )
    assert (got.name, got.number, got.issued_on, got.issuer, got.period) == (
        "Kế hoạch",
        "12/KH",
        DAY,
        "Trường",
        "",
    )
    assert written_values({Key.DATE: "cả năm học"}).period == "cả năm học"


@pytest.mark.parametrize(
    ("cell", "link", "storage", "place"),
    [
        ("Tủ 1, hộp 2", "", Storage.PLACE, "Tủ 1, hộp 2"),
        ("https://drive.google.com/x?y=1", "https://drive.google.com/x?y=1", Storage.LINK, ""),
        ("PDF; https://a.vn/b).", "https://a.vn/b", Storage.LINK, "PDF"),
        ("-", "", Storage.FILE, ""),
        ("javascript:alert(1)", "", Storage.PLACE, "javascript:alert(1)"),
    ],
)
def test_where_it_is_kept(cell: str, link: str, storage: Storage, place: str) -> None:
    got = written_values({Key.PLACE: cell})
    assert (got.link, got.storage, got.place) == (link, storage, place)


def test_an_address_behind_a_word() -> None:
    got = written_values({Key.PLACE: "Xem"}, "https://a.vn/b")
    assert (got.link, got.place, got.storage) == ("https://a.vn/b", "Xem", Storage.LINK)


def test_what_is_too_long_goes_to_the_note() -> None:
    got = written_values({Key.NUMBER: "9" * 200, Key.NOTE: "Cũ"})
    assert got.number == ""
    assert got.note == f"Cũ\nSố, ký hiệu: {'9' * 200}"


def test_kinds_by_their_name() -> None:
    kind = next(iter(evidence_kinds().values()))
    assert written_values({Key.KIND: kind.name.upper()}).kind == kind.id
    strange = written_values({Key.KIND: "lạ"})
    assert (strange.kind, strange.note) == ("", "Loại: lạ")

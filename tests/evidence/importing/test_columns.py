"""Columns by their headings, and without headings by what stands in them."""

import pytest

from minhdinh.evidence.importing.columns import (
    Key,
    guessed_places,
    header_places,
    label_key,
    names_columns,
)
from tests.evidence.importing.lists import FIVE, SEVEN


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Số TT", Key.ORDER),
        ("STT", Key.ORDER),
        ("Mã MC", Key.CODE),
        ("MÃ MINH CHỨNG", Key.CODE),
        ("Mã minh chứng (ví dụ MC.1.1.01)", Key.CODE),
        ("Mã MC [H1-1.1-01]", Key.CODE),
        ("Mã cũ", Key.OLD_CODE),
        ("Mã minh chứng cũ", Key.OLD_CODE),
        ("Tên văn bản, hồ sơ", Key.NAME),
        ("Danh mục minh chứng", Key.NAME),
        ("Số, ký hiệu", Key.NUMBER),
        ("Số hiệu văn bản", Key.NUMBER),
        ("Số, ngày ban hành", Key.NUMBER_DATE),
        ("Ngày, tháng ban hành", Key.DATE),
        ("Cơ quan ban hành", Key.ISSUER),
        ("Nơi lưu giữ", Key.PLACE),
        ("Đường dẫn", Key.PLACE),
        ("Loại minh chứng", Key.KIND),
        ("Tiêu chuẩn, tiêu chí", Key.CRITERION),
        ("Ghi chú", Key.NOTE),
    ],
)
def test_labels(label: str, key: Key) -> None:
    assert label_key(label) is key


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Kế hoạch năm học",
        "Tiêu chí 1.1",
        "Danh mục minh chứng năm 2025",
        "MC.1.1.01",
        "Hồ sơ quản lý",
        "x" * 130,
    ],
)
def test_what_is_no_label(text: str) -> None:
    assert label_key(text) is None


def test_the_catalogues_of_2018_and_2026() -> None:
    assert list((header_places(SEVEN) or {}).values()) == [
        Key.CRITERION, Key.ORDER, Key.CODE, Key.NAME, Key.NUMBER_DATE, Key.ISSUER, Key.NOTE,
    ]  # fmt: skip
    assert list((header_places(FIVE) or {}).values()) == [Key.ORDER, Key.CODE, Key.NAME, Key.PLACE, Key.NOTE]


def test_any_order_and_a_label_twice() -> None:
    assert header_places(("Ghi chú", "Tên minh chứng", "Mã", "Ghi chú")) == {
        0: Key.NOTE,
        1: Key.NAME,
        2: Key.CODE,
    }


def test_a_heading_that_is_a_code_marks_its_column() -> None:
    assert header_places(("TT", "MC.1.1.01", "Tên minh chứng")) == {0: Key.ORDER, 1: Key.CODE, 2: Key.NAME}


@pytest.mark.parametrize(
    "cells",
    [
        ("1", "MC.1.1.01", "Danh mục minh chứng", "Tủ"),
        ("Tên minh chứng", "", ""),
        ("Số TT", "Ghi chú"),
        ("Danh mục tài liệu thư viện năm 2025", "Lưu trữ ở tủ 2"),
        ("Mã", "Tên", "một", "hai", "ba"),
    ],
)
def test_rows_that_are_no_heading(cells: tuple[str, ...]) -> None:
    assert header_places(cells) is None


def test_columns_by_their_cells() -> None:
    rows = [
        (
            "1",
            "Tiêu chí 1.1",
            "Kế hoạch năm học của nhà trường",
            "H1-1.1-01",
            "12/KH ngày 05/9/2025",
            "Trường",
        ),
        ("2", "Tiêu chí 1.1", "Nghị quyết hội đồng trường", "H1-1.1-02", "", "Hội đồng"),
        ("3", "Tiêu chí 1.2", "Quyết định phân công", "H1-1.2-01", "3/QĐ", "Trường"),
    ]
    assert guessed_places(rows) == {
        0: Key.ORDER,
        1: Key.CRITERION,
        2: Key.NAME,
        3: Key.CODE,
        4: Key.NUMBER_DATE,
        5: Key.ISSUER,
    }


@pytest.mark.parametrize("turned", [False, True])
def test_a_number_and_its_day_in_columns_of_their_own(turned: bool) -> None:
    papers = [("12/KH", "05/09/2026"), ("13/BC", "06/09/2026")]
    rows = [
        (str(n), f"MC.1.1.0{n}", "Kế hoạch năm học", *(reversed(paper) if turned else paper), "Trường")
        for n, paper in enumerate(papers, start=1)
    ]
    own = (Key.DATE, Key.NUMBER) if turned else (Key.NUMBER, Key.DATE)
    assert guessed_places(rows) == {
        0: Key.ORDER, 1: Key.CODE, 2: Key.NAME, 3: own[0], 4: own[1], 5: Key.ISSUER,
    }  # fmt: skip


def test_a_column_of_days_alone_or_of_either_thing() -> None:
    for cells in (("05/09/2026", "06/09/2026"), ("12/KH", "06/09/2026"), ("12/KH", "13/BC ngày 06/09/2026")):
        rows = [(f"MC.1.1.0{n}", "Kế hoạch năm học", cell) for n, cell in enumerate(cells, start=1)]
        assert guessed_places(rows) == {0: Key.CODE, 1: Key.NAME, 2: Key.NUMBER_DATE}


@pytest.mark.parametrize(
    ("first", "below", "columns"),
    [
        (("MC.1.1.01", "Tên minh chứng"), ("MC.1.1.01", "Kế hoạch"), {0: Key.CODE, 1: Key.NAME}),
        (("MC.1.1.01", "Tên hồ sơ"), ("MC.1.2.03", "Kế hoạch"), {0: Key.CODE, 1: Key.NAME}),
        (
            ("Thứ tự", "H1-1.1-01", "Diễn giải công việc", "Ai giữ"),
            ("1", "H1-1.1-01", "Kế hoạch năm học", "Hà"),
            {0: Key.ORDER, 1: Key.CODE, 2: Key.NAME, 3: Key.ISSUER},
        ),
        (
            ("Văn bản", "H1-1.1-01", "Lưu ở"),
            ("Kế hoạch năm học", "H1-1.1-01", "Tủ 1"),
            {0: Key.NAME, 1: Key.CODE, 2: Key.ISSUER},
        ),
        (("MC.1.1.01", "Kế hoạch"), ("MC.1.1.01", "Kế hoạch sửa đổi"), None),
        (("MC.1.1.01", "Văn bản"), ("MC.1.1.02", "Kế hoạch"), None),
        (("1", "MC.1.1.01", "Tên lửa"), ("2", "MC.1.1.02", "Kế hoạch"), None),
    ],
)
def test_a_first_row_with_a_code_that_names_the_columns_is_no_paper(
    first: tuple[str, ...], below: tuple[str, ...], columns: dict[int, Key] | None
) -> None:
    places = guessed_places([first, below, below])
    assert places is not None
    assert names_columns(first, places, below) == columns


def test_nothing_is_guessed_without_codes() -> None:
    assert guessed_places([("Kế hoạch", "Trường"), ("Quy chế", "Trường")]) is None
    assert guessed_places([]) is None

"""Mappings: what a person picked, what it names, and how its words find the same figures in the next file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.assessments.data import form_of_school_type
from minhdinh.assessments.figures.rules.mapping import (
    MappingError,
    TableMapping,
    anchors_of,
    checked,
    counted,
    found_again,
    named_by,
    years_in,
)
from minhdinh.lib.school_year import shift
from tests.assessments.figures.books import BY_YEARS, CLASSES, LAST, YEARS, grid

FORM = form_of_school_type("thcs").laid_out(["thcs"], YEARS)
TABLE = FORM.by_key["classes"]
GRADES = ("khoi_6", "khoi_7", "khoi_8", "khoi_9")
ROWS = {key: str(number) for number, key in enumerate(GRADES, start=5)}
THREE = TableMapping(0, dict(zip(YEARS, "BCD", strict=True)), dict(zip(GRADES, "2345", strict=True)))


def values(mapping: TableMapping, rows: object = CLASSES) -> dict[tuple[str, str], str]:
    found = named_by(mapping, grid(rows), TABLE)  # type: ignore[arg-type]
    return {(one.address[1], one.address[2]): one.text for one in found}


def test_a_column_and_rows_name_their_crossings() -> None:
    assert values(TableMapping(0, {LAST: "C"}, ROWS)) == {
        (key, LAST): text for key, text in zip(GRADES, "5544", strict=True)
    }
    assert named_by(TableMapping(0, {LAST: "C"}, ROWS), grid(CLASSES), TABLE)[0].at == "Trang 1, ô C5"


def test_a_single_cell_is_taken_where_it_stands() -> None:
    assert values(TableMapping(0, {LAST: "C"}, {"khoi_6": "E9"})) == {("khoi_6", LAST): "298"}


def test_three_years_stand_in_three_columns() -> None:
    found = values(THREE, BY_YEARS)
    assert len(found) == 12
    assert found["khoi_7", "2024-2025"] == "4"


def test_empty_and_missing_cells_name_nothing() -> None:
    assert values(TableMapping(0, {LAST: "Z"}, ROWS)) == {}
    assert values(TableMapping(0, {LAST: "C"}, {"khoi_6": "3", "khoi_7": "999"})) == {}


def test_picks_are_tidied_and_empty_ones_left_out() -> None:
    found = checked(TABLE, 0, {LAST: " c ", YEARS[0]: " "}, {"khoi_6": " e11", "khoi_7": ""}, fraction=False)
    assert found == TableMapping(0, {LAST: "C"}, {"khoi_6": "E11"})
    assert checked(TABLE, 0, {}, {}, fraction=False).empty


@given(st.text(max_size=12), st.text(max_size=12))
def test_any_pick_is_checked_or_refused(column: str, row: str) -> None:
    try:
        found = checked(TABLE, 0, {LAST: column}, {"khoi_6": row}, fraction=True)
    except MappingError:
        found = TableMapping()
    named_by(found, grid(CLASSES), TABLE)
    assert TableMapping.from_json(found.as_json()) == found


def test_percentages_as_parts_of_one_become_percentages() -> None:
    results = FORM.by_key["results"]
    mapping = TableMapping(
        0, {LAST: "B"}, {"hoc_tap_tot": "2", "hoc_tap_kha": "3", "ren_luyen_tot": "4"}, True
    )
    sheet = grid([["", "2026-2027"], ["Tốt", "0.375"], ["Khá", "1"], ["x", "vắng"]])
    assert [one.text for one in named_by(mapping, sheet, results)] == ["37.5", "100", "vắng"]


def test_years_are_counted_from_the_assessed_one() -> None:
    assert counted("Năm học 2025 - 2026", LAST) == "nam hoc namtruoc1"
    assert counted("2026-2027", LAST) == counted("2027-2028", shift(LAST, 1)) == "nam0"
    assert counted("Số lớp 2019", LAST) == "so lop 2019"
    assert counted("2026–2027", LAST) == counted("2026 — 2027", LAST) == "nam0"
    assert years_in(["Năm 2025–2026", "2026/2027"]) == {"2025-2026", "2026-2027"}


def test_the_same_words_are_found_where_rows_and_columns_moved() -> None:
    anchors = anchors_of(TableMapping(0, {LAST: "C"}, ROWS), grid(CLASSES), LAST)
    moved = [
        ["Tiêu đề dài"],
        *[[row[0], row[3], row[2], row[1]] if len(row) > 3 else row for row in CLASSES][::1],
    ]
    mapping, missing = found_again(anchors, [grid(moved, "Trang khác")], TABLE, LAST)
    assert missing == []
    assert mapping.columns == {LAST: "C"}
    assert mapping.rows == {key: str(int(row) + 1) for key, row in ROWS.items()}


def test_next_years_file_of_three_years_is_understood() -> None:
    following = shift(LAST, 1)
    years = tuple(shift(year, 1) for year in YEARS)
    table = form_of_school_type("thcs").laid_out(["thcs"], years).by_key["classes"]
    rows = [["Số liệu", *(f"Năm học {year}" for year in years)], *BY_YEARS[1:]]
    mapping, missing = found_again(anchors_of(THREE, grid(BY_YEARS), LAST), [grid(rows)], table, following)
    assert missing == []
    assert mapping.columns == dict(zip(years, "BCD", strict=True))


def test_last_years_file_sent_again_is_not_taken_for_this_years() -> None:
    following = shift(LAST, 1)
    table = (
        form_of_school_type("thcs").laid_out(["thcs"], [shift(year, 1) for year in YEARS]).by_key["classes"]
    )
    mapping, missing = found_again(
        anchors_of(THREE, grid(BY_YEARS), LAST), [grid(BY_YEARS)], table, following
    )
    assert following not in mapping.columns
    assert missing == ["nam hoc nam0"]


@pytest.mark.parametrize("dash", ["-", "–", " — ", "/", " - "])
def test_next_year_is_understood_however_the_dash_is_written(dash: str) -> None:
    def heads(years: tuple[str, ...]) -> list[str]:
        return ["Số liệu", *(f"Năm học {year.replace('-', dash)}" for year in years)]

    following = tuple(shift(year, 1) for year in YEARS)
    table = form_of_school_type("thcs").laid_out(["thcs"], following).by_key["classes"]
    two = TableMapping(0, dict(zip(YEARS[1:], "BC", strict=True)), THREE.rows)
    anchors = anchors_of(two, grid([heads(YEARS[1:]), *BY_YEARS[1:]]), LAST)
    mapping, missing = found_again(anchors, [grid([heads(following), *BY_YEARS[1:]])], table, following[-1])
    assert missing == []
    assert mapping.columns == dict(zip(following[1:], "CD", strict=True))


def test_a_column_whose_head_names_another_year_is_not_taken() -> None:
    following = shift(LAST, 1)
    anchors = anchors_of(THREE, grid(BY_YEARS), LAST)
    years = [shift(year, 1) for year in YEARS]
    table = form_of_school_type("thcs").laid_out(["thcs"], years).by_key["classes"]
    kept = {**anchors, "columns": {"@0": {"heads": ["nam hoc namtruoc1"], "nth": 0, "column": 2}}}
    mapping, missing = found_again(kept, [grid(BY_YEARS)], table, following)
    assert mapping.columns == {}
    assert missing == ["nam hoc namtruoc1"]


def test_single_cells_follow_both_their_words() -> None:
    anchors = anchors_of(TableMapping(0, {LAST: "C"}, {"khoi_6": "C5", "khoi_7": "E6"}), grid(CLASSES), LAST)
    swapped = [[*row[:3], row[4], row[3]] if len(row) > 4 else row for row in CLASSES]
    mapping, missing = found_again(anchors, [grid(swapped)], TABLE, LAST)
    assert missing == []
    assert mapping.rows == {"khoi_6": "C5", "khoi_7": "D6"}


def test_rows_of_the_same_name_are_told_apart_by_their_order() -> None:
    twice = [["", "Số lớp"], ["Khối 6", 1], ["Khối 6", 2]]
    anchors = anchors_of(TableMapping(0, {LAST: "B"}, {"khoi_6": "3"}), grid(twice), LAST)
    mapping, _missing = found_again(anchors, [grid([twice[0], [], *twice[1:]])], TABLE, LAST)
    assert mapping.rows == {"khoi_6": "4"}


GROUPED = [
    ["Cấp", "Khối", "Số lớp"],
    ["Trung học cơ sở", "Khối 6", 5],
    ["Trung học cơ sở", "Khối 7", 4],
]


def test_rows_of_a_merged_group_are_told_apart_by_all_their_words() -> None:
    anchors = anchors_of(TableMapping(0, {LAST: "C"}, {"khoi_6": "2", "khoi_7": "3"}), grid(GROUPED), LAST)
    longer = [GROUPED[0], ["Trung học cơ sở", "Tổng", 9], *GROUPED[1:]]
    mapping, missing = found_again(anchors, [grid(longer)], TABLE, LAST)
    assert missing == []
    assert mapping.rows == {"khoi_6": "3", "khoi_7": "4"}
    without = [GROUPED[0], ["Trung học cơ sở", "Tổng", 9], GROUPED[2]]
    mapping, missing = found_again(anchors, [grid(without)], TABLE, LAST)
    assert missing == ["trung hoc co so, khoi 6"]
    assert mapping.rows == {"khoi_7": "3"}


def test_the_row_of_a_group_itself_is_not_taken_for_one_of_its_rows() -> None:
    rows = [GROUPED[0], ["Trung học cơ sở", "", 9], *GROUPED[1:]]
    anchors = anchors_of(TableMapping(0, {LAST: "C"}, {"khoi_6": "2"}), grid(rows), LAST)
    assert found_again(anchors, [grid(rows)], TABLE, LAST)[0].rows == {"khoi_6": "2"}
    assert found_again(anchors, [grid(GROUPED)], TABLE, LAST)[0].rows == {}


def test_a_note_beside_the_figures_does_not_hide_a_row() -> None:
    anchors = anchors_of(TableMapping(0, {LAST: "C"}, {"khoi_6": "2"}), grid(GROUPED), LAST)
    noted = [GROUPED[0], [*GROUPED[1], "một lớp ghép"], GROUPED[2]]
    assert found_again(anchors, [grid(noted)], TABLE, LAST)[0].rows == {"khoi_6": "2"}


def test_a_sheet_is_found_by_its_name_among_several_and_only_then() -> None:
    anchors = anchors_of(TableMapping(1, {LAST: "C"}, ROWS), grid(CLASSES, "Lớp 2026-2027"), LAST)
    others = [grid([["Bìa"]], "Bìa"), grid(CLASSES, "Lớp 2026-2027")]
    assert found_again(anchors, others, TABLE, LAST)[0].sheet == 1
    mapping, missing = found_again(anchors, [grid(CLASSES, "A"), grid(CLASSES, "B")], TABLE, LAST)
    assert mapping.empty
    assert missing == ["lop nam0"]


def test_rows_and_columns_that_our_table_lost_are_left_out() -> None:
    anchors = anchors_of(TableMapping(0, {LAST: "C"}, {**ROWS, "khoi_9": "8"}), grid(CLASSES), LAST)
    primary = form_of_school_type("tieu_hoc").laid_out(["tieu_hoc"], YEARS).by_key["classes"]
    assert found_again(anchors, [grid(CLASSES)], primary, LAST)[0].empty


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        ({LAST: "5"}, {}),
        ({"x": "C"}, {}),
        ({}, {"khoi_6": "-1"}),
        ({}, {"x": "5"}),
        ({LAST: "C", YEARS[0]: "D"}, {"khoi_6": "C5"}),
    ],
)
def test_wrong_picks(columns: dict[str, str], rows: dict[str, str]) -> None:
    with pytest.raises(MappingError):
        checked(TABLE, 0, columns, rows, fraction=False)

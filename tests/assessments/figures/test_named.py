"""Figures that our own template names: every filled white cell, none of the grey ones."""

from minhdinh.assessments.data import form_of_school_type
from minhdinh.assessments.figures.reading import read_grids
from minhdinh.assessments.figures.rules.named import Named, is_own, made_for, named_by_own
from tests.assessments.figures.books import CLASSES, LAST, YEARS, grid, own

FORM = form_of_school_type("thcs").laid_out(["thcs"], YEARS)


def named(table: str, columns: list[str], rows: list[list[object]]) -> list[Named]:
    return named_by_own(read_grids(own(table, columns, rows)), FORM)


def test_filled_cells_are_named_in_their_order() -> None:
    found = named("classes", list(YEARS), [["khoi_6", 4, "", 5], ["khoi_7", "", "", 4]])
    assert [(one.address[1:], one.text, one.at) for one in found] == [
        (("khoi_6", "2024-2025"), "4", "1 Bảng, ô D4"),
        (("khoi_6", LAST), "5", "1 Bảng, ô F4"),
        (("khoi_7", LAST), "4", "1 Bảng, ô F5"),
    ]


def test_grey_cells_name_nothing_but_their_note_does() -> None:
    found = named("facilities", [LAST, "note"], [["phong_hoc", 12, "mới sửa"], ["cong", 40, ""]])
    assert [(one.address, one.text) for one in found] == [(("facilities", "phong_hoc", "note"), "mới sửa")]


def test_a_free_row_names_its_label_too() -> None:
    found = named("other", [LAST], [["khac_1", "35 máy"]])
    assert {one.address[2]: one.text for one in found} == {LAST: "35 máy", "label": "nhãn"}


def test_rows_columns_and_tables_that_are_not_ours_are_still_named() -> None:
    assert named("classes", ["1999-2000"], [["khoi_6", 4]])[0].address == ("classes", "khoi_6", "1999-2000")
    assert named("cũ", [LAST], [["x", 4]])[0].address == ("cũ", "x", LAST)


def test_our_template_is_told_by_its_mark() -> None:
    assert is_own(read_grids(own("classes", [LAST], [])))
    assert not is_own([grid(CLASSES)])
    assert named_by_own([grid(CLASSES)], FORM) == []
    assert made_for(read_grids(own("classes", [LAST], []))) == ("", "")

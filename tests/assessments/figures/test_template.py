"""Our own workbook: filled with what is there, read back without a change, numbers as numbers."""

import pytest

from minhdinh.assessments.domain.tables import table_form
from minhdinh.assessments.figures.fates import CellFate
from minhdinh.assessments.figures.files import plan_file
from minhdinh.assessments.figures.reading import read_grids
from minhdinh.assessments.figures.template import sheet_name, template_bytes
from minhdinh.lib.sheet_reading import read_sheets
from tests.assessments.figures.books import LAST, YEARS, send, type_in
from tests.assessments.setup.desk import Desk, make_desk

pytestmark = pytest.mark.django_db
CELLS = {
    ("classes", "khoi_6", LAST): "5",
    ("classes", "khoi_7", YEARS[0]): "1200",
    ("results", "hoc_tap_tot", LAST): "21.04",
    ("facilities", "thu_vien", "note"): "=1+1",
    ("other", "khac_1", "label"): "Số máy tính",
    ("other", "khac_1", LAST): "35.5 máy",
    ("staff_now", "giao_vien", "total"): "40",
}


def test_the_template_sent_back_as_it_is_changes_nothing(desk: Desk) -> None:
    with desk.scope():
        type_in(desk, CELLS)
        plan = plan_file(send(desk, template_bytes(desk.assessment)))
        assert len(plan.lines) == plan.count(CellFate.SAME) == len(CELLS)


def test_numbers_are_numbers_and_words_are_no_formulas(desk: Desk) -> None:
    with desk.scope():
        type_in(desk, CELLS)
        sheets = {sheet.name: sheet.rows for sheet in read_sheets(template_bytes(desk.assessment))}
    assert sheets["1 Lớp học"][3][5] == 5.0
    assert any("=1+1" in row for row in sheets["2 Công trình"])


@pytest.mark.parametrize("levels", [["mam_non"], ["gdtx"], ["tieu_hoc", "thcs", "thpt"]])
def test_every_kind_of_school_has_its_template(levels: list[str]) -> None:
    other = make_desk(levels)
    with other.scope():
        grids = read_grids(template_bytes(other.assessment))
        tables = table_form(other.assessment).tables
        assert [grid.at(0, 0) for grid in grids] == [f"minhdinh:{table.key}" for table in tables]
        assert plan_file(send(other, template_bytes(other.assessment))).lines == []


def test_sheets_have_names_that_excel_allows(desk: Desk) -> None:
    with desk.scope():
        names = [sheet_name(table) for table in table_form(desk.assessment).tables]
    assert len(set(names)) == len(names)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)

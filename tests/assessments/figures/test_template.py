"""Our own workbook: filled with what is there, read back without a change, numbers as numbers."""

import io
import re
import zipfile

import pytest

from minhdinh.assessments.domain.tables import table_form
from minhdinh.assessments.figures.fates import CellFate
from minhdinh.assessments.figures.files import files_of, plan_file, write_file
from minhdinh.assessments.figures.presenting import build_plan
from minhdinh.assessments.figures.reading import read_grids
from minhdinh.assessments.figures.rules.named import made_for
from minhdinh.assessments.figures.template import sheet_name, template_bytes
from minhdinh.common.problems import Problem
from minhdinh.lib.sheet_reading import read_sheets
from tests.assessments.figures.books import LAST, YEARS, book, filled_in, send, stored, type_in
from tests.assessments.setup.desk import Desk, make_desk

pytestmark = pytest.mark.django_db
CELLS = {
    ("classes", "khoi_6", LAST): "5",
    ("classes", "khoi_7", YEARS[0]): "1200",
    ("results", "hoc_tap_tot", LAST): "21.04",
    ("facilities", "thu_vien", "note"): "=1+1",
    ("facilities", "phong_hoc", "note"): "1.234",
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


def test_what_others_typed_since_the_download_stays(desk: Desk) -> None:
    with desk.scope():
        type_in(desk, CELLS)
        sent = filled_in(template_bytes(desk.assessment), "pupils", {("nu", LAST): 280})
        type_in(desk, {
            ("classes", "khoi_6", LAST): "7", ("classes", "khoi_8", LAST): "4",
            ("facilities", "thu_vien", "note"): "mới xây", ("other", "khac_1", "label"): "Số máy chiếu",
        })  # fmt: skip
        file = send(desk, sent)
        plan = plan_file(file)
        assert plan.values == {("pupils", "nu", LAST): "280"}
        assert plan.count(CellFate.SAME) == len(CELLS)
        standing = stored(desk)
        assert write_file(actor=desk.actor(), file=file, seen=plan.seen) == 1
        assert stored(desk) == {**standing, ("pupils", "nu", LAST): "280"}


def test_a_cell_that_both_changed_is_said_and_left_alone(desk: Desk) -> None:
    with desk.scope():
        type_in(desk, CELLS)
        cells = {("khoi_6", LAST): 8, ("khoi_9", LAST): 3, ("khoi_8", LAST): 6}
        sent = filled_in(template_bytes(desk.assessment), "classes", cells)
        type_in(desk, {("classes", "khoi_6", LAST): "7", ("classes", "khoi_9", LAST): "5"})
        type_in(desk, {("classes", "khoi_8", LAST): "6"})
        plan = plan_file(send(desk, sent))
        assert plan.values == {}
        clashes = {line.address[1]: line for line in plan.lines if line.fate is CellFate.CLASH}
        assert sorted(clashes) == ["khoi_6", "khoi_9"]
        assert (clashes["khoi_6"].before, clashes["khoi_6"].after) == ("7", "8")
        assert "có người đã ghi 7" in clashes["khoi_6"].why
        assert [line.label for line in build_plan(plan).lines] == ["Người khác vừa sửa"] * 2


def test_what_was_downloaded_is_hidden_from_people(desk: Desk) -> None:
    with desk.scope():
        type_in(desk, CELLS)
        content = template_bytes(desk.assessment)
    keys = read_sheets(content)[0].rows[1]
    bases = [number for number, key in enumerate(keys, start=1) if str(key).startswith("base:")]
    assert len(bases) == len(YEARS) + 1
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    (hidden,) = [one for one in re.findall(r"<col [^>]*>", xml) if 'hidden="1"' in one]
    assert f'min="{bases[0]}" max="{bases[-1]}"' in hidden
    assert re.search(r'<row r="2"[^>]* hidden="1"', xml)


def test_percentages_may_be_typed_with_their_sign(desk: Desk) -> None:
    cells = {("hoc_tap_tot", LAST): "37,5%", ("hoc_tap_kha", LAST): 0.375, ("hoc_tap_kha", YEARS[0]): "0,5"}
    with desk.scope():
        type_in(desk, {("results", "hoc_tap_tot", YEARS[0]): "0.25"})
        plan = plan_file(send(desk, filled_in(template_bytes(desk.assessment), "results", cells)))
    assert plan.values == {
        ("results", "hoc_tap_tot", LAST): "37.5",
        ("results", "hoc_tap_kha", YEARS[0]): "0.5",
    }
    (asked,) = [line for line in plan.lines if line.fate is CellFate.WRONG]
    assert asked.address == ("results", "hoc_tap_kha", LAST)
    assert asked.why == "Đây là 37,50 % hay 0,38 %? Hãy ghi lại thành 37,50 hoặc 0,38, có dấu phẩy."


def test_cells_of_percentages_are_text_for_excel(desk: Desk) -> None:
    with desk.scope():
        content = template_bytes(desk.assessment)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert 'numFmtId="49"' in archive.read("xl/styles.xml").decode()


def test_the_template_of_another_school_or_year_is_refused(desk: Desk) -> None:
    with desk.scope():
        type_in(desk, CELLS)
        sent = template_bytes(desk.assessment)
        assert made_for(read_grids(sent)) == (desk.school.code, LAST)
    other = make_desk()
    with other.scope():
        with pytest.raises(Problem, match=f"trường khác .mã {desk.school.code}.") as problem:
            send(other, sent)
        assert problem.value.field == "file"
        assert files_of(other.assessment) == []
    with desk.scope():
        earlier = sent_with_year(sent, YEARS[1])
        with pytest.raises(Problem, match=f"tải ở năm học {YEARS[1]}. Hãy tải tệp mẫu của năm học {LAST}"):
            send(desk, earlier)
        assert plan_file(send(desk, sent)).writing == 0


def sent_with_year(content: bytes, year: str) -> bytes:
    sheets = {sheet.name: [list(row) for row in sheet.rows] for sheet in read_sheets(content)}
    for rows in sheets.values():
        rows[1][1] = year
    return book(sheets)

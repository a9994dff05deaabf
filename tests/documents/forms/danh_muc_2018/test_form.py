import io
from pathlib import Path

import pytest
import python_calamine as calamine

from minhdinh.documents.forms.danh_muc_2018.form import TITLES, owner
from tests.documents import sample_2018
from tests.documents.docx_text import assert_golden, highlighted, links_of, text_of, xml_of
from tests.documents.making import make

FORM = "danh-muc-minh-chung-2018"
GOLDEN = Path(__file__).parent / "golden"


def test_it_reads_as_its_golden_text():
    assert_golden(make(FORM, sample_2018.dossier()), GOLDEN / "full.txt")


def test_a_shared_item_keeps_its_code_and_points_to_where_it_was_coded():
    rows = [line for line in text_of(make(FORM, sample_2018.dossier())).splitlines() if "H1-1.1-01" in line]
    assert len(rows) == 2
    assert rows[0].startswith("| Tiêu chí 1.1 | 1 |")
    assert rows[0].endswith("|  |")
    assert rows[1].startswith("| Tiêu chí 1.2 | 1 |")
    assert rows[1].endswith("| Mã hóa ở tiêu chí 1.1 |")


def test_seven_columns_on_their_side_with_codes_that_open():
    content = make(FORM, sample_2018.dossier())
    head = next(line for line in text_of(content).splitlines() if line.startswith("||"))
    assert head.count("|") - 2 == 7
    assert 'w:orient="landscape"' in xml_of(content)
    assert {code for code, _url in links_of(content)} == {"H1-1.1-01", "H1-1.2-01", "H2-2.1-01"}


def test_an_empty_catalogue_says_so():
    dossier = sample_2018.dossier()
    dossier["evidence"] = []
    content = make(FORM, dossier)
    assert highlighted(content) == ["[chưa có dữ liệu]"]
    assert "Tổng số minh chứng: 0" in text_of(content)


@pytest.mark.parametrize(
    ("code", "criteria", "found"),
    [
        ("H1-1.10-04", ["2.1"], "1.10"),
        ("MC.1.3.01", ["1.3", "1.4"], "1.3"),
        ("khác", [], ""),
    ],
)
def test_the_criterion_of_an_item_comes_from_its_code(code, criteria, found):
    assert owner({"code": code, "criteria": criteria}) == found


def sheet_of(content):
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_index(0).to_python()


def test_the_workbook_has_the_same_columns_and_names_the_criterion_in_every_row():
    sheet = sheet_of(make(FORM, sample_2018.dossier(), "xlsx"))
    assert sheet[1][0] == "BẢNG DANH MỤC MÃ MINH CHỨNG"
    assert tuple(sheet[4]) == TITLES
    assert [row[:3] for row in sheet[5:]] == [
        ["Tiêu chí 1.1", 1, "H1-1.1-01"],
        ["Tiêu chí 1.2", 1, "H1-1.1-01"],
        ["Tiêu chí 1.2", 2, "H1-1.2-01"],
        ["Tiêu chí 2.1", 1, "H2-2.1-01"],
    ]
    assert sheet[6][6] == "Mã hóa ở tiêu chí 1.1"


def test_nothing_in_the_workbook_is_taken_for_a_formula():
    dossier = sample_2018.dossier()
    dossier["evidence"][0]["name"] = "=1+1"
    assert sheet_of(make(FORM, dossier, "xlsx"))[5][3] == "=1+1"

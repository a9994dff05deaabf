import io
import zipfile

import pytest
import python_calamine as calamine

from minhdinh.documents.forms.danh_muc_minh_chung.workbook import HEAD
from tests.documents import sample
from tests.documents.making import make, make_sealed

FORM = "danh-muc-minh-chung"


def sheet_of(content):
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_index(0).to_python()


def raw(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name).decode()


def test_five_columns_and_a_row_an_item():
    dossier = sample.dossier()
    sheet = sheet_of(make(FORM, dossier, "xlsx"))
    assert sheet[0][0] == "Trường THCS Sao Mai"
    assert sheet[1][0] == "DANH MỤC MINH CHỨNG"
    assert sheet[2][0] == "Năm học 2026-2027"
    assert tuple(sheet[4]) == HEAD
    assert len(sheet) == 5 + len(dossier["evidence"])
    assert sheet[5][:3] == [1, "MC.1.1.01", "Kế hoạch phát triển giai đoạn 2026-2030"]
    assert sheet[6][3] == "Tệp PDF\nBản giấy: Tủ hồ sơ số 2, phòng Văn thư"


def test_a_draft_says_so_and_a_sealed_one_names_its_seal():
    assert sheet_of(make(FORM, sample.dossier(), "xlsx"))[3][0] == "DỰ THẢO"
    assert sample.SEAL.digest in sheet_of(make_sealed(FORM, sample.dossier(), "xlsx"))[3][0]


def test_codes_open_their_evidence():
    relations = raw(make(FORM, sample.dossier(), "xlsx"), "xl/worksheets/_rels/sheet1.xml.rels")
    assert f"{sample.BASE_URL}/truong/SAOMAI/minh-chung/1101" in relations


def test_without_a_server_there_are_no_links():
    content = make(FORM, sample.dossier(), "xlsx", base_url="")
    assert "hyperlink" not in raw(content, "xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+7", "-7", "{=A1}", "https://x.example/tep"])
def test_no_text_becomes_a_formula_or_a_link(text):
    dossier = sample.dossier()
    dossier["evidence"] = [sample.item("1.1", 1, text) | {"note": text}]
    content = make(FORM, dossier, "xlsx")
    assert sheet_of(content)[5][2] == text
    assert sheet_of(content)[5][4] == text
    assert "<f>" not in raw(content, "xl/worksheets/sheet1.xml")


def test_an_address_too_long_for_excel_prints_the_code_alone():
    dossier = sample.dossier()
    dossier["evidence"] = [sample.item("1.1", 1, "Dài") | {"url": "https://x.example/" + "a" * 2100}]
    content = make(FORM, dossier, "xlsx")
    assert sheet_of(content)[5][1] == "MC.1.1.01"


def test_the_head_stays_in_sight_and_prints_on_every_page():
    content = make(FORM, sample.dossier(), "xlsx")
    assert 'topLeftCell="A6"' in raw(content, "xl/worksheets/sheet1.xml")
    assert "Print_Titles" in raw(content, "xl/workbook.xml")

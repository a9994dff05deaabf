"""The Word file of a report, read back: letterhead, parts, the table, recipients and signer."""

import datetime as dt
import io
from dataclasses import replace

import pytest
from docx import Document
from docx.document import Document as WordDocument

from minhdinh.documents.office.report import report_document
from minhdinh.oversight.domain.reports_figures import FIRST_TABLE, tables_now
from minhdinh.oversight.domain.reports_paper import Paper, Section, paper_of
from minhdinh.oversight.domain.reports_queries import issued_file
from tests.oversight.paperwork import DAY, KEY, SPECIFIC, Bureau, make_bureau
from tests.oversight.seed import HEADER, ROWS, YEAR

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Bureau:
    return make_bureau()


def opened(content: bytes) -> WordDocument:
    return Document(io.BytesIO(content))


def cells_of(document: WordDocument, index: int) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[index].rows]


def lines_of(document: WordDocument) -> list[str]:
    return [one.text for one in document.paragraphs if one.text]


def paper(bureau: Bureau, **values: object) -> Paper:
    report = bureau.filled(
        signer="Nguyễn Văn Trưởng", recipients="Lãnh đạo PGD;\n- Các trường;\nLưu: VT.", **values
    )
    tables = tables_now([FIRST_TABLE], bureau.office, YEAR, dt.date(2014, 1, 11))
    return paper_of(report, tables)


def test_letterhead_title_and_signature(bureau: Bureau) -> None:
    document = opened(report_document(paper(bureau)))
    (left, right), (number, place) = cells_of(document, 0)
    assert left.splitlines()[:2] == ["ỦY BAN NHÂN DÂN HUYỆN AN MINH", "PHÒNG GD&ĐT AN MINH"]
    assert right.splitlines()[:2] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert (number, place) == ("Số: 05/BC-PGDĐT", "An Minh, ngày 11 tháng 01 năm 2014")
    assert lines_of(document)[:2] == [
        "BÁO CÁO",
        "Công tác kiểm định chất lượng giáo dục học kỳ I, năm học 2013-2014",
    ]
    recipients, signer = cells_of(document, 2)[0]
    assert recipients.splitlines() == ["Nơi nhận:", "- Lãnh đạo PGD;", "- Các trường;", "- Lưu: VT."]
    assert signer.splitlines()[0] == "TRƯỞNG PHÒNG"
    assert signer.splitlines()[-1] == "Nguyễn Văn Trưởng"


def test_the_seeds_table_and_parts(bureau: Bureau) -> None:
    document = opened(report_document(paper(bureau)))
    assert cells_of(document, 1) == [HEADER, *ROWS]
    lines = lines_of(document)
    wanted = [
        "1. Tình hình triển khai thực hiện công tác tự đánh giá, đánh giá ngoài",
        "- Toàn đơn vị: 31/48 trường hoàn thành báo cáo tự đánh giá (64,58%).",
        "2. Kế hoạch thực hiện công tác học kỳ II, năm học 2013-2014",
        "a. Nhiệm vụ trọng tâm",
        KEY,
        "b. Các nhiệm vụ cụ thể",
        SPECIFIC,
    ]
    places = [lines.index(one) for one in wanted]
    assert places == sorted(places)
    assert lines[-1].endswith("./.")


def test_a_draft_leaves_blanks(bureau: Bureau) -> None:
    document = opened(report_document(replace(paper(bureau), number="", day=None, signer="")))
    number, place = cells_of(document, 0)[1]
    assert number == "Số: ……/……"
    assert place == "An Minh, ngày …… tháng …… năm ……"


def test_the_paper_is_a4_with_the_margins_of_official_papers(bureau: Bureau) -> None:
    document = opened(report_document(paper(bureau)))
    section = document.sections[0]
    lengths = (section.page_width, section.page_height, section.left_margin, section.right_margin)
    assert [round(one.mm) for one in lengths if one is not None] == [210, 297, 30, 15]
    assert document.core_properties.title == (
        "Báo cáo Công tác kiểm định chất lượng giáo dục học kỳ I, năm học 2013-2014 – Phòng GD&ĐT An Minh"
    )


def test_stars_in_peoples_words_are_no_marks(bureau: Bureau) -> None:
    made = replace(paper(bureau), sections=(Section("1. Phần", ("Điểm **cao** nhất",)),))
    document = opened(report_document(made))
    line = next(one for one in document.paragraphs if one.text.startswith("Điểm"))
    assert line.text.replace("\u2060", "") == "Điểm **cao** nhất"
    assert not any(run.bold for run in line.runs)


def test_what_is_issued_is_this_file(bureau: Bureau) -> None:
    issued = issued_file(bureau.issued())
    assert issued is not None
    document = opened(bytes(issued.content))
    assert cells_of(document, 0)[1][0] == "Số: 05/BC-PGDĐT"
    assert f"{DAY:%d}" in cells_of(document, 0)[1][1]
    assert cells_of(document, 1)[0] == HEADER


def test_recipients_and_signer_stay_on_one_page(bureau: Bureau) -> None:
    document = opened(report_document(paper(bureau)))
    assert "w:cantSplit" in document.tables[-1].rows[-1]._tr.xml
    closing = next(one for one in document.paragraphs if one.text.startswith("Trên đây là báo cáo"))
    assert closing.paragraph_format.keep_with_next

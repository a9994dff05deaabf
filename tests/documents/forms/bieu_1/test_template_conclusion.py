import pytest
from docx.oxml.ns import qn

from minhdinh.documents.authoring.styles import new_document
from minhdinh.documents.forms.bieu_1.template_conclusion import (
    CUMULATIVE,
    appendix,
    catalogue_table,
    conclusion,
)


@pytest.fixture
def part_three():
    document = new_document()
    conclusion(document)
    return document


@pytest.fixture
def part_four():
    document = new_document()
    appendix(document)
    return document


def headings(document):
    return [
        (int(one.style.name[-1]), one.text)
        for one in document.paragraphs
        if one.style.name.startswith("Heading")
    ]


def test_part_three_has_the_four_sections_of_the_form(part_three):
    assert [text for level, text in headings(part_three) if level <= 4] == [
        "Phần III. KẾT LUẬN",
        "1. Đánh giá tổng quát về mức độ đáp ứng các tiêu chuẩn",
        "2. Tổng hợp kết quả tự đánh giá",
        "3. Mức đạt của cơ sở giáo dục",
        "4. Đề xuất, kiến nghị",
    ]


def test_the_counts_stand_in_pairs_of_number_and_share(part_three):
    table = next(one for one in part_three.tables if "Tổng số tiêu chí" in one.rows[0].cells[1].text)
    assert [cell.text for cell in table.rows[1].cells][2:] == ["SL", "%"] * 3
    assert table.cell(0, 2)._tc is table.cell(0, 3)._tc


def test_the_way_of_counting_is_told(part_three):
    assert CUMULATIVE in [one.text for one in part_three.paragraphs]


def test_the_head_answers_for_the_truth_and_signs(part_three):
    promise = next(one for one in part_three.paragraphs if "chịu trách nhiệm" in one.text)
    assert promise.paragraph_format.keep_with_next
    right = part_three.tables[-1].rows[0].cells[1].text
    assert right.split("\n") == [
        "{{ place_date }}",
        "{{ signers.head_position|upper }}",
        "(Ký tên, đóng dấu)",
        "{{ signers.head }}",
    ]


def test_part_four_has_the_four_sections_of_the_form(part_four):
    assert [text for _level, text in headings(part_four)] == [
        "Phần IV. PHỤ LỤC",
        "1. Cơ sở dữ liệu",
        "2. Các văn bản, bảng tổng hợp kèm theo",
        "3. Danh mục minh chứng",
        "4. Các tài liệu liên quan khác",
    ]


def test_the_facts_of_the_school_stand_in_two_blocks(part_four):
    cells = [[cell.text for cell in row.cells] for row in part_four.tables[0].rows]
    labels = [label for row in cells for label in (row[0], row[2])]
    for label in (
        "Tỉnh, thành phố",
        "Năm thành lập",
        "Công lập",
        "Số điểm trường",
        "Thuộc vùng đặc biệt khó khăn",
    ):
        assert label in labels
    assert all(value.startswith("{{") for row in cells for value in (row[1], row[3]))


def test_the_catalogue_has_the_five_columns_of_annex_four():
    document = new_document()
    catalogue_table(document)
    table = document.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == [
        "TT",
        "Mã minh chứng",
        "Tên minh chứng",
        "Định dạng, vị trí lưu trữ hoặc đường dẫn điện tử",
        "Ghi chú",
    ]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [row.cells[0].text for row in table.rows[1:]] == [
        "{%tr if not catalogue %}",
        "",
        "{%tr endif %}",
        "{%tr for item in catalogue %}",
        "{{ item.number }}",
        "{%tr endfor %}",
    ]

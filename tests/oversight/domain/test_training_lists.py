"""Attendance lists as people bring them."""

import pytest

from minhdinh.common.problems import Problem
from minhdinh.lib.spreadsheet import workbook_bytes
from minhdinh.oversight.domain.training import Attendee
from minhdinh.oversight.domain.training_lists import COLUMNS, pasted, template, uploaded


@pytest.mark.parametrize("separator", [";", "\t", "|", " ; "])
def test_lines_are_read_with_any_separator(separator: str) -> None:
    line = separator.join(["Lê Thị Học", "thcs-an-binh", "Giáo viên", "TH-01"])
    assert pasted(f"\n{line}\n") == [Attendee(2, "Lê Thị Học", "thcs-an-binh", "Giáo viên", "TH-01")]


def test_headings_and_empty_lines_are_left_out_and_cells_may_lack() -> None:
    text = "Họ và tên\tMã đơn vị\n\nA\tx1\nB\tx2\tHiệu trưởng\textra\tmore"
    assert pasted(text) == [Attendee(3, "A", "x1"), Attendee(4, "B", "x2", "Hiệu trưởng", "extra")]
    assert pasted("  \n") == []


def test_a_line_without_unit_is_named() -> None:
    with pytest.raises(Problem, match="Dòng 2"):
        pasted("A;x1\nchỉ có tên")


def test_a_workbook_is_read_by_its_headings_in_any_order() -> None:
    content = workbook_bytes(
        ["Số chứng chỉ", "Mã trường", "Họ tên"], [["TH-01", "thcs-an-binh", "Lê Thị Học"]], title="Danh sách"
    )
    (one,) = uploaded(content)
    assert (one.name, one.where, one.position, one.certificate) == (
        "Lê Thị Học",
        "thcs-an-binh",
        "",
        "TH-01",
    )
    assert one.row > 1


def test_a_file_that_is_no_list_is_refused() -> None:
    with pytest.raises(Problem) as caught:
        uploaded(b"no workbook")
    assert caught.value.field == "file"
    with pytest.raises(Problem, match="Mã đơn vị"):
        uploaded(workbook_bytes(["Họ và tên"], [["A"]]))


def test_the_template_has_the_columns_and_reads_as_empty() -> None:
    assert uploaded(template()) == []
    assert [column.label for column in COLUMNS][:2] == ["Họ và tên", "Mã đơn vị"]

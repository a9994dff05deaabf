"""Tables as rows of a list."""

import json

import pytest

from minhdinh.evidence.importing.codes import codes_of_cell
from minhdinh.evidence.importing.reading import read_list
from minhdinh.evidence.importing.rows import ListRow, list_rows, row_from_json, set_apart
from minhdinh.evidence.importing.tables import RawRow, RawTable
from tests.evidence.importing.lists import FIVE, SEVEN


def table(*rows: tuple[str, ...], pages: bool = False) -> RawTable:
    return RawTable(rows=[RawRow(number, cells) for number, cells in enumerate(rows, start=1)], pages=pages)


def read(*tables: RawTable) -> list[ListRow]:
    found = list_rows(tables)
    assert found is not None
    return found


def brief(rows: list[ListRow]) -> list[tuple[int, list[str], tuple[str, ...], str]]:
    return [(row.number, [code.text for code in row.codes], row.criteria, row.values.name) for row in rows]


def test_the_catalogue_of_2018_with_its_headings() -> None:
    rows = read(
        table(
            ("BẢNG DANH MỤC MÃ MINH CHỨNG",) * 7,
            SEVEN,
            ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"),
            ("Tiêu chuẩn 1: Tổ chức và quản lý nhà trường",) * 7,
            ("Tiêu chí 1.1", "1", "[H1-1.1-01]", "Kế hoạch", "", "", ""),
            ("Tiêu chí 1.1", "2", "[H1-1.1-02]", "Nghị quyết", "", "", ""),
            ("Tiêu chí 1.10", "1", "[H1-1.10-01]", "Phương án", "", "", ""),
            ("Tổng cộng: 03 minh chứng", "", "", "", "", "", ""),
            ("", "", "", "", "", "HIỆU TRƯỞNG", ""),
        )
    )
    assert brief(rows) == [
        (5, ["H1-1.1-01"], ("1.1",), "Kế hoạch"),
        (6, ["H1-1.1-02"], ("1.1",), "Nghị quyết"),
        (7, ["H1-1.10-01"], ("1.10",), "Phương án"),
    ]


def test_criterion_rows_between_and_a_heading_on_every_page() -> None:
    rows = read(
        table(
            FIVE,
            ("Tiêu chí 1.1: Tầm nhìn, sứ mạng", "", "", "", ""),
            ("1", "MC.1.1.01", "Kế hoạch", "", ""),
            FIVE,
            ("2", "MC.1.1.02", "Quy chế", "", ""),
            ("", "II. Tiêu chí 1.2: Cơ cấu", "", "", ""),
            ("3", "MC.1.1.01", "Kế hoạch", "", ""),
        )
    )
    assert [(row.number, row.criteria, row.implied) for row in rows] == [
        (3, ("1.1",), False),
        (5, ("1.1",), False),
        (7, ("1.2",), False),
    ]


def test_the_numbering_of_the_years_before_2018() -> None:
    rows = read(
        table(
            ("Mã minh chứng", "Tên minh chứng"),
            ("Tiêu chuẩn 3: Cơ sở vật chất", ""),
            ("Tiêu chí 2. Phòng học", ""),
            ("H3-3-02-01", "Sổ tài sản"),
        )
    )
    assert brief(rows) == [(4, ["H3-3-02-01"], ("3.2",), "Sổ tài sản")]


def test_an_empty_criterion_cell_is_implied_by_the_row_above() -> None:
    head = ("Tiêu chí", "Mã", "Tên")
    rows = read(
        table(head, ("1.1", "MC.1.1.01", "A"), ("", "MC.1.2.01", "B"), ("1.3, 1.4", "MC.1.3.01", "C"))
    )
    assert [(row.criteria, row.implied) for row in rows] == [
        (("1.1",), False),
        (("1.1",), True),
        (("1.3", "1.4"), False),
    ]


def test_several_columns_of_codes() -> None:
    rows = read(
        table(("Mã mới", "Mã cũ", "Tên minh chứng"), ("MC.1.1.01", "H1-1.1-01; H1-1.1-02", "Kế hoạch"))
    )
    assert [code.text for code in rows[0].old] == ["H1-1.1-01", "H1-1.1-02"]


def test_codes_in_front_of_a_name() -> None:
    rows = read(
        table(("TT", "Tên minh chứng"), ("1", "[H1-1.1-01] Kế hoạch theo H1-1.1-09"), ("2", "Hướng dẫn"))
    )
    assert brief(rows)[0][1] == ["H1-1.1-01"]
    assert brief(rows)[1] == (3, [], (), "Hướng dẫn")


def test_a_code_that_nobody_can_read_is_a_fault() -> None:
    rows = read(table(FIVE, ("1", "MC.1.1", "A", "", ""), ("2", "-", "B", "", "")))
    assert [(row.fault, row.codes) for row in rows] == [("MC.1.1", ()), ("", ())]


def test_a_list_that_goes_on_in_the_next_table_of_a_word_file() -> None:
    first = RawTable(
        rows=[RawRow(1, FIVE), RawRow(2, ("1", "MC.1.1.01", "Kế hoạch", "Tủ 1", ""))], pages=True
    )
    text = RawTable(rows=[RawRow(0, ("Tiêu chí 1.2: Cơ cấu",))], pages=True)
    second = RawTable(rows=[RawRow(3, ("2", "MC.1.2.01", "Quyết định", "", ""))], pages=True)
    rows = read(first, text, second)
    assert brief(rows) == [
        (2, ["MC.1.1.01"], (), "Kế hoạch"),
        (3, ["MC.1.2.01"], ("1.2",), "Quyết định"),
    ]


def test_a_row_that_a_page_break_cut_in_two() -> None:
    first = RawTable(
        rows=[RawRow(1, FIVE), RawRow(2, ("1", "MC.1.1.01", "Kế hoạch phát", "", ""))], pages=True
    )
    second = RawTable(
        rows=[
            RawRow(3, FIVE),
            RawRow(4, ("", "", "triển nhà trường", "", "")),
            RawRow(5, ("2", "", "Quy chế", "", "")),
        ],
        pages=True,
    )
    assert brief(read(first, second)) == [
        (2, ["MC.1.1.01"], (), "Kế hoạch phát triển nhà trường"),
        (5, [], (), "Quy chế"),
    ]


def test_two_rows_of_headings() -> None:
    rows = read(
        table(
            ("TT", "Minh chứng", "Minh chứng", "Ghi chú"),
            ("TT", "Mã", "Tên minh chứng", "Ghi chú"),
            ("1", "MC.1.1.01", "Kế hoạch", "x"),
        )
    )
    assert (brief(rows), rows[0].values.note) == ([(3, ["MC.1.1.01"], (), "Kế hoạch")], "x")


def test_a_column_whose_heading_nobody_knows_is_known_by_its_cells() -> None:
    rows = read(table(("TT", "Mã", "Các loại giấy tờ"), ("1", "MC.1.1.01", "Kế hoạch năm học")))
    assert brief(rows) == [(2, ["MC.1.1.01"], (), "Kế hoạch năm học")]


def test_no_list_at_all() -> None:
    assert list_rows([table(("Họ tên", "Chức vụ"), ("A", "B"))]) is None
    assert list_rows([]) is None
    assert list_rows([table(FIVE)]) == []


def test_rows_are_kept_as_plain_data() -> None:
    content = (
        "Tiêu chí;Mã;Mã cũ;Tên;Ngày ban hành\n1.1;MC.1.1.01;H1-1.1-02;Kế hoạch;05/9/2025\n;xyz;;B;\n".encode()
    )
    rows = read_list(content)
    assert [row_from_json(json.loads(json.dumps(row.as_json()))) for row in rows] == rows


@pytest.mark.parametrize("name", ["Tổng cộng", "Hiệu trưởng", "Người lập bảng"])
def test_closing_lines_are_no_rows(name: str) -> None:
    assert len(read(table(("Mã", "Tên"), ("MC.1.1.01", "A"), ("", name)))) == 1


def test_only_codes_that_first_stand_in_front_further_down_are_set_apart() -> None:
    cells = ("MC.1.1.01", "MC.1.1.01; MC.1.1.02; H1-1.1-03", "MC.1.1.02; MC.1.1.01", "H1-1.1-03")
    rows = [ListRow(n, codes=codes_of_cell(cell)) for n, cell in enumerate(cells)]
    found = set_apart([ListRow(9), *rows])[1:]
    assert [[code.text for code in row.codes] for row in found] == [
        ["MC.1.1.01"],
        ["MC.1.1.01", "H1-1.1-03"],  # of another convention: this paper's older code
        ["MC.1.1.02", "MC.1.1.01"],  # named above already
        ["H1-1.1-03"],
    ]
    assert [row.apart for row in found] == [(), ("MC.1.1.02",), (), ()]
    assert set_apart(found) == found

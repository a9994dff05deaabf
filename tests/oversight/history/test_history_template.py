import io

from python_calamine import load_workbook

from minhdinh.lib.sheet_reading import SheetRow, read_table
from minhdinh.oversight.history.checking import check_history
from minhdinh.oversight.history.template import HINTS, NOTES, faulty_history, history_template
from minhdinh.oversight.history.words import COLUMNS
from tests.factories import World
from tests.oversight.history.books import HEADER


def sheets(content: bytes) -> list[list[list[object]]]:
    book = load_workbook(io.BytesIO(content))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def test_the_headers_stand_exactly_and_each_is_explained() -> None:
    table, guide = sheets(history_template())
    assert tuple(table[0]) == HEADER
    assert [row[0] for row in guide[1 : len(COLUMNS) + 1]] == list(HEADER)
    assert all(row[1] for row in guide[1 : len(COLUMNS) + 1])
    assert set(HINTS) == {column.key for column in COLUMNS}
    assert [row[1] for row in guide[-len(NOTES) :]] == list(NOTES)


def test_the_reader_takes_the_empty_template() -> None:
    assert read_table(history_template(), COLUMNS) == []


def test_faulty_rows_come_back_with_their_reasons(world: World) -> None:
    values = {"code": "a", "name": "A", "school_type": "Đại học", "year": "2013-2014", "number": "7/QĐ"}
    rows = check_history(
        [SheetRow(9, values), SheetRow(10, {**values, "school_type": "THCS", "code": "b"})], world.commune
    )
    (table,) = sheets(faulty_history(rows))
    assert table[0][:3] == ["Dòng", "Cần sửa", "Mã trường"]
    assert table[1][0] == 9.0
    assert "“Đại học”" in str(table[1][1])
    assert table[1][12] == "7/QĐ"
    again = read_table(faulty_history(rows), COLUMNS)
    assert again[0].values["school_type"] == "Đại học"

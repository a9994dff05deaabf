import datetime as dt
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter

from minhdinh.lib import sheet_reading
from minhdinh.lib.sheet_child import MOST_ROWS
from minhdinh.lib.sheet_reading import Column, SheetError, cell_text, header_key, read_sheets, read_table

COLUMNS = (
    Column("code", "Mã trường", required=True, others=("Mã",)),
    Column("name", "Tên trường", required=True),
    Column("phone", "Điện thoại"),
)
HEADER = ["Mã trường", "Tên trường", "Điện thoại"]


def book(fill: Callable[[Any, Any], None]) -> bytes:
    """Return a workbook that ``fill(workbook, sheet)`` has written."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True})
    fill(workbook, workbook.add_worksheet("Trang 1"))
    workbook.close()
    return stream.getvalue()


def sheet(*rows: list[object]) -> bytes:
    return book(lambda _book, page: [page.write_row(number, 0, row) for number, row in enumerate(rows)])


def values(content: bytes) -> list[dict[str, str]]:
    return [row.values for row in read_table(content, COLUMNS)]


def test_rows_by_column_with_their_numbers() -> None:
    rows = read_table(sheet(HEADER, ["a", "Trường A", "0912"], ["b", "Trường B", ""]), COLUMNS)
    assert [row.number for row in rows] == [2, 3]
    assert rows[0].values == {"code": "a", "name": "Trường A", "phone": "0912"}
    assert rows[1].values == {"code": "b", "name": "Trường B", "phone": ""}


def test_titles_blank_rows_and_repeated_headers_are_left_out() -> None:
    content = sheet(
        ["SỞ GIÁO DỤC"],
        [],
        ["DANH SÁCH"],
        HEADER,
        ["(1)", "(2)", "(3)"],
        ["a", "A"],
        [],
        HEADER,
        ["b", "B"],
        ["", ""],
    )
    rows = read_table(content, COLUMNS)
    assert [(row.number, row.values["code"]) for row in rows] == [(6, "a"), (9, "b")]


@pytest.mark.parametrize(
    "header",
    [
        ["MÃ TRƯỜNG *", "tên trường (đầy đủ)", "Điện thoại:"],
        ["Ma truong", "Ten truong", "dien thoai"],
        ["Mã", "Tên trường", "Ghi chú"],
    ],
)
def test_headers_are_known_however_they_are_typed(header: list[object]) -> None:
    assert values(sheet(header, ["a", "A", "x"]))[0]["code"] == "a"


def test_columns_may_stand_in_any_order_and_others_are_ignored() -> None:
    content = sheet(["STT", "Tên trường", "Ghi chú", "Mã trường"], [1, "A", "gì đó", "a"])
    assert values(content) == [{"name": "A", "code": "a"}]


def test_a_column_that_stands_twice_counts_the_first_time() -> None:
    assert values(sheet(["Mã", "Tên trường", "Mã trường"], ["a", "A", "khác"])) == [
        {"code": "a", "name": "A"}
    ]


def test_merged_cells_count_for_every_row_they_cover() -> None:
    def fill(_book: Any, page: Any) -> None:
        page.merge_range(0, 0, 0, 2, "DANH SÁCH TRƯỜNG")
        for column, label in enumerate(HEADER):
            page.merge_range(1, column, 2, column, label)
        page.write_row(3, 0, ["a", "A"])
        page.write_row(4, 0, ["b", "B"])
        page.merge_range(3, 2, 4, 2, "0912")

    assert [row["phone"] for row in values(book(fill))] == ["0912", "0912"]


def test_numbers_dates_and_truth_become_text() -> None:
    def fill(workbook: Any, page: Any) -> None:
        page.write_row(0, 0, HEADER)
        page.write_row(1, 0, [101, 2.5, True])
        page.write_datetime(2, 0, dt.datetime(2026, 9, 5), workbook.add_format({"num_format": "dd/mm/yyyy"}))
        page.write_string(2, 1, "  nhiều   khoảng\ntrắng ")

    assert values(book(fill)) == [
        {"code": "101", "name": "2.5", "phone": "1"},
        {"code": "05/09/2026", "name": "nhiều khoảng trắng", "phone": ""},
    ]


def test_the_first_visible_sheet_with_the_header_is_read() -> None:
    def fill(workbook: Any, page: Any) -> None:
        page.write(0, 0, "Hướng dẫn")
        hidden = workbook.add_worksheet("Ẩn")
        hidden.write_row(0, 0, [*HEADER])
        hidden.write_row(1, 0, ["cũ", "Cũ"])
        hidden.hide()
        good = workbook.add_worksheet("Danh sách")
        good.write_row(0, 0, [*HEADER])
        good.write_row(1, 0, ["a", "A"])

    assert [row["code"] for row in values(book(fill))] == ["a"]


def test_a_header_without_rows_gives_no_rows() -> None:
    assert read_table(sheet(HEADER), COLUMNS) == []


def not_a_workbook() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "0 byte"),
        (b"Ma,Ten\n1,2\n", "không phải tệp Excel"),
        (b"%PDF-1.7 noi dung", "không phải tệp Excel"),
        (b"PK\x03\x04 hong", "không phải tệp Excel"),
        (not_a_workbook(), "không phải tệp Excel"),
        (sheet(), "không có dòng nào"),
        (sheet(["Mã trường", "Khác"], ["a", "b"]), "Tên trường"),
        (sheet(["Khác"], ["a"]), "Mã trường, Tên trường"),
    ],
)
def test_a_wrong_file_is_named_in_words(content: bytes, message: str) -> None:
    with pytest.raises(SheetError, match=message):
        read_table(content, COLUMNS)


def test_a_file_too_big_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = sheet(HEADER, ["a", "A"])
    monkeypatch.setattr(sheet_reading, "MOST_BYTES", len(content) - 1)
    with pytest.raises(SheetError, match="10 MB"):
        read_table(content, COLUMNS)


def test_a_file_that_unpacks_enormously_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_reading, "MOST_UNPACKED", 1000)
    with pytest.raises(SheetError, match="quá lớn"):
        read_table(sheet(HEADER, ["a", "A"]), COLUMNS)


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(SheetError, match="hơn 20000 dòng"):
        read_table(sheet(HEADER, *([["a", "A"]] * (MOST_ROWS + 1))), COLUMNS)


def test_header_key() -> None:
    assert header_key(" Họ và tên (đủ dấu) * : ") == "ho va ten"


def test_whole_sheets_keep_their_values_and_merged_ones_stand_everywhere() -> None:
    def fill(_book: Any, page: Any) -> None:
        page.merge_range(0, 0, 0, 2, "Năm học 2026-2027")
        page.write_row(1, 0, ["Khối 6", 5, 1.5])

    (found,) = read_sheets(book(fill))
    assert found.name == "Trang 1"
    assert found.rows == [["Năm học 2026-2027"] * 3, ["Khối 6", 5.0, 1.5]]
    assert [cell_text(value) for value in found.rows[1]] == ["Khối 6", "5", "1.5"]


def far_apart(reference: str) -> bytes:
    """Return a workbook of a few bytes whose one sheet has its second cell at ``reference``."""
    source, target = io.BytesIO(sheet(["a"], ["b"])), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for item in old.infolist():
            content = old.read(item)
            if item.filename == "xl/worksheets/sheet1.xml":
                content = content.replace(b'r="A2"', f'r="{reference}"'.encode())
            new.writestr(item.filename, content)
    return target.getvalue()


@pytest.mark.parametrize("reference", ["XFD1048576", "XFD9999", "AAA20000"])
def test_cells_far_apart_do_not_fill_the_memory(reference: str) -> None:
    with pytest.raises(SheetError, match="giãn ra quá lớn"):
        read_sheets(far_apart(reference))


def test_a_cell_a_little_apart_is_read() -> None:
    (found,) = read_sheets(far_apart("D9"))
    assert found.rows[8][3] == "b"


def described(sheet_path: str, inside: str) -> bytes:
    """Return a workbook written by hand: one sheet at any place of the archive."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    places = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    of_package = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{of_package}"><Relationship Id="rId1" '
        f'Type="{places}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{places}"><sheets>'
        '<sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{of_package}"><Relationship Id="rId1" '
        f'Type="{places}/worksheet" Target="{sheet_path}"/></Relationships>',
        f"xl/{sheet_path}": f'<worksheet xmlns="{main}">{inside}</worksheet>',
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return target.getvalue()


CELL = '<row r="{0}"><c r="{1}{0}"><v>1</v></c></row>'
CORNERS = "<sheetData>" + CELL.format(1, "A") + CELL.format(1_048_576, "XFD") + "</sheetData>"


def test_a_sheet_written_by_hand_is_read() -> None:
    inside = "<sheetData>" + CELL.format(1, "A") + CELL.format(2, "B") + "</sheetData>"
    [found] = read_sheets(described("other/s.xml", inside))
    assert found.rows == [[1, ""], ["", 1]]


def test_a_sheet_at_a_strange_place_cannot_take_the_memory_either() -> None:
    with pytest.raises(SheetError, match="giãn ra quá lớn"):
        read_sheets(described("other/s.xml", CORNERS))


def test_merges_below_the_last_row_do_not_pay_for_those_above() -> None:
    inside = "<sheetData>" + CELL.format(1, "A") + CELL.format(19_000, "BH") + "</sheetData>"
    pair = '<mergeCell ref="A1048576:BH1048576"/><mergeCell ref="A1:BH19000"/>'
    with pytest.raises(SheetError, match="giãn ra quá lớn"):
        read_sheets(described("worksheets/s.xml", f"{inside}<mergeCells>{pair * 60}</mergeCells>"))


def test_a_cell_repeated_without_end_in_another_format_is_refused() -> None:
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    cell = '<t:table-cell t:number-columns-repeated="300" o:value-type="string"><x:p>a</x:p></t:table-cell>'
    content = (
        f'<o:document-content xmlns:o="{names}office:1.0" xmlns:t="{names}table:1.0" xmlns:x="{names}text:1.0">'
        '<o:body><o:spreadsheet><t:table t:name="A"><t:table-row t:number-rows-repeated="1000000">'
        f"{cell}</t:table-row></t:table></o:spreadsheet></o:body></o:document-content>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    with pytest.raises(SheetError):
        read_sheets(target.getvalue())

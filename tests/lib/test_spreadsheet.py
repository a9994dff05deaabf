import io

from python_calamine import load_workbook

from minhdinh.lib.spreadsheet import workbook_bytes


def read(content: bytes) -> list[list[object]]:
    return load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python(skip_empty_area=False)


def test_rows_come_back_as_they_were() -> None:
    content = workbook_bytes(["Tên", "Số"], [["Trường Ánh Dương", 12], ["Lý Tự Trọng", 0.5]], sheet="Trường")
    assert read(content) == [["Tên", "Số"], ["Trường Ánh Dương", 12.0], ["Lý Tự Trọng", 0.5]]
    assert load_workbook(io.BytesIO(content)).sheet_names == ["Trường"]


def test_a_title_stands_above_the_header() -> None:
    assert read(workbook_bytes(["A"], [["x"]], title="Danh sách")) == [["Danh sách"], [""], ["A"], ["x"]]


def test_nothing_becomes_a_formula_or_a_link() -> None:
    rows = [["=1+1"], ["@SUM(A1)"], ["https://example.vn/x"], ["0912345678"], [None], [True]]
    texts = [row[0] for row in read(workbook_bytes(["A"], rows))]
    assert texts == ["A", "=1+1", "@SUM(A1)", "https://example.vn/x", "0912345678", "", "True"]


def test_a_sheet_name_is_cut_to_what_excel_allows() -> None:
    content = workbook_bytes(["A"], [], sheet="x" * 50)
    assert load_workbook(io.BytesIO(content)).sheet_names == ["x" * 31]


def test_with_constant_memory_the_same_comes_out() -> None:
    rows = [[f"Trường {number}", number] for number in range(300)]
    plain, lean = (
        read(workbook_bytes(["Tên", "Số"], rows, title="Danh sách", constant_memory=constant))
        for constant in (False, True)
    )
    assert plain == lean
    assert len(lean) == 303

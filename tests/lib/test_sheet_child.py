import datetime as dt
import io
import json

import pytest
import xlsxwriter

from minhdinh.lib import sheet_child
from minhdinh.lib.sheet_child import plain, read, together


def workbook() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        page = book.add_worksheet("Một")
        page.write_row(0, 0, ["Số lớp", 18])
        page.write_datetime(1, 0, dt.datetime(2026, 10, 5), book.add_format({"num_format": "dd/mm/yyyy"}))
        book.add_worksheet("Ẩn").hide()
    return target.getvalue()


def test_visible_sheets_with_their_values() -> None:
    assert read(workbook()) == {"sheets": [("Một", [["Số lớp", 18], [dt.date(2026, 10, 5), ""]])]}


@pytest.mark.parametrize("content", [b"", b"x", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_what_is_no_workbook_is_broken(content: bytes) -> None:
    assert read(content) == {"error": "broken"}


def test_too_many_rows_or_cells_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_child, "MOST_CELLS", 3)
    assert read(workbook()) == {"error": "cells"}
    monkeypatch.setattr(sheet_child, "MOST_ROWS", 0)
    assert read(workbook()) == {"error": "rows"}


def test_cells_are_counted_over_all_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_child, "MOST_CELLS", 4)
    pair: list[list[object]] = [[1, 2]]
    assert [name for name, _rows in together([("a", pair), ("b", pair)])] == ["a", "b"]
    with pytest.raises(sheet_child.TooMuchError):
        together([("a", pair), ("b", pair), ("c", [[1]])])


def test_days_travel_as_a_kind_and_their_text() -> None:
    kept = json.loads(json.dumps([dt.date(2026, 10, 5), dt.time(7, 30)], default=plain))
    assert kept == [["day", "2026-10-05"], ["time", "07:30:00"]]

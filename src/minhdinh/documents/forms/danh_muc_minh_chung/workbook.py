"""The evidence catalogue as an Excel workbook, the same five columns."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from minhdinh.documents.options import Options
from minhdinh.documents.reading.evidence import address, catalogue, remark, where_kept
from minhdinh.documents.wordml import MISSING

HEAD = (
    "TT",
    "Mã minh chứng",
    "Tên minh chứng",
    "Định dạng, vị trí lưu trữ hoặc đường dẫn điện tử",
    "Ghi chú",
)
_WIDTHS = (6, 15, 52, 46, 24)
_FIRST_ROW = 5
_MAX_LINK = 2000  # Excel refuses longer addresses

Dossier = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a catalogue's sheet looks: its title, the heads of its columns and their widths in letters."""

    title: str
    head: tuple[str, ...]
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that opens an address; without one it is plain text."""

    text: str
    url: str


Cell = str | int | Link
FIVE = Layout("Danh mục minh chứng", HEAD, _WIDTHS)


def workbook(dossier: Dossier, options: Options) -> bytes:
    """Return the catalogue as .xlsx; codes open their evidence, nothing in it is ever taken for a formula."""
    rows = [_cells(number, item, options) for number, item in enumerate(catalogue(dossier), start=1)]
    return catalogue_book(dossier, options, FIVE, rows)


def _cells(number: int, item: dict[str, Any], options: Options) -> list[Cell]:
    return [
        number,
        Link(str(item["code"]), address(item, options.base_url)),
        str(item.get("name") or MISSING),
        "\n".join(where_kept(item)) or MISSING,
        remark(item),
    ]


def catalogue_book(
    dossier: Dossier, options: Options, layout: Layout, rows: Sequence[Sequence[Cell]]
) -> bytes:
    """Return a catalogue of evidence as .xlsx: the school, the year, draft or seal, then a row an item."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": layout.title, "created": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)})
    sheet = book.add_worksheet(layout.title[:31])
    looks = _looks(book)
    _set_page(sheet, layout)
    _write_title(sheet, looks, layout, dossier, options)
    sheet.write_row(_FIRST_ROW - 1, 0, layout.head, looks["head"])
    for number, cells in enumerate(rows, start=_FIRST_ROW):
        for column, cell in enumerate(cells):
            _write_cell(sheet, looks, (number, column), cell)
    book.close()
    return out.getvalue()


def _looks(book: Any) -> dict[str, Any]:
    base = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
    cell = base | {"border": 1, "text_wrap": True}
    return {
        "title": book.add_format(base | {"bold": True, "font_size": 14, "align": "center"}),
        "centre": book.add_format(base | {"align": "center"}),
        "head": book.add_format(cell | {"bold": True, "align": "center"}),
        "cell": book.add_format(cell),
        "number": book.add_format(cell | {"align": "center"}),
        "link": book.add_format(cell | {"align": "center", "font_color": "#1F4E79"}),
    }


def _set_page(sheet: Any, layout: Layout) -> None:
    for column, width in enumerate(layout.widths):
        sheet.set_column(column, column, width)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_FIRST_ROW - 1)
    sheet.freeze_panes(_FIRST_ROW, 0)
    sheet.set_footer("&C&P/&N")


def _write_title(
    sheet: Any, looks: dict[str, Any], layout: Layout, dossier: Dossier, options: Options
) -> None:
    state = (
        f"Bản đã niêm phong lần {options.seal.revision:02d}: {options.seal.digest}"
        if options.seal
        else "DỰ THẢO"
    )
    lines = (
        (str(dossier["school"].get("name") or MISSING), "centre"),
        (layout.title.upper(), "title"),
        (f"Năm học {dossier.get('year') or MISSING}", "centre"),
        (state, "centre"),
    )
    for row, (line, look) in enumerate(lines):
        sheet.merge_range(row, 0, row, len(layout.head) - 1, line, looks[look])


def _write_cell(sheet: Any, looks: dict[str, Any], at: tuple[int, int], cell: Cell) -> None:
    if isinstance(cell, int):
        sheet.write_number(*at, cell, looks["number"])
    elif isinstance(cell, str):
        sheet.write_string(*at, cell, looks["cell"])
    elif cell.url and len(cell.url) <= _MAX_LINK:
        sheet.write_url(*at, cell.url, looks["link"], string=cell.text)
    else:
        sheet.write_string(*at, cell.text, looks["number"])

"""The evidence catalogue as an Excel workbook, the same five columns."""

from __future__ import annotations

import datetime as dt
import io
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


def workbook(dossier: Dossier, options: Options) -> bytes:
    """Return the catalogue as .xlsx; codes open their evidence, nothing in it is ever taken for a formula."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": "Danh mục minh chứng", "created": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)})
    sheet = book.add_worksheet("Danh mục minh chứng")
    looks = _looks(book)
    _set_page(sheet)
    _write_title(sheet, looks, dossier, options)
    sheet.write_row(_FIRST_ROW - 1, 0, HEAD, looks["head"])
    for number, item in enumerate(catalogue(dossier), start=1):
        _write_item(sheet, looks, number, item, options)
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


def _set_page(sheet: Any) -> None:
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_FIRST_ROW - 1)
    sheet.freeze_panes(_FIRST_ROW, 0)
    sheet.set_footer("&C&P/&N")


def _write_title(sheet: Any, looks: dict[str, Any], dossier: Dossier, options: Options) -> None:
    school = dossier["school"]
    sheet.merge_range(0, 0, 0, 4, str(school.get("name") or MISSING), looks["centre"])
    sheet.merge_range(1, 0, 1, 4, "DANH MỤC MINH CHỨNG", looks["title"])
    sheet.merge_range(2, 0, 2, 4, f"Năm học {dossier.get('year') or MISSING}", looks["centre"])
    state = (
        f"Bản đã niêm phong lần {options.seal.revision:02d}: {options.seal.digest}"
        if options.seal
        else "DỰ THẢO"
    )
    sheet.merge_range(3, 0, 3, 4, state, looks["centre"])


def _write_item(
    sheet: Any, looks: dict[str, Any], number: int, item: dict[str, Any], options: Options
) -> None:
    row = _FIRST_ROW - 1 + number
    code, url = str(item["code"]), address(item, options.base_url)
    sheet.write_number(row, 0, number, looks["number"])
    if url and len(url) <= _MAX_LINK:
        sheet.write_url(row, 1, url, looks["link"], string=code)
    else:
        sheet.write_string(row, 1, code, looks["number"])
    sheet.write_string(row, 2, str(item.get("name") or MISSING), looks["cell"])
    sheet.write_string(row, 3, "\n".join(where_kept(item)) or MISSING, looks["cell"])
    sheet.write_string(row, 4, remark(item), looks["cell"])

"""The index of a pack, as a page and as a workbook, with links to the files beside it."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import xlsxwriter
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from minhdinh.common.language import in_vietnamese
from minhdinh.evidence.pack.contents import Contents

WIDTHS = (13, 48, 22, 26, 12, 50, 15)
LINE = {"bottom": 4, "bottom_color": "#C8D0D8"}
LONGEST_LINK = 2000


@in_vietnamese
def index_page(contents: Contents) -> bytes:
    """Return the index as one HTML file that needs nothing else."""
    shown = {**_with_links(contents), "look": format_html("<style>\n{}</style>", _look())}
    return render_to_string("evidence/pack_index.html", {"pack": shown}).encode()


@lru_cache(maxsize=1)
def _look() -> SafeString:
    """Return the style sheet that the page carries in itself: our own file, without anything of a school."""
    return mark_safe((Path(__file__).parent / "index.css").read_text(encoding="utf-8"))  # noqa: S308 (our own file)


@in_vietnamese
def index_workbook(contents: Contents, moment: dt.datetime) -> bytes:
    """Return the index as an .xlsx whose bytes depend on nothing but the contents and ``moment``."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": moment.replace(tzinfo=None), "title": contents["title"]})
        sheet = book.add_worksheet("Danh mục")
        look = {
            "head": book.add_format(
                {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#EEF1F4"}
            ),
            "cell": book.add_format({"text_wrap": True, "valign": "top", **LINE}),
            "group": book.add_format({"bold": True, "font_color": "#1B4F8F", "bottom": 1}),
            "link": book.add_format(
                {"font_color": "#1B4F8F", "underline": 1, "text_wrap": True, "valign": "top", **LINE}
            ),
        }
        sheet.write_string(
            0, 0, contents["title"], book.add_format({"bold": True, "font_size": 14, "font_color": "#1B4F8F"})
        )
        sheet.write_string(1, 0, contents["school"])
        for column, (width, label) in enumerate(zip(WIDTHS, _heads(), strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(3, column, label, look["head"])
        for row, cells in enumerate(_sheet_rows(contents), start=4):
            _write_row(sheet, row, cells, look)
        sheet.freeze_panes(4, 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(3)
    return _with_plain_slashes(buffer)


def _with_plain_slashes(made: io.BytesIO) -> bytes:
    """Turn back the slashes of relative links, which the library turns so that only Windows finds the files."""
    mended = io.BytesIO()
    with zipfile.ZipFile(made) as read, zipfile.ZipFile(mended, "w") as written:
        for info in read.infolist():
            content = read.read(info)
            is_links = info.filename.endswith(".rels")
            written.writestr(info, content.replace(b"\\", b"/") if is_links else content)
    return mended.getvalue()


def _heads() -> tuple[str, ...]:
    return (
        _("Mã"),
        _("Tên minh chứng"),
        _("Số, ngày"),
        _("Nơi ban hành"),
        _("Tiêu chí"),
        _("Tệp hoặc nơi lưu"),
        _("Tình trạng"),
    )


def _sheet_rows(contents: Contents) -> Iterator[dict[str, Any]]:
    """Yield a heading for each standard, a row for each item, one more for each further file and for what is left out."""
    for group in contents["groups"]:
        yield {"group": group["title"]}
        for line in group["lines"]:
            files = line["files"] or [None]
            for number, file in enumerate(files):
                yield {"line": line, "file": file, "first": number == 0, "words": ""}
            if left_out(line):
                yield {"line": line, "file": None, "first": False, "words": left_out(line)}


def _write_row(sheet: Any, row: int, cells: dict[str, Any], look: dict[str, Any]) -> None:
    if "group" in cells:
        sheet.merge_range(row, 0, row, len(WIDTHS) - 1, cells["group"], look["group"])
        return
    line, file = cells["line"], cells["file"]
    words = ("code", "name", "paper", "issuer")
    texts = [line[key] for key in words] if cells["first"] else [line["code"], "", "", ""]
    for column, text in enumerate(texts):
        sheet.write_string(row, column, text, look["cell"])
    sheet.write_string(row, 4, ", ".join(line["criteria"]) if cells["first"] else "", look["cell"])
    if file:
        sheet.write_url(row, 5, f"external:{file['path']}", look["link"], file["path"])
    elif cells["words"]:
        sheet.write_string(row, 5, cells["words"], look["cell"])
    elif line["link"] and len(line["link"]) <= LONGEST_LINK:
        sheet.write_url(row, 5, line["link"], look["link"], line["link"])
    else:
        sheet.write_string(row, 5, instead_of_file(line), look["cell"])
    sheet.write_string(row, 6, line["status"], look["cell"])


def instead_of_file(line: dict[str, Any]) -> str:
    """Return in words why an item has no file in the pack, or where it is kept."""
    if line["sensitive"]:
        place = line["place"] or _("chưa ghi")
        return _("Chỉ lập chỉ mục; hồ sơ lưu tại: %(place)s") % {"place": place}
    if line["missing"]:
        return _("Kho không còn tệp: %(names)s") % {"names": ", ".join(line["missing"])}
    return str(line["place"] or line["link"] or ("" if left_out(line) else _("Chưa có tệp")))


def left_out(line: dict[str, Any]) -> str:
    """Return in words which files of an item are not in the pack because of what the scanner found, empty for none.

    Packs that were made before this was asked have no such names.
    """
    names = line.get("infected")
    return _("Có mã độc nên không kèm trong gói: %(names)s") % {"names": ", ".join(names)} if names else ""


def _with_links(contents: Contents) -> Contents:
    groups = [{**group, "lines": [_linked(line) for line in group["lines"]]} for group in contents["groups"]]
    return {**contents, "groups": groups, "heads": _heads()}


def _linked(line: dict[str, Any]) -> dict[str, Any]:
    files = [{**file, "href": quote(file["path"])} for file in line["files"]]
    return {
        **line,
        "files": files,
        "instead": "" if files else instead_of_file(line),
        "left_out": left_out(line),
    }

"""Lists of evidence as people have them, made in memory."""

import csv
import io
from collections.abc import Sequence
from typing import Any

import docx
import xlsxwriter
from docx.document import Document

from minhdinh.access.actor import Actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence.context import year_context
from minhdinh.evidence.importing.judging import Verdict
from minhdinh.evidence.importing.reading import read_list
from minhdinh.evidence.importing.writing import Place, judge_list, write_list
from tests.evidence.factories import YEAR, House

SEVEN = (
    "Tiêu chí",
    "Số TT",
    "Mã minh chứng",
    "Tên minh chứng",
    "Số, ngày ban hành, hoặc thời điểm khảo sát, điều tra, phỏng vấn, quan sát",
    "Nơi ban hành hoặc nhóm, cá nhân thực hiện",
    "Ghi chú",
)
FIVE = (
    "TT",
    "Mã minh chứng",
    "Tên minh chứng",
    "Định dạng, vị trí lưu trữ hoặc đường dẫn điện tử",
    "Ghi chú",
)
Rows = Sequence[Sequence[str]]


def csv_bytes(*rows: Sequence[str], separator: str = ";", encoding: str = "utf-8") -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=separator).writerows(rows)
    return buffer.getvalue().encode(encoding)


def xlsx_bytes(*rows: Sequence[Any], merges: Sequence[tuple[int, int, int, int, str]] = ()) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Danh mục")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        for top, left, bottom, right, text in merges:
            sheet.merge_range(top, left, bottom, right, text)
    return buffer.getvalue()


def word_bytes(*blocks: str | Rows) -> bytes:
    """Return a DOCX of paragraphs (text) and tables (rows)."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
        else:
            add_table(document, block)
    return saved(document)


def add_table(document: Document, rows: Rows) -> Any:
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text
    return table


def saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def place_of(house: House) -> Place:
    with scopes_disabled():
        context = year_context(house.school.pk, YEAR)
    assert context is not None
    return Place(house.school.pk, YEAR, context)


def preview(house: House, content: bytes) -> list[Verdict]:
    with scopes_disabled():
        return judge_list(place_of(house), read_list(content))


def bring(house: House, actor: Actor, content: bytes) -> list[Verdict]:
    with scopes_disabled():
        return write_list(
            actor=actor, place=place_of(house), rows=read_list(content), file_name="danh-muc.csv"
        )


def fates(verdicts: Sequence[Verdict]) -> list[tuple[int, str]]:
    return [(verdict.row.number, verdict.fate.value) for verdict in verdicts]

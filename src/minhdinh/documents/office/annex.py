"""A table of figures as the annex of an official paper: letterhead, number, title, the table, signatures."""

from __future__ import annotations

import datetime as dt

from docx.document import Document as WordDocument
from docx.shared import Pt

from minhdinh.common.language import in_vietnamese
from minhdinh.documents.authoring.blocks import RECIPIENTS, letterhead, signature, text
from minhdinh.documents.authoring.margins import footer
from minhdinh.documents.authoring.styles import new_document
from minhdinh.documents.authoring.tables import BOLD, CELL, CENTRE, HEAD, grid, merge_across, row
from minhdinh.documents.finishing import finish
from minhdinh.documents.office.names import signature_of
from minhdinh.documents.templating import docx_bytes
from minhdinh.lib.text import long_date
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.statistics.shown import header, shown_row, subtitle
from minhdinh.oversight.statistics.table import Kind, Line, Row, StatTable

NUMBER = "Số: ……/……"  # given by the office's registry when the paper is signed
WIDTH, WIDE_WIDTH = 165.0, 257.0  # millimetres of text on A4, upright and on its side
UPRIGHT_COLUMNS = 6
SHARES = {Kind.LABEL: 2.4, Kind.ORDER: 0.7, Kind.TEXT: 2.0}  # widths, against 1 for a figure
TOTAL = "MD Cell Head"


@in_vietnamese
def annex(office: Organisation, table: StatTable, day: dt.date) -> bytes:
    """Return the annex as a .docx file, dated ``day``; the number and the names of the signers are left to people."""
    wide = len(table.columns) > UPRIGHT_COLUMNS
    document = new_document(wide=wide)
    footer_without_seal(document)
    signs = signature_of(office)
    widths = (115.0, 142.0) if wide else (72.0, 93.0)
    letterhead(
        document, NUMBER, f"{signs.place}, {long_date(day)}", widths=widths, names=(signs.above, signs.name)
    )
    text(document, table.title.upper(), "MD Title").paragraph_format.space_before = Pt(14)
    text(document, "(Kèm theo Báo cáo số ……/…… ngày …… tháng …… năm ……)", "MD Centre").runs[0].italic = True
    text(document, subtitle(table), "MD Centre").paragraph_format.space_after = Pt(8)
    figures_table(document, table, WIDE_WIDTH if wide else WIDTH)
    for note in table.footnotes:
        text(document, note, "MD Small")
    signature(
        document,
        [RECIPIENTS, "- ……………;", "- Lưu: VT."],
        [*(f"**{title}**" for title in signs.titles), "(Ký, ghi rõ họ tên, đóng dấu)", ""],
    )
    finish(document, title=f"{table.title} – {table.heading.office_name} – {table.heading.year}")
    return docx_bytes(document)


def footer_without_seal(document: WordDocument) -> None:
    """Number the pages; an annex is no sealed form, so the line of the seal is taken away."""
    footer(document.sections[0])
    bottom = document.sections[0].footer
    for part in [*bottom.tables, *bottom.paragraphs[1:]]:
        element = part._element  # noqa: SLF001 - python-docx has no removal of its own
        element.getparent().remove(element)


def figures_table(document: WordDocument, table: StatTable, width: float) -> None:
    """Add a table of figures that is ``width`` millimetres wide."""
    shares = [SHARES.get(column.kind, 1.0) for column in table.columns]
    drawn = grid(document, [share * width / sum(shares) for share in shares])
    row(drawn, header(table), HEAD, head=True)
    for number, one in enumerate(table.rows, start=1):
        row(drawn, shown_row(one, table), _styles(one, table))
        if one.line is Line.HEADING:
            merge_across(drawn, number, 0, len(table.columns) - 1)


def _styles(one: Row, table: StatTable) -> list[str]:
    if one.line is Line.HEADING:
        return [BOLD] * len(table.columns)
    words, figures = (BOLD, TOTAL) if one.line is Line.TOTAL else (CELL, CENTRE)
    return [words if column.kind in {Kind.LABEL, Kind.TEXT} else figures for column in table.columns]

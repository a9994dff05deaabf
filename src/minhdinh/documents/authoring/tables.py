"""Tables in templates: fixed widths, repeated heads, rows that stay whole, Jinja rows."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm
from docx.table import Table, _Cell, _Row

CELL, CENTRE, HEAD, BOLD = "MD Cell", "MD Cell Centre", "MD Cell Head", "MD Cell Bold"
KEPT, KEPT_CENTRE, SMALL = "MD Cell Kept", "MD Cell Centre Kept", "MD Cell Small"


def grid(document: WordDocument, widths: Sequence[float], *, ruled: bool = True) -> Table:
    """Add a table without rows; `widths` in millimetres, `ruled` draws its lines."""
    table: Table = document.add_table(rows=0, cols=len(widths))
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    if ruled:
        table.style = "Table Grid"
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table


def row(
    table: Table,
    texts: Sequence[str],
    styles: Sequence[str] | str = CELL,
    *,
    head: bool = False,
    whole: bool = True,
) -> _Row:
    """Add a row of texts; `head` repeats it on every page, `whole` keeps it from breaking across pages."""
    added = new_row(table)
    names = [styles] * len(texts) if isinstance(styles, str) else styles
    for cell, text, style, column in zip(added.cells, texts, names, table.columns, strict=True):
        set_cell(cell, text, style)
        if whole or style != CELL:
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        if column.width is not None:
            cell.width = Length(column.width)
    if whole:
        _row_flag(added, "w:cantSplit")
    if head:
        _row_flag(added, "w:tblHeader")
    return added


def new_row(table: Table) -> _Row:
    """Add an empty row."""
    added: _Row = table.add_row()  # type: ignore[no-untyped-call]
    return added


def set_cell(cell: _Cell, text: str, style: str) -> None:
    """Write one paragraph a line into a cell."""
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    for index, line in enumerate(text.split("\n")):
        if index:
            paragraph = cell.add_paragraph(style=style)
        paragraph.add_run(line)


def loop(
    table: Table, opening: str, texts: Sequence[str], styles: Sequence[str] | str, *, whole: bool = True
) -> None:
    """Add a row repeated by Jinja; `opening` is the `for` without its braces, e.g. `for item in rows`."""
    tag(table, opening)
    row(table, texts, styles, whole=whole)
    tag(table, "endfor")


def tag(table: Table, statement: str) -> None:
    """Add a row that only carries a Jinja statement (`for …`, `if …`, `endif`); it does not print."""
    new_row(table).cells[0].paragraphs[0].add_run(f"{{%tr {statement} %}}")


def merge_down(table: Table, column: int, first: int, last: int) -> None:
    """Merge cells of one column, keeping the text of the first."""
    kept, lower = table.cell(first, column), table.cell(last, column)
    for index in range(first + 1, last + 1):
        table.cell(index, column).paragraphs[0].clear()
    merged = kept.merge(lower)
    _drop_empty_paragraphs(merged)


def merge_across(table: Table, at: int, first: int, last: int) -> None:
    """Merge cells of one row, keeping the text of the first."""
    for index in range(first + 1, last + 1):
        table.cell(at, index).paragraphs[0].clear()
    _drop_empty_paragraphs(table.cell(at, first).merge(table.cell(at, last)))


def _drop_empty_paragraphs(cell: _Cell) -> None:
    for paragraph in cell.paragraphs[1:]:
        if not paragraph.text:
            paragraph._p.getparent().remove(paragraph._p)  # noqa: SLF001 - python-docx has no removal of its own


def _row_flag(target: _Row, name: str) -> None:
    properties = target._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no API for row flags
    flag = OxmlElement(name)
    flag.set(qn("w:val"), "true")
    properties.append(flag)

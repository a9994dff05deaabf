"""The data tables of three school years as Word tables."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from minhdinh.documents.wordml import MISSING, Writer, text_run
from minhdinh.documents.wordtable import Cell, table_xml

_NUMBER_SHARE, _LABEL_SHARE, _CELL_SHARE, _NOTE_SHARE = 1.0, 4.4, 1.7, 1.6

_TOTAL = "Cộng"

Data = dict[str, Any]


def data_tables(dossier: Data, writer: Writer) -> Markup:
    """Return every data table under its title, the marker of missing data for one that holds nothing."""
    tables = (dossier.get("data") or {}).get("tables") or ()
    if not tables:
        return writer.paragraph(MISSING)
    return Markup("").join(_titled(table, writer) for table in tables)


def _titled(table: Data, writer: Writer) -> Markup:
    title = Markup('<w:p><w:pPr><w:pStyle w:val="Heading4"/></w:pPr>{}</w:p>').format(text_run(_title(table)))
    if not any(_filled(row) for row in table.get("rows") or ()):
        return title + writer.paragraph(MISSING)
    return title + _table(table) + _footnotes(table)


def _title(table: Data) -> str:
    title, number = str(table["title"]), str(table.get("number") or "")
    return f"{number}. {title}" if number and not title.startswith(number) else title


def _filled(row: Data) -> bool:
    return any(str(cell or "").strip() for cell in row.get("cells") or ())


def _table(table: Data) -> Markup:
    rows = table["rows"]
    numbered = any(row.get("number") for row in rows)
    noted = bool(table.get("notes")) or numbered or any(row.get("note") for row in rows)
    head = ["TT"] * numbered + ["Số liệu"] + [str(one) for one in table["columns"]] + ["Ghi chú"] * noted
    widths = (
        [_NUMBER_SHARE] * numbered
        + [_LABEL_SHARE]
        + [_CELL_SHARE] * len(table["columns"])
        + [_NOTE_SHARE] * noted
    )
    body = [_row(row, len(table["columns"]), numbered=numbered, noted=noted) for row in rows]
    return table_xml([[Cell(text, head=True) for text in head], *body], widths)


def _row(row: Data, columns: int, *, numbered: bool, noted: bool) -> list[Cell]:
    cells = [str(cell if cell is not None else "").strip() for cell in row.get("cells") or ()]
    cells += [""] * (columns - len(cells))
    heading = bool(row.get("heading"))
    may_be_empty = heading or row.get("optional")
    bold = heading or row.get("total") or row["label"] == _TOTAL
    label_style, value_style = ("MDCellBold", "MDCellHead") if bold else ("MDCell", "MDCellCentre")
    values = [Cell(cell or ("" if may_be_empty else MISSING), style=value_style) for cell in cells[:columns]]
    number = [Cell(str(row.get("number") or ""), style=value_style)] * numbered
    note = [Cell(str(row.get("note") or ""))] * noted
    return [*number, Cell(str(row["label"]), style=label_style), *values, *note]


def _footnotes(table: Data) -> Markup:
    return Markup("").join(
        Markup('<w:p><w:pPr><w:pStyle w:val="MDSmall"/></w:pPr>{}</w:p>').format(text_run(f"Ghi chú: {note}"))
        for note in table.get("footnotes") or ()
    )

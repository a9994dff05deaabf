"""Tables as WordprocessingML: merged cells laid out on a grid, heads repeated, rows kept whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

FULL_WIDTH = 5000  # fiftieths of a percent


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its paragraphs as XML (or plain text), how far it spans, whether it heads its column."""

    content: Markup | str
    columns: int = 1
    rows: int = 1
    head: bool = False
    style: str = "MDCell"


@dataclass(slots=True)
class _Slot:
    """A place of the grid: the cell that covers it and whether that cell begins in this row."""

    cell: Cell
    begins: bool


def table_xml(rows: Sequence[Sequence[Cell]], widths: Sequence[float] = ()) -> Markup:
    """Return a ruled table over the full text width; `widths` are shares of it, equal where not given.

    Leading rows whose cells are all heads repeat on every page. Spans that leave the table are cut.
    """
    laid = _lay_out(rows)
    columns = max((sum(slot.cell.columns for slot in row) for row in laid), default=1)
    shares = list(widths) if len(widths) == columns else [1.0] * columns
    unit = FULL_WIDTH / sum(shares)
    grid = Markup("").join(
        Markup('<w:gridCol w:w="{}"/>').format(round(share * unit * 1.87)) for share in shares
    )
    leading = True
    body = Markup("")
    for row in laid:
        leading = leading and all(slot.cell.head for slot in row)
        body += _row(row, columns, [share * unit for share in shares], head=leading)
    return Markup("<w:tbl>{}<w:tblGrid>{}</w:tblGrid>{}</w:tbl>").format(_PROPERTIES, grid, body)


_PROPERTIES = Markup(  # noqa: S704 - made of constants
    '<w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>'
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + '</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
)


def _lay_out(rows: Sequence[Sequence[Cell]]) -> list[list[_Slot]]:
    """Return for every row its slots from left to right, those of cells that reach down from above included."""
    laid: list[list[_Slot]] = []
    hanging: dict[int, tuple[Cell, int]] = {}
    for row in rows:
        slots: list[_Slot] = []
        column, waiting = 0, list(row)
        while waiting or column in hanging:
            if column in hanging:
                cell, left = hanging.pop(column)
                slots.append(_Slot(cell, begins=False))
            else:
                cell = waiting.pop(0)
                left = cell.rows
                slots.append(_Slot(cell, begins=True))
            if left > 1:
                hanging[column] = (cell, left - 1)
            column += cell.columns
        laid.append(slots)
    return [slots for slots in laid if slots]


def _row(slots: Sequence[_Slot], columns: int, widths: Sequence[float], *, head: bool) -> Markup:
    cells = Markup("")
    at = 0
    for slot in slots:
        cells += _cell(slot, sum(widths[at : at + slot.cell.columns]))
        at += slot.cell.columns
    if at < columns:
        cells += _cell(_Slot(Cell("", columns - at), begins=True), sum(widths[at:]))
    flags = Markup('<w:cantSplit/><w:tblHeader w:val="true"/>') if head else Markup("<w:cantSplit/>")
    return Markup("<w:tr><w:trPr>{}</w:trPr>{}</w:tr>").format(flags, cells)


def _cell(slot: _Slot, width: float) -> Markup:
    cell = slot.cell
    span = Markup('<w:gridSpan w:val="{}"/>').format(cell.columns) if cell.columns > 1 else ""
    merge = ""
    if cell.rows > 1:
        merge = Markup('<w:vMerge w:val="restart"/>') if slot.begins else Markup("<w:vMerge/>")
    middle = Markup('<w:vAlign w:val="center"/>') if cell.head or not isinstance(cell.content, Markup) else ""
    return Markup('<w:tc><w:tcPr><w:tcW w:w="{}" w:type="pct"/>{}{}{}</w:tcPr>{}</w:tc>').format(
        round(width), span, merge, middle, _content(cell if slot.begins else Cell("", style=cell.style))
    )


def _content(cell: Cell) -> Markup:
    if isinstance(cell.content, Markup):
        return cell.content
    style = "MDCellHead" if cell.head else cell.style
    return Markup(
        '<w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>'
    ).format(style, escape(cell.content))

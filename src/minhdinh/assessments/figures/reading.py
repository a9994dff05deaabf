"""A workbook with figures as texts that can be kept: small sheets only, numbers written so that none is misread."""

from __future__ import annotations

from collections.abc import Sequence

from minhdinh.assessments.figures.rules.grid import Grid
from minhdinh.common.problems import Problem
from minhdinh.lib.sheet_reading import MOST_BYTES, SheetError, cell_text, read_sheets
from minhdinh.lib.text import clean

MOST_SHEETS = 30
MOST_FILLED = 20_000
LONGEST = 200
THOUSANDS = 3
PLACES = 6


def read_grids(content: bytes) -> list[Grid]:
    """Return the visible sheets that hold something; raises Problem for a file that is no small workbook."""
    if len(content) > MOST_BYTES:
        raise Problem("Tệp lớn hơn 10 MB. Hãy bỏ hình ảnh, hoặc chép riêng bảng tổng hợp.", field="file")
    try:
        sheets = read_sheets(content)
    except SheetError as error:
        raise Problem(str(error), field="file") from error
    grids = [
        Grid(clean(sheet.name)[:LONGEST], _trimmed([_row(row) for row in sheet.rows])) for sheet in sheets
    ]
    found = [grid for grid in grids if grid.rows]
    if not found:
        raise Problem("Tệp không có dòng nào.", field="file")
    filled = sum(bool(text) for grid in found for row in grid.rows for text in row)
    if len(found) > MOST_SHEETS or filled > MOST_FILLED:
        raise Problem(
            "Tệp có quá nhiều dòng, có vẻ là danh sách chi tiết. Hãy xuất bảng tổng hợp theo khối, theo năm học.",
            field="file",
        )
    return found


def _row(values: Sequence[object]) -> list[str]:
    # One character more than a cell may hold: a longer text is refused later, never cut without a word.
    texts = [_text(value)[: LONGEST + 1] for value in values]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _trimmed(rows: list[list[str]]) -> list[list[str]]:
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _text(value: object) -> str:
    """Return a cell as text; a broken number never has three decimals, which would read as thousands ("1.234")."""
    if not isinstance(value, float) or value.is_integer():
        return cell_text(value)
    text = f"{value:.{PLACES}f}".rstrip("0").rstrip(".")
    return f"{text}0" if len(text.rpartition(".")[2]) == THOUSANDS and "." in text else text

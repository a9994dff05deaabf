"""What would become of every figure that a file names, and of every one copied from last year; writes nothing."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from minhdinh.assessments.domain.tables import fitted
from minhdinh.assessments.figures.rules.named import Named
from minhdinh.assessments.rules.numbers import PERCENT, PERCENT_PLACES, NotANumberError, parse_number, shown
from minhdinh.assessments.rules.table_form import FREE, LABEL, NOTE, Row, Table, TableForm
from minhdinh.assessments.rules.tables import Address, Cells, Figures, shown_text
from minhdinh.common.problems import NotHere, Problem
from minhdinh.lib.hashing import sha256
from minhdinh.lib.text import clean

PART_OF_ONE = re.compile(r"^0\.\d+$", re.ASCII)


class CellFate(enum.Enum):
    """What becomes of a figure."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    CLASH = "clash"
    WRONG = "wrong"
    WORKED_OUT = "worked_out"
    NO_PLACE = "no_place"

    @property
    def writes(self) -> bool:
        """Whether the cell is written."""
        return self in {CellFate.NEW, CellFate.CHANGED}


@dataclass(frozen=True, slots=True)
class CellLine:
    """One figure: where it is meant to go and in which words, what stands there, what would, and why not."""

    address: Address
    place: str
    at: str
    before: str
    after: str
    fate: CellFate
    why: str = ""


@dataclass(frozen=True)
class CellPlan:
    """Every figure with its fate."""

    form: TableForm
    lines: Sequence[CellLine]
    values: Mapping[Address, str]

    def count(self, fate: CellFate) -> int:
        """How many have this fate."""
        return sum(line.fate is fate for line in self.lines)

    @property
    def writing(self) -> int:
        """How many cells would be written."""
        return len(self.values)

    @property
    def seen(self) -> str:
        """A digest of what stands and what would be written: a person confirms exactly this."""
        lines = ((*line.address, line.before, line.after) for line in self.lines if line.fate.writes)
        return sha256(repr(sorted(lines)).encode())[:32]


def plan_cells(form: TableForm, cells: Cells, named: Iterable[Named]) -> CellPlan:
    """Return the fate of every named figure over what stands in ``cells`` (address → text as kept)."""
    lines: list[CellLine] = []
    values: dict[Address, str] = {}
    taken: dict[Address, Named] = {}
    for one in named:
        line, value = _fate(form, cells, one)
        first = taken.setdefault(one.address, one)
        if first is not one and line.fate not in {CellFate.WRONG, CellFate.NO_PLACE}:
            if clean(first.text) == clean(one.text):
                continue
            why = _("Tệp đã có số khác cho ô này: %(text)s (%(at)s).") % {"text": first.text, "at": first.at}
            line = _line(form, one, line.before, CellFate.WRONG, why)
        elif line.fate.writes:
            values[one.address] = value
        lines.append(line)
    figures = Figures(form, {**cells, **values})
    return CellPlan(form, [_compared(figures, line) for line in lines], values)


def _fate(form: TableForm, cells: Cells, one: Named) -> tuple[CellLine, str]:
    table, row = _place(form, one.address)
    if table is None or row is None:
        return _line(
            form, one, "", CellFate.NO_PLACE, _("Bảng của trường không có hàng hoặc năm học này.")
        ), ""
    standing = cells.get(one.address, "")
    before = shown_text(row, standing, one.address[2])
    if not row.is_typed and one.address[2] not in {NOTE, LABEL}:
        return _line(form, one, before, CellFate.WORKED_OUT), ""
    base = _base(form, one)
    if base is not None and one.text == one.base:
        return replace(_line(form, one, before, CellFate.SAME), after=before), ""
    try:
        value = fitted(form, one.address, one.text)
    except NotHere:
        return _line(form, one, "", CellFate.NO_PLACE, _("Bảng của trường không có cột này.")), ""
    except Problem as problem:
        return _line(form, one, before, CellFate.WRONG, problem.message), ""
    after = shown_text(row, value, one.address[2])
    fate, why = CellFate.CHANGED if standing else CellFate.NEW, ""
    if value == standing:
        fate = CellFate.SAME
    elif value and one.own and row.unit == PERCENT and PART_OF_ONE.match(one.text):
        fate, why = CellFate.WRONG, _part_of_one(one.text)
    elif value == base:
        fate, after = CellFate.SAME, before
    elif base not in {None, standing}:
        fate = CellFate.CLASH
        why = _(
            "Từ lúc tải tệp mẫu, có người đã ghi %(now)s. Nếu số trong tệp đúng, hãy sửa ngay trên bảng."
        ) % {"now": before or _("trống")}
    return replace(_line(form, one, before, fate, why), after=after), value


def _part_of_one(text: str) -> str:
    """Ask which percentage is meant: a spreadsheet program keeps "37,5%" as 0.375."""
    small = Decimal(text)
    return _(
        "Đây là %(large)s %% hay %(small)s %%? Hãy ghi lại thành %(large)s hoặc %(small)s, có dấu phẩy."
    ) % {
        "large": shown(small * 100, PERCENT_PLACES),
        "small": shown(small, PERCENT_PLACES),
    }


def _base(form: TableForm, one: Named) -> str | None:
    """Return what stood there when the person began, as it is kept; None where nobody knows."""
    try:
        return fitted(form, one.address, one.base) if one.base else one.base
    except Problem:
        return None


def _line(form: TableForm, one: Named, before: str, fate: CellFate, why: str = "") -> CellLine:
    return CellLine(one.address, place_words(form, one.address), one.at, before, one.text, fate, why)


def _compared(figures: Figures, line: CellLine) -> CellLine:
    """Say of a total in the file whether our own sum agrees with it."""
    if line.fate is not CellFate.WORKED_OUT:
        return line
    _table, row = _place(figures.form, line.address)
    own = figures.value(*line.address)
    why, before = _("Hệ thống tự tính, không nhập."), ""
    if row is not None and own is not None:
        before = shown(own, row.places)
        if not _agrees(line.after, row, before):
            why = _("Tệp ghi %(file)s nhưng các số hợp thành cho %(own)s; hãy kiểm tra lại.") % {
                "file": line.after,
                "own": before,
            }
            return CellLine(line.address, line.place, line.at, before, line.after, CellFate.WRONG, why)
    return CellLine(line.address, line.place, line.at, before, line.after, line.fate, why)


def _agrees(text: str, row: Row, own: str) -> bool:
    if row.places:
        return True  # A ratio may be rounded differently elsewhere.
    try:
        return shown(parse_number(text, row.unit)) == own
    except NotANumberError:
        return True


def _place(form: TableForm, address: Address) -> tuple[Table | None, Row | None]:
    table = form.by_key.get(address[0])
    row = table.by_key.get(address[1]) if table else None
    if table is None or row is None:
        return None, None
    if address[2] not in {NOTE, LABEL} and table.column(address[2]) is None:
        return table, None
    return table, row


def place_words(form: TableForm, address: Address) -> str:
    """Return a cell in words: "Bảng 1, Khối lớp 6, Năm học 2026-2027"."""
    table = form.by_key.get(address[0])
    if table is None:
        return ", ".join(address)
    row, column = table.by_key.get(address[1]), table.column(address[2])
    names = {NOTE: _("Ghi chú"), LABEL: _("Tên số liệu")}
    row_name = row.label.removeprefix("- ") if row and row.label else address[1]
    if row is not None and row.kind == FREE:
        row_name = _("hàng %(number)s") % {"number": row.number}
    return _("Bảng %(table)s, %(row)s, %(column)s") % {
        "table": table.number,
        "row": row_name,
        "column": column.label if column else names.get(address[2], address[2]),
    }

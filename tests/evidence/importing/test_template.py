"""The template is a list that its own reader reads."""

import io

import pytest
import xlsxwriter

from minhdinh.evidence.importing.columns import header_places
from minhdinh.evidence.importing.judging import Fate
from minhdinh.evidence.importing.reading import read_list
from minhdinh.evidence.importing.template import COLUMNS, fates_bytes, template_bytes
from minhdinh.lib.sheet_reading import read_sheets
from minhdinh.standards.catalogue import evidence_kinds
from tests.evidence.factories import House
from tests.evidence.importing.lists import FIVE, csv_bytes, place_of, preview

pytestmark = pytest.mark.django_db
LABELS = tuple(label for label, _width, _hint in COLUMNS)


def test_every_column_is_known_by_its_heading() -> None:
    places = header_places(LABELS)
    assert places is not None
    assert sorted(places) == list(range(len(LABELS)))


def test_an_empty_template_is_a_list_of_no_rows(house: House) -> None:
    assert read_list(template_bytes(place_of(house).context)) == []


def test_the_guide_offers_the_year_s_criteria_and_all_kinds(house: House) -> None:
    guide = read_sheets(template_bytes(place_of(house).context))[1]
    columns = list(zip(*guide.rows[1:], strict=True))
    assert [cell for cell in columns[2] if cell][:3] == ["1.1", "1.2", "1.3"]
    assert {cell for cell in columns[4] if cell} == {kind.name for kind in evidence_kinds().values()}


def test_a_filled_template(house: House) -> None:
    kind = next(iter(evidence_kinds().values()))
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, LABELS)
        sheet.write_row(
            1, 0, ("1.2", "", "H1-1.1-01", "Kế hoạch", "12/KH", "05/9/2026", "Trường", "Tủ 1", kind.name, "g")
        )
    (row,) = read_list(buffer.getvalue())
    values = row.values
    assert (row.criteria, row.codes, [code.text for code in row.old]) == (("1.2",), (), ["H1-1.1-01"])
    assert (values.number, values.issuer, values.place, values.kind, values.note) == (
        "12/KH", "Trường", "Tủ 1", kind.id, "g",
    )  # fmt: skip


def test_the_table_of_fates(house: House) -> None:
    verdicts = preview(house, csv_bytes(FIVE, ("1", "MC.1.1.01", "=1+1", "", ""), ("2", "x", "B", "", "")))
    assert [one.fate for one in verdicts] == [Fate.NEW, Fate.ERROR]
    rows = read_sheets(fates_bytes(verdicts))[0].rows
    assert rows[1][:2] == [2.0, "Mới"]
    assert rows[1][4] == "=1+1"
    assert rows[2][1:3] == ["Lỗi", "Không nhận ra mã “x”."]

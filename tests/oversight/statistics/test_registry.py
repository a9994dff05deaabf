"""The registry: ids, titles, and every table made for an office with and without schools."""

import datetime as dt
import re

import pytest

from minhdinh.common.problems import NotHere
from minhdinh.oversight.statistics.registry import TABLES, make_table, table_named
from minhdinh.oversight.statistics.shown import as_text, shown_row
from minhdinh.oversight.statistics.table import Line
from minhdinh.oversight.statistics.workbook import as_workbook
from tests.factories import DepartmentFactory
from tests.oversight.seed import YEAR, District
from tests.oversight.statistics.conftest import Province

IDS = [one.id for one in TABLES]
REQUIRED = {
    "self-assessment-by-level",
    "levels-reached",
    "criteria-weakness",
    "self-vs-external",
    "registration",
    "recognition",
    "by-commune",
    "trend",
}


def test_the_tables_that_were_promised() -> None:
    assert set(IDS) >= REQUIRED
    assert len(IDS) == len(set(IDS))
    assert all(re.fullmatch(r"[a-z-]+", one) for one in IDS)
    assert all(str(one.title) and str(one.purpose).endswith(".") for one in TABLES)


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    assert table_named("trend").years == 5
    with pytest.raises(NotHere) as caught:
        table_named("khong-co")
    assert "self-assessment-by-level" in caught.value.message


@pytest.mark.parametrize("table_id", IDS)
def test_every_table_is_whole(province: Province, table_id: str) -> None:
    table = make_table(table_id, province.office, "2025-2026")
    assert table.id == table_id
    assert table.heading.day == dt.date(2026, 5, 31)
    keys = [column.key for column in table.columns]
    assert len(set(keys)) == len(keys)
    assert set(table.drawn) <= set(keys)
    for row in table.rows:
        assert row.line is Line.HEADING or len(row.cells) == len(table.columns) - 1
        assert len(shown_row(row, table)) == len(table.columns)
    assert as_text(table).startswith(table.title)
    assert as_workbook(table)[:2] == b"PK"


@pytest.mark.django_db
@pytest.mark.parametrize("table_id", IDS)
def test_every_table_stands_without_schools(table_id: str) -> None:
    table = make_table(table_id, DepartmentFactory(), "2025-2026")
    assert as_workbook(table)[:2] == b"PK"
    numbers = [cell.value for row in table.rows for cell in row.cells if isinstance(cell.value, int)]
    assert not any(numbers)


@pytest.mark.parametrize("table_id", IDS)
def test_a_table_needs_no_opened_scope_and_opens_none(district: District, table_id: str) -> None:
    assert make_table(table_id, district.office, YEAR).heading.office_code == district.office.code

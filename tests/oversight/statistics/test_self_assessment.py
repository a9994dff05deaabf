"""The official table: the seed's figures to the character; blanks, added rows and places in the tree."""

import datetime as dt

import pytest

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.models import ExternalEvaluation
from minhdinh.organisations.enums import SchoolType
from minhdinh.oversight.statistics import make_table
from minhdinh.oversight.statistics.shown import as_text, header, shown_row
from minhdinh.oversight.statistics.table import Cell, Line, Share, StatTable
from tests.factories import OrganisationFactory, SchoolFactory
from tests.oversight.seed import HEADER, LINES, ROWS, YEAR, District

ID = "self-assessment-by-level"


def table_of(district: District, year: str = YEAR, day: dt.date | None = None) -> StatTable:
    return make_table(ID, district.office, year, day)


def rows_of(table: StatTable) -> list[list[str]]:
    return [shown_row(row, table) for row in table.rows]


def evaluate(district: District, *names: str) -> None:
    with scopes_disabled():
        for name in names:
            ExternalEvaluation.objects.create(school=district.schools[name], year=YEAR, level=1)


def test_the_seed_to_the_character(district: District) -> None:
    table = table_of(district)
    assert header(table) == HEADER
    assert rows_of(table) == ROWS
    assert as_text(table).splitlines()[4:] == LINES
    assert table.footnotes == ()
    assert table.rows[-1].line is Line.TOTAL


def test_the_day_of_a_past_year_is_its_end(district: District) -> None:
    assert table_of(district).heading.day == dt.date(2014, 5, 31)
    assert table_of(district, day=dt.date(2014, 1, 11)).heading.day == dt.date(2014, 1, 11)


def test_numbers_lead_to_the_schools_behind_them(district: District) -> None:
    first, total = table_of(district).rows[0], table_of(district).rows[-1]
    assert first.cells == (
        Cell(8, {"type": "mam_non"}),
        Cell(3, {"type": "mam_non", "completed": "1"}),
        Cell(Share(3, 8)),
        Cell(None),
        Cell(None),
    )
    assert [cell.behind for cell in total.cells] == [{}, {"completed": "1"}, None, {"evaluated": "1"}, None]


def test_a_row_with_external_evaluations_shows_them(district: District) -> None:
    evaluate(district, "Mầm non Thị trấn", "Mầm non Đông Hòa", "THCS Đông Hưng A")
    assert rows_of(table_of(district)) == [
        ["Trường mầm non", "08", "03", "37,50", "02", "25"],
        ["Trường tiểu học", "28", "16", "57,14", "", ""],
        ["Trường THCS", "12", "12", "100", "01", "8,33"],
        ["Trường PT có nhiều cấp học", "0", "0", "0", "", ""],
        ["Cộng", "48", "31", "64,58", "03", "6,25"],
    ]


def test_an_office_without_schools_has_all_rows(district: District) -> None:
    empty = OrganisationFactory(kind_id="district_office", under=district.department)
    table = make_table(ID, empty, YEAR)
    assert [row.label for row in table.rows] == [row[0] for row in ROWS]
    assert rows_of(table)[0] == ["Trường mầm non", "0", "0", "0", "", ""]
    assert rows_of(table)[-1] == ["Cộng", "0", "0", "0", "0", "0"]


def test_other_types_add_a_row_only_where_there_are_such(district: District) -> None:
    SchoolFactory(under=district.office, profile__school_type=SchoolType.UPPER_SECONDARY)
    SchoolFactory(under=district.office, profile=None)
    table = table_of(district)
    assert [row[:2] for row in rows_of(table)][3:] == [
        ["Trường PT có nhiều cấp học", "0"],
        ["Trường THPT", "01"],
        ["Chưa rõ loại trường", "01"],
        ["Cộng", "50"],
    ]
    assert "Trường THPT; Chưa rõ loại trường" in table.footnotes[0]


def test_another_year_knows_nothing_of_this_one(district: District) -> None:
    assert rows_of(table_of(district, "2014-2015"))[-1] == ["Cộng", "48", "0", "0", "0", "0"]


def test_the_office_above_counts_the_same_schools(district: District) -> None:
    assert rows_of(make_table(ID, district.department, YEAR)) == ROWS


@pytest.mark.parametrize("more", [0, 40])
def test_the_number_of_queries_is_constant(district: District, django_assert_num_queries, more: int) -> None:
    for _ in range(more):
        SchoolFactory(under=district.office)
    with django_assert_num_queries(2):  # the edges above, the figures
        table_of(district)

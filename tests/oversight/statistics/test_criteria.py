"""Where schools are weak, by standard and criterion, from approved assessments only."""

import pytest

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.domain.opening import open_assessment
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import SelfAssessment, Sheet
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.statistics.table import Line, StatTable
from minhdinh.standards.catalogue import packaged_set
from minhdinh.standards.domain.loading import load_set
from tests.oversight.statistics.conftest import Province
from tests.oversight.statistics.facts import made, rows_of

ID, YEAR = "criteria-weakness", "2026-2027"


@pytest.fixture
def sets(db: None) -> None:
    for set_id in ("tt57-2026-pho-thong", "tt57-2026-mam-non"):
        load_set(packaged_set(set_id))


def approve(school: Organisation, level: int, *, state: str = State.APPROVED, weak: str = "") -> None:
    """Open a year and put every criterion at a level, one at "chưa đạt"."""
    with scopes_disabled():
        mine = open_assessment(actor=system_actor(school.pk), organisation=school, year=YEAR)
        sheets = Sheet.objects.filter(assessment=mine)
        sheets.update(level=level, statement_levels=max(level, 1), usable_evidence=1)
        sheets.filter(criterion=weak).update(level=0)
        SelfAssessment.objects.filter(pk=mine.pk).update(state=state, complete=True)


def line(table: StatTable, starts: str) -> list[str]:
    return next(row for row in rows_of(table) if row[0].startswith(starts))


@pytest.mark.usefixtures("sets")
def test_criteria_of_one_set(province: Province) -> None:
    _, two, three, _, five, *_ = province.schools
    approve(two, 1, weak="1.2")
    approve(three, 2, weak="1.2")
    approve(five, 2, state=State.SUBMITTED)
    table = made(ID, province.office, YEAR, None)
    assert [row.line for row in table.rows][:2] == [Line.HEADING, Line.ROW]
    assert table.rows[0].label.startswith("Tiêu chuẩn 1. ")
    # schools, below Mức 1, Mức 1, Mức 2, Mức 3, share of those below
    assert line(table, "Tiêu chí 1.1")[1:] == ["02", "0", "01", "01", "0", "0"]
    assert line(table, "Tiêu chí 1.2")[1:] == ["02", "02", "0", "0", "0", "100"]
    assert table.footnotes[0].startswith("Nhiều trường chưa đạt nhất: Tiêu chí 1.2")
    assert all(cell.behind is None for row in table.rows for cell in row.cells)


@pytest.mark.usefixtures("sets")
def test_sets_stand_one_after_the_other_by_name(province: Province) -> None:
    approve(province.schools[0], 1)
    approve(province.schools[1], 1)
    table = made(ID, province.office, YEAR, None)
    titles = [
        row.label for row in table.rows if row.line is Line.HEADING and "Tiêu chuẩn 1." not in row.label
    ]
    assert titles[0] == packaged_set("tt57-2026-mam-non").title
    assert packaged_set("tt57-2026-pho-thong").title in titles


@pytest.mark.usefixtures("sets")
def test_no_school_is_named(province: Province) -> None:
    approve(province.schools[1], 1, weak="1.2")
    table = made(ID, province.office, YEAR, None)
    words = " ".join([*(row.label for row in table.rows), *table.footnotes])
    assert "Trường 2" not in words


def test_without_approved_assessments_there_are_no_rows(province: Province) -> None:
    table = made(ID, province.office, YEAR, None)
    assert table.rows == ()
    assert len(table.footnotes) == 2


@pytest.mark.usefixtures("sets")
@pytest.mark.parametrize("schools", [1, 4])
def test_the_number_of_queries_is_constant(
    province: Province, django_assert_num_queries, schools: int
) -> None:
    for school in province.schools[1:3] + province.schools[4:6]:
        if schools:
            approve(school, 1)
            schools -= 1
    with django_assert_num_queries(3):  # edges, counts, the sets
        made(ID, province.office, YEAR, None)

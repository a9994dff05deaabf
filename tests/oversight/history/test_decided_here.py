"""A file of earlier years never changes the decision that ended a registration here."""

import datetime as dt

import pytest

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.common.problems import Problem
from minhdinh.lib.sheet_reading import SheetRow
from minhdinh.organisations.imports.checked import CheckedRow, RowStatus
from minhdinh.oversight.history.checking import check_history
from minhdinh.oversight.history.writing import write_rows
from minhdinh.recognition.models import Decision
from tests.appraisals.registered import TT57, World, make_registered
from tests.recognition.register import recognise

YEAR, NUMBER = "2025-2026", "12/QĐ-SGDĐT"
SIGNED = dt.date(2026, 6, 1)


@pytest.fixture
def world(db: None) -> World:
    made = make_registered(TT57, stage="recognised")
    decision = recognise(made.school, decided_on=SIGNED, degree=1, number=NUMBER, issuer="Sở")
    with scopes_disabled():
        decision.case = made.registered
        decision.save()
    return made


def check(world: World, **cells: str) -> list[CheckedRow]:
    values = {"code": world.school.code, "name": "Trường", "school_type": "THCS", "year": YEAR, **cells}
    return check_history([SheetRow(7, values)], world.department)


def write(world: World, rows: list[CheckedRow]) -> None:
    actor = system_actor(world.department.pk)
    write_rows(actor=actor, office=world.department, rows=rows, file_name="cu.xlsx")


def standing(world: World) -> tuple[int | None, dt.date | None, str]:
    with scopes_disabled():
        row = Decision.objects.get(school=world.school, number=NUMBER)
    return row.degree, row.decided_on, row.source


@pytest.mark.parametrize("cells", [{"degree": "2"}, {"decided_on": "02/06/2026"}, {"grade": "1"}])
def test_another_value_is_refused_with_the_row_and_what_to_do(world: World, cells: dict[str, str]) -> None:
    same = {"number": NUMBER, "degree": "1", "decided_on": "01/06/2026"}
    (row,) = check(world, **(same | cells))
    assert (row.number, row.status) == (7, RowStatus.FAULTY)
    (fault,) = row.faults
    assert NUMBER in fault
    assert "để trống các cột quyết định" in fault
    with pytest.raises(Problem, match="dòng đầu: 7"):
        write(world, [row])
    assert standing(world) == (1, SIGNED, "")


def test_the_same_values_and_empty_columns_change_nothing(world: World) -> None:
    for cells in ({"number": NUMBER, "degree": "1", "decided_on": "01/06/2026"}, {"completed": "x"}):
        (row,) = check(world, **cells)
        assert row.faults == []
        write(world, [row])
    (row,) = check(world, number="", degree="", decided_on="")
    write(world, [row])
    assert standing(world) == (1, SIGNED, "")


def test_one_that_ended_a_registration_since_the_check_is_refused_by_its_row(world: World) -> None:
    with scopes_disabled():
        Decision.objects.update(case=None)
        rows = check(world, number=NUMBER, degree="2")
        Decision.objects.update(case=world.registered)
    assert rows[0].faults == []
    with pytest.raises(Problem, match="Dòng 7"):
        write(world, rows)
    assert standing(world) == (1, SIGNED, "")


def test_any_other_decision_is_a_files_to_change(world: World) -> None:
    with scopes_disabled():
        Decision.objects.update(case=None)
    write(world, check(world, number=NUMBER, degree="2"))
    assert standing(world)[0] == 2

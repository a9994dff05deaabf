"""The register by state, and a school's history across regulations and mergers."""

import datetime as dt

import pytest

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import path_scope, scopes_disabled
from minhdinh.common.problems import NotHere
from minhdinh.organisations.models import Organisation
from minhdinh.recognition.domain.queries import (
    RegisterFilter,
    clock_of,
    decision_at,
    decision_below,
    export_rows,
    history_of,
    of_standing,
    register_rows,
    totals,
    with_standing,
)
from minhdinh.recognition.domain.remedies import ask_remedy
from minhdinh.recognition.enums import Standing
from minhdinh.recognition.models import Decision
from tests.factories import World, make_world
from tests.organisations.reorganising import REFORM, carry_out, get, merger, new
from tests.recognition.register import recognise

D = dt.date
TODAY = D(2026, 11, 22)


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def full(world: World) -> dict[str, Decision]:
    """One decision of each state."""
    rows = {
        "expired": recognise(world.school, number="1/QĐ", decided_on=D(2016, 5, 5), degree=None, grade=1),
        "superseded": recognise(world.school, number="2/QĐ", decided_on=D(2022, 3, 3)),
        "valid": recognise(world.school, number="3/QĐ", decided_on=D(2025, 3, 3), degree=2, signer="Mẫu"),
        "expiring": recognise(world.other_school, number="4/QĐ", decided_on=D(2022, 3, 3)),
        "revoked": recognise(
            world.other_school, number="5/QĐ", decided_on=D(2024, 3, 3), degree=None, grade=2
        ),
    }
    Decision._base_manager.filter(pk=rows["revoked"].pk).update(revoked_on=D(2025, 1, 1))
    ask_remedy(
        actor=system_actor(world.school.pk),
        school=world.school,
        decision_id=rows["valid"].pk,
        asked_on=D(2026, 1, 1),
        due_on=D(2027, 1, 1),
        reason="Sửa phòng học",
    )
    return rows


def numbers(office: Organisation, standing: str = "", **wanted: str) -> list[str]:
    filters = RegisterFilter(standing=standing, **wanted)
    with path_scope(office.path):
        rows = of_standing(register_rows(office, filters, TODAY), standing)
        return [row.number for row in rows.order_by(*filters.order)]


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        ("expired", ["1/QĐ"]),
        ("superseded", ["2/QĐ"]),
        ("valid", ["3/QĐ"]),
        ("expiring", ["4/QĐ"]),
        ("revoked", ["5/QĐ"]),
        ("remedy", ["3/QĐ"]),
        ("khac", []),
        ("", ["1/QĐ", "2/QĐ", "4/QĐ", "5/QĐ", "3/QĐ"]),
    ],
)
def test_decisions_by_state(
    world: World, full: dict[str, Decision], standing: str, expected: list[str]
) -> None:
    assert numbers(world.department, standing) == expected


def test_the_figures_are_their_lists(world: World, full: dict[str, Decision]) -> None:
    with path_scope(world.department.path):
        counts = totals(register_rows(world.department, RegisterFilter(), TODAY))
    assert counts == {name: len(numbers(world.department, name)) for name in (*Standing.values, "remedy")}


def test_the_database_tells_states_as_the_clock_does(world: World, full: dict[str, Decision]) -> None:
    day = D(2016, 1, 1)
    while day < D(2031, 1, 1):
        with scopes_disabled():
            for row in with_standing(Decision.objects.filter(starts_on__lte=day), day):
                assert row.standing == clock_of(row, day).standing, (row.number, day)
        day += dt.timedelta(days=11)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"q": "an binh"}, ["1/QĐ", "2/QĐ", "3/QĐ"]),
        ({"q": "4/qđ"}, ["4/QĐ"]),
        ({"q": "khong co"}, []),
        ({"ends": "2027"}, ["2/QĐ", "4/QĐ"]),
        ({"ends": "0000"}, []),
        ({"ends": "²²²²"}, []),
        ({"ends": "9" * 500}, []),
        ({"grade": "1"}, ["1/QĐ"]),
        ({"degree": "2"}, ["3/QĐ"]),
        ({"degree": "x"}, []),
        ({"grade": "99999999999"}, []),
        ({"commune": "xa-phu-son"}, ["4/QĐ", "5/QĐ"]),
        ({"commune": "khong-co"}, []),
        ({"school_type": "thcs", "ends": "2030"}, ["3/QĐ"]),
        ({"school_type": "mam_non"}, []),
        ({"sort": "-decided"}, ["3/QĐ", "5/QĐ", "4/QĐ", "2/QĐ", "1/QĐ"]),
        ({"sort": "-khac", "degree": "1"}, ["4/QĐ", "2/QĐ"]),
    ],
)
def test_what_an_office_looks_for(
    world: World, full: dict[str, Decision], wanted: dict[str, str], expected: list[str]
) -> None:
    assert numbers(world.department, **wanted) == expected


def test_an_office_sees_its_own_schools_only(world: World, full: dict[str, Decision]) -> None:
    assert numbers(world.commune) == ["1/QĐ", "2/QĐ", "3/QĐ"]
    with path_scope(world.commune.path):
        assert decision_below(world.commune, full["valid"].pk, TODAY).number == "3/QĐ"
        with pytest.raises(NotHere):
            decision_below(world.commune, full["expiring"].pk, TODAY)


def test_a_workbook_holds_every_decision(
    world: World, full: dict[str, Decision], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("minhdinh.recognition.domain.queries.PIECE", 2)
    wanted = RegisterFilter()
    with path_scope(world.department.path):
        rows = list(export_rows(register_rows(world.department, wanted, TODAY), wanted.order))
    assert [row.number for row in rows] == numbers(world.department)


def test_a_school_holds_what_lasts(world: World, full: dict[str, Decision]) -> None:
    history = history_of(world.school, TODAY)
    assert [one.decision.number for one in history.lines] == ["3/QĐ", "2/QĐ", "1/QĐ"]
    degree, grade = history.standing("degree"), history.standing("grade")
    assert degree is not None
    assert (degree.decision.number, grade) == ("3/QĐ", None)
    assert [one.reason for one in history.remedies] == ["Sửa phòng học"]
    other = history_of(world.other_school, TODAY)
    assert other.standing("grade") is None
    assert {one.clock.regime.id for one in history.lines} == {"tt-2018", "tt-2012"}


@pytest.mark.parametrize(("form", "counts"), [("renamed", True), ("all_certified", False), ("other", False)])
def test_after_a_merger_the_new_school_shows_what_came_before(
    world: World, full: dict[str, Decision], form: str, counts: bool
) -> None:
    carry_out(
        merger(
            world.school,
            world.other_school,
            into=new("thcs-moi", world.other_commune, kind="school"),
            merger_form=form,
        )
    )
    made = get("thcs-moi")
    own = recognise(made, number="6/QĐ", decided_on=D(2026, 8, 8), degree=None, grade=1)
    history = history_of(made, TODAY)
    assert {one.decision.number for one in history.lines} == {f"{number}/QĐ" for number in range(1, 7)}
    before = next(one for one in history.lines if one.decision.number == "3/QĐ")
    assert (before.own, before.counts) == (False, counts)
    assert before.came_over is not None
    assert before.came_over.day == REFORM
    assert before.merger is not None
    grade = history.standing("grade")
    assert grade is not None
    assert grade.decision.pk == own.pk
    assert decision_at(made, full["valid"].pk).number == "3/QĐ"
    assert numbers(world.department, "valid")[0] == "3/QĐ", "the register keeps what schools before had"


def test_a_school_reads_no_decision_of_others(world: World, full: dict[str, Decision]) -> None:
    with pytest.raises(NotHere):
        decision_at(world.school, full["expiring"].pk)


def test_the_history_costs_the_same_for_many_decisions(world: World, django_assert_max_num_queries) -> None:
    for year in range(2005, 2025):
        recognise(world.school, number=f"{year}/QĐ", decided_on=D(year, 5, 5))
    with django_assert_max_num_queries(5):
        assert len(history_of(world.school, TODAY).lines) == 20

"""Reads of an office's list: whose turn, which order, figures that agree with what they lead to."""

import datetime as dt
from collections import Counter

import pytest
from django.utils import timezone

from minhdinh.access.scope import path_scope, scopes_disabled
from minhdinh.appraisals.domain.intake.listing import (
    ALL,
    MINE,
    CaseFilter,
    case_below,
    chosen,
    export_rows,
    held_by,
    office_rows,
    totals,
    years_known,
)
from minhdinh.appraisals.enums import Holder
from minhdinh.appraisals.models import Case
from minhdinh.appraisals.rules.regimes import regimes
from minhdinh.organisations.models import Organisation
from tests.appraisals.copies import another
from tests.appraisals.registered import TT57, World, make_registered
from tests.factories import CommuneFactory, DepartmentFactory

DAY = dt.timedelta(days=1)
TODAY = timezone.localdate()


@pytest.fixture
def world(db: None) -> World:
    return make_registered(stage="checking")


def found(office: Organisation, **wanted: str) -> list[int]:
    asked = CaseFilter(**wanted)
    with path_scope(office.path):
        rows = chosen(office_rows(office, asked), office, asked, TODAY)
        return list(rows.order_by(*asked.order).values_list("pk", flat=True))


def test_every_stage_is_somebodys(world: World) -> None:
    with scopes_disabled():
        for stage in next(one for one in regimes() if one.id == TT57).stages:
            world.put(stage.id)
            holders = [one for one in Holder if Case.objects.filter(held_by(one)).exists()]
            assert holders == [stage.holder], stage.id


def test_what_is_mine_depends_on_the_office(world: World) -> None:
    assert world.commune is not None
    own = world.registered.pk
    assert found(world.commune, holder=MINE) == [own]
    assert found(world.department, holder=MINE) == []
    world.put("receiving")
    assert found(world.commune, holder=MINE) == []
    assert found(world.department, holder=MINE) == [own]
    world.put("study")
    assert found(world.department, holder=MINE) == []
    assert found(world.department, holder="lead") == [own]


def test_order_without_and_with_days(world: World) -> None:
    none = another(world, "receiving")
    far = another(world, "receiving", due_on=TODAY + 9 * DAY)
    late = another(world, "receiving", due_on=TODAY - DAY)
    elsewhere = another(world, "study", due_on=TODAY - 5 * DAY)
    own = world.registered.pk
    assert found(world.department) == [late.pk, far.pk, none.pk, elsewhere.pk, own]
    assert found(world.department, sort="due") == [elsewhere.pk, late.pk, far.pk, own, none.pk]
    assert found(world.department, sort="-due") == [none.pk, own, far.pk, late.pk, elsewhere.pk]
    assert found(world.department, overdue="1") == [late.pk, elsewhere.pk]


def test_figures_agree_with_what_they_lead_to(world: World) -> None:
    for stage in ("receiving", "receiving", "study", "accepted", "recognised"):
        another(world, stage, due_on=TODAY - DAY, closed_at=None)
    with path_scope(world.department.path):
        counts = totals(office_rows(world.department, CaseFilter()), world.department, TODAY)
    assert counts.mine == len(found(world.department, holder=MINE))
    assert counts.overdue == len(found(world.department, overdue="1"))
    told = {f"{one.regime}:{one.stage}": one.count for one in counts.stages}
    assert list(told) == [
        f"{TT57}:{one}" for one in ("checking", "receiving", "accepted", "study", "recognised")
    ]
    assert told == {key: len(found(world.department, stage=key)) for key in told}
    assert sum(told.values()) == len(found(world.department, state=ALL))


def test_one_registration_below_an_office(world: World) -> None:
    assert world.commune is not None
    row = world.registered.pk
    for office, seen in (
        (world.commune, True),
        (world.department, True),
        (CommuneFactory(under=world.department), False),
        (DepartmentFactory(), False),
    ):
        with path_scope(office.path):
            assert (case_below(office, row) is not None) is seen
            assert years_known(office) == ([world.registered.year] if seen else [])


def test_everything_goes_out_in_pieces(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [another(world, "receiving", name=f"Trường {number}") for number in range(6)]
    monkeypatch.setattr("minhdinh.appraisals.domain.intake.listing.PIECE", 2)
    asked = CaseFilter(sort="name")
    with path_scope(world.department.path):
        rows = office_rows(world.department, asked)
        ids = [row.pk for row in export_rows(rows, asked.order)]
        assert Counter(ids) == Counter([world.registered.pk, *(one.pk for one in made)])


@pytest.mark.parametrize(
    ("given", "is_set"), [({}, False), ({"sort": "name"}, False), ({"q": "a"}, True), ({"level": "1"}, True), ({"state": ALL}, True)]
)  # fmt: skip
def test_what_narrows_a_list(given: dict[str, str], is_set: bool) -> None:
    assert CaseFilter(**given).is_set is is_set

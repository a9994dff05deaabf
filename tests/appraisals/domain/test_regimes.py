"""What a department sets of a regime: which numbers, on which paper, for whom, and what is kept of earlier ones."""

import pytest
from django.utils import timezone

from minhdinh.access.actor import Actor, system_actor
from minhdinh.access.permissions import Role
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.cases.steps import take_step
from minhdinh.appraisals.domain.regimes import (
    LARGEST,
    SMALLEST,
    Set,
    changes_of,
    department_of,
    law_for,
    may_set,
    restore_value,
    set_value,
)
from minhdinh.appraisals.enums import Act
from minhdinh.appraisals.models import RegimeChange
from minhdinh.appraisals.rules.regimes import regime
from minhdinh.appraisals.rules.stages import due_day
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Stale
from minhdinh.organisations.models import Organisation
from tests.appraisals.registered import TT57, TT2018, make_registered
from tests.assessments.cases import together
from tests.factories import CommuneFactory, DepartmentFactory, MinistryFactory, acting, member

PAPER = "Công văn 12/SGDĐT-KT ngày 05/9/2026"
DAYS = "stages.receiving.days"


@pytest.fixture
def office(db: None) -> Organisation:
    return DepartmentFactory()


@pytest.fixture
def actor(office: Organisation) -> Actor:
    return acting(member(office, Role.DEPARTMENT_SPECIALIST), office)


def put(actor: Actor, office: Organisation, place: str, value: int | None, read_as: int = 0) -> RegimeChange:
    return set_value(actor=actor, office=office, name=TT57, wanted=Set(place, value, PAPER, read_as))


def test_days_hold_for_registrations_that_come_afterwards(db: None) -> None:
    world = make_registered(stage="checking")
    before = world.fresh()
    assert law_of(before).stage("receiving").days.value is None
    put(world.specialist(), world.department, DAYS, 5)
    assert world.fresh().due_on is None, "the stage it is at began before"
    moved = take_step(actor=world.officer(), case=before, act=Act.FORWARD, version=0)
    assert moved.due_on == due_day(timezone.localdate(), 5)
    value = law_of(moved).stage("receiving").days
    assert (value.value, value.legal_reference, value.by_office) == (5, PAPER, world.department.name)


def test_another_department_keeps_the_files_value(office: Organisation, actor: Actor) -> None:
    put(actor, office, SMALLEST, 7)
    assert law_for(office, TT57).body.smallest.value == 7
    assert law_for(CommuneFactory(under=office), TT57).body.smallest.value == 7
    for other in (DepartmentFactory(), MinistryFactory()):
        assert law_for(other, TT57).body.smallest == regime(TT57).body.smallest
    assert law_for(office, TT2018).body.smallest == regime(TT2018).body.smallest


def test_history_and_back_to_the_file(office: Organisation, actor: Actor) -> None:
    first = put(actor, office, DAYS, 5)
    second = put(actor, office, DAYS, 7, first.pk)
    with pytest.raises(Stale):
        restore_value(actor=actor, office=office, name=TT57, place=DAYS, read_as=first.pk)
    restore_value(actor=actor, office=office, name=TT57, place=DAYS, read_as=second.pk)
    assert law_for(office, TT57).stage("receiving").days == regime(TT57).stage("receiving").days
    rows = changes_of(office, TT57)[DAYS]
    assert [row.value for row in rows] == [7, 5]
    assert all(row.ended_at and row.by_name == actor.name for row in rows)
    with pytest.raises(Problem, match="giá trị của phần mềm"):
        restore_value(actor=actor, office=office, name=TT57, place=DAYS, read_as=0)
    codes = list(Entry.objects.order_by("id").values_list("action", flat=True))
    assert codes == ["regime.set", "regime.set", "regime.restored"]


def test_no_number_may_be_said_of_days(office: Organisation, actor: Actor) -> None:
    change = put(actor, office, "stages.response.days", 10)
    put(actor, office, "stages.response.days", None, change.pk)
    assert law_for(office, TT57).stage("response").days.value is None


@pytest.mark.parametrize(
    ("place", "value"),
    [(DAYS, 0), (DAYS, 401), (SMALLEST, 2), (SMALLEST, 27), (SMALLEST, 6), (SMALLEST, None), (LARGEST, 8), (LARGEST, 3)],
)  # fmt: skip
def test_numbers_that_cannot_be(office: Organisation, actor: Actor, place: str, value: int | None) -> None:
    with pytest.raises(Problem) as told:
        put(actor, office, place, value)
    assert told.value.field == "value"
    assert RegimeChange.objects.count() == 0


def test_an_even_number_is_lawful_where_the_regime_asks_for_no_odd_one(
    office: Organisation, actor: Actor
) -> None:
    set_value(actor=actor, office=office, name=TT2018, wanted=Set(SMALLEST, 6, PAPER))
    assert law_for(office, TT2018).body.smallest.value == 6


def test_smallest_and_largest_stay_in_order_when_one_goes_back(office: Organisation, actor: Actor) -> None:
    small = put(actor, office, SMALLEST, 3)
    put(actor, office, LARGEST, 3)
    with pytest.raises(Problem, match="lớn hơn"):
        restore_value(actor=actor, office=office, name=TT57, place=SMALLEST, read_as=small.pk)
    assert law_for(office, TT57).body.smallest.value == 3


@pytest.mark.parametrize("place", ["stages.recognised.days", "stages.khong.days", "body.odd", "", "x\0"])
def test_places_that_no_office_sets(office: Organisation, actor: Actor, place: str) -> None:
    with pytest.raises((NotHere, ValueError)):
        put(actor, office, place, 5)
    assert RegimeChange.objects.count() == 0


def test_an_unknown_regime(office: Organisation, actor: Actor) -> None:
    with pytest.raises(NotHere):
        set_value(actor=actor, office=office, name="khong-co", wanted=Set(DAYS, 5, PAPER))


@pytest.mark.parametrize("paper", ["", "  ", "x" * 401])
def test_the_paper_is_asked_for(office: Organisation, actor: Actor, paper: str) -> None:
    with pytest.raises(Problem) as told:
        set_value(actor=actor, office=office, name=TT57, wanted=Set(DAYS, 5, paper))
    assert told.value.field == "legal_reference"


def test_only_the_department_sets(office: Organisation) -> None:
    commune = CommuneFactory(under=office)
    specialist = member(office, Role.DEPARTMENT_SPECIALIST)
    for someone, where in (
        (acting(member(office, Role.DEPARTMENT_LEADER), office), office),
        (acting(member(commune, Role.COMMUNE_OFFICER), commune), commune),
        (acting(specialist, commune), commune),
        (acting(specialist, office), commune),
        (system_actor(commune.pk), commune),
    ):
        assert not may_set(someone, where)
        with pytest.raises(NotAllowed):
            put(someone, where, DAYS, 5)
    assert may_set(acting(specialist, office), office)
    assert department_of(commune) == office


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_officers_at_once() -> None:
    office = DepartmentFactory()
    actors = [acting(member(office, Role.DEPARTMENT_SPECIALIST), office) for _ in range(2)]
    results = together(*(lambda one=one: put(one, office, DAYS, 5) for one in actors))
    assert sorted(type(one).__name__ for one in results) == ["RegimeChange", "Stale"]
    assert RegimeChange.objects.filter(ended_at__isnull=True).count() == 1

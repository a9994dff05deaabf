"""Conditions in three values: what is not known is not unmet."""

import pytest
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.cases.conditions import (
    Condition,
    conditions_of,
    say_condition,
    years_of_data,
)
from minhdinh.appraisals.domain.cases.editing import mark_of
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.enums import ConditionState
from minhdinh.appraisals.models import CaseCondition
from minhdinh.assessments.models import RecordedAssessment
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Stale
from minhdinh.improvement.models import ImprovementPlan, Monitoring
from minhdinh.lib.school_year import shift
from tests.appraisals.registered import TT57, TT2018, World, make_registered
from tests.factories import acting

pytestmark = pytest.mark.django_db
UNKNOWN, MET, UNMET = ConditionState.UNKNOWN, ConditionState.MET, ConditionState.UNMET
FRESH = mark_of(UNKNOWN, "")


def conditions(world: World, level: int | None = 1) -> dict[str, Condition]:
    with scopes_disabled():
        case = world.fresh()
        return {one.rule.key: one for one in conditions_of(case, law_of(case), level)}


def recorded(world: World, back: int, *, completed: bool = True) -> None:
    with scopes_disabled():
        RecordedAssessment.objects.create(
            school=world.school, year=shift(world.fresh().year, -back), completed=completed
        )


def planned(world: World, back: int, monitorings: int = 1) -> None:
    with scopes_disabled():
        plan = ImprovementPlan.objects.create(
            school=world.school, year=shift(world.fresh().year, -back), first_approved_at=timezone.now()
        )
        for moment in ("mid_year", "year_end")[:monitorings]:
            Monitoring.objects.create(
                school=world.school,
                plan=plan,
                moment=moment,
                day=timezone.localdate(),
                result="x",
                assessor="y",
            )


def test_each_regime_has_its_conditions() -> None:
    assert list(conditions(make_registered(TT57))) == ["a", "b", "c", "d"]
    assert list(conditions(make_registered(TT2018))) == ["a", "c"]


def test_nothing_known_is_unknown_and_says_what_was_found() -> None:
    found = conditions(make_registered())["b"]
    assert found.state is UNKNOWN
    assert [line.split(":")[0] for line in found.found] == ["2024-2025", "2025-2026", "2026-2027"]
    assert "chưa có kết quả" in found.found[0]
    assert "đã hoàn thành tự đánh giá" in found.found[2]


def test_three_years_with_plans_and_monitorings_meet_it() -> None:
    world = make_registered()
    for back in (1, 2):
        recorded(world, back)
    for back in (0, 1, 2):
        planned(world, back, monitorings=2)
    found = conditions(world)["b"]
    assert found.state is MET
    assert "2 lần giám sát" in found.found[0]


@pytest.mark.parametrize("lacks", ["plan", "monitoring", "year"])
def test_a_gap_is_unknown(lacks: str) -> None:
    world = make_registered()
    recorded(world, 1)
    if lacks != "year":
        recorded(world, 2)
    planned(world, 0)
    planned(world, 1, monitorings=0 if lacks == "monitoring" else 1)
    if lacks != "plan":
        planned(world, 2)
    assert conditions(world)["b"].state is UNKNOWN


def test_a_year_that_a_list_calls_undone_is_unmet_unless_the_school_did_it_here() -> None:
    world = make_registered()
    recorded(world, 1, completed=False)
    assert conditions(world)["b"].state is UNMET
    with scopes_disabled():
        RecordedAssessment.objects.update(year=world.fresh().year)
        years = years_of_data(world.school.pk, world.fresh().year)
    assert years[-1].assessed is True
    assert conditions(world)["b"].state is UNKNOWN


@pytest.mark.parametrize(
    ("regime", "level", "state"),
    [
        (TT57, None, UNKNOWN),
        (TT57, 0, UNMET),
        (TT57, 1, MET),
        (TT57, 2, MET),
        (TT2018, 1, UNMET),
        (TT2018, 2, MET),
    ],
)
def test_the_level_against_the_wish(regime: str, level: int | None, state: ConditionState) -> None:
    assert conditions(make_registered(regime), level)["c"].state is state


def test_people_say_what_is_declared() -> None:
    world = make_registered()
    say_condition(
        actor=world.secretary(), case=world.fresh(), key="a", state=MET, note=" Khóa  2022–2026 ", mark=FRESH
    )
    found = conditions(world)["a"]
    assert (found.state, found.note) == (MET, "Khóa 2022–2026")
    assert found.said is not None
    assert found.said.said_by_name == world.secretary().name


def test_saying_over_somebody_elses_words_is_refused_and_shows_them() -> None:
    world = make_registered()
    case = world.fresh()
    say_condition(actor=world.secretary(), case=case, key="d", state=UNMET, note="Thiếu phòng.", mark=FRESH)
    with pytest.raises(Stale, match=r"Thiếu phòng\."):
        say_condition(actor=world.principal(), case=case, key="d", state=MET, note="Đủ.", mark=FRESH)
    assert conditions(world)["d"].note == "Thiếu phòng."


@pytest.mark.parametrize("key", ["b", "c", "z", ""])
def test_computed_and_unknown_conditions_are_not_said(key: str) -> None:
    world = make_registered()
    with pytest.raises(NotHere):
        say_condition(actor=world.secretary(), case=world.fresh(), key=key, state=MET, note="", mark=FRESH)


@pytest.mark.parametrize(("state", "note"), [("", ""), ("yes", ""), (MET, "x" * 1001)])
def test_hostile_words_are_refused(state: str, note: str) -> None:
    world = make_registered()
    with pytest.raises(Problem):
        say_condition(
            actor=world.secretary(), case=world.fresh(), key="a", state=state, note=note, mark=FRESH
        )
    with scopes_disabled():
        assert not CaseCondition.objects.exists()


def test_a_nul_is_dropped() -> None:
    world = make_registered()
    row = say_condition(
        actor=world.secretary(), case=world.fresh(), key="a", state=MET, note="Đủ\x00 khóa", mark=FRESH
    )
    assert row.note == "Đủ khóa"


def test_not_after_sending_and_not_by_others() -> None:
    world = make_registered(stage="checking")
    with pytest.raises(Problem, match="Hồ sơ đã gửi"):
        say_condition(actor=world.secretary(), case=world.fresh(), key="a", state=MET, note="", mark=FRESH)
    world.put("preparing")
    viewer = acting(world.user(world.school, Role.VIEWER), world.school)
    for actor in (viewer, world.specialist(), world.officer()):
        with pytest.raises(NotAllowed):
            say_condition(actor=actor, case=world.fresh(), key="a", state=MET, note="", mark=FRESH)

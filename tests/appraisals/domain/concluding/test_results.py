"""The result: the engine's on both sides, what the leader confirms, and when that no longer holds."""

import pytest

from minhdinh.access.actor import Actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.concluding.examined import examined
from minhdinh.appraisals.domain.concluding.queries import conclusions_of
from minhdinh.appraisals.domain.concluding.results import Results, confirm_result, results_of, worth
from minhdinh.appraisals.enums import BodyRole, Wish
from minhdinh.appraisals.rules.regimes import regime
from minhdinh.common.problems import NotAllowed, Problem, Stale
from tests.appraisals.concluded import REASON, conclude, confirm, make_concluding, write_report
from tests.appraisals.registered import TT57, TT2018, World

pytestmark = pytest.mark.django_db


def results(world: World) -> Results:
    with scopes_disabled():
        case = world.fresh()
        return results_of(case, examined(case), conclusions_of(case))


def say(
    world: World, level: int | None, reason: str = "", version: int = 0, actor: Actor | None = None
) -> None:
    with scopes_disabled():
        confirm_result(
            actor=actor or world.examiner(), case=world.fresh(), level=level, reason=reason, version=version
        )


@pytest.mark.parametrize(("name", "level"), [(TT57, 1), (TT57, 2), (TT2018, 1)])
def test_the_same_engine_judges_both_sides(name: str, level: int) -> None:
    world = make_concluding(name, level=level)
    write_report(world, level)
    found = results(world)
    assert found.own.level == found.held.level == level
    assert found.own.reasons == found.held.reasons
    with scopes_disabled():
        assert examined(world.fresh()).dossier["result"] == found.own.as_json()


def test_one_mandatory_criterion_takes_the_level_away() -> None:
    world = make_concluding(TT57, level=1)
    write_report(world, 1)
    conclude(world, "1.3", 0, reason=REASON)
    found = results(world)
    assert (found.own.level, found.held.level) == (1, 0)
    assert any("1.3" in one for one in found.held.reasons)


def test_an_open_criterion_leaves_the_result_open() -> None:
    world = make_concluding(TT57)
    conclude(world, "1.1")
    assert results(world).held.level is None
    with pytest.raises(Problem, match="chưa có mức"):
        say(world, 1)


def test_nothing_is_concluded_by_itself() -> None:
    world = make_concluding()
    write_report(world)
    assert results(world).confirmed is None


def test_another_result_needs_a_reason() -> None:
    world = make_concluding()
    write_report(world, 1)
    with pytest.raises(Problem, match="lý do"):
        say(world, 0)
    say(world, 0, REASON)
    kept = results(world).confirmed
    assert kept is not None
    assert (kept.level, kept.reason, kept.is_fresh) == (0, REASON, True)


@pytest.mark.parametrize("level", [None, 9, -1])
def test_a_result_that_the_set_does_not_know(level: int | None) -> None:
    world = make_concluding()
    write_report(world)
    with pytest.raises(Problem, match="chọn kết quả"):
        say(world, level, REASON)


def test_a_level_changed_afterwards_makes_it_stale_and_the_same_level_fresh_again() -> None:
    world = make_concluding()
    write_report(world, 1)
    confirm(world)
    conclude(world, "1.1", 0, reason=REASON)
    kept = results(world).confirmed
    assert kept is not None
    assert not kept.is_fresh
    conclude(world, "1.1", 1, strengths="Chỉ đổi chữ")
    kept = results(world).confirmed
    assert kept is not None
    assert kept.is_fresh


def test_only_the_leading_confirm_and_on_the_newest_version() -> None:
    world = make_concluding()
    write_report(world)
    for actor in (world.examiner(BodyRole.MEMBER), world.principal(), world.specialist()):
        with pytest.raises(NotAllowed):
            say(world, 1, actor=actor)
    say(world, 1)
    with pytest.raises(Stale):
        say(world, 1)
    say(world, 1, version=1, actor=world.examiner(BodyRole.SECRETARY))


@pytest.mark.parametrize(
    ("name", "wish", "level", "expected"),
    [
        (TT57, Wish.NATIONAL_STANDARD, 1, (None, 1)),
        (TT57, Wish.NATIONAL_STANDARD, 2, (None, 2)),
        (TT57, Wish.NATIONAL_STANDARD, 0, (None, None)),
        (TT2018, Wish.BOTH, 1, (1, None)),
        (TT2018, Wish.BOTH, 3, (3, 2)),
        (TT2018, Wish.ACCREDITATION, 4, (4, None)),
        (TT2018, Wish.NATIONAL_STANDARD, 2, (None, 1)),
    ],
)
def test_what_a_level_is_worth(
    name: str, wish: Wish, level: int, expected: tuple[int | None, int | None]
) -> None:
    assert worth(regime(name), wish, level) == expected

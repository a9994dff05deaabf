"""What a team or council has to be; the division of criteria."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.appraisals.enums import BodyRole
from minhdinh.appraisals.rules.bodies import Seat, composition, divide_evenly, names_of
from minhdinh.appraisals.rules.regimes import BodyRules, Value, regime

CRITERIA = ("thcs:1.1", "thcs:1.3", "thcs:2.3")


def rules(name: str = "tt57-2026", **changes: object) -> BodyRules:
    return replace(regime(name).body, **changes)  # type: ignore[arg-type]


def seats(count: int = 5, **changes: object) -> list[Seat]:
    roles = [BodyRole.LEADER, BodyRole.SECRETARY, *[BodyRole.MEMBER] * (count - 2)]
    made = [
        Seat(number, f"Người {number}", role, CRITERIA, trained=True) for number, role in enumerate(roles)
    ]
    return [*made[:-1], replace(made[-1], **changes)]  # type: ignore[arg-type]


def keys(found: list[object]) -> dict[str, bool]:
    return {one.key: one.refuses for one in found}  # type: ignore[attr-defined]


def test_a_whole_body_has_nothing_against_it() -> None:
    assert composition(rules(), seats(), CRITERIA) == []
    assert composition(rules("tt-2018"), seats(6), CRITERIA) == []


@pytest.mark.parametrize("role", [BodyRole.LEADER, BodyRole.SECRETARY])
def test_exactly_one_leader_and_one_secretary(role: BodyRole) -> None:
    for wrong in (
        [*seats(), replace(seats()[0], user_id=9, role=role)],
        [one for one in seats() if one.role != role],
    ):
        assert keys(composition(rules(), wrong, CRITERIA))[f"one-{role}"] is True


def test_what_the_law_is_unsure_of_is_only_said() -> None:
    assert keys(composition(rules(), seats(4), CRITERIA)) == {"small": False, "odd": False}
    sure = rules(smallest=Value(5, "Điều 9", "high"), largest=Value(3, "văn bản của Sở", "office", "Sở"))
    assert keys(composition(sure, seats(4), CRITERIA)) == {"small": True, "large": True, "odd": False}
    unknown = rules(smallest=Value(None, "", "high"), odd=False)
    assert composition(unknown, seats(2), CRITERIA) == []


def test_training_by_the_regime() -> None:
    untrained = seats(trained=False)
    assert composition(rules(), untrained, CRITERIA) == []
    (found,) = composition(rules("tt-2018"), untrained, CRITERIA)
    assert (found.refuses, found.overrulable, found.user_id) == (True, True, 4)
    assert "Điều 30" in found.legal_reference
    doubtful = rules("tt-2018", trained=Value(1, "chưa chắc", "medium"))
    assert keys(composition(doubtful, untrained, CRITERIA)) == {"trained-4": False}


def test_one_person_once_and_only_known_roles() -> None:
    assert keys(composition(rules(), seats(user_id=0), CRITERIA))["twice"] is True
    assert keys(composition(rules(), seats(role="vua"), CRITERIA))["role"] is True


def test_no_criterion_without_somebody() -> None:
    bare = [replace(one, criteria=()) for one in seats()]
    (found,) = composition(rules(), bare, CRITERIA)
    assert (found.key, found.refuses) == ("undivided", True)
    assert "1.1, 1.3, 2.3" in found.text
    assert keys(composition(rules(), seats(criteria=("thcs:9.9",)), CRITERIA)) == {"unknown": True}


def test_names_carry_the_track_only_where_there_are_several() -> None:
    assert names_of(["thcs:1.1", "thcs:1.3"]) == "1.1, 1.3"
    assert names_of(["primary:1.1", "thcs:1.1"]) == "primary 1.1, thcs 1.1"


@given(st.integers(0, 60), st.integers(0, 30))
def test_an_even_division_is_whole_and_even(count: int, people: int) -> None:
    criteria = [f"x:{number}" for number in range(count)]
    shares = divide_evenly(criteria, list(range(people)))
    if not people:
        assert shares == {}
        return
    assert [key for person in range(people) for key in shares[person]] == criteria
    sizes = [len(one) for one in shares.values()]
    assert max(sizes) - min(sizes) <= 1

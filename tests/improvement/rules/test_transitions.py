import pytest

from minhdinh.improvement.enums import ENDED, ActionState
from minhdinh.improvement.rules.transitions import NEXT, WITH_REASON, may_follow, reopens

S = ActionState


def test_every_state_is_known() -> None:
    assert set(NEXT) == set(S)


@pytest.mark.parametrize("state", list(S))
def test_a_report_without_a_change_is_always_possible(state: S) -> None:
    assert may_follow(state, state)


@pytest.mark.parametrize("state", [one for one in S if one != S.NOT_STARTED])
def test_nothing_goes_back_to_not_begun(state: S) -> None:
    assert not may_follow(state, S.NOT_STARTED)


@pytest.mark.parametrize("state", sorted(ENDED))
def test_what_ended_only_goes_on_as_under_way(state: S) -> None:
    assert {other for other in S if may_follow(state, other) and other != state} == {S.DOING}
    assert reopens(state, S.DOING)
    assert not reopens(state, state)


@pytest.mark.parametrize(("before", "after"), [("", "doing"), ("doing", "king"), ("king", "doing")])
def test_unknown_states_follow_nothing(before: str, after: str) -> None:
    assert not may_follow(before, after)


def test_what_is_stuck_or_given_up_needs_a_reason() -> None:
    assert {S.BLOCKED, S.NOT_DONE} == WITH_REASON

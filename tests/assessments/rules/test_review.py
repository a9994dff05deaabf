import itertools

import pytest

from minhdinh.assessments.enums import SheetState
from minhdinh.assessments.rules.review import (
    MOVES,
    ORDER,
    RANKS,
    REVIEWERS_MOVES,
    WRITERS_MOVES,
    Stand,
    in_order,
    rank_needed,
    settled_step,
    target,
)

CHAINS = [list(one) for size in range(4) for one in itertools.combinations(ORDER, size)]


def stands(chain: list[str]) -> list[Stand]:
    waiting = [Stand("waiting", step) for step in chain or [""]]
    return [Stand(state) for state in SheetState.values if state != "waiting"] + waiting


def test_every_move_is_a_writers_or_a_reviewers() -> None:
    assert set(MOVES) == WRITERS_MOVES | REVIEWERS_MOVES
    assert not WRITERS_MOVES & REVIEWERS_MOVES
    assert [RANKS[step] for step in ORDER] == [1, 2, 3]


@pytest.mark.parametrize("chain", CHAINS)
def test_every_stand_with_every_move(chain: list[str]) -> None:
    for stand, move in itertools.product(stands(chain), MOVES):
        assert target(chain, stand, move) == expected(chain, stand, move), (stand, move)


def expected(chain: list[str], stand: Stand, move: str) -> Stand | None:
    """Say the same in other words: a table by state, with the place in the chain counted."""
    place = chain.index(stand.step) if stand.step in chain else None
    after = {
        ("hand_in", "drafting"): Stand("waiting", chain[0] if chain else ""),
        ("hand_in", "needs_work"): Stand("waiting", chain[0] if chain else ""),
        ("take_back", "waiting"): Stand("drafting"),
        ("return", "waiting"): Stand("needs_work"),
        ("return", "approved"): Stand("needs_work"),
    }
    if not chain:
        after |= {("approve", "waiting"): Stand("approved"), ("approve", "drafting"): Stand("approved")}
    elif place == len(chain) - 1:
        after["approve", "waiting"] = Stand("approved")
    elif place is not None:
        after["pass_on", "waiting"] = Stand("waiting", chain[place + 1])
    return after.get((move, stand.state))


@pytest.mark.parametrize("chain", [chain for chain in CHAINS if chain])
def test_every_chain_ends_in_an_approval_after_as_many_steps(chain: list[str]) -> None:
    stand = target(chain, Stand("drafting"), "hand_in")
    passed = 0
    while stand is not None and (following := target(chain, stand, "pass_on")) is not None:
        stand, passed = following, passed + 1
    assert passed == len(chain) - 1
    assert stand is not None
    assert target(chain, stand, "approve") == Stand("approved")


def test_steps_that_nobody_takes_are_skipped_but_the_last() -> None:
    chain = list(ORDER)
    assert target(chain, Stand("drafting"), "hand_in", {"group_lead"}) == Stand("waiting", "secretary")
    assert target(chain, Stand("drafting"), "hand_in", set(ORDER)) == Stand("waiting", "chair")
    assert target(chain, Stand("waiting", "group_lead"), "pass_on", {"secretary"}) == Stand(
        "waiting", "chair"
    )
    assert target(["group_lead"], Stand("drafting"), "hand_in", {"group_lead"}) == Stand(
        "waiting", "group_lead"
    )


def test_the_rank_that_reviewing_takes() -> None:
    chain = list(ORDER)
    assert [rank_needed(chain, Stand("waiting", step)) for step in chain] == [1, 2, 3]
    assert rank_needed(chain, Stand("approved")) == 3
    assert rank_needed(["group_lead"], Stand("approved")) == 1
    assert rank_needed([], Stand("waiting")) == rank_needed([], Stand("approved")) == 2


@pytest.mark.parametrize(
    ("chain", "step", "settled"),
    [
        (["secretary", "chair"], "group_lead", "secretary"),
        (["group_lead"], "chair", "group_lead"),
        (["group_lead", "chair"], "secretary", "chair"),
        (["group_lead", "chair"], "", "group_lead"),
        ([], "chair", ""),
    ],
)
def test_where_a_waiting_sheet_goes_on(chain: list[str], step: str, settled: str) -> None:
    assert settled_step(chain, step) == settled


def test_steps_stand_in_the_order_of_the_review() -> None:
    assert in_order(["chair", "group_lead", "chair", "nobody"]) == ["group_lead", "chair"]
    assert in_order([]) == []

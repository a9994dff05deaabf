"""Proposals and plans as plain values."""

import datetime as dt
import json
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.organisations.domain.reorganisation import Move, Plan, Proposal, RoleMove, Successor, Target
from minhdinh.organisations.enums import HandOver, SuccessionForm
from minhdinh.organisations.models import Organisation

DAY = dt.date(2025, 7, 1)
OLD = Organisation(pk=1, code="xa-1", name="Xã Một")
OTHER = Organisation(pk=2, code="xa-2", name="Xã Hai")
MADE = Target(code="xa-3", name="Xã Ba", kind="commune")
PASSES = RoleMove(1, "Nguyễn Văn Mẫu", "mau", "commune_officer", "xa-1", "commune_officer", "xa-3")
ENDS = RoleMove(2, "Trần Thị Mẫu", "tran", "cross_reviewer", "xa-1")
PLAN = Plan(
    form="merge",
    day="2025-07-01",
    successors=(Successor("xa-3", "Xã Ba", "commune", "so", is_new=True),),
    closing=(("xa-1", "Xã Một"),),
    moves=(Move(7, "t-1", "Trường Một", "managing", "xa-1", "xa-3"),),
    roles=(PASSES, ENDS),
)
words = st.text(max_size=12)


def proposal(*olds: Organisation, targets: tuple[Target, ...] = (MADE,)) -> Proposal:
    return Proposal(SuccessionForm.MERGE, olds, targets, DAY, "QĐ mẫu")


def test_the_first_target_is_the_main_one() -> None:
    second = Target(code="xa-4", name="Xã Bốn")
    assert proposal(OLD, targets=(second, MADE)).main is second
    assert proposal(OLD).people == HandOver.PASS


@pytest.mark.parametrize(
    ("olds", "targets", "alone"),
    [
        ((OLD,), (MADE,), True),
        ((OLD, OTHER), (MADE,), False),
        ((OLD,), (MADE, Target(code="xa-4")), False),
        ((OLD,), (Target(code="xa-2", organisation=OTHER),), False),
    ],
)
def test_one_takes_one_others_place(
    olds: tuple[Organisation, ...], targets: tuple[Target, ...], alone: bool
) -> None:
    assert proposal(*olds, targets=targets).alone is alone


def test_a_plan_says_who_passes_and_who_ends() -> None:
    assert (PLAN.passing, PLAN.ending) == ([PASSES], [ENDS])
    assert (PASSES.role_label, PASSES.new_label) == ("Công chức cấp xã phụ trách giáo dục",) * 2
    assert (ENDS.role_label, ENDS.new_label) == ("Người kiểm tra chéo", "")


def test_a_plan_is_plain_data() -> None:
    shown = json.loads(json.dumps(PLAN.as_json()))
    assert shown["moves"][0] == {
        "edge": 7,
        "child": "t-1",
        "name": "Trường Một",
        "relation": "managing",
        "former": "xa-1",
        "successor": "xa-3",
    }
    assert shown["refused"] == []
    assert shown["fingerprint"] == PLAN.fingerprint
    with pytest.raises(FrozenInstanceError):
        PLAN.day = "2025-07-02"  # type: ignore[misc]


@pytest.mark.parametrize(
    "change",
    [
        {"day": "2025-07-02"},
        {"moves": ()},
        {"closing": ()},
        {"roles": (PASSES,)},
        {"roles": (replace(PASSES, held=True), ENDS)},
        {"delegations": ((1, "x"),)},
        {"stays": ("x",)},
        {"refused": ("x",)},
        {"successors": (replace(PLAN.successors[0], name="Xã Bốn"),)},
    ],
)
def test_whatever_differs_changes_the_fingerprint(change: dict[str, object]) -> None:
    assert replace(PLAN, **change).fingerprint != PLAN.fingerprint  # type: ignore[arg-type]


@given(st.lists(words, max_size=4), st.lists(words, max_size=4))
def test_equal_plans_have_equal_fingerprints_and_others_have_not(one: list[str], other: list[str]) -> None:
    first, second = replace(PLAN, stays=tuple(one)), replace(PLAN, stays=tuple(other))
    assert (first.fingerprint == second.fingerprint) is (one == other)

"""Guards tell everything that stands in the way at once; effects follow in their order."""

from collections import defaultdict
from collections.abc import Iterator

import pytest

from minhdinh.appraisals.domain.cases import guards
from minhdinh.appraisals.enums import Act
from minhdinh.appraisals.models import Case
from minhdinh.common.problems import Problem, Problems


@pytest.fixture(autouse=True)
def _empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "_guards", defaultdict(list))
    monkeypatch.setattr(guards, "_effects", defaultdict(list))


def no_letter(_case: Case) -> Iterator[Problem]:
    yield Problem("Chưa có công văn.")


def no_level(_case: Case) -> Iterator[Problem]:
    yield Problem("Chưa ghi mức.")


def test_everything_is_told_at_once_and_registered_once() -> None:
    for guard in (no_letter, no_level, no_letter):
        guards.register_guard(Act.SEND, guard)
    with pytest.raises(Problems) as told:
        guards.check(Case(), Act.SEND)
    assert told.value.message == "Chưa có công văn.\nChưa ghi mức."
    assert len(guards.obstacles(Case(), Act.SEND)) == 2


def test_another_act_is_not_asked() -> None:
    guards.register_guard(Act.SEND, no_letter)
    guards.check(Case(), Act.ACCEPT)
    assert guards.obstacles(Case(), Act.ACCEPT) == []


def test_effects_follow_in_their_order_and_once() -> None:
    done: list[str] = []

    def first(case: Case) -> None:
        done.append(f"first {case.year}")

    def second(case: Case) -> None:
        done.append(f"second {case.year}")

    for effect in (first, second, first):
        guards.register_effect(Act.FORM, effect)
    guards.follow(Case(year="2026-2027"), Act.FORM)
    guards.follow(Case(year="2026-2027"), Act.STOP)
    assert done == ["first 2026-2027", "second 2026-2027"]

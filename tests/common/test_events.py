from dataclasses import dataclass

import pytest
from django.db import transaction

from minhdinh.common.events import Event, publish, subscribe


@dataclass(frozen=True, slots=True)
class Rang(Event):
    times: int


@dataclass(frozen=True, slots=True)
class RangTwice(Rang):
    """Another event, though it looks alike."""


heard: list[int] = []


def hear(event: Rang) -> None:
    heard.append(event.times)


@pytest.fixture(autouse=True)
def _subscribed() -> None:
    heard.clear()
    subscribe(Rang, hear)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_heard_after_the_commit_only() -> None:
    with transaction.atomic():
        publish(Rang(3))
        assert heard == []
    assert heard == [3]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_not_heard_when_rolled_back() -> None:
    with transaction.atomic():
        publish(Rang(3))
        transaction.set_rollback(True)
    assert heard == []


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_heard_at_once_outside_a_transaction() -> None:
    publish(Rang(1))
    publish(Rang(2))
    assert heard == [1, 2]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_subscribing_twice_is_once() -> None:
    subscribe(Rang, hear)
    publish(Rang(5))
    assert heard == [5]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_only_its_own_class_is_heard() -> None:
    publish(RangTwice(7))
    assert heard == []

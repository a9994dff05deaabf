"""Rooms above that go along with merges."""

from collections.abc import Iterator

import pytest

from minhdinh.access.actor import Actor
from minhdinh.evidence.moves import following
from minhdinh.evidence.moves.following import Follower, followers, locks_of, places_of, register_follower
from minhdinh.evidence.moves.undoing import undo_merge
from tests.evidence.factories import House, make_item
from tests.evidence.moves.test_merging import merge


class Keeper:
    """A room that keeps one id and remembers what it was told."""

    def __init__(self, item: int) -> None:
        self.item = item
        self.asked: list[bool] = []

    def locks(self, _school: int, items: object, held: bool) -> list[str]:
        self.asked.append(held)
        return ["Đang khóa."] if items is None else []

    def places(self, item: int) -> list[str]:
        return ["ngăn kéo"] if item == self.item else []

    def follow(self, _actor: Actor, gone: int, survivor: int) -> dict[str, int]:
        before, self.item = self.item, survivor if self.item == gone else self.item
        return {"before": before}

    def unfollow(self, _actor: Actor, _gone: int, _survivor: int, moved: dict[str, int]) -> list[str]:
        self.item = moved["before"]
        return ["một tờ ở lại"]


@pytest.fixture
def registered() -> Iterator[None]:
    """Take back what a test registers."""
    before = dict(following._followers)
    yield
    following._followers.clear()
    following._followers.update(before)


def test_the_rooms_of_the_program_are_registered_once() -> None:
    names = [one.name for one in followers()]
    assert {"assessments", "improvement", "collecting"} <= set(names)
    assert len(names) == len(set(names))


@pytest.mark.django_db
@pytest.mark.usefixtures("all_scopes", "registered")
def test_a_room_is_asked_goes_along_and_comes_back(house: House, secretary: Actor) -> None:
    gone, survivor = make_item(house), make_item(house)
    keeper = Keeper(gone.pk)
    register_follower(
        Follower(
            name="keeper",
            follow=keeper.follow,
            unfollow=keeper.unfollow,
            locks=keeper.locks,
            places=keeper.places,
        )
    )
    assert places_of(gone.pk) == ["ngăn kéo"]
    row = merge(gone, survivor, secretary)
    assert (keeper.item, row.moved["rooms"]["keeper"]) == (survivor.pk, {"before": gone.pk})
    assert undo_merge(actor=secretary, merge=row) == ["một tờ ở lại"]
    assert keeper.item == gone.pk
    assert keeper.asked == [True, True]
    assert locks_of(house.school.pk) == ["Đang khóa."]
    assert locks_of(house.school.pk, [gone.pk]) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("all_scopes", "registered")
def test_a_room_that_only_goes_along_locks_nothing_and_tells_no_place(house: House, secretary: Actor) -> None:
    gone, survivor = make_item(house), make_item(house)
    keeper = Keeper(gone.pk)
    before = (locks_of(house.school.pk), places_of(gone.pk))
    register_follower(Follower(name="keeper", follow=keeper.follow, unfollow=keeper.unfollow))
    assert (locks_of(house.school.pk), places_of(gone.pk)) == before
    row = merge(gone, survivor, secretary)
    assert keeper.item == survivor.pk
    assert undo_merge(actor=secretary, merge=row) == ["một tờ ở lại"]
    assert keeper.asked == []

"""What other rooms do when items become one: each says what stands in the way and moves what it holds of the item."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from minhdinh.access.actor import Actor

Moved = dict[str, Any]


def _unlocked(_school_id: int, _items: Sequence[int] | None, _held: bool) -> list[str]:  # noqa: FBT001 (a hook)
    """Nothing of such a room stands in the way: it names items and prints no code in a paper that waits."""
    return []


def _nowhere(_item: int) -> list[str]:
    """Nothing of such a room is told as a place."""
    return []


def _apart(_later: Moved, _earlier: Moved, _same_survivor: bool) -> bool:  # noqa: FBT001 (the shape of a hook)
    """Each merge of such a room stands for itself: rows go over and come back one by one."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Follower:
    """A room above that keeps ids of items.

    ``locks(school_id, items, held)`` returns a sentence for each thing in which these items (None: any) must not change
    now, ``held`` keeps the answer true until the transaction ends. ``places(item)`` says in words where an item stands.
    ``follow(actor, gone, survivor)`` moves what is held from one id to the other inside the caller's transaction and
    returns plain data with which ``unfollow`` moves back what nobody has changed since; that returns, in words, what
    stays with the survivor. ``rests_on(later, earlier, same_survivor)`` compares what ``follow`` returned for two merges
    and tells whether the earlier one must not be undone while the later one stands.
    """

    name: str
    follow: Callable[[Actor, int, int], Moved]
    unfollow: Callable[[Actor, int, int, Moved], list[str]]
    locks: Callable[[int, Sequence[int] | None, bool], list[str]] = _unlocked
    places: Callable[[int], list[str]] = _nowhere
    rests_on: Callable[[Moved, Moved, bool], bool] = _apart


_followers: dict[str, Follower] = {}


def register_follower(follower: Follower) -> None:
    """Let a room above go along with every merge; registering again replaces."""
    _followers[follower.name] = follower


def followers() -> list[Follower]:
    """Return the registered rooms in the order in which they came."""
    return list(_followers.values())


def locks_of(school_id: int, items: Sequence[int] | None = None, *, held: bool = False) -> list[str]:
    """Return why the codes of these items (None: of any item of the school) must not change now; empty if they may."""
    return [sentence for one in followers() for sentence in one.locks(school_id, items, held)]


def places_of(item: int) -> list[str]:
    """Return in words where rooms above name an item."""
    return [place for one in followers() for place in one.places(item)]

from __future__ import annotations

from typing import Protocol

from minhdinh.audit.models import Entry
from minhdinh.audit.registry import action, masked


class Doer(Protocol):
    """Whoever acts; `access.actor.Actor` is one."""

    @property
    def user_id(self) -> int | None:
        """The person, None for the system."""

    @property
    def name(self) -> str:
        """The name as it is recorded."""

    @property
    def organisation_id(self) -> int | None:
        """The organisation acted upon."""

    @property
    def home_id(self) -> int | None:
        """The organisation whose member the person is."""


def record(*, actor: Doer, code: str, target: str = "", **data: object) -> Entry:
    """Append an audit entry inside the caller's transaction.

    ``target`` names the thing as ``room.Model:id``; ``data`` holds plain JSON values for the sentence.
    Raises UnknownActionError for an action nobody registered.
    """
    return Entry.objects.create(
        user_id=actor.user_id,
        actor_name=actor.name,
        organisation_id=actor.organisation_id,
        home_id=actor.home_id,
        action=action(code).code,
        target=target,
        data=masked(data),
    )

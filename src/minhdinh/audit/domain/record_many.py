"""Many audit entries at once, for verbs that touch thousands of organisations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from minhdinh.audit.domain.record import Doer
from minhdinh.audit.models import Entry
from minhdinh.audit.registry import action, masked

BATCH = 500


@dataclass(frozen=True, slots=True)
class Line:
    """What is recorded of one organisation."""

    organisation_id: int
    code: str
    target: str = ""
    data: dict[str, object] = field(default_factory=dict)


def record_many(*, actor: Doer, lines: Iterable[Line]) -> None:
    """Append one entry a line inside the caller's transaction, each in the record of its own organisation.

    The actor's organisation becomes the home of the entries. Raises UnknownActionError for an action nobody
    registered.
    """
    Entry.objects.bulk_create(
        (
            Entry(
                user_id=actor.user_id,
                actor_name=actor.name,
                organisation_id=line.organisation_id,
                home_id=actor.home_id or actor.organisation_id,
                action=action(line.code).code,
                target=line.target,
                data=masked(line.data),
            )
            for line in lines
        ),
        batch_size=BATCH,
    )

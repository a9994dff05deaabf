"""Somebody who is asked to collect, and what is asked."""

from typing import Any

from minhdinh.access.actor import Actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence.collecting.asking import Asked, ask_to_collect
from minhdinh.evidence.models import Collecting
from tests.evidence.factories import House


def asked_of(person_id: int | None, what: str = "Sổ họp tổ Toán", **values: Any) -> Asked:
    return Asked(what=what, collector_id=person_id or 0, **values)


def make_collecting(house: House, actor: Actor, collector: Actor, **values: Any) -> Collecting:
    """Return what ``actor`` asks ``collector`` to collect for criterion 1.3."""
    given = {"criterion": "1.3", "track": house.track, **values}
    with scopes_disabled():
        return ask_to_collect(
            actor=actor,
            school=house.school,
            assessment_id=house.assessment.pk,
            asked=asked_of(collector.user_id, **given),
        )

"""Where carried texts came from and who answered for them, as it leaves a server and as it arrives on another."""

from __future__ import annotations

from collections.abc import Mapping

from minhdinh.assessments.models import CarriedText, Passage, SelfAssessment
from minhdinh.exchange import rows
from minhdinh.exchange.references import References, key_of
from minhdinh.exchange.rows import Row, plain, values


def carried_part(assessment: SelfAssessment, people: References) -> Row:
    """Return the sources of the texts of a self-assessment; the revision of another year stays behind, its words go."""
    found = CarriedText.objects.filter(passage__assessment=assessment).select_related("passage")
    return {
        "carried": [
            {
                **plain(one, rows.CARRIED),
                "slot": one.passage.slot,
                "carried_by": people.of(one.carried_by_id),
                "confirmed_by": people.of(one.confirmed_by_id),
            }
            for one in found.order_by("passage__slot", "id")
        ]
    }


def write_carried(assessment: SelfAssessment, content: Row, people: Mapping[str, int]) -> None:
    """Write the sources and mark the texts that nobody answered for; packages older than them bring none."""
    passages = {row.slot: row for row in Passage.objects.filter(assessment=assessment)}
    waiting: set[int] = set()
    made: list[CarriedText] = []
    for entry in content.get("carried", []):
        passage = passages[entry["slot"]]
        made.append(
            CarriedText(
                school_id=assessment.school_id,
                passage=passage,
                carried_by_id=key_of(people, entry["carried_by"]),
                confirmed_by_id=key_of(people, entry["confirmed_by"]),
                **values(CarriedText, entry, rows.CARRIED),
            )
        )
        if entry["confirmed_at"] is None:
            waiting.add(passage.pk)
    CarriedText.objects.bulk_create(made)
    Passage.objects.filter(pk__in=waiting).update(inherited=True)

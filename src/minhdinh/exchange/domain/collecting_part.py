"""Who collects what for a year, as it leaves a server and as it arrives; younger than the format."""

from __future__ import annotations

from collections.abc import Mapping

from minhdinh.assessments.models import SelfAssessment
from minhdinh.evidence.models import Collecting
from minhdinh.exchange import rows
from minhdinh.exchange.references import References, key_of
from minhdinh.exchange.rows import Row, plain, values

PEOPLE = ("collector", "keeper", "state_by")


def collecting_part(assessment: SelfAssessment, people: References, items: References) -> Row:
    """Return what was asked for in a year, oldest first, with what was withdrawn; nothing where nothing was."""
    found = Collecting.objects.filter(assessment_id=assessment.pk).order_by("id")
    entries = [
        {
            **plain(one, rows.COLLECTING),
            "item": items.of(one.item_id),
            **{name: people.of(getattr(one, f"{name}_id")) for name in PEOPLE},
        }
        for one in found
    ]
    return {"collectings": entries} if entries else {}


def write_collectings(
    assessment: SelfAssessment, content: Row, people: Mapping[str, int], items: Mapping[str, int]
) -> None:
    """Write what is collected; older packages bring none. Raises KeyError for what a package names and lacks."""
    for entry in content.get("collectings", []):
        fields: Row = {
            "school_id": assessment.school_id,
            "assessment_id": assessment.pk,
            "item_id": key_of(items, entry["item"]),
            **{f"{name}_id": key_of(people, entry[name]) for name in PEOPLE},
            **values(Collecting, entry, rows.COLLECTING),
        }
        Collecting.objects.create(**fields)

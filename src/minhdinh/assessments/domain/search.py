"""Finding criteria, evidence and pages of a year by words without diacritics."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.queries import sheets_of
from minhdinh.assessments.models import SelfAssessment
from minhdinh.evidence.domain.queries import ItemFilter, list_items, visible_to
from minhdinh.lib.text import fold

LIMIT = 8


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found."""

    label: str
    url: str
    note: str


def find(actor: Actor, assessment: SelfAssessment, text: str) -> list[Found]:
    """Return what the actor may see and the words name; nothing for an empty text."""
    words = fold(text).split()
    if not words:
        return []
    found: list[Found] = []
    base = {"code": assessment.school.code, "year": assessment.year}
    if actor.can(Permission.SHEET_VIEW):
        found += _criteria(assessment, words, base)
    if actor.can(Permission.EVIDENCE_VIEW):
        found += _items(actor, assessment, text, base)
    return found


def _items(actor: Actor, assessment: SelfAssessment, text: str, base: dict[str, str]) -> list[Found]:
    rows = list_items(assessment.school_id, ItemFilter(text=text), timezone.localdate())
    return [
        Found(
            f"{item.label} {item.name}",
            reverse("evidence:item", kwargs={**base, "item_id": item.pk}),
            "Minh chứng",
        )
        for item in rows.filter(visible_to(actor))[:LIMIT]
    ]


def _criteria(assessment: SelfAssessment, words: list[str], base: dict[str, str]) -> list[Found]:
    """Return the criteria that the words name; of several cấp học each criterion's stand together and can be named."""
    catalogue = assessment.standard_set.catalogue
    sheets = sorted(sheets_of(assessment), key=lambda one: (one.position, one.track.position))
    several = len({sheet.track_id for sheet in sheets}) > 1
    found = []
    for sheet in sheets:
        title = catalogue.criterion(sheet.criterion).title
        text = fold(f"{sheet.criterion} {title} {sheet.track if several else ''}")
        if all(word in text for word in words):
            url = reverse(
                "assessments:sheet",
                kwargs={**base, "track": sheet.track.education_level, "criterion": sheet.criterion},
            )
            found.append(Found(f"{sheet.criterion} {title}", url, f"Tiêu chí · {sheet.track}"))
    return found[:LIMIT]

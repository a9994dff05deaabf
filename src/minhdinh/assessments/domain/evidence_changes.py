"""When evidence changes, the sheets that stand on it are counted again."""

from __future__ import annotations

from minhdinh.access.actor import Actor
from minhdinh.access.scope import school_scope
from minhdinh.assessments.domain.support import recount
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import SelfAssessment, Sheet
from minhdinh.evidence.events import EvidenceChanged
from minhdinh.evidence.models import Citation, EvidenceUse


def on_evidence_changed(event: EvidenceChanged) -> None:
    """Recount the open sheets that use or cite the items; withdrawn levels are recorded under the person's name."""
    actor = Actor(event.user_id, event.user_name, event.school_id)
    with school_scope(event.school_id):
        places: set[tuple[int, str, str]] = set()
        for model in (EvidenceUse, Citation):
            rows = model.objects.filter(item_id__in=event.item_ids).exclude(criterion="")
            places |= set(rows.values_list("assessment_id", "track", "criterion"))
        _recount(actor, places)


def _recount(actor: Actor, places: set[tuple[int, str, str]]) -> None:
    touched = {assessment_id for assessment_id, _track, _criterion in places}
    drafts = SelfAssessment.objects.filter(pk__in=touched, state=State.DRAFT).select_related("standard_set")
    for assessment in drafts.order_by("pk"):
        sheets = [
            sheet
            for sheet in Sheet.objects.filter(assessment=assessment).select_related("track")
            if (assessment.pk, sheet.track.education_level, sheet.criterion) in places
        ]
        recount(actor, assessment, sheets)

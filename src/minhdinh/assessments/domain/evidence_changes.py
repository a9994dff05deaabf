"""When evidence changes, the sheets that stand on it are counted again."""

from __future__ import annotations

from django.db import transaction

from minhdinh.access.actor import Actor
from minhdinh.access.scope import school_scope
from minhdinh.assessments import actions
from minhdinh.assessments.domain.support import refresh_sheet
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import Sheet
from minhdinh.audit.domain.record import record
from minhdinh.evidence.events import EvidenceChanged
from minhdinh.evidence.models import Citation, EvidenceUse


def on_evidence_changed(event: EvidenceChanged) -> None:
    """Recount the open sheets that use or cite the items; withdrawn levels are recorded under the person's name."""
    actor = Actor(event.user_id, event.user_name, event.school_id)
    with school_scope(event.school_id), transaction.atomic():
        places = set(
            EvidenceUse.objects.filter(item_id__in=event.item_ids).values_list(
                "assessment_id", "track", "criterion"
            )
        ) | set(
            Citation.objects.filter(item_id__in=event.item_ids).values_list("assessment_id", "track", "criterion")
        )
        for assessment_id, track, criterion in sorted(places):
            sheet = (
                Sheet.objects.filter(
                    assessment_id=assessment_id,
                    track__education_level=track,
                    criterion=criterion,
                    assessment__state=State.DRAFT,
                )
                .select_related("assessment", "assessment__standard_set", "track")
                .first()
            )
            if sheet is not None:
                _recount(actor, sheet)


def _recount(actor: Actor, sheet: Sheet) -> None:
    before = sheet.level
    refresh_sheet(sheet)
    if before is not None and sheet.level is None:
        record(
            actor=actor,
            code=actions.LEVEL_WITHDRAWN,
            target=f"assessments.Sheet:{sheet.pk}",
            criterion=sheet.criterion,
            reason=sheet.withdrawn_reason,
        )

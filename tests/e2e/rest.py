"""The rest of a self-assessment, written through the domain verbs so that a journey need not click it all."""

from __future__ import annotations

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import school_scope
from minhdinh.assessments.domain.levels import press_level
from minhdinh.assessments.domain.passages import save_passage
from minhdinh.assessments.domain.queries import sheets_of
from minhdinh.assessments.models import SelfAssessment
from minhdinh.assessments.slots import statement_slot
from minhdinh.evidence.domain.uses import Place, link_item
from minhdinh.evidence.models import EvidenceItem
from minhdinh.lib.richtext import from_text


def write_the_rest(assessment: SelfAssessment) -> None:
    """Give every sheet that has no level yet a statement, evidence and Mức 1."""
    actor = system_actor(assessment.school_id, "Thành viên hội đồng")
    with school_scope(assessment.school_id):
        item = EvidenceItem.objects.filter(school=assessment.school).order_by("id").first()
        assert item is not None
        catalogue = assessment.standard_set.catalogue
        for sheet in sheets_of(assessment).filter(level__isnull=True):
            track = sheet.track.education_level
            first = catalogue.criterion(sheet.criterion).levels[0].requirements[0]
            save_passage(
                actor=actor,
                assessment=assessment,
                slot=statement_slot(track, sheet.criterion, 1, first.id),
                version=0,
                body=from_text(f"Nhà trường thực hiện đầy đủ nội dung của tiêu chí {sheet.criterion}."),
                save_id=f"rest-{sheet.criterion}-1",
            )
            link_item(actor=actor, item=item, place=Place(assessment.pk, track, sheet.criterion))
            sheet.refresh_from_db()
            sheet.assessment = assessment
            press_level(actor=actor, sheet=sheet, level=1)

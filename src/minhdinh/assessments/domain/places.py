"""Where a person may write: from the address of a passage to its sheet, with the permission checked."""

from __future__ import annotations

from dataclasses import dataclass

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.guards import require_writer
from minhdinh.assessments.domain.queries import sheet_at
from minhdinh.assessments.enums import PassageKind
from minhdinh.assessments.models import SelfAssessment, Sheet
from minhdinh.assessments.slots import Slot, SlotError, parse_slot, remark_parts, sheet_parts
from minhdinh.common.problems import NotHere


@dataclass(frozen=True, slots=True)
class WritingPlace:
    """A slot that exists, and the sheet it belongs to (None for remarks and report parts)."""

    slot: str
    address: Slot
    sheet: Sheet | None


def place_of(actor: Actor, assessment: SelfAssessment, slot: str) -> WritingPlace:
    """Return the place of a slot where the actor may write it; raises NotHere, NotAllowed."""
    try:
        address = parse_slot(slot)
    except SlotError as error:
        raise _nowhere() from error
    if address.kind is PassageKind.STATEMENT:
        sheet = sheet_at(assessment, address.track, address.criterion)
        if sheet is None or not _is_requirement(assessment, address):
            raise _nowhere()
        require_writer(actor, sheet)
        return WritingPlace(str(address), address, sheet)
    if address.kind is PassageKind.SHEET:
        return _sheet_part(actor, assessment, address)
    if address.kind is PassageKind.FINAL and not _is_final_item(assessment, address):
        raise _nowhere()
    if address.kind is PassageKind.FINAL:
        require(actor, Permission.SHEET_WRITE_ANY, organisation_id=assessment.school_id)
        return WritingPlace(str(address), address, None)
    known = {standard.code for standard in assessment.standard_set.catalogue.standards}
    if address.kind is PassageKind.REMARK and not (
        address.standard in known and address.key in remark_parts(assessment.standard_set.set_id)
    ):
        raise _nowhere()
    require(actor, Permission.REPORT_WRITE, organisation_id=assessment.school_id)
    return WritingPlace(str(address), address, None)


def _sheet_part(actor: Actor, assessment: SelfAssessment, address: Slot) -> WritingPlace:
    sheet = sheet_at(assessment, address.track, address.criterion)
    if sheet is None or address.key not in sheet_parts(assessment.standard_set.set_id):
        raise _nowhere()
    require_writer(actor, sheet)
    return WritingPlace(str(address), address, sheet)


def _is_final_item(assessment: SelfAssessment, address: Slot) -> bool:
    known = {one.id for one in assessment.standard_set.catalogue.level_4}
    return address.requirement in known and assessment.tracks.filter(education_level=address.track).exists()


def _is_requirement(assessment: SelfAssessment, address: Slot) -> bool:
    criterion = assessment.standard_set.catalogue.criterion(address.criterion)
    level = criterion.level(address.level or 0)
    return level is not None and any(one.id == address.requirement for one in level.requirements)


def _nowhere() -> NotHere:
    return NotHere("Không có chỗ viết này.")

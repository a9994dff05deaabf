"""The mark "kế thừa, chờ cập nhật": who answers for a carried text, by editing it or by confirming it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from minhdinh.access.actor import Actor
from minhdinh.assessments import actions
from minhdinh.assessments.carrying.answering import answer_for
from minhdinh.assessments.domain.holding import hold_open, read_again
from minhdinh.assessments.domain.places import place_of
from minhdinh.assessments.domain.support import settle
from minhdinh.assessments.enums import SheetState
from minhdinh.assessments.models import CarriedText, ConfirmedAs, Passage, SelfAssessment
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotHere, Stale

CHANGED_MEANWHILE = "Đoạn này vừa được người khác sửa. Hãy tải lại trang và đọc bản mới trước khi xác nhận."


@dataclass(frozen=True, slots=True)
class Waiting:
    """An inherited passage that nobody answered for, with the places its text came from."""

    passage: Passage
    origins: list[CarriedText]


@in_vietnamese
def confirm_text(*, actor: Actor, assessment: SelfAssessment, slot: str, version: int) -> Passage:
    """Say of an inherited text, read in this ``version``, that it is still true; it then counts as written.

    Who may write the passage may confirm it. Confirming again changes nothing. Raises NotHere for an unknown or empty
    place, Stale where the text changed since it was read, Problem while the report is not being worked on.
    """
    place = place_of(actor, assessment, slot)
    with transaction.atomic():
        hold_open(assessment)
        passage = Passage.objects.filter(assessment=assessment, slot=place.slot).first()
        if passage is None:
            raise NotHere("Chưa có đoạn nào ở chỗ này.")
        if passage.version != version:
            raise Stale(CHANGED_MEANWHILE)
        if not passage.inherited:
            return passage
        answer_for(actor, passage, ConfirmedAs.STILL_TRUE)
        passage.save(update_fields=["inherited", "updated_at"])
        if place.sheet is not None:
            read_again(place.sheet)
            if place.sheet.state == SheetState.EMPTY:
                place.sheet.state = SheetState.DRAFTING
            settle(actor, place.sheet)
        target = f"assessments.SelfAssessment:{assessment.pk}"
        record(actor=actor, code=actions.TEXT_CONFIRMED, target=target, slot=slot)
    return passage


def waiting_texts(assessment: SelfAssessment) -> list[Waiting]:
    """Return the inherited passages of a year in the order of their slots; two queries."""
    passages = list(
        Passage.objects.filter(assessment=assessment, inherited=True).select_related("sheet__track")
    )
    rows: dict[int, list[CarriedText]] = {}
    for row in CarriedText.objects.filter(passage__in=passages).select_related("source"):
        rows.setdefault(row.passage_id, []).append(row)
    return [Waiting(passage, rows.get(passage.pk, [])) for passage in passages]

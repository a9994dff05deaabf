"""Answers to single requirements: đạt, chưa đạt, chưa xét."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.assessments import actions
from minhdinh.assessments.domain.guards import require_writer
from minhdinh.assessments.domain.support import refresh_sheet
from minhdinh.assessments.enums import AnswerValue, SheetState
from minhdinh.assessments.models import Answer, SelfAssessment, Sheet
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotHere, Problem


def set_answer(*, actor: Actor, sheet: Sheet, requirement: str, value: str | None) -> None:
    """Answer one requirement of a sheet; None takes the answer back to chưa xét.

    An answer "chưa đạt" against a level already pressed is refused: the level goes first, by a person.
    """
    require_writer(actor, sheet)
    criterion = sheet.assessment.standard_set.catalogue.criterion(sheet.criterion)
    found = {one.id: one for one in criterion.iter_requirements()}.get(requirement)
    if found is None:
        raise NotHere("Không có yêu cầu này trong tiêu chí.")
    if value is not None and value not in AnswerValue.values:
        raise Problem("Câu trả lời phải là đạt, chưa đạt hoặc chưa xét.", field="value")
    if value == AnswerValue.UNMET and sheet.level is not None and sheet.level >= found.level:
        raise Problem(
            f"Tiêu chí {sheet.criterion} đang ghi Đạt Mức {sheet.level}. Hãy đổi mức của tiêu chí trước, "
            f"rồi ghi yêu cầu {requirement} chưa đạt.",
            field="value",
        )
    with transaction.atomic():
        SelfAssessment.objects.filter(pk=sheet.assessment_id).update(last_activity_at=timezone.now())
        if value is None:
            Answer.objects.filter(sheet=sheet, requirement=requirement).delete()
        else:
            Answer.objects.update_or_create(
                sheet=sheet,
                requirement=requirement,
                defaults={"school_id": sheet.school_id, "value": value, "author_id": actor.user_id},
            )
        if sheet.state == SheetState.EMPTY:
            sheet.state = SheetState.DRAFTING
        refresh_sheet(sheet)
        record(
            actor=actor,
            code=actions.ANSWERED,
            target=f"assessments.Sheet:{sheet.pk}",
            requirement=requirement,
            value=str(AnswerValue(value).label) if value else "Chưa xét",
        )


def answers_of(sheet: Sheet) -> dict[str, str | None]:
    """Return the answer to every requirement of the sheet's criterion; None where it is chưa xét."""
    given = dict(Answer.objects.filter(sheet=sheet).values_list("requirement", "value"))
    criterion = sheet.assessment.standard_set.catalogue.criterion(sheet.criterion)
    return {one.id: given.get(one.id) for one in criterion.iter_requirements()}

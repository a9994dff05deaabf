"""Answers to single requirements: đạt, chưa đạt, chưa xét."""

from __future__ import annotations

from django.db import transaction

from minhdinh.access.actor import Actor
from minhdinh.assessments import actions
from minhdinh.assessments.domain.changes import note_change
from minhdinh.assessments.domain.guards import require_writer
from minhdinh.assessments.domain.holding import hold_sheet
from minhdinh.assessments.domain.naming import criterion_name
from minhdinh.assessments.domain.support import mark_edited, settle
from minhdinh.assessments.enums import AnswerValue, ChangeKind
from minhdinh.assessments.models import Answer, Sheet
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotHere, Problem
from minhdinh.standards.catalogue import Requirement


@in_vietnamese
def set_answer(*, actor: Actor, sheet: Sheet, requirement: str, value: str | None) -> None:
    """Answer one requirement of a sheet; None takes the answer back to chưa xét, the same answer again changes nothing.

    An answer "chưa đạt" against a level already pressed is refused: the level goes first, by a person.
    """
    require_writer(actor, sheet)
    found = _requirement(sheet, requirement)
    if value is not None and value not in AnswerValue.values:
        raise Problem("Câu trả lời phải là đạt, chưa đạt hoặc chưa xét.", field="value")
    with transaction.atomic():
        hold_sheet(sheet)
        _refuse_contradiction(sheet, found, value)
        before = answers_of(sheet)[requirement]
        if not _write(actor, sheet, requirement, value):
            return
        note_change(
            actor, sheet, ChangeKind.ANSWER, field=requirement, before=before or "", after=value or ""
        )
        mark_edited(actor, sheet, f"câu trả lời {requirement}")
        settle(actor, sheet)
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


def _requirement(sheet: Sheet, requirement: str) -> Requirement:
    criterion = sheet.assessment.standard_set.catalogue.criterion(sheet.criterion)
    found = {one.id: one for one in criterion.iter_requirements()}.get(requirement)
    if found is None:
        raise NotHere("Không có yêu cầu này trong tiêu chí.")
    if found.derived:
        raise Problem(
            f"Yêu cầu {requirement} do hệ thống tự xác định theo các yêu cầu của Mức 1.", field="value"
        )
    return found


def _refuse_contradiction(sheet: Sheet, found: Requirement, value: str | None) -> None:
    if value == AnswerValue.UNMET and sheet.level is not None and sheet.level >= found.level:
        raise Problem(
            f"Tiêu chí {criterion_name(sheet)} đang ghi Đạt Mức {sheet.level}. Hãy đổi mức của tiêu chí trước, "
            f"rồi ghi yêu cầu {found.id} chưa đạt.",
            field="value",
        )


def _write(actor: Actor, sheet: Sheet, requirement: str, value: str | None) -> bool:
    """Write the answer; tell whether that changed anything."""
    row = Answer.objects.filter(sheet=sheet, requirement=requirement).first()
    if (row.value if row else None) == value:
        return False
    if value is None:
        Answer.objects.filter(sheet=sheet, requirement=requirement).delete()
        return True
    row = row or Answer(school_id=sheet.school_id, sheet=sheet, requirement=requirement)
    row.value, row.author_id = value, actor.user_id
    row.save()
    return True

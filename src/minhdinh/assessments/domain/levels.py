"""Pressing a level: people decide, the system explains and refuses what the law forbids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.assessments import actions
from minhdinh.assessments.domain.answers import answers_of
from minhdinh.assessments.domain.changes import approval_falls, note_level
from minhdinh.assessments.domain.guards import require_writer
from minhdinh.assessments.domain.holding import hold_sheet
from minhdinh.assessments.domain.support import Support, least_evidence, settle, support_of
from minhdinh.assessments.enums import AnswerValue, SheetState
from minhdinh.assessments.models import Sheet
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotHere, Problem, Problems, Stale
from minhdinh.lib.text import two_digits
from minhdinh.standards.catalogue import Criterion, StandardSet

NO_REASON = "Hãy ghi lý do chưa đạt trong mô tả hiện trạng Mức 1."
NO_USABLE = "Chưa có minh chứng dùng được (đã xác minh, còn hiệu lực) cho tiêu chí này."


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing for a level, in words, and the requirement to open."""

    message: str
    requirement: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a level of one criterion is judged by: statements, usable evidence, answers."""

    criterion: Criterion
    support: Support
    answers: Mapping[str, str | None]
    least: int = 1


def facts_of(sheet: Sheet, judged_by: StandardSet | None = None) -> Facts:
    """Return the facts of a sheet as they stand now, by today's set or the one it was judged by."""
    catalogue = judged_by or sheet.assessment.standard_set.catalogue
    criterion = catalogue.criterion(sheet.criterion)
    return Facts(criterion, support_of(sheet), answers_of(sheet), least_evidence(catalogue))


def gaps_for(facts: Facts, level: int) -> list[Gap]:
    """Return what stands between a sheet and ``level``; empty where it may be pressed.

    Mức n needs for each level up to n a statement of its own, at least one usable evidence in the criterion, and no
    requirement of these levels answered chưa đạt. Không đạt needs only a statement of the reason.
    """
    first = _first_requirement(facts.criterion, 1)
    if level == 0:
        return [] if 1 in facts.support.written else [Gap(NO_REASON, first)]
    found = [
        Gap(f"Mức {number} chưa có mô tả hiện trạng.", _first_requirement(facts.criterion, number))
        for number in range(1, level + 1)
        if number not in facts.support.written
    ]
    if facts.support.usable < facts.least:
        found.append(Gap(_evidence_gap(facts), first))
    found += [
        Gap(f"Yêu cầu {one.id} đang ghi Chưa đạt.", one.id)
        for one in facts.criterion.iter_requirements()
        if one.level <= level and facts.answers.get(one.id) == AnswerValue.UNMET
    ]
    return found


def press_level(*, actor: Actor, sheet: Sheet, level: int | None, version: int | None = None) -> Sheet:
    """Write the level that a person pressed; None is chưa xét, 0 không đạt Mức 1. The same level again changes nothing.

    Raises Problems naming every missing piece, Stale where the sheet changed since ``version`` was read.
    """
    require_writer(actor, sheet)
    criterion = sheet.assessment.standard_set.catalogue.criterion(sheet.criterion)
    if level is not None and level != 0 and criterion.level(level) is None:
        raise NotHere(f"Tiêu chí {sheet.criterion} không có Mức {level}.")
    with transaction.atomic():
        hold_sheet(sheet)
        if version is not None and version != sheet.version:
            raise Stale("Phiếu vừa được người khác sửa. Hãy xem lại rồi bấm mức một lần nữa.")
        if level is not None:
            _refuse_gaps(sheet, level)
        if level != sheet.level or sheet.withdrawn_reason:
            _write(actor, sheet, level)
    return sheet


def _refuse_gaps(sheet: Sheet, level: int) -> None:
    missing = gaps_for(facts_of(sheet), level)
    if not missing:
        return
    name = "Không đạt" if level == 0 else f"Mức {level}"
    raise Problems(
        [Problem(f"Chưa ghi được {name}: {gap.message}", field=gap.requirement) for gap in missing]
    )


def _write(actor: Actor, sheet: Sheet, level: int | None) -> None:
    approval_falls(actor, sheet, "mức của tiêu chí")
    note_level(actor, sheet, level)
    sheet.level, sheet.level_by_id, sheet.level_at = level, actor.user_id, timezone.now()
    sheet.withdrawn_reason = ""
    sheet.state, sheet.review_step = SheetState.DRAFTING, ""
    settle(actor, sheet)
    record(
        actor=actor,
        code=actions.LEVEL_PRESSED,
        target=f"assessments.Sheet:{sheet.pk}",
        criterion=sheet.criterion,
        level=sheet.assessment.standard_set.catalogue.labels.criterion_result(level),
    )


def _evidence_gap(facts: Facts) -> str:
    if facts.least == 1:
        return NO_USABLE
    have, need = two_digits(facts.support.usable), two_digits(facts.least)
    return f"Mới có {have}/{need} minh chứng dùng được (đã xác minh, còn hiệu lực) cho tiêu chí này."


def _first_requirement(criterion: Criterion, number: int) -> str:
    level = criterion.level(number)
    return level.requirements[0].id if level else ""

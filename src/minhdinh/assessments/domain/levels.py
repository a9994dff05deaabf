"""Pressing a level: people decide, the system explains and refuses what the law forbids."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.assessments import actions
from minhdinh.assessments.domain.answers import answers_of
from minhdinh.assessments.domain.guards import require_writer
from minhdinh.assessments.domain.support import refresh_sheet, statement_levels
from minhdinh.assessments.enums import SheetState
from minhdinh.assessments.models import SelfAssessment, Sheet
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotHere, Problem, Problems, Stale
from minhdinh.evidence.domain.queries import usable_count
from minhdinh.standards.catalogue import Criterion


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing for a level, in words, and the requirement to open."""

    message: str
    requirement: str = ""


def gaps_for(sheet: Sheet, level: int) -> list[Gap]:
    """Return what stands between this sheet and ``level``; empty where it may be pressed.

    Mức n needs for each level up to n a statement of its own, at least one usable evidence in the criterion, and no
    requirement of these levels answered chưa đạt. Không đạt needs a statement of the reason only.
    """
    criterion = sheet.assessment.standard_set.catalogue.criterion(sheet.criterion)
    written = statement_levels(sheet)
    if level == 0:
        first = criterion.level(1)
        opening = first.requirements[0].id if first else ""
        return [] if written >= 1 else [Gap("Hãy ghi lý do chưa đạt trong mô tả hiện trạng Mức 1.", opening)]
    found = [
        Gap(f"Mức {number} chưa có mô tả hiện trạng.", _first_requirement(criterion, number))
        for number in range(written + 1, level + 1)
    ]
    if not _usable(sheet):
        found.append(
            Gap("Chưa có minh chứng dùng được (đã xác minh, còn hiệu lực) cho tiêu chí này.", _first_requirement(criterion, 1))
        )
    answers = answers_of(sheet)
    found += [
        Gap(f"Yêu cầu {one.id} đang ghi Chưa đạt.", one.id)
        for one in criterion.iter_requirements()
        if one.level <= level and answers.get(one.id) == "unmet"
    ]
    return found


def press_level(*, actor: Actor, sheet: Sheet, level: int | None, version: int | None = None) -> Sheet:
    """Write the level that a person pressed; None is chưa xét, 0 không đạt Mức 1.

    Raises Problems naming every missing piece, Stale where the sheet changed since ``version`` was read.
    """
    require_writer(actor, sheet)
    if version is not None and version != sheet.version:
        raise Stale("Phiếu vừa được người khác sửa. Hãy xem lại rồi bấm mức một lần nữa.")
    criterion = sheet.assessment.standard_set.catalogue.criterion(sheet.criterion)
    if level is not None and not (level == 0 or criterion.level(level) is not None):
        raise NotHere(f"Tiêu chí {sheet.criterion} không có Mức {level}.")
    missing = gaps_for(sheet, level) if level is not None else []
    if missing:
        name = "Không đạt" if level == 0 else f"Mức {level}"
        raise Problems(
            [Problem(f"{gap.message}", field=gap.requirement) for gap in missing]
            if len(missing) > 1
            else [Problem(f"Chưa ghi được {name}: {missing[0].message}", field=missing[0].requirement)]
        )
    with transaction.atomic():
        SelfAssessment.objects.filter(pk=sheet.assessment_id).update(last_activity_at=timezone.now())
        sheet.level, sheet.level_by_id, sheet.level_at = level, actor.user_id, timezone.now()
        sheet.withdrawn_reason = ""
        if sheet.state in {SheetState.EMPTY, SheetState.NEEDS_WORK}:
            sheet.state = SheetState.DRAFTING
        refresh_sheet(sheet)
        record(
            actor=actor,
            code=actions.LEVEL_PRESSED,
            target=f"assessments.Sheet:{sheet.pk}",
            criterion=sheet.criterion,
            level=sheet.assessment.standard_set.catalogue.labels.criterion_result(level),
        )
    return sheet


def _usable(sheet: Sheet) -> int:
    return usable_count(sheet.assessment_id, sheet.track.education_level, sheet.criterion, timezone.localdate())


def _first_requirement(criterion: Criterion, number: int) -> str:
    level = criterion.level(number)
    return level.requirements[0].id if level else ""

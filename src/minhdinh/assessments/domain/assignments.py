"""Who is in charge of which criterion: the matrix criterion × member."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.assessments import actions
from minhdinh.assessments.domain.guards import require_open
from minhdinh.assessments.domain.holding import hold_open
from minhdinh.assessments.models import Assignment, CouncilMember, SelfAssessment, Sheet, Track, WorkingGroup
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotHere, Problem

Pair = tuple[int, int]


def save_assignments(
    *,
    actor: Actor,
    assessment: SelfAssessment,
    pairs: set[Pair],
    leads: Mapping[int, int],
    track: Track | None = None,
) -> None:
    """Make the matrix equal to ``pairs`` of (sheet id, member id); ``leads`` names one member a sheet.

    With ``track`` only that track's sheets are touched. Whoever leads is in charge too. Saving the same matrix again
    changes and records nothing.
    """
    require(actor, Permission.COUNCIL_MANAGE, organisation_id=assessment.school_id)
    require_open(assessment)
    sheets = Sheet.objects.filter(assessment=assessment)
    if track is not None:
        sheets = sheets.filter(track=track)
    sheet_ids = set(sheets.values_list("pk", flat=True))
    members = set(CouncilMember.objects.filter(assessment=assessment).values_list("pk", flat=True))
    wanted = {pair: leads.get(pair[0]) == pair[1] for pair in pairs | set(leads.items())}
    if any(sheet not in sheet_ids or member not in members for sheet, member in wanted):
        raise Problem("Bảng phân công có tiêu chí hoặc thành viên không thuộc hồ sơ này.")
    with transaction.atomic():
        hold_open(assessment)
        if _write(assessment.school_id, sheet_ids, wanted):
            record(
                actor=actor,
                code=actions.ASSIGNED,
                target=f"assessments.SelfAssessment:{assessment.pk}",
                count=len(wanted),
            )


def _write(school_id: int, sheet_ids: set[int], wanted: Mapping[Pair, bool]) -> bool:
    """Write the differences only; tell whether there were any."""
    rows = {(row.sheet_id, row.member_id): row for row in Assignment.objects.filter(sheet_id__in=sheet_ids)}
    gone = [row.pk for pair, row in rows.items() if pair not in wanted]
    changed = [row for pair, row in rows.items() if pair in wanted and row.leads != wanted[pair]]
    added = sorted(set(wanted) - set(rows))
    if not (gone or changed or added):
        return False
    Assignment.objects.filter(pk__in=gone).delete()
    # One leads a sheet: the old leads step back before the new ones step forward.
    Assignment.objects.filter(pk__in=[row.pk for row in changed]).update(leads=False)
    Assignment.objects.filter(pk__in=[row.pk for row in changed if not row.leads]).update(leads=True)
    Assignment.objects.bulk_create(
        [
            Assignment(school_id=school_id, sheet_id=sheet, member_id=member, leads=wanted[sheet, member])
            for sheet, member in added
        ]
    )
    return True


def assign_group(
    *, actor: Actor, assessment: SelfAssessment, group_id: int, standard: str, track: Track | None = None
) -> int:
    """Put a working group in charge of a whole standard; return how many assignments that added.

    Nobody loses a criterion. The group's leader leads the criteria that nobody leads yet.
    """
    group = WorkingGroup.objects.filter(assessment=assessment, pk=group_id).first()
    if group is None:
        raise NotHere("Không có nhóm công tác này.")
    sheets = Sheet.objects.filter(assessment=assessment)
    if track is not None:
        sheets = sheets.filter(track=track)
    own = set(sheets.filter(standard=standard).values_list("pk", flat=True))
    if not own:
        raise NotHere("Không có tiêu chuẩn này.")
    members = list(CouncilMember.objects.filter(group=group).order_by("order"))
    if not members:
        raise Problem(f"{group.name} chưa có thành viên.")
    rows = list(Assignment.objects.filter(sheet__in=sheets.values("pk")))
    present = {(row.sheet_id, row.member_id) for row in rows}
    leads = {row.sheet_id: row.member_id for row in rows if row.leads}
    leader = next((member.pk for member in members if member.leads_group), None)
    if leader is not None:
        leads = {**dict.fromkeys(own, leader), **leads}
    pairs = present | {(sheet, member.pk) for sheet in own for member in members}
    save_assignments(actor=actor, assessment=assessment, pairs=pairs, leads=leads, track=track)
    return len(pairs - present)

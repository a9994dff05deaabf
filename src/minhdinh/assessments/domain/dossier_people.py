"""The council, the plan and the signers inside a dossier."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from minhdinh.assessments.domain.naming import has_several_tracks
from minhdinh.assessments.domain.plan import TABLES
from minhdinh.assessments.enums import CouncilRole
from minhdinh.assessments.models import Assignment, CouncilMember, PlanStep, SelfAssessment, WorkingGroup

HELPER = _("Thành viên nhóm")

Duties = dict[int, dict[str, list[str]]]  # member -> cấp học -> criteria, in the order of the report


def council_part(assessment: SelfAssessment) -> dict[str, Any]:
    """Return the decision, the members with their criteria, the groups, and who works in a group without a seat.

    Where there are several cấp học, ``by_track`` says which criteria of which.
    """
    duties: Duties = {}
    rows = Assignment.objects.filter(sheet__assessment=assessment).order_by(
        "sheet__track__position", "sheet__position"
    )
    for member_id, track, criterion in rows.values_list(
        "member_id", "sheet__track__education_level", "sheet__criterion"
    ):
        duties.setdefault(member_id, {}).setdefault(track, []).append(criterion)
    several = has_several_tracks(assessment.pk)
    members = list(CouncilMember.objects.filter(assessment=assessment).select_related("group"))
    helpers = [
        _member(row, duties, several=several) | {"role_label": str(HELPER)}
        for row in members
        if not row.in_council
    ]
    return {
        "decision_number": assessment.decision_number,
        "decision_date": assessment.decision_date.isoformat() if assessment.decision_date else None,
        "members": [_member(row, duties, several=several) for row in members if row.in_council],
        "groups": [
            _group(group, [row for row in members if row.group_id == group.pk], duties, several=several)
            for group in WorkingGroup.objects.filter(assessment=assessment)
        ],
        **({"helpers": helpers} if helpers else {}),
    }


def _member(row: CouncilMember, duties: Duties, *, several: bool) -> dict[str, Any]:
    return {
        "name": row.name,
        "position": row.position,
        "role": row.role,
        "role_label": row.get_role_display(),
        "group": row.group.name if row.group else "",
        "task": row.task,
        **_criteria([duties.get(row.pk, {})], several=several),
    }


def _group(
    group: WorkingGroup, members: list[CouncilMember], duties: Duties, *, several: bool
) -> dict[str, Any]:
    return {
        "name": group.name,
        "lead": next((row.name for row in members if row.leads_group), ""),
        "members": [row.name for row in members],
        **_criteria([duties.get(row.pk, {}) for row in members], several=several),
    }


def _criteria(own: list[dict[str, list[str]]], *, several: bool) -> dict[str, Any]:
    """Return the criteria of one or several people, each once; of several cấp học also for each of them."""
    by_track: dict[str, dict[str, None]] = {}
    for one in own:
        for track, codes in one.items():
            by_track.setdefault(track, {}).update(dict.fromkeys(codes))
    together = dict.fromkeys(code for codes in by_track.values() for code in codes)
    parts = [{"education_level": track, "criteria": list(codes)} for track, codes in by_track.items()]
    return {"criteria": list(together), **({"by_track": parts} if several else {})}


def plan_part(assessment: SelfAssessment) -> dict[str, Any]:
    """Return the plan's head and steps; before 2026 also its tables, once something is written."""
    tables = {name: assessment.plan[name] for name in sorted(TABLES) if assessment.plan.get(name)}
    return {
        **tables,
        **{
            name: assessment.plan.get(name)
            for name in ("number", "date", "purpose", "scope", "tools", "resources")
        },
        "steps": [
            {
                "content": step.content,
                "from": step.starts_on.isoformat() if step.starts_on else None,
                "to": step.ends_on.isoformat() if step.ends_on else None,
                "owner": _owner(step),
                "note": step.note,
            }
            for step in PlanStep.objects.filter(assessment=assessment).prefetch_related("people__member")
        ],
    }


def _owner(step: PlanStep) -> str:
    """Return who carries a step out: what was written, and the people who were ticked and are not named there."""
    names = [one.member.name for one in step.people.all() if one.member.name not in step.owner]
    return "; ".join(part for part in (step.owner, ", ".join(names)) if part)


def people_part(assessment: SelfAssessment) -> dict[str, Any]:
    """Return who signs: the head of the school, the council's chair and secretary."""
    by_role = {
        row.role: {"name": row.name, "position": row.position}
        for row in CouncilMember.objects.filter(
            assessment=assessment, in_council=True, role__in=[CouncilRole.CHAIR, CouncilRole.SECRETARY]
        )
    }
    head = assessment.school.profile.head_name
    return {
        "head": {"name": head, "position": "Hiệu trưởng"} if head else None,
        "chair": by_role.get(CouncilRole.CHAIR),
        "secretary": by_role.get(CouncilRole.SECRETARY),
    }

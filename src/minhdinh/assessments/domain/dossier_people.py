"""The council, the plan and the signers inside a dossier."""

from __future__ import annotations

from typing import Any

from minhdinh.assessments.enums import CouncilRole
from minhdinh.assessments.models import Assignment, CouncilMember, PlanStep, SelfAssessment, WorkingGroup


def council_part(assessment: SelfAssessment) -> dict[str, Any]:
    """Return the decision, the members with their criteria, and the groups."""
    criteria: dict[int, list[str]] = {}
    for member_id, criterion in (
        Assignment.objects.filter(sheet__assessment=assessment)
        .order_by("sheet__track__position", "sheet__position")
        .values_list("member_id", "sheet__criterion")
    ):
        own = criteria.setdefault(member_id, [])
        if criterion not in own:
            own.append(criterion)
    members = list(CouncilMember.objects.filter(assessment=assessment).select_related("group"))
    return {
        "decision_number": assessment.decision_number,
        "decision_date": assessment.decision_date.isoformat() if assessment.decision_date else None,
        "members": [_member(row, criteria.get(row.pk, [])) for row in members if row.in_council],
        "groups": [
            _group(group, [row for row in members if row.group_id == group.pk], criteria)
            for group in WorkingGroup.objects.filter(assessment=assessment)
        ],
    }


def _member(row: CouncilMember, criteria: list[str]) -> dict[str, Any]:
    return {
        "name": row.name,
        "position": row.position,
        "role": row.role,
        "role_label": row.get_role_display(),
        "group": row.group.name if row.group else "",
        "task": row.task,
        "criteria": criteria,
    }


def _group(
    group: WorkingGroup, members: list[CouncilMember], criteria: dict[int, list[str]]
) -> dict[str, Any]:
    codes = dict.fromkeys(code for row in members for code in criteria.get(row.pk, []))
    return {
        "name": group.name,
        "lead": next((row.name for row in members if row.leads_group), ""),
        "members": [row.name for row in members],
        "criteria": list(codes),
    }


def plan_part(assessment: SelfAssessment) -> dict[str, Any]:
    """Return the plan's head and steps."""
    return {
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

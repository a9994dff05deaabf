"""The council of a sample school, its groups, who is in charge of what, and the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from minhdinh.access.actor import Actor
from minhdinh.assessments.domain.assignments import save_assignments
from minhdinh.assessments.domain.council import CouncilValues, MemberValues, save_council
from minhdinh.assessments.domain.plan import PlanValues, StepValues, save_plan
from minhdinh.assessments.enums import CouncilRole
from minhdinh.assessments.models import CouncilMember, SelfAssessment, Sheet
from minhdinh.demo.loading.actors import person

Content = Mapping[str, Any]


def load_council(actor: Actor, assessment: SelfAssessment, content: Content) -> None:
    """Write council, groups, assignments and, where there is one, the plan."""
    council = content["council"]
    save_council(
        actor=actor,
        assessment=assessment,
        values=CouncilValues(
            decision_number=council["decision_number"],
            decision_date=council["decision_date"],
            members=[*_members(council), *_helpers(council)],
        ),
    )
    if content["assignments"]:
        _assign(actor, assessment, content["assignments"])
    if content.get("plan"):
        save_plan(actor=actor, assessment=assessment, values=plan_values(content["plan"]))


def _members(council: Content) -> Iterator[MemberValues]:
    groups = {group["number"]: group for group in council["groups"]}
    for member in council["members"]:
        group = groups.get(member["group"], {})
        yield MemberValues(
            name=member["name"],
            role=member["role"],
            position=member["position"],
            group=group.get("name", ""),
            task=member["task"],
            user_id=person(member["username"]).pk,
            leads_group=group.get("lead") == member["username"],
            trained=True,
        )


def _helpers(council: Content) -> Iterator[MemberValues]:
    """Yield the people of the working groups who do not sit in the council."""
    seen = {member["username"] for member in council["members"]}
    for group in council["groups"]:
        for username in group["members"]:
            if username not in seen:
                seen.add(username)
                user = person(username)
                yield MemberValues(
                    name=user.full_name,
                    role=CouncilRole.MEMBER,
                    position=user.memberships.order_by("id")[0].position,
                    group=group["name"],
                    user_id=user.pk,
                    in_council=False,
                    leads_group=group["lead"] == username,
                    trained=True,
                )


def _assign(actor: Actor, assessment: SelfAssessment, assignments: Mapping[str, Content]) -> None:
    """Write the matrix; in a school of several cấp học the same people look after a criterion in each."""
    members = {
        member.user.username: member.pk
        for member in CouncilMember.objects.filter(assessment=assessment, user__isnull=False).select_related(
            "user"
        )
        if member.user is not None
    }
    pairs: set[tuple[int, int]] = set()
    leads: dict[int, int] = {}
    for sheet in Sheet.objects.filter(assessment=assessment):
        wanted = assignments.get(sheet.criterion)
        if wanted:
            leads[sheet.pk] = members[wanted["lead"]]
            pairs |= {(sheet.pk, members[username]) for username in wanted["others"]}
    save_assignments(actor=actor, assessment=assessment, pairs=pairs, leads=leads)


def plan_values(plan: Content) -> PlanValues:
    """Return a sample plan as people would write it: paragraphs as lines."""
    return PlanValues(
        number=plan["number"],
        date=plan["date"],
        **{name: "\n".join(plan[name]) for name in ("purpose", "scope", "tools", "resources")},
        steps=[
            StepValues(step["content"], step["from"], step["to"], step["owner"], key=step["key"])
            for step in plan["steps"]
        ],
    )

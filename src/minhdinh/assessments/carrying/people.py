"""The council, its groups and its assignments in the next year; people who left the school are named, not carried."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from minhdinh.access.actor import Actor
from minhdinh.assessments.domain.assignments import save_assignments
from minhdinh.assessments.domain.council import CouncilValues, MemberValues, save_council
from minhdinh.assessments.models import Assignment, CouncilMember, SelfAssessment, Sheet
from minhdinh.organisations.models import Membership

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class PeoplePlan:
    """Who comes along: ``staying`` in the council's order, ``left`` whose accounts the school ended since.

    ``seated`` is True where the receiving year has a council already, which then stays as it is.
    """

    staying: list[CouncilMember]
    left: list[CouncilMember]
    seated: bool

    @property
    def count(self) -> int:
        """How many people are carried."""
        return 0 if self.seated else len(self.staying)


def plan_people(source: SelfAssessment, target: SelfAssessment | None) -> PeoplePlan:
    """Return who of last year's council comes along; a constant number of queries."""
    members = list(
        CouncilMember.objects.filter(assessment=source).select_related("group").order_by("order", "id")
    )
    accounts = [member.user_id for member in members if member.user_id]
    here = set(
        Membership.objects.filter(
            organisation_id=source.school_id, ended=False, user_id__in=accounts
        ).values_list("user_id", flat=True)
    )
    seated = target is not None and CouncilMember.objects.filter(assessment=target).exists()
    staying = [member for member in members if member.user_id is None or member.user_id in here]
    left = [member for member in members if member not in staying]
    return PeoplePlan(staying, left, seated)


def plan_assignments(
    source: SelfAssessment, people: PeoplePlan, criterion_for: Callable[[str], str]
) -> list[Assignment]:
    """Return the assignments of those who come along whose criterion still has a place; none into a seated council."""
    if people.seated:
        return []
    rows = Assignment.objects.filter(member__in=[member.pk for member in people.staying])
    found = rows.filter(sheet__assessment=source).select_related("sheet__track").order_by("id")
    return [row for row in found if criterion_for(row.sheet.criterion)]


def carry_people(actor: Actor, target: SelfAssessment, people: PeoplePlan) -> dict[int, int]:
    """Seat the people and return the new member's id by the old one's; the decision is this year's to make."""
    if not people.count:
        return {}
    values = CouncilValues(members=[_values(member) for member in people.staying])
    save_council(actor=actor, assessment=target, values=values)
    seated = CouncilMember.objects.filter(assessment=target).order_by("order", "id")
    return {old.pk: new.pk for old, new in zip(people.staying, seated, strict=True)}


def carry_assignments(
    actor: Actor,
    target: SelfAssessment,
    rows: list[Assignment],
    members: dict[int, int],
    criterion_for: Callable[[str], str],
    tracks_for: Callable[[str], tuple[str, ...]],
) -> int:
    """Put the same people in charge of the criteria that took the old ones' place; return how many assignments."""
    sheets: dict[Place, int] = {
        (sheet.track.education_level, sheet.criterion): sheet.pk
        for sheet in Sheet.objects.filter(assessment=target).select_related("track")
    }
    pairs: set[tuple[int, int]] = set()
    leads: dict[int, int] = {}
    for row in rows:
        for track in tracks_for(row.sheet.track.education_level):
            sheet = sheets.get((track, criterion_for(row.sheet.criterion)))
            if sheet is None:
                continue
            pairs.add((sheet, members[row.member_id]))
            if row.leads:
                leads.setdefault(sheet, members[row.member_id])
    if pairs:
        save_assignments(actor=actor, assessment=target, pairs=pairs, leads=leads)
    return len(pairs)


def _values(member: CouncilMember) -> MemberValues:
    return MemberValues(
        name=member.name,
        role=member.role,
        position=member.position,
        group=member.group.name if member.group else "",
        task=member.task,
        user_id=member.user_id,
        in_council=member.in_council,
        leads_group=member.leads_group,
        trained=member.trained,
    )

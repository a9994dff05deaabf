"""The council, its working groups and who is in charge of which criterion."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from minhdinh.access.actor import Actor, require, system_actor
from minhdinh.access.permissions import COUNCIL_ROLES, Permission, Role
from minhdinh.accounts.models import User
from minhdinh.assessments import actions
from minhdinh.assessments.domain.guards import require_open
from minhdinh.assessments.enums import CouncilRole
from minhdinh.assessments.models import Assignment, CouncilMember, SelfAssessment, Sheet, WorkingGroup
from minhdinh.assessments.rules.council import CouncilFacts, CouncilRule, CouncilWarning, check_council
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem
from minhdinh.lib.text import clean
from minhdinh.organisations.domain.membership import grant_role
from minhdinh.organisations.models import Membership
from minhdinh.standards.catalogue import StandardSet

COUNCIL_SOURCE = "council"


@dataclass(frozen=True, slots=True)
class MemberValues:
    """What people write about a member; ``member_id`` of an existing one, ``user_id`` where there is an account."""

    name: str
    role: str
    position: str = ""
    group: str = ""
    task: str = ""
    user_id: int | None = None
    member_id: int | None = None
    in_council: bool = True
    leads_group: bool = False
    trained: bool = False


@dataclass(frozen=True, slots=True)
class CouncilValues:
    """A whole council as people write it."""

    decision_number: str = ""
    decision_date: dt.date | None = None
    reason: str = ""
    members: list[MemberValues] = field(default_factory=list)


def council_rule(catalogue: StandardSet) -> CouncilRule:
    """Return what the set's regulation asks of a council."""
    least = catalogue.rule_value("council_min_members")
    odd = {value.id: value for value in catalogue.rule_values}.get("council_odd")
    return CouncilRule(least.as_int(), bool(odd and odd.value), least.legal_reference)


def council_warnings(assessment: SelfAssessment) -> list[CouncilWarning]:
    """Return what departs from the rule in the council as it stands."""
    members = list(CouncilMember.objects.filter(assessment=assessment, in_council=True))
    facts = CouncilFacts(
        roles=[member.role for member in members],
        trained=sum(member.trained for member in members),
        has_decision=bool(assessment.decision_number and assessment.decision_date),
    )
    return check_council(facts, council_rule(assessment.standard_set.catalogue))


def save_council(*, actor: Actor, assessment: SelfAssessment, values: CouncilValues) -> list[CouncilWarning]:
    """Write the decision, the members and their groups; return what departs from the rule.

    People with an account receive the council's roles at the school, and lose them when they leave the council.
    Members keep their assignments. Raises Problem for an empty name or a person listed twice.
    """
    require(actor, Permission.COUNCIL_MANAGE, organisation_id=assessment.school_id)
    require_open(assessment)
    _validate(assessment, values)
    with transaction.atomic():
        assessment.decision_number = clean(values.decision_number)
        assessment.decision_date = values.decision_date
        assessment.council_reason = values.reason.strip()
        assessment.save(update_fields=["decision_number", "decision_date", "council_reason", "updated_at"])
        _write_members(assessment, values.members)
        _synchronise_roles(actor, assessment)
        target = f"assessments.SelfAssessment:{assessment.pk}"
        record(actor=actor, code=actions.COUNCIL_SAVED, target=target, count=len(values.members))
        warnings = council_warnings(assessment)
        if values.reason.strip() and any(warning.needs_reason for warning in warnings):
            record(actor=actor, code=actions.COUNCIL_OVERRULED, target=target, reason=values.reason.strip())
    return warnings


def _validate(assessment: SelfAssessment, values: CouncilValues) -> None:
    for number, member in enumerate(values.members, start=1):
        if not clean(member.name):
            raise Problem(f"Dòng {number}: chưa ghi họ và tên.", field=f"member-{number}")
        if member.role not in CouncilRole.values:
            raise Problem(f"Dòng {number}: vai trò không có trong danh mục.", field=f"member-{number}")
    accounts = [member.user_id for member in values.members if member.user_id]
    if len(accounts) != len(set(accounts)):
        raise Problem("Một người có tên hai lần trong hội đồng.", field="members")
    known = set(
        Membership.objects.filter(organisation_id=assessment.school_id, user_id__in=accounts).values_list(
            "user_id", flat=True
        )
    )
    if set(accounts) - known:
        raise Problem("Có tài khoản không thuộc trường trong danh sách hội đồng.", field="members")


def _write_members(assessment: SelfAssessment, members: Iterable[MemberValues]) -> None:
    groups = _groups(assessment, [clean(member.group) for member in members])
    present = {row.pk: row for row in CouncilMember.objects.filter(assessment=assessment)}
    kept: set[int] = set()
    for order, values in enumerate(members, start=1):
        row = present.get(values.member_id or 0) or CouncilMember(
            school_id=assessment.school_id, assessment=assessment
        )
        row.user_id = values.user_id
        row.name, row.position = values.name, clean(values.position)
        row.role, row.in_council, row.trained = values.role, values.in_council, values.trained
        row.group, row.leads_group = groups.get(clean(values.group)), values.leads_group
        row.task, row.order = values.task.strip(), order
        kept.add(row.pk or 0)
        if row.pk is None:
            _free_account(assessment, values.user_id, kept)
        row.save()
        kept.add(row.pk)
    CouncilMember.objects.filter(assessment=assessment).exclude(pk__in=kept).delete()


def _free_account(assessment: SelfAssessment, user_id: int | None, kept: set[int]) -> None:
    """Drop a former row of the same person before a new one is written, since an account stands once."""
    if user_id is not None:
        CouncilMember.objects.filter(assessment=assessment, user_id=user_id).exclude(pk__in=kept).delete()


def _groups(assessment: SelfAssessment, names: list[str]) -> dict[str, WorkingGroup]:
    wanted = [name for name in dict.fromkeys(names) if name]
    groups = {row.name: row for row in WorkingGroup.objects.filter(assessment=assessment)}
    for position, name in enumerate(wanted, start=1):
        if name not in groups:
            groups[name] = WorkingGroup.objects.create(
                school_id=assessment.school_id, assessment=assessment, name=name, position=position
            )
    WorkingGroup.objects.filter(assessment=assessment).exclude(name__in=wanted).delete()
    return {name: groups[name] for name in wanted}


def _synchronise_roles(actor: Actor, assessment: SelfAssessment) -> None:
    wanted = {
        (row.user_id, row.role if row.in_council else Role.MEMBER.value)
        for row in CouncilMember.objects.filter(assessment=assessment, user__isnull=False)
    }
    held = Membership.objects.filter(
        organisation_id=assessment.school_id, source=COUNCIL_SOURCE, role__in=COUNCIL_ROLES, ended=False
    )
    for membership in held:
        if (membership.user_id, membership.role) not in wanted:
            membership.ended = True
            membership.save(update_fields=["ended", "updated_at"])
    granting = system_actor(assessment.school_id, actor.name)
    for user_id, role in sorted(wanted, key=str):
        grant_role(
            actor=granting,
            organisation=assessment.school,
            user=User.objects.get(pk=user_id),
            role=role,
            source=COUNCIL_SOURCE,
        )


def save_assignments(
    *, actor: Actor, assessment: SelfAssessment, pairs: set[tuple[int, int]], leads: dict[int, int]
) -> None:
    """Make the matrix criterion × member equal to ``pairs`` of (sheet id, member id); ``leads`` names one a sheet."""
    require(actor, Permission.COUNCIL_MANAGE, organisation_id=assessment.school_id)
    require_open(assessment)
    sheets = set(Sheet.objects.filter(assessment=assessment).values_list("pk", flat=True))
    members = set(CouncilMember.objects.filter(assessment=assessment).values_list("pk", flat=True))
    wanted = pairs | {(sheet, member) for sheet, member in leads.items()}
    if any(sheet not in sheets or member not in members for sheet, member in wanted):
        raise Problem("Bảng phân công có tiêu chí hoặc thành viên không thuộc hồ sơ này.")
    with transaction.atomic():
        Assignment.objects.filter(sheet__assessment=assessment).delete()
        Assignment.objects.bulk_create(
            [
                Assignment(
                    school_id=assessment.school_id,
                    sheet_id=sheet,
                    member_id=member,
                    leads=leads.get(sheet) == member,
                )
                for sheet, member in sorted(wanted)
            ]
        )
        record(
            actor=actor,
            code=actions.ASSIGNED,
            target=f"assessments.SelfAssessment:{assessment.pk}",
            count=len(wanted),
        )

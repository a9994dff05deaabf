"""The council, its working groups and who is in charge of which criterion."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.assessments import actions
from minhdinh.assessments.domain.council_roles import synchronise_roles
from minhdinh.assessments.domain.guards import require_open
from minhdinh.assessments.domain.holding import hold_open
from minhdinh.assessments.enums import CouncilRole
from minhdinh.assessments.models import CouncilMember, SelfAssessment, WorkingGroup
from minhdinh.assessments.rules.council import CouncilFacts, CouncilRule, CouncilWarning, check_council
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem
from minhdinh.lib.text import clean
from minhdinh.organisations.models import Membership
from minhdinh.standards.catalogue import StandardSet


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


def warnings_of(catalogue: StandardSet, values: CouncilValues) -> list[CouncilWarning]:
    """Return what would depart from the rule if the council were saved as written."""
    members = [member for member in values.members if member.in_council]
    facts = CouncilFacts(
        roles=[member.role for member in members],
        trained=sum(member.trained for member in members),
        has_decision=bool(clean(values.decision_number) and values.decision_date),
    )
    return check_council(facts, council_rule(catalogue))


def save_council(*, actor: Actor, assessment: SelfAssessment, values: CouncilValues) -> list[CouncilWarning]:
    """Write the decision, the members and their groups; return what departs from the rule.

    People with an account receive the council's roles at the school, and lose them when they leave the council.
    Members keep their assignments. Raises Problem for an empty name or a person listed twice.
    """
    require(actor, Permission.COUNCIL_MANAGE, organisation_id=assessment.school_id)
    require_open(assessment)
    _validate(assessment, values)
    with transaction.atomic():
        hold_open(assessment)
        assessment.decision_number = clean(values.decision_number)
        assessment.decision_date = values.decision_date
        assessment.council_reason = values.reason.strip()
        assessment.save(update_fields=["decision_number", "decision_date", "council_reason", "updated_at"])
        _write_members(assessment, values.members)
        synchronise_roles(actor, assessment)
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
    if set(accounts) - _accounts_of_school(assessment, accounts):
        raise Problem("Có tài khoản không thuộc trường trong danh sách hội đồng.", field="members")


def _accounts_of_school(assessment: SelfAssessment, wanted: Sequence[int]) -> set[int]:
    """Return those of ``wanted`` that belong to the school now, or stand in this council already."""
    members = Membership.objects.filter(organisation_id=assessment.school_id, ended=False, user_id__in=wanted)
    seated = CouncilMember.objects.filter(assessment=assessment, user_id__in=wanted)
    found = [*members.values_list("user_id", flat=True), *seated.values_list("user_id", flat=True)]
    return {user_id for user_id in found if user_id is not None}


def _write_members(assessment: SelfAssessment, members: Sequence[MemberValues]) -> None:
    groups = _groups(assessment, [clean(member.group) for member in members])
    rows = _rows_for(assessment, members)
    kept = {row.pk for row in rows if row.pk}
    CouncilMember.objects.filter(assessment=assessment).exclude(pk__in=kept).delete()
    # An account stands once in a council: let go of all accounts before people change places.
    CouncilMember.objects.filter(pk__in=kept).update(user=None)
    for order, (row, values) in enumerate(zip(rows, members, strict=True), start=1):
        row.user_id = values.user_id
        row.name, row.position = values.name, clean(values.position)
        row.role, row.in_council, row.trained = values.role, values.in_council, values.trained
        row.group, row.leads_group = groups.get(clean(values.group)), values.leads_group
        row.task, row.order = values.task.strip(), order
        row.save()


def _rows_for(assessment: SelfAssessment, members: Sequence[MemberValues]) -> list[CouncilMember]:
    """Return the row that each person keeps (with its assignments): by its id, else by the account; else a new one."""
    present = list(CouncilMember.objects.filter(assessment=assessment))
    by_id = {row.pk: row for row in present}
    by_account = {row.user_id: row for row in present if row.user_id}
    taken: set[int] = set()
    rows: list[CouncilMember] = []
    for values in members:
        row = by_id.get(values.member_id or 0) or by_account.get(values.user_id or 0)
        if row is None or row.pk in taken:
            row = CouncilMember(school_id=assessment.school_id, assessment=assessment)
        else:
            taken.add(row.pk)
        rows.append(row)
    return rows


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

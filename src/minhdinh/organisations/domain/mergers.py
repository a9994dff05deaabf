"""Merging and splitting organisations: one operation, one transaction, exactly as the preview showed.

Rows of the organisations that end are never given to another: records, codes, evidence and certificates stay where
they were made, and the successor's people read them there (``domain.inheritance``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem
from minhdinh.lib.text import clean, vn_date
from minhdinh.organisations import actions
from minhdinh.organisations.domain.closing import end_organisation
from minhdinh.organisations.domain.membership import deactivate_without_role
from minhdinh.organisations.domain.merger_plan import plan_of
from minhdinh.organisations.domain.placements import place_below
from minhdinh.organisations.domain.reorganisation import Plan, Proposal, RoleMove, Successor
from minhdinh.organisations.domain.school import write_profile
from minhdinh.organisations.domain.tree import add_organisation, rebuild_paths_below
from minhdinh.organisations.enums import SuccessionForm
from minhdinh.organisations.models import (
    Delegation,
    Membership,
    Organisation,
    Parentage,
    SchoolProfile,
    Succession,
)

OF_THE_PLACE = ("ownership", "province", "commune", "managing_body", "professional_body")
OF_THE_SCHOOL = ("head_name", "address", "phone", "email", "website", "founded_year", "special", "foreign_linked",
                 "difficult_area", "very_difficult_area", "national_standard")  # fmt: skip


def reorganise(*, actor: Actor, proposal: Proposal, fingerprint: str) -> Plan:
    """Carry a proposal out and return the plan that was carried out.

    ``fingerprint`` is that of the plan that the person saw. Raises Problem where the plan is refused, or where the
    tree or the people changed since the preview: then nothing is written.
    """
    with transaction.atomic():
        ids = [one.pk for one in proposal.predecessors]
        list(Organisation.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
        plan = plan_of(actor=actor, proposal=proposal)
        if plan.refused:
            raise Problem(" ".join(plan.refused))
        if plan.fingerprint != fingerprint:
            raise Problem(
                "Cây đơn vị hoặc người dùng đã thay đổi từ lúc xem trước; chưa có gì được ghi. Xin xem lại bản mới."
            )
        successors = {one.code: _standing(actor, proposal, one) for one in plan.successors}
        _move(plan, proposal, successors)
        if not proposal.keep:
            for predecessor in proposal.predecessors:
                end_organisation(actor=actor, organisation=predecessor, day=proposal.day)
        for role in plan.roles:
            _hand_over(actor, role, successors, proposal.day)
        _end_delegations(plan, proposal.day)
        _write_successions(actor, proposal, list(successors.values()))
        place_below(*proposal.predecessors, *successors.values())
    return plan


def _standing(actor: Actor, proposal: Proposal, planned: Successor) -> Organisation:
    """Return a successor, made where it is new."""
    target = next(one for one in proposal.targets if clean(one.code) == planned.code)
    if target.organisation is not None:
        return target.organisation
    made, _is_new = add_organisation(
        actor=actor,
        code=planned.code,
        name=planned.name,
        kind=planned.kind,
        parent=target.parent,
        valid_from=proposal.day,
    )
    if planned.school_type:
        write_profile(actor=actor, organisation=made, values=_profile(proposal, planned))
    return made


def _profile(proposal: Proposal, planned: Successor) -> dict[str, object]:
    """Return the profile of a new school: its place is the first predecessor's, the rest only if it merely changed its name."""
    values: dict[str, object] = {
        "school_type": planned.school_type,
        "education_levels": list(planned.education_levels),
        "former_name": "; ".join(one.name for one in proposal.predecessors)[:250],
    }
    first = SchoolProfile.objects.filter(pk=proposal.predecessors[0].pk).first()
    if first is not None:
        names = (*OF_THE_PLACE, *(OF_THE_SCHOOL if proposal.alone else ()))
        values |= {name: getattr(first, name) for name in names}
    return values


def _move(plan: Plan, proposal: Proposal, successors: Mapping[str, Organisation]) -> None:
    """Give the children to their successors: edges with their days, then today's paths."""
    edges = {edge.pk: edge for edge in Parentage.objects.filter(pk__in=[move.edge for move in plan.moves])}
    Parentage.objects.filter(pk__in=edges).update(valid_to=proposal.day, updated_at=timezone.now())
    Parentage.objects.bulk_create(
        [
            Parentage(
                child_id=edges[move.edge].child_id,
                parent=successors[move.successor],
                relation=move.relation,
                valid_from=proposal.day,
            )
            for move in plan.moves
        ]
    )
    managed = {
        move.child: successors[move.successor].path for move in plan.moves if move.relation == "managing"
    }
    for predecessor in proposal.predecessors:
        rebuild_paths_below(predecessor, managed)


def _hand_over(actor: Actor, move: RoleMove, successors: Mapping[str, Organisation], day: dt.date) -> None:
    """End a role at the old organisation and, where it passes, give it at the successor."""
    row = Membership.objects.select_related("user", "organisation").get(pk=move.membership)
    row.ended, row.valid_to = True, max(day, row.valid_from or day)
    row.save(update_fields=["ended", "valid_to", "updated_at"])
    if not move.new_role:
        _record_role(actor, actions.ROLE_ENDED, row, row.role)
        deactivate_without_role(row.user_id)
        return
    if not move.held:
        Membership.objects.create(
            user=row.user,
            organisation=successors[move.successor],
            role=move.new_role,
            position=row.position,
            source="succession",
            valid_from=max(day, row.valid_from or day),
        )
    _record_role(
        actor, actions.ROLE_HANDED_OVER, row, move.new_role, successor=successors[move.successor].name
    )


@in_vietnamese
def _record_role(actor: Actor, code: str, row: Membership, role: str, **more: str) -> None:
    record(
        actor=actor,
        code=code,
        target=f"accounts.User:{row.user_id}",
        role=str(Role(role).label),
        name=row.user.full_name,
        former=row.organisation.name,
        **more,
    )


def _end_delegations(plan: Plan, day: dt.date) -> None:
    for row in Delegation.objects.filter(pk__in=[pk for pk, _words in plan.delegations]):
        row.valid_to = max(day, row.valid_from)
        row.save(update_fields=["valid_to", "updated_at"])


def _write_successions(actor: Actor, proposal: Proposal, successors: list[Organisation]) -> None:
    for predecessor in proposal.predecessors:
        for successor in successors:
            Succession.objects.create(
                predecessor=predecessor,
                successor=successor,
                day=proposal.day,
                form=proposal.form,
                merger_form=proposal.merger_form,
                cohort_completed=proposal.cohort_completed,
                former_name=predecessor.name,
                basis=clean(proposal.basis),
                note=clean(proposal.note),
            )
    is_merger = proposal.form == SuccessionForm.MERGE
    for organisation in (*proposal.predecessors, *successors):
        record(
            actor=actor,
            code=actions.ORGANISATIONS_MERGED if is_merger else actions.ORGANISATION_SPLIT,
            target=f"organisations.Organisation:{organisation.pk}",
            predecessors=", ".join(one.name for one in proposal.predecessors),
            successors=", ".join(one.name for one in successors),
            day=vn_date(proposal.day),
        )

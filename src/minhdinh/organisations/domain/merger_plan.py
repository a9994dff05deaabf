"""From a proposal to a plan: what moves where, whose roles pass or end, what stays, what is refused."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.common.problems import Problem
from minhdinh.lib.text import clean, vn_date
from minhdinh.organisations.domain.merger_checks import reasons_against
from minhdinh.organisations.domain.reorganisation import Move, Plan, Proposal, RoleMove, Successor, Target
from minhdinh.organisations.domain.school import validate_levels
from minhdinh.organisations.domain.tree import require_within
from minhdinh.organisations.enums import SuccessionForm
from minhdinh.organisations.models import Delegation, Membership, Organisation, Parentage, SchoolProfile
from minhdinh.organisations.rules.handover import role_after, type_together


def plan_of(*, actor: Actor, proposal: Proposal) -> Plan:
    """Return what a proposal will do; ``refused`` is empty where it can be carried out.

    Raises NotAllowed where the actor may not manage one of the organisations, Problem for a proposal without
    predecessor or target.
    """
    require(actor, Permission.ORGANISATIONS_MANAGE)
    if not proposal.predecessors or not proposal.targets:
        raise Problem("Cần ít nhất một đơn vị cũ và một đơn vị kế tục.")
    for organisation in _touched(proposal):
        require_within(actor, organisation)
    refused = list(reasons_against(proposal))
    successors = tuple(_successor(proposal, target, refused) for target in proposal.targets)
    moves = tuple(_moves(proposal))
    return Plan(
        form=proposal.form.value,
        day=proposal.day.isoformat(),
        successors=successors,
        closing=() if proposal.keep else tuple((one.code, one.name) for one in proposal.predecessors),
        moves=moves,
        roles=() if proposal.keep else tuple(_roles(proposal)),
        delegations=() if proposal.keep else tuple(_delegations(proposal)),
        stays=tuple(_stays(proposal)),
        refused=tuple(dict.fromkeys(refused)),
    )


def _touched(proposal: Proposal) -> Iterator[Organisation | None]:
    yield from proposal.predecessors
    for target in proposal.targets:
        yield target.organisation or target.parent


def _successor(proposal: Proposal, target: Target, refused: list[str]) -> Successor:
    if target.organisation is not None:
        found = target.organisation
        return Successor(found.code, found.name, found.kind_id, "", is_new=False)
    school_type: str = ""
    levels: tuple[str, ...] = ()
    if proposal.predecessors[0].is_school:
        school_type, levels = _type_of(proposal, target, refused)
    return Successor(
        code=clean(target.code),
        name=clean(target.name),
        kind=target.kind,
        parent=target.parent.code if target.parent else "",
        is_new=True,
        school_type=school_type,
        education_levels=levels,
    )


def _type_of(proposal: Proposal, target: Target, refused: list[str]) -> tuple[str, tuple[str, ...]]:
    """Return the type of a new school: as given, or as it follows from its predecessors."""
    profiles = list(SchoolProfile.objects.filter(pk__in=[one.pk for one in proposal.predecessors]))
    if target.school_type:
        levels = list(target.education_levels) or sorted(
            {lv for one in profiles for lv in one.education_levels}
        )
        together: tuple[str, list[str]] | None = (target.school_type, levels)
    else:
        together = type_together(
            (one.school_type for one in profiles), (lv for one in profiles for lv in one.education_levels)
        )
    if together is None:
        refused.append(
            f"Loại trường của {clean(target.name)} không suy ra được từ các trường cũ; hãy chọn loại trường."
        )
        return "", ()
    try:
        validate_levels(*together)
    except Problem as problem:
        refused.append(problem.message)
    return together[0], tuple(together[1])


def _moves(proposal: Proposal) -> Iterator[Move]:
    """Yield the open edges below the predecessors that go to a target."""
    edges = Parentage.objects.filter(
        parent__in=[one.pk for one in proposal.predecessors], valid_to__isnull=True
    )
    for edge in edges.select_related("child", "parent").order_by("child__sort_key", "child_id", "id"):
        default = edge.parent.code if proposal.keep else clean(proposal.main.code)
        successor = proposal.assignment.get(edge.child.code, default)
        if successor != edge.parent.code:
            yield Move(edge.pk, edge.child.code, edge.child.name, edge.relation, edge.parent.code, successor)


def _roles(proposal: Proposal) -> Iterator[RoleMove]:
    """Yield every role held at the predecessors with what becomes of it, people in Vietnamese order."""
    held = Membership.objects.filter(organisation__in=proposal.predecessors, ended=False)
    main = clean(proposal.main.code)
    there = set(
        Membership.objects.filter(organisation__code=main, ended=False).values_list("user_id", "role")
    )
    school = proposal.predecessors[0].is_school
    rows = held.select_related("user", "organisation").order_by(
        "user__sort_key", "user_id", "organisation_id", "id"
    )
    for row in rows:
        role = role_after(row.role, school=school, alone=proposal.alone, people=proposal.people)
        already = (row.user_id, role) in there
        if role:
            there.add((row.user_id, role))
        yield RoleMove(
            membership=row.pk,
            person=row.user.full_name,
            username=row.user.username,
            role=row.role,
            former=row.organisation.code,
            new_role=role or "",
            successor=main if role else "",
            held=already,
        )


def _delegations(proposal: Proposal) -> Iterator[tuple[int, str]]:
    ids = [one.pk for one in proposal.predecessors]
    rows = Delegation.objects.filter(Q(office__in=ids) | Q(acting__in=ids))
    rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=proposal.day))
    for row in rows.select_related("office", "acting").order_by("id"):
        yield row.pk, f"{row.acting.name} làm thay {row.office.name} (từ {vn_date(row.valid_from)})"


def _stays(proposal: Proposal) -> Iterator[str]:
    for one in proposal.predecessors:
        ended = Parentage.objects.filter(parent=one, valid_to__isnull=False, child__active=False)
        count = ended.filter(child__path__startswith=one.path).count()
        if count:
            yield f"{count} đơn vị đã kết thúc trước đây vẫn nằm dưới {one.name}."
        if one.is_school:
            yield f"Hồ sơ, minh chứng, mã minh chứng và quyết định của {one.name} ({one.code}) giữ nguyên chỗ cũ."
        else:
            yield f"Số liệu các năm trước của {one.name} ({one.code}) giữ nguyên."
    if proposal.form == SuccessionForm.SPLIT and proposal.keep:
        yield f"{proposal.predecessors[0].name} tiếp tục hoạt động với người và những đơn vị không giao đi."

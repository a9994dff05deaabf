"""People of a school around a sheet: who may see it, who writes it, who looks at it at which step."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import ROLE_PERMISSIONS, SCHOOL_ROLES, Permission, Role
from minhdinh.assessments.enums import ReviewStep
from minhdinh.assessments.models import Assignment, CouncilMember, Sheet
from minhdinh.assessments.rules.mentions import Person
from minhdinh.assessments.rules.review import RANKS
from minhdinh.organisations.models import Membership

NOBODY = 0


def people_with(school_id: int, permission: Permission) -> list[Person]:
    """Return the people of a school who hold a permission there today, by name (one query)."""
    roles = [role for role in SCHOOL_ROLES if permission in ROLE_PERMISSIONS[role]]
    rows = _held_today(school_id, roles).order_by("user__sort_key", "user_id")
    named = rows.values_list("user_id", "user__full_name", "user__username")
    return [Person(pk, name, username) for pk, name, username in dict.fromkeys(named)]


def holders_of(school_id: int, role: Role) -> set[int]:
    """Return the accounts that hold a role at a school today (one query)."""
    return set(_held_today(school_id, [role]).values_list("user_id", flat=True))


def _held_today(school_id: int, roles: Iterable[Role]) -> QuerySet[Membership]:
    today = timezone.localdate()
    held = Membership.objects.filter(
        organisation_id=school_id, role__in=list(roles), ended=False, user__is_active=True
    )
    begun = held.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=today))
    return begun.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today))


def people_who_see(school_id: int) -> list[Person]:
    """Return the people of a school who may open its sheets and read what is said about them."""
    return people_with(school_id, Permission.SHEET_VIEW)


def responsible_ids(sheet: Sheet) -> list[int]:
    """Return the accounts of those in charge of a sheet, who leads first."""
    rows = Assignment.objects.filter(sheet=sheet, member__user__isnull=False).order_by("-leads", "id")
    return [pk for pk in rows.values_list("member__user_id", flat=True) if pk is not None]


def group_lead_ids(sheets: Iterable[Sheet]) -> dict[int, set[int]]:
    """Return, by sheet, the accounts that lead a group of somebody in charge of it (two queries)."""
    ids = [sheet.pk for sheet in sheets]
    charges = Assignment.objects.filter(sheet_id__in=ids, member__group__isnull=False)
    groups = set(charges.values_list("sheet_id", "member__group_id"))
    leading = CouncilMember.objects.filter(
        group_id__in={group for _sheet, group in groups}, leads_group=True, user__isnull=False
    )
    leads: dict[int | None, set[int]] = {}
    for group, user in leading.values_list("group_id", "user_id"):
        leads.setdefault(group, set()).add(user or NOBODY)
    found: dict[int, set[int]] = {pk: set() for pk in ids}
    for sheet_id, group in groups:
        found[sheet_id] |= leads.get(group, set())
    return found


def reviewer_ids(sheet: Sheet, step: str) -> set[int]:
    """Return the accounts that a waiting sheet waits for; the chair where the chair's step is meant."""
    if step == ReviewStep.GROUP_LEAD:
        return group_lead_ids([sheet])[sheet.pk]
    if step == ReviewStep.CHAIR:
        return {one.id for one in people_with(sheet.school_id, Permission.ASSESSMENT_APPROVE)}
    return holders_of(sheet.school_id, Role.SECRETARY)


def rank_of(actor: Actor, sheet: Sheet) -> int:
    """Return how far up the review somebody stands: 0 nowhere, then as ``RANKS`` of the steps.

    The secretary's step is for whoever may write every sheet, the chair's for whoever approves the report; a group's
    lead is named in the council.
    """
    if actor.organisation_id != sheet.school_id or actor.is_outside:
        return 0
    if actor.can(Permission.ASSESSMENT_APPROVE):
        return RANKS[ReviewStep.CHAIR]
    if actor.can(Permission.SHEET_WRITE_ANY):
        return RANKS[ReviewStep.SECRETARY]
    if not actor.can(Permission.SHEET_WRITE) or actor.user_id is None:
        return 0
    leads = actor.user_id in group_lead_ids([sheet])[sheet.pk]
    return RANKS[ReviewStep.GROUP_LEAD] if leads else 0

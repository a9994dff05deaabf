"""Who at a school can be given an action."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from minhdinh.access.permissions import ROLE_PERMISSIONS, Permission, Role
from minhdinh.accounts.models import User
from minhdinh.organisations.models import Membership


def owners_of(school_id: int) -> list[User]:
    """Return the school's people of today who may report on actions, in Vietnamese order."""
    today = timezone.localdate()
    roles = [role for role in Role if Permission.IMPROVEMENT_ACT in ROLE_PERMISSIONS[role]]
    rows = (
        Membership.objects.filter(organisation_id=school_id, role__in=roles, ended=False)
        .filter(Q(valid_from__isnull=True) | Q(valid_from__lte=today))
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today))
    )
    people = User.objects.filter(pk__in=rows.values("user_id"), is_active=True)
    return list(people.order_by("sort_key", "pk"))

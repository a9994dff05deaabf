"""The way into the examined school: a membership from day to day behind each member, ended when the work ends."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.accounts.models import User
from minhdinh.appraisals.models import Body, BodyMember, Case
from minhdinh.common.problems import Problem
from minhdinh.organisations.models import Membership

SOURCE = "examination"
DAY = dt.timedelta(days=1)


def open_way(body: Body, user: User) -> Membership:
    """Return a new membership with the days of the body; one of a body whose days are over is ended first."""
    held = Membership.objects.filter(
        user=user, organisation_id=body.school_id, role=Role.EXAMINER, ended=False
    )
    held.filter(valid_to__lte=timezone.localdate()).update(ended=True, updated_at=timezone.now())
    if held.exists():
        raise Problem(f"{user.full_name} đang đánh giá trường này theo một quyết định khác.")
    return Membership.objects.create(
        user=user,
        organisation_id=body.school_id,
        role=Role.EXAMINER,
        source=SOURCE,
        valid_from=body.starts_on,
        valid_to=body.ends_on + DAY,
    )


def end_ways(members: QuerySet[BodyMember]) -> None:
    """Shut the way in behind these members at once (inside the caller's transaction)."""
    held = Membership.objects.filter(pk__in=members.values_list("membership_id", flat=True), ended=False)
    held.update(ended=True, valid_to=timezone.localdate(), updated_at=timezone.now())


def move_ways(body: Body) -> None:
    """Let the ways in last as long as the body's new days (inside the caller's transaction)."""
    rows = body.members.filter(ended_at__isnull=True).values_list("membership_id", flat=True)
    Membership.objects.filter(pk__in=rows, ended=False).update(
        valid_from=body.starts_on, valid_to=body.ends_on + DAY, updated_at=timezone.now()
    )


def end_ways_of_ended(case: Case) -> None:
    """Shut every way in behind a registration that a step has ended; what was written stays."""
    if not case.is_open:
        end_ways(BodyMember.objects.filter(body__case=case))

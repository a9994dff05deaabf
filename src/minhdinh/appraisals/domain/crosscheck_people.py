"""Who of the reviewing school checks: a way into the checked school for as long as the check lasts, and no longer."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission, Role
from minhdinh.access.scope import school_scope
from minhdinh.accounts.models import User
from minhdinh.appraisals import actions
from minhdinh.appraisals.domain.crosscheck_notices import tell_named
from minhdinh.appraisals.domain.crosscheck_queries import belongs_to
from minhdinh.appraisals.models import CrossCheck, CrossReviewer
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.organisations.models import Membership

SOURCE = "cross-check"
DAY = dt.timedelta(days=1)


def name_reviewer(*, actor: Actor, crosscheck: CrossCheck, user: User) -> CrossReviewer:
    """Let a person of the reviewing school check; named by that school's leader or by the office.

    Raises Problem for somebody who is not of the reviewing school, is of the checked one, is named already, or whose
    check is closed or over.
    """
    _require_namer(actor, crosscheck)
    if crosscheck.is_closed or crosscheck.ends_on < timezone.localdate():
        raise Problem("Việc kiểm tra chéo này đã kết thúc hoặc đã quá hạn.")
    if not belongs_to(user.pk, crosscheck.reviewer_id):
        raise Problem(f"{user.full_name} không phải người của {crosscheck.reviewer.name}.", field="user")
    with transaction.atomic(), school_scope(crosscheck.school_id):
        if crosscheck.reviewers.filter(user=user, dropped_at__isnull=True).exists():
            raise Problem(f"{user.full_name} đã được cử rồi.", field="user")
        membership = _way_in(crosscheck, user)
        reviewer = CrossReviewer.objects.create(
            school_id=crosscheck.school_id,
            crosscheck=crosscheck,
            user=user,
            name=user.full_name,
            membership=membership,
        )
        _record(actor, actions.CROSSCHECK_PERSON_NAMED, reviewer)
        tell_named(reviewer)
    return reviewer


def drop_reviewer(*, actor: Actor, reviewer: CrossReviewer) -> None:
    """Take a person off who has not sent anything; the way in ends at once."""
    _require_namer(actor, reviewer.crosscheck)
    if reviewer.sent_at is not None:
        raise Problem(f"{reviewer.name} đã gửi góp ý nên không thôi cử được.")
    with transaction.atomic(), school_scope(reviewer.school_id):
        reviewer.dropped_at = timezone.now()
        reviewer.save(update_fields=["dropped_at", "updated_at"])
        end_memberships(CrossReviewer.objects.filter(pk=reviewer.pk))
        _record(actor, actions.CROSSCHECK_PERSON_DROPPED, reviewer)


def end_memberships(reviewers: QuerySet[CrossReviewer]) -> None:
    """Shut the way into the checked school behind these reviewers (inside the caller's transaction)."""
    held = Membership.objects.filter(pk__in=reviewers.values_list("membership_id", flat=True), ended=False)
    held.update(ended=True, valid_to=timezone.localdate(), updated_at=timezone.now())


def move_memberships(crosscheck: CrossCheck) -> None:
    """Let the way in last as long as the check's new days (inside the caller's transaction)."""
    rows = crosscheck.reviewers.filter(dropped_at__isnull=True).values_list("membership_id", flat=True)
    Membership.objects.filter(pk__in=rows, ended=False).update(
        valid_from=crosscheck.starts_on, valid_to=crosscheck.ends_on + DAY, updated_at=timezone.now()
    )


def _require_namer(actor: Actor, crosscheck: CrossCheck) -> None:
    """Refuse everybody but the office that paired the schools and who manages people at the reviewing school."""
    if actor.organisation_id == crosscheck.office_id:
        require(actor, Permission.CROSSCHECK_MANAGE)
    elif actor.organisation_id == crosscheck.reviewer_id:
        require(actor, Permission.PEOPLE_MANAGE)
    else:
        raise NotAllowed("Việc này thuộc một đơn vị khác.")


def _way_in(crosscheck: CrossCheck, user: User) -> Membership:
    """Return a new membership that begins and ends with the check; one of a check that is over is ended first."""
    held = Membership.objects.filter(user=user, organisation_id=crosscheck.school_id, ended=False)
    if held.exclude(role=Role.CROSS_REVIEWER).exists():
        raise Problem(f"{user.full_name} là người của trường được kiểm tra.", field="user")
    held.filter(valid_to__lte=timezone.localdate()).update(ended=True, updated_at=timezone.now())
    if held.exists():
        raise Problem(
            f"{user.full_name} đang kiểm tra chéo trường này theo một phân công khác.", field="user"
        )
    return Membership.objects.create(
        user=user,
        organisation_id=crosscheck.school_id,
        role=Role.CROSS_REVIEWER,
        source=SOURCE,
        valid_from=crosscheck.starts_on,
        valid_to=crosscheck.ends_on + DAY,
    )


def _record(actor: Actor, code: str, reviewer: CrossReviewer) -> None:
    record(
        actor=actor,
        code=code,
        target=f"appraisals.CrossCheck:{reviewer.crosscheck_id}",
        name=reviewer.name,
        school=reviewer.crosscheck.school.name,
    )

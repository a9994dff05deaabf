"""Who acts for whom: an office's officers do another office's work for a time, on a legal basis."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q, QuerySet

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem
from minhdinh.lib.text import clean, vn_date
from minhdinh.organisations import actions
from minhdinh.organisations.domain.tree import require_within
from minhdinh.organisations.models import Delegation, Organisation


def delegate(
    *,
    actor: Actor,
    office: Organisation,
    acting: Organisation,
    day: dt.date,
    basis: str,
    until: dt.date | None = None,
    note: str = "",
) -> Delegation:
    """Let ``acting``'s officers act at ``office`` from a day on (``until`` exclusive); a coming day is allowed.

    Raises Problem for a school, a closed office, the office itself, no basis, days in the wrong order, and where the
    same already holds in part of that time.
    """
    require(actor, Permission.ORGANISATIONS_MANAGE)
    for organisation in (office, acting):
        require_within(actor, organisation)
        if organisation.is_school or not organisation.active:
            raise Problem(f"{organisation.name} không phải cơ quan đang hoạt động.", field="acting")
    if office.pk == acting.pk:
        raise Problem("Một cơ quan không làm thay chính mình.", field="acting")
    if not clean(basis):
        raise Problem("Chưa ghi căn cứ pháp lý.", field="basis")
    if until is not None and until <= day:
        raise Problem("Ngày kết thúc phải sau ngày bắt đầu.", field="until")
    same = Delegation.objects.filter(office=office, acting=acting)
    same = same.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))
    if (same.filter(valid_from__lt=until) if until else same).exists():
        raise Problem(f"{acting.name} đã làm thay {office.name} trong thời gian này.", field="day")
    with transaction.atomic():
        row = Delegation.objects.create(
            office=office, acting=acting, valid_from=day, valid_to=until, basis=clean(basis), note=clean(note)
        )
        _record(actor, actions.DELEGATED, row, day)
    return row


def end_delegation(*, actor: Actor, delegation: Delegation, day: dt.date) -> None:
    """End a delegation on a day (exclusive), or cancel one that has not begun; raises Problem where it ended before."""
    require(actor, Permission.ORGANISATIONS_MANAGE)
    require_within(actor, delegation.office)
    if delegation.valid_to is not None and delegation.valid_to <= day:
        raise Problem(f"Việc làm thay đã kết thúc từ ngày {vn_date(delegation.valid_to)}.", field="day")
    with transaction.atomic():
        delegation.valid_to = max(day, delegation.valid_from)
        delegation.save(update_fields=["valid_to", "updated_at"])
        _record(actor, actions.DELEGATION_ENDED, delegation, delegation.valid_to)


def delegations_on(day: dt.date) -> QuerySet[Delegation]:
    """Return the delegations that hold on a day."""
    rows = Delegation.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)
    return rows.select_related("office", "acting")


def delegations_of(organisation: Organisation) -> list[Delegation]:
    """Return the delegations that an office gave or received, the newest first."""
    rows = Delegation.objects.filter(Q(office=organisation) | Q(acting=organisation))
    return list(rows.select_related("office", "acting"))


def delegated_to(office_ids: Iterable[int], day: dt.date) -> QuerySet[Delegation]:
    """Return what active offices have given into the hands of these offices on a day."""
    return delegations_on(day).filter(acting__in=set(office_ids), office__active=True)


def delegation_with_id(office: Organisation, delegation_id: int) -> Delegation | None:
    """Return a delegation that an office gave or received, or None."""
    rows = Delegation.objects.filter(Q(office=office) | Q(acting=office), pk=delegation_id)
    return rows.select_related("office", "acting").first()


def _record(actor: Actor, code: str, row: Delegation, day: dt.date) -> None:
    record(
        actor=actor,
        code=code,
        target=f"organisations.Organisation:{row.office_id}",
        acting=row.acting.name,
        office=row.office.name,
        day=vn_date(day),
    )

"""The end of an organisation: it stays in the record and below its last parent."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem
from minhdinh.lib.text import vn_date
from minhdinh.organisations import actions
from minhdinh.organisations.domain.placements import place_below
from minhdinh.organisations.models import Organisation, Parentage


def close_organisation(*, actor: Actor, organisation: Organisation, day: dt.date) -> None:
    """End an organisation on ``day`` (exclusive): its edge ends, nobody works in it any more; its path stays.

    Closing it again changes nothing. Raises Problem for a day before its last move, and while something still stands
    below it: that would be nobody's from then on.
    """
    require(actor, Permission.ORGANISATIONS_MANAGE)
    if not organisation.active:
        return
    below = Parentage.objects.filter(parent=organisation, child__active=True)
    if below.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day)).exists():
        raise Problem(
            f"{organisation.name} còn đơn vị trực thuộc; hãy chuyển hoặc sáp nhập trước.", field="day"
        )
    with transaction.atomic():
        end_organisation(actor=actor, organisation=organisation, day=day)
        place_below(organisation)


def end_organisation(*, actor: Actor, organisation: Organisation, day: dt.date) -> None:
    """Do the ending itself for a caller that has checked the permission and writes the placements afterwards.

    Raises Problem for a day before the last move.
    """
    open_edges = Parentage.objects.filter(child=organisation, valid_to__isnull=True)
    if open_edges.filter(valid_from__gte=day).exists():
        raise Problem(f"{organisation.name} còn có lần chuyển sau ngày {vn_date(day)}.", field="day")
    open_edges.update(valid_to=day, updated_at=timezone.now())
    organisation.active = False
    organisation.save(update_fields=["active", "updated_at"])
    record(
        actor=actor,
        code=actions.ORGANISATION_CLOSED,
        target=f"organisations.Organisation:{organisation.pk}",
        name=organisation.name,
        day=vn_date(day),
    )

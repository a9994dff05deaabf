"""The end of an organisation: it stays in the record and below its last parent."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
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

    Closing it again changes nothing. Raises Problem for a day before its last move.
    """
    require(actor, Permission.ORGANISATIONS_MANAGE)
    if not organisation.active:
        return
    open_edges = Parentage.objects.filter(child=organisation, valid_to__isnull=True)
    if open_edges.filter(valid_from__gte=day).exists():
        raise Problem(f"{organisation.name} còn có lần chuyển sau ngày {vn_date(day)}.", field="day")
    with transaction.atomic():
        open_edges.update(valid_to=day, updated_at=timezone.now())
        organisation.active = False
        organisation.save(update_fields=["active", "updated_at"])
        place_below(organisation)
        record(
            actor=actor,
            code=actions.ORGANISATION_CLOSED,
            target=f"organisations.Organisation:{organisation.pk}",
            name=organisation.name,
            day=vn_date(day),
        )

"""Who has a sheet open and writes where: shown to the others, locking nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.assessments.models import Presence, Sheet
from minhdinh.assessments.slots import SlotError, parse_slot

BEAT = dt.timedelta(seconds=20)
GONE = dt.timedelta(seconds=60)
SPARED = dt.timedelta(seconds=5)
SWEPT = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who has the sheet open; ``slot`` where he or she writes, "" for reading."""

    name: str
    slot: str
    requirement: str


def note_presence(*, actor: Actor, sheet: Sheet, slot: str = "") -> list[Present]:
    """Note that the person has the sheet open, and return who else has; people of offices above leave no trace."""
    require(actor, Permission.SHEET_VIEW, organisation_id=sheet.school_id)
    if actor.user_id is None or actor.is_outside:
        return []
    _beat(actor.user_id, sheet, slot if _is_of(sheet, slot) else "")
    return present_at(sheet, but=actor.user_id)


def present_at(sheet: Sheet, but: int | None = None) -> list[Present]:
    """Return who was seen on the sheet within the last minute, whoever asks left out (one query)."""
    since = timezone.now() - GONE
    rows = Presence.objects.filter(sheet=sheet, seen_at__gte=since).exclude(person_id=but or 0)
    named = rows.order_by("person__sort_key", "id").values_list("person__full_name", "slot")
    return [Present(name, slot, parse_slot(slot).requirement if slot else "") for name, slot in named]


def leave(*, actor: Actor, sheet: Sheet) -> None:
    """Forget that the person has the sheet open."""
    require(actor, Permission.SHEET_VIEW, organisation_id=sheet.school_id)
    Presence.objects.filter(sheet=sheet, person_id=actor.user_id or 0).delete()


def _beat(person_id: int, sheet: Sheet, slot: str) -> None:
    now = timezone.now()
    row = Presence.objects.filter(sheet=sheet, person_id=person_id).first()
    if row is not None and row.slot == slot and now - row.seen_at < SPARED:
        return
    if row is None:
        Presence.objects.filter(sheet=sheet, seen_at__lt=now - SWEPT).delete()
        try:
            with transaction.atomic():
                Presence.objects.create(
                    school_id=sheet.school_id, sheet=sheet, person_id=person_id, slot=slot, seen_at=now
                )
        except IntegrityError:
            # Two tabs opened at once: the other one noted it.
            return
    else:
        Presence.objects.filter(pk=row.pk).update(slot=slot, seen_at=now)


def _is_of(sheet: Sheet, slot: str) -> bool:
    """Tell whether a slot is one of the sheet's."""
    try:
        address = parse_slot(slot)
    except SlotError:
        return False
    return (address.track, address.criterion) == (sheet.track.education_level, sheet.criterion)

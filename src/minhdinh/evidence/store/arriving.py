"""A file that its sender brings to the store without passing through this program: offered, brought, given up.

It lands in quarantine, where nobody opens it; ``checking`` reads it there and takes it in as every other upload.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.common.problems import NotHere, Problem, Stale
from minhdinh.common.storage import LinkingStore, StoreAway, browser_store
from minhdinh.evidence.domain.announcing import KEPT, Wanted, announce
from minhdinh.evidence.models import ArrivalState, DirectArrival
from minhdinh.jobs.domain.start import start_job

JOB_KIND = "evidence.arrivals"
PART = 8 * 1024 * 1024  # what a line that breaks loses at most; the protocol takes parts of 5 MB and more
ANSWER_KEPT = dt.timedelta(days=30)
AGAIN = dt.timedelta(hours=1)
MOST_SHOWN = 100
NOT_HERE = "Không có tệp đang gửi này. Hãy chọn lại tệp để gửi từ đầu."
NOT_DIRECT = "direct"  # names the field by which a drop zone learns to send through the program


@dataclass(frozen=True, slots=True)
class Part:
    """One request that the sender makes: PUT exactly ``size`` bytes, those from ``start`` on, to ``address``."""

    address: str
    start: int
    size: int


def direct_store() -> LinkingStore:
    """Return the store that senders reach themselves; raises Problem where files are kept otherwise."""
    store = browser_store()
    if store is None:
        words = "Kho tệp của máy chủ này không nhận tệp gửi thẳng. Hãy gửi tệp qua trang minh chứng."
        raise Problem(words, field=NOT_DIRECT)
    return store


def offer_place(*, actor: Actor, school_id: int, wanted: Wanted) -> tuple[DirectArrival, list[Part]]:
    """Open a place in quarantine for one file of its sender; return it and where its parts are brought.

    Addresses end after an hour and take exactly what was announced. Raises Problem for what could never be taken,
    StoreAway.
    """
    store = direct_store()
    # The row first of all: what is in quarantine without a row is left over.
    arrival = announce(DirectArrival, actor=actor, school_id=school_id, wanted=wanted)
    sizes = sizes_of(arrival.length)
    try:
        arrival.number = store.begin(arrival.place, sizes)
    except Problem:
        arrival.delete()
        raise
    DirectArrival.objects.filter(pk=arrival.pk).update(number=arrival.number)
    return arrival, _parts(store.addresses(arrival.place, arrival.number, sizes), sizes)


def places_left(*, actor: Actor, arrival: DirectArrival) -> list[Part]:
    """Return where the parts are brought that did not arrive yet, under new addresses; from now on it is kept longer.

    Raises NotHere for what was given up, or is in the store no more: its sender begins anew. Stale for a file that
    is being checked or whose answer stands.
    """
    require(actor, Permission.EVIDENCE_CONTRIBUTE, organisation_id=arrival.school_id)
    _require_own(actor, arrival)
    store, sizes = direct_store(), sizes_of(arrival.length)
    if len(sizes) > 1 and not arrival.number:  # its server was killed before it noted the number
        raise NotHere(NOT_HERE)
    try:
        there = store.brought(arrival.place, arrival.number, sizes)
    except FileNotFoundError as error:
        raise NotHere(NOT_HERE) from error
    now = timezone.now()
    sending = DirectArrival.objects.filter(pk=arrival.pk, state=ArrivalState.SENDING)
    if not sending.update(expires_at=now + KEPT, updated_at=now):
        raise Stale("Tệp đã gửi xong.")
    places = _parts(store.addresses(arrival.place, arrival.number, sizes), sizes)
    return [part for number, part in enumerate(places) if number not in there]


def sizes_of(length: int) -> list[int]:
    """Return the sizes of the parts that a file of this length is brought in."""
    whole, rest = divmod(length, PART)
    return [PART] * whole + ([rest] if rest else [])


def _parts(addresses: Sequence[str], sizes: Sequence[int]) -> list[Part]:
    return [
        Part(address, number * PART, size)
        for number, (address, size) in enumerate(zip(addresses, sizes, strict=True))
    ]


def _own(actor: Actor, school_id: int) -> QuerySet[DirectArrival]:
    """Return a person's own files on their way, without those that were given up and are about to be forgotten."""
    mine = DirectArrival.objects.filter(school_id=school_id, person_id=actor.user_id or 0)
    return mine.exclude(state=ArrivalState.REFUSED, refused="")


def arrival_of(actor: Actor, school_id: int, key: str) -> DirectArrival:
    """Return a person's own file on its way; raises NotHere for any other."""
    plain = len(key) == 32 and key.isalnum() and key.isascii()
    arrival = _own(actor, school_id).filter(key=key).first() if plain else None
    if arrival is None:
        raise NotHere(NOT_HERE)
    return arrival


def arrivals_of(
    actor: Actor, school_id: int, *, year: str = "", item_id: int | None = None
) -> list[DirectArrival]:
    """Return what a person has brought and is still being checked, or was not taken; newest first.

    Only what is for an item, or what was sent in a year for none in particular, where that is asked.
    """
    told = _own(actor, school_id).filter(state__in=(ArrivalState.CHECKING, ArrivalState.REFUSED))
    if item_id is not None:
        told = told.filter(item_id=item_id)
    elif year:
        told = told.filter(year=year, item=None)
    return list(told.order_by("-id")[:MOST_SHOWN])


def note_brought(*, actor: Actor, arrival: DirectArrival) -> None:
    """Say that all parts were brought: from now on the file is being checked. Asked again it changes nothing.

    Raises Problem while bytes are missing, NotHere for what was given up, StoreAway.
    """
    require(actor, Permission.EVIDENCE_CONTRIBUTE, organisation_id=arrival.school_id)
    _require_own(actor, arrival)
    if _state_now(arrival) != ArrivalState.SENDING:
        return
    if not direct_store().complete(arrival.place, arrival.number, sizes_of(arrival.length)):
        raise Problem(f"Tệp “{arrival.name}” chưa gửi xong. Hãy gửi nốt phần còn lại.", field=arrival.name)
    with transaction.atomic():
        sent = DirectArrival.objects.filter(pk=arrival.pk, state=ArrivalState.SENDING)
        if sent.update(state=ArrivalState.CHECKING, updated_at=timezone.now()):
            start_checking(actor, arrival)
    try:
        _state_now(arrival)
    except NotHere:
        direct_store().withdraw(arrival.place, arrival.number)
        raise


def _state_now(arrival: DirectArrival) -> str:
    """Read the state again; raises NotHere for what was given up meanwhile."""
    now = DirectArrival.objects.filter(pk=arrival.pk).values_list("state", "refused").first()
    if now is None or now == (ArrivalState.REFUSED, ""):
        raise NotHere(NOT_HERE)
    arrival.state = now[0]
    return str(now[0])


def give_up(*, actor: Actor, arrival: DirectArrival) -> None:
    """Forget a file on its way and what was brought of it; Stale for one that is being checked or was taken in.

    It is given up at once; what the store then does not forget, the hourly job makes it forget.
    """
    require(actor, Permission.EVIDENCE_CONTRIBUTE, organisation_id=arrival.school_id)
    _require_own(actor, arrival)
    still = DirectArrival.objects.filter(
        pk=arrival.pk, state__in=(ArrivalState.SENDING, ArrivalState.REFUSED)
    )
    if not still.update(state=ArrivalState.REFUSED, refused="", updated_at=timezone.now()):
        raise Stale("Tệp đang được kiểm tra hoặc đã vào kho. Muốn bỏ thì gỡ tệp ở trang minh chứng.")
    with suppress(StoreAway):
        forget(arrival)


def forget(arrival: DirectArrival) -> int:
    """Take away what was brought of a file, then its row; outside of any transaction. Returns how many rows went."""
    if isinstance(default_storage, LinkingStore):
        default_storage.withdraw(arrival.place, arrival.number)
    return DirectArrival.objects.filter(pk=arrival.pk).delete()[0]


def _require_own(actor: Actor, arrival: DirectArrival) -> None:
    if actor.user_id != arrival.person_id:
        raise NotHere(NOT_HERE)


def start_checking(actor: Actor, arrival: DirectArrival) -> None:
    """Queue the job that checks one file in quarantine."""
    start_job(
        actor=actor,
        kind=JOB_KIND,
        title=_("Kiểm tra tệp %(name)s") % {"name": arrival.name},
        school_id=arrival.school_id,
        arrival_id=arrival.pk,
    )

"""A file that its sender brings to the store without passing through this program: offered, brought, given up.

It lands in quarantine, where nobody opens it; ``checking`` reads it there and takes it in as every other upload.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.common.problems import NotHere, Problem, Stale
from minhdinh.common.storage import LinkingStore, Offer
from minhdinh.evidence.domain.files import file_name, require_not_sensitive
from minhdinh.evidence.domain.items import require_over
from minhdinh.evidence.domain.quota import require_room
from minhdinh.evidence.models import ArrivalState, DirectArrival, EvidenceItem
from minhdinh.evidence.validators import require_size
from minhdinh.jobs.domain.start import start_job

JOB_KIND = "evidence.arrivals"
PART = 16 * 1024 * 1024
KEPT = dt.timedelta(hours=24)
ANSWER_KEPT = dt.timedelta(days=30)
AGAIN = dt.timedelta(hours=1)
MOST_OPEN = 100
NOT_HERE = "Không có tệp đang gửi này. Hãy chọn lại tệp để gửi từ đầu."


@dataclass(frozen=True, slots=True)
class Brought:
    """What somebody is about to bring: ``length`` in bytes, for an item, or for the inbox of the year."""

    year: str
    name: str
    length: int
    item: EvidenceItem | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One request that the sender makes: PUT exactly ``size`` bytes, those from ``start`` on, to ``address``."""

    address: str
    start: int
    size: int


def direct_store() -> LinkingStore:
    """Return the store that senders reach themselves; raises Problem where files are kept otherwise."""
    if isinstance(default_storage, LinkingStore) and default_storage.direct:
        return default_storage
    raise Problem("Kho tệp của máy chủ này không nhận tệp gửi thẳng. Hãy gửi tệp qua trang minh chứng.")


def offer_place(*, actor: Actor, school_id: int, brought: Brought) -> tuple[DirectArrival, list[Part]]:
    """Open a place in quarantine for one file of its sender; return it and where its parts are brought.

    Addresses end after an hour and take exactly what was announced. Raises Problem for what could never be taken.
    """
    require(actor, Permission.EVIDENCE_CONTRIBUTE, organisation_id=school_id)
    if actor.user_id is None:
        raise Problem("Tệp cần một người đứng tên gửi.")
    store, shown = direct_store(), file_name(brought.name)
    require_size(shown, brought.length, settings.MINHDINH_UPLOAD_LIMIT)
    require_room(school_id, brought.length)
    if brought.item is not None:
        require_over(actor, brought.item)
        require_not_sensitive(brought.item)
    mine = DirectArrival.objects.filter(person_id=actor.user_id, state=ArrivalState.SENDING)
    if mine.filter(expires_at__gt=timezone.now()).count() >= MOST_OPEN:
        raise Problem("Đang có quá nhiều tệp gửi dở. Hãy gửi cho xong hoặc bỏ bớt rồi gửi tiếp.")
    arrival = DirectArrival(
        school_id=school_id,
        key=secrets.token_hex(16),
        person_id=actor.user_id,
        year=brought.year,
        item=brought.item,
        name=shown,
        length=brought.length,
        expires_at=timezone.now() + KEPT,
    )
    arrival.save(force_insert=True)  # first of all: what is in quarantine without a row is left over
    try:
        offer = store.offer(arrival.place, sizes_of(brought.length))
    except Problem:
        arrival.delete()
        raise
    DirectArrival.objects.filter(pk=arrival.pk).update(number=offer.number)
    arrival.number = offer.number
    return arrival, _parts(offer, sizes_of(brought.length))


def sizes_of(length: int) -> list[int]:
    """Return the sizes of the parts that a file of this length is brought in."""
    whole, rest = divmod(length, PART)
    return [PART] * whole + ([rest] if rest else [])


def _parts(offer: Offer, sizes: Sequence[int]) -> list[Part]:
    return [
        Part(address, number * PART, size)
        for number, (address, size) in enumerate(zip(offer.addresses, sizes, strict=True))
    ]


def arrival_of(actor: Actor, school_id: int, key: str) -> DirectArrival:
    """Return a person's own file on its way; raises NotHere for any other."""
    mine = DirectArrival.objects.filter(school_id=school_id, person_id=actor.user_id or 0)
    arrival = mine.filter(key=key).first() if len(key) == 32 and key.isalnum() and key.isascii() else None
    if arrival is None:
        raise NotHere(NOT_HERE)
    return arrival


def arrivals_of(actor: Actor, school_id: int) -> list[DirectArrival]:
    """Return what a person has brought and is still being checked, or was not taken; newest first."""
    mine = DirectArrival.objects.filter(school_id=school_id, person_id=actor.user_id or 0)
    told = mine.filter(state__in=(ArrivalState.CHECKING, ArrivalState.REFUSED))
    told = told.exclude(state=ArrivalState.REFUSED, refused="")  # never brought, about to be forgotten
    return list(told.order_by("-id")[:MOST_OPEN])


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
    now = DirectArrival.objects.filter(pk=arrival.pk).values_list("state", flat=True).first()
    if now is None:
        raise NotHere(NOT_HERE)
    arrival.state = now
    return str(now)


def give_up(*, actor: Actor, arrival: DirectArrival) -> None:
    """Forget a file on its way and what was brought of it; Stale for one that is being checked or was taken in."""
    require(actor, Permission.EVIDENCE_CONTRIBUTE, organisation_id=arrival.school_id)
    _require_own(actor, arrival)
    still = DirectArrival.objects.filter(
        pk=arrival.pk, state__in=(ArrivalState.SENDING, ArrivalState.REFUSED)
    )
    with transaction.atomic():
        gone, _per_model = still.delete()
        if not gone:
            raise Stale("Tệp đang được kiểm tra hoặc đã vào kho. Muốn bỏ thì gỡ tệp ở trang minh chứng.")
        direct_store().withdraw(arrival.place, arrival.number)


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

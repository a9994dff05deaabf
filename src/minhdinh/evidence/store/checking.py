"""What was brought straight to the store is read, hashed and looked at by a job, and only then taken in.

What was checked is what is kept: the bytes are copied once out of quarantine, and nothing that happens there afterwards
(its address may still be open) reaches a school's files.
"""

from __future__ import annotations

import datetime as dt
import logging
import tempfile
from typing import IO, Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor, system_actor
from minhdinh.access.scope import school_scope, scopes_disabled
from minhdinh.accounts.models import User
from minhdinh.common.problems import NotAllowed, Problem, Stale
from minhdinh.common.storage import LinkingStore, StoreAway
from minhdinh.evidence.context import year_context
from minhdinh.evidence.domain.blobs import store_upload
from minhdinh.evidence.domain.duplicates import same_file_elsewhere
from minhdinh.evidence.domain.files import StoredFile, add_stored, require_not_sensitive
from minhdinh.evidence.domain.intake import name_from_file, take_stored, target_in
from minhdinh.evidence.domain.items import ItemValues, require_over
from minhdinh.evidence.domain.quota import NoRoom
from minhdinh.evidence.domain.scanning import NoVerdict
from minhdinh.evidence.models import ArrivalState, DirectArrival, EvidenceItem
from minhdinh.evidence.moves.merged import survivor_of
from minhdinh.evidence.store.arriving import AGAIN, ANSWER_KEPT, JOB_KIND, PART, forget, start_checking
from minhdinh.jobs.domain.queries import job_under_way
from minhdinh.jobs.models import Job
from minhdinh.jobs.registry import Progress
from minhdinh.organisations.domain.queries import actor_for
from minhdinh.organisations.models import Organisation

CHUNK = 1024 * 1024
MOST_WORDS = 1000
MOST_TRIES = 48
QUARANTINE = "quarantine"
OVER = (ArrivalState.READY, ArrivalState.REFUSED)

logger = logging.getLogger(__name__)


def run_checking(progress: Progress, *, school_id: int, arrival_id: int) -> dict[str, Any]:
    """Check one file in quarantine and take it in, or refuse it by name (called by the worker, also a second time).

    Raises Problem with the reason for what was refused, and where it waits to be tried again.
    """
    progress.total(1)
    with school_scope(school_id):
        arrival = DirectArrival.objects.select_related("school", "item").filter(pk=arrival_id).first()
        if arrival is None:
            return {"message": _("Tệp này đã được bỏ.")}
        if arrival.state == ArrivalState.CHECKING:
            _check(arrival)
        if arrival.state in OVER:
            _withdraw(arrival)
    progress.advance()
    if arrival.state == ArrivalState.REFUSED:
        raise Problem(arrival.refused)
    return {"message": _("Tệp “%(name)s” đã vào kho.") % {"name": arrival.name}}


def _check(arrival: DirectArrival) -> None:
    """Take the file in or note why not; what says nothing about the file itself leaves it waiting, not for ever.

    That is a store or a virus scanner that does not answer, no room, an item that somebody changes at this moment.
    """
    try:
        with tempfile.TemporaryFile(dir=settings.MINHDINH_INCOMING) as copy:
            _fetch(arrival, copy)
            _take(arrival, copy)
    except StoreAway:
        raise
    except (NoVerdict, NoRoom, Stale) as problem:
        if _tries(arrival) < MOST_TRIES:
            raise
        _refuse(arrival, problem)
    except Problem as problem:
        _refuse(arrival, problem)


def _tries(arrival: DirectArrival) -> int:
    """Return how often the file was given to a worker."""
    jobs = Job.objects.filter(kind=JOB_KIND, organisation_id=arrival.school_id)
    return jobs.filter(params__arrival_id=arrival.pk).count()


def _refuse(arrival: DirectArrival, problem: Problem) -> None:
    _note(arrival, ArrivalState.REFUSED, refused=_named(arrival, problem)[:MOST_WORDS])


def _named(arrival: DirectArrival, problem: Problem) -> str:
    """Return why a file was not taken, with its name, which not every sentence carries."""
    named = arrival.name in problem.sentence
    return problem.sentence if named else f"Không nhận tệp “{arrival.name}”: {problem.sentence}"


def _fetch(arrival: DirectArrival, copy: IO[bytes]) -> None:
    """Copy the bytes out of quarantine, as many as were announced; raises Problem where there are others."""
    size = 0
    try:
        with default_storage.open(arrival.place, "rb") as stream:
            while size <= arrival.length and (chunk := stream.read(CHUNK)):
                copy.write(chunk)
                size += len(chunk)
    except FileNotFoundError as error:
        raise Problem(f"Tệp “{arrival.name}” không còn ở nơi đã gửi. Hãy gửi lại.") from error
    if size != arrival.length:
        raise Problem(f"Tệp “{arrival.name}” không dài như đã báo. Hãy gửi lại.")
    copy.seek(0)


def _take(arrival: DirectArrival, copy: IO[bytes]) -> None:
    actor, item = _actor_of(arrival.person_id, arrival.school), _item_of(arrival)
    if item is not None:
        require_over(actor, item)
        require_not_sensitive(item)
    blob, _is_new = store_upload(
        school_id=arrival.school_id, stream=copy, name=arrival.name, size=arrival.length, actor=actor
    )
    stored = StoredFile(blob, arrival.name)
    with transaction.atomic():
        became, twin = _made(actor, arrival, stored) if item is None else _added(actor, item, stored)
        _note(arrival, ArrivalState.READY, became=became, twin=twin)


def _item_of(arrival: DirectArrival) -> EvidenceItem | None:
    """Return where the file goes; where that was merged meanwhile, what stands for it."""
    item: EvidenceItem | None = arrival.item
    if item is None or item.removed_at is None:
        return item
    survivor = survivor_of(arrival.school_id, item.pk)
    standing: EvidenceItem = EvidenceItem.objects.get(pk=survivor) if survivor else item
    return standing


def _added(actor: Actor, item: EvidenceItem, stored: StoredFile) -> tuple[int, int | None]:
    """Add the file to its item; return the item, and the one that held the same bytes before."""
    add_stored(actor=actor, item=item, stored=[stored])
    twin = same_file_elsewhere(item.school_id, stored.blob.sha256, except_item=item.pk)
    return item.pk, twin.pk if twin else None


def _made(actor: Actor, arrival: DirectArrival, stored: StoredFile) -> tuple[int, int | None]:
    """Make an item of the criterion or of the inbox, or name the one that holds the same bytes."""
    twin = same_file_elsewhere(arrival.school_id, stored.blob.sha256)
    if twin is not None:
        return twin.pk, twin.pk
    context = year_context(arrival.school_id, arrival.year)
    if context is None:
        raise Problem("Năm học này chưa mở tự đánh giá.")
    item = take_stored(
        actor=actor,
        school_id=arrival.school_id,
        target=target_in(context, arrival.year, arrival.criterion, arrival.track),
        values=ItemValues(name=name_from_file(arrival.name)),
        stored=[stored],
    )
    return item.pk, None


def _note(arrival: DirectArrival, state: ArrivalState, **outcome: object) -> None:
    """Note how it ended, once; a second worker with the same file undoes what it was about to add."""
    waiting = DirectArrival.objects.filter(pk=arrival.pk, state=ArrivalState.CHECKING)
    if not waiting.update(state=state, updated_at=timezone.now(), **outcome):
        raise Problem("Tệp này vừa được kiểm tra ở một nơi khác.")
    arrival.refresh_from_db(fields=["state", "refused", "became"])


def _actor_of(person_id: int, school: Organisation) -> Actor:
    with scopes_disabled():
        person = User.objects.filter(pk=person_id).first()
        actor = actor_for(person, school) if person else None
    if actor is None:
        raise NotAllowed("Thầy/Cô không còn vai trò ở đơn vị này.")
    return actor


def _withdraw(arrival: DirectArrival) -> None:
    if isinstance(default_storage, LinkingStore):
        default_storage.withdraw(arrival.place, arrival.number)


def forget_left(now: dt.datetime | None = None) -> int:
    """Drop files that were never brought whole and old answers; check again what a worker left (hourly).

    Returns how many went. A store that does not answer is asked again an hour later.
    """
    moment = now or timezone.now()
    gone = 0
    try:
        if isinstance(default_storage, LinkingStore):
            default_storage.require_there()  # no tries are used up while it is away
        with scopes_disabled():
            _check_again(moment)
            gone = _drop(moment)
            _sweep_quarantine(moment)
    except (StoreAway, FileNotFoundError):  # the bucket itself may be gone
        logger.warning("Files in quarantine could not be forgotten; the next hour will try again")
    return gone


def _drop(moment: dt.datetime) -> int:
    """Drop rows and bytes. A row is refused without a word before its bytes go: nobody can say any more they are whole.

    Rows without the store's number of their parts go after an hour: their sender was never told of them.
    """
    untold = Q(number="", length__gt=PART, created_at__lte=moment - AGAIN)
    left = DirectArrival.objects.filter(untold | Q(expires_at__lte=moment), state=ArrivalState.SENDING)
    left.update(state=ArrivalState.REFUSED, refused="")
    answered = Q(state__in=OVER, updated_at__lte=moment - ANSWER_KEPT)
    gone = 0
    for arrival in DirectArrival.objects.filter(answered | Q(state=ArrivalState.REFUSED, refused="")):
        gone += forget(arrival)
    return gone


def _check_again(moment: dt.datetime) -> None:
    """Queue what waits longer than an hour, all of a school at once, so that one bad file holds up no other."""
    waiting = DirectArrival.objects.filter(state=ArrivalState.CHECKING, updated_at__lte=moment - AGAIN)
    left = list(waiting.select_related("school"))
    schools = {arrival.school_id for arrival in left}
    busy = {school_id for school_id in schools if job_under_way(JOB_KIND, school_id) is not None}
    for arrival in left:
        one = waiting.filter(pk=arrival.pk)
        if arrival.school_id in busy:
            continue
        if _tries(arrival) >= MOST_TRIES:
            words = f"Tệp “{arrival.name}” đã được kiểm tra nhiều lần mà không xong. Hãy gửi lại."
            if one.update(state=ArrivalState.REFUSED, refused=words, updated_at=moment):
                _withdraw(arrival)
        elif one.update(updated_at=moment):
            start_checking(system_actor(arrival.school_id), arrival)


def _sweep_quarantine(moment: dt.datetime) -> None:
    """Remove what came under an address whose row was given up: the row of a live one is older than its bytes.

    So too what came again after the answer stood, once the address is over, and files in parts of which no row knows: of
    a server that was killed just before it noted them.
    """
    if not isinstance(default_storage, LinkingStore):
        return
    wanted = Q(state__in=(ArrivalState.SENDING, ArrivalState.CHECKING)) | Q(updated_at__gt=moment - AGAIN)
    for school in default_storage.listdir(QUARANTINE)[0]:
        keys = default_storage.listdir(f"{QUARANTINE}/{school}")[1]
        known = set(DirectArrival.objects.filter(wanted, key__in=keys).values_list("key", flat=True))
        for key in set(keys) - known:
            default_storage.delete(f"{QUARANTINE}/{school}/{key}")
    for one in default_storage.unfinished(f"{QUARANTINE}/"):
        row = DirectArrival.objects.filter(key=one.name.rpartition("/")[2], number=one.number)
        if one.begun_at <= moment - AGAIN and not row.exists():
            default_storage.abandon(one.name, one.number)

"""How much a school may keep: the installation's rule, a school's own, and the check before bytes are written.

A school's bytes are those of its blobs; the same bytes count once. What the program makes itself (forms, seals) and
what people of other organisations bring is counted and never refused.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem, Stale
from minhdinh.common.templatetags.minhdinh import file_size
from minhdinh.evidence import actions
from minhdinh.evidence.models import (
    ArrivalState,
    Blob,
    DirectArrival,
    IncomingUpload,
    RoomReservation,
    SchoolQuota,
)
from minhdinh.organisations.models import Organisation

MEGABYTE = 1024 * 1024
MOST_MB = 1024 * 1024 * 16
NEARLY_FULL = 80
LONGEST_UPLOAD = dt.timedelta(minutes=30)


class NoRoom(Problem):
    """The school's store has no room for what was sent."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What a school keeps and may keep, in bytes; ``limit`` 0 is without limit."""

    used: int
    limit: int

    @property
    def left(self) -> int:
        """Bytes that may still come; 0 where the store is full."""
        return max(0, self.limit - self.used)

    @property
    def percent(self) -> int:
        """How full the store is, at most 100; 0 without limit."""
        return min(100, self.used * 100 // self.limit) if self.limit else 0

    @property
    def nearly_full(self) -> bool:
        """Whether people should be told before they upload."""
        return self.percent >= NEARLY_FULL


def usage_of(school_id: int) -> Usage:
    """Return what a school keeps and may keep; one query where nothing limits it."""
    limit = limit_of(SchoolQuota.objects.filter(school_id=school_id).first())
    stored = Blob.objects.filter(school_id=school_id)
    return Usage(_total(stored, "size") if limit else 0, limit)


def limit_of(quota: SchoolQuota | None) -> int:
    """Return the limit in bytes: the school's own, else the installation's; 0 is none."""
    own = quota.limit_mb if quota is not None else None
    return (settings.MINHDINH_SCHOOL_QUOTA_MB if own is None else own) * MEGABYTE


def require_room(school_id: int, size: int) -> None:
    """Refuse what would not fit in the school's store any more; ``size`` in bytes. Raises NoRoom with the mend.

    A look before long work, beside all that others have announced; ``room_for`` keeps the room until the bytes are
    rows.
    """
    limit = limit_of(SchoolQuota.objects.filter(school_id=school_id).first())
    if not limit:
        return
    usage = Usage(_taken(school_id) + _announced(school_id), limit)
    if size > usage.left:
        words = _(
            "Kho của trường đã dùng %(used)s trong %(limit)s, kể cả các tệp đang gửi lên, còn %(left)s, "
            "không đủ cho %(size)s sắp gửi. Hãy nén tệp, hoặc ghi đường dẫn tới nơi lưu, "
            "hoặc đề nghị quản trị hệ thống nâng hạn mức."
        )
        raise NoRoom(words % _told(usage, size))


def require_room_for_new(size: int) -> None:
    """Refuse what a school that is not here yet would bring beyond the installation's rule. Raises NoRoom."""
    limit = limit_of(None)
    if limit and size > limit:
        words = _(
            "Gói có %(size)s tệp, nhiều hơn hạn mức chung %(limit)s của một trường. Hãy thêm trường vào máy chủ trước, "
            "đặt hạn mức riêng cho trường, rồi nhập lại gói."
        )
        raise NoRoom(words % {"size": file_size(size), "limit": file_size(limit)})


@contextmanager
def announcing(school_id: int, size: int) -> Iterator[None]:
    """Open the transaction in which a file of ``size`` bytes is announced; raises NoRoom where it would not fit.

    Two people who announce at the same moment wait for each other: the second one sees what the first announced.
    """
    with transaction.atomic():
        if limit_of(SchoolQuota.objects.filter(school_id=school_id).first()):
            _locked(school_id)
            require_room(school_id, size)
        yield


@contextmanager
def room_for(school_id: int, size: int) -> Iterator[Callable[[int], None]]:
    """Keep room for an upload while its bytes are written, so that several at once never pass the limit together.

    Who stores many files calls what is given with the size of each that has its row: its room is then counted once,
    and the rest is kept from that moment on.
    """
    if not limit_of(SchoolQuota.objects.filter(school_id=school_id).first()):
        yield lambda _landed: None
        return
    kept = _reserve(school_id, size)
    try:
        yield partial(_give_back, kept)
    finally:
        kept.delete()


def _give_back(kept: RoomReservation, landed: int) -> None:
    kept.size, kept.until = max(0, kept.size - landed), timezone.now() + LONGEST_UPLOAD
    RoomReservation.objects.filter(pk=kept.pk).update(size=kept.size, until=kept.until)


@in_vietnamese
def set_quota(*, actor: Actor, school_id: int, limit_mb: int | None, version: int) -> SchoolQuota:
    """Set a school's own limit in MB (0: none; None: the installation's rule holds again).

    Raises Stale where somebody else changed it since ``version``. A limit below what is kept deletes nothing.
    """
    require(actor, Permission.SYSTEM_MANAGE)
    if limit_mb is not None and not 0 <= limit_mb <= MOST_MB:
        raise Problem(_("Hạn mức là một số MB từ 0 đến 16.777.216."), field="limit_mb")
    with transaction.atomic():
        quota = _locked(school_id)
        if quota.version != version:
            raise Stale(_("Người khác vừa đổi hạn mức của trường này. Hãy tải lại trang để xem số mới."))
        if quota.limit_mb != limit_mb:
            quota.limit_mb, quota.version = limit_mb, quota.version + 1
            quota.save(update_fields=["limit_mb", "version", "updated_at"])
            school = Organisation.objects.get(pk=school_id)
            record(
                actor=actor,
                code=actions.QUOTA_SET,
                target=f"organisations.Organisation:{school_id}",
                school=school.name,
                limit=limit_words(limit_mb),
            )
    return quota


def limit_words(limit_mb: int | None) -> str:
    """Say a limit as it is recorded and shown."""
    if limit_mb is None:
        return _("theo mức chung")
    return _("%(mb)d MB") % {"mb": limit_mb} if limit_mb else _("không giới hạn")


def _reserve(school_id: int, size: int) -> RoomReservation:
    with transaction.atomic():
        quota = _locked(school_id)
        _require(school_id, quota, size)
        now = timezone.now()
        RoomReservation.objects.filter(school_id=school_id, until__lt=now).delete()
        kept: RoomReservation = RoomReservation.objects.create(
            school_id=school_id, size=size, until=now + LONGEST_UPLOAD
        )
    return kept


def _locked(school_id: int) -> SchoolQuota:
    """Return the school's row held for this transaction, made where there is none."""
    SchoolQuota.objects.get_or_create(school_id=school_id)
    return SchoolQuota.objects.select_for_update().get(school_id=school_id)


def _taken(school_id: int) -> int:
    """Return the bytes that are kept, and those of uploads that are being written.

    The room first: an upload that ends meanwhile gives it back after its row stands, so it is counted once at least.
    """
    live = RoomReservation.objects.filter(school_id=school_id, until__gte=timezone.now())
    written = _total(live, "size")
    return written + _total(Blob.objects.filter(school_id=school_id), "size")


def _announced(school_id: int) -> int:
    """Return the bytes that people said they would send and that are no evidence yet, whether here already or not."""
    now = timezone.now()
    pieces = IncomingUpload.objects.filter(school_id=school_id, finished_at=None, expires_at__gt=now)
    sent = Q(state=ArrivalState.SENDING, expires_at__gt=now) | Q(state=ArrivalState.CHECKING)
    direct = DirectArrival.objects.filter(sent, school_id=school_id)
    return _total(pieces, "length") + _total(direct, "length")


def _total(rows: QuerySet[Any], name: str) -> int:
    return rows.aggregate(total=Sum(name))["total"] or 0


def _require(school_id: int, quota: SchoolQuota, size: int) -> None:
    limit = limit_of(quota)
    usage = Usage(_taken(school_id), limit)
    if not limit or size <= usage.left:
        return
    raise NoRoom(
        _(
            "Kho của trường đã dùng %(used)s trong %(limit)s, còn %(left)s, không đủ cho %(size)s vừa gửi. "
            "Tệp này chưa được lưu. Hãy nén tệp, hoặc ghi đường dẫn tới nơi lưu, "
            "hoặc đề nghị quản trị hệ thống nâng hạn mức."
        )
        % _told(usage, size)
    )


def _told(usage: Usage, size: int) -> dict[str, str]:
    return {
        "used": file_size(usage.used),
        "limit": file_size(usage.limit),
        "left": file_size(usage.left),
        "size": file_size(size),
    }

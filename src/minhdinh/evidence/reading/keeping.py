"""Which files wait to be read, and what was read of them; all need the school's scope."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from minhdinh.evidence.enums import ReadingState
from minhdinh.evidence.models import Blob, BlobText, EvidenceFile, EvidenceItem
from minhdinh.evidence.reading.folding import searched
from minhdinh.evidence.reading.tools import waiting_kinds
from minhdinh.evidence.reading.words import Reading, read_words

Step = Callable[[], None]
LARGEST = 100 * 1024 * 1024


def readable_files(school_id: int) -> QuerySet[EvidenceFile]:
    """Return the present files of a school whose words may be kept: never those of sensitive items."""
    return EvidenceFile.objects.filter(
        school_id=school_id,
        removed_at__isnull=True,
        item__removed_at__isnull=True,
        item__sensitive=False,
    )


def counts_as_unread(*, again: bool = False) -> Q:
    """Return which kept rows count as unread now (see ``unread_blobs``)."""
    rows = Q(state=ReadingState.NO_TOOL) & ~Q(blob__extension__in=waiting_kinds())
    return rows | Q(state=ReadingState.FAILED) if again else rows


def unread_blobs(school_id: int, *, again: bool = False) -> QuerySet[Blob]:
    """Return what was not read yet, oldest first.

    What a missing tool kept from being read counts as unread once files of its kind can be read; with ``again`` also
    what could not be read.
    """
    done = BlobText.objects.filter(school_id=school_id).exclude(counts_as_unread(again=again))
    rows = Blob.objects.filter(
        ~Q(pk__in=done.values("blob_id")),
        school_id=school_id,
        pk__in=readable_files(school_id).values("blob_id"),
    )
    return rows.order_by("pk")


def read_school(
    school_id: int, *, again: bool = False, step: Step = lambda: None, page: Step = lambda: None
) -> Counter[str]:
    """Read every waiting file of a school and keep its words; return how many ended in which ``ReadingState``.

    ``step`` is called after each file, ``page`` after each long part of a file. Each file is kept as it is
    read, so that what was read stays read wherever this ends. No transaction is open while a file is read. Words of files that no open item holds any more are forgotten.
    """
    forget_unheld(school_id)
    ended: Counter[str] = Counter()
    last = 0
    while (blob := unread_blobs(school_id, again=again).filter(pk__gt=last).first()) is not None:
        last = blob.pk
        kept = keep(blob, read_blob_words(blob, page))
        if kept is not None:
            ended[kept.state] += 1
        step()
    return ended


def read_blob_words(blob: Blob, step: Step = lambda: None) -> Reading:
    """Return the words of stored bytes; whatever is wrong with them is told in the answer."""
    if blob.size > LARGEST:
        limit = LARGEST // (1024 * 1024)
        return Reading(
            ReadingState.FAILED, reason=_("Tệp nặng hơn %(limit)d MB nên không đọc.") % {"limit": limit}
        )
    with tempfile.TemporaryDirectory(prefix="minhdinh-read-") as folder:
        path = Path(folder) / f"file.{blob.extension}"
        try:
            with default_storage.open(blob.path, "rb") as stored, path.open("wb") as copy:
                shutil.copyfileobj(stored, copy)
        except OSError:
            return Reading(
                ReadingState.FAILED, reason=_("Không mở được tệp trong kho. Hãy báo quản trị hệ thống.")
            )
        return read_words(path, blob.extension, step)


def keep(blob: Blob, reading: Reading) -> BlobText | None:
    """Keep what was read of a blob, in place of what was read before.

    None where its words may not be kept any more: while it was read its file was taken out or its item made sensitive.
    """
    words = searched(reading.text) if reading.text else ""
    with transaction.atomic():
        _hold_items(blob)
        if not readable_files(blob.school_id).filter(blob=blob).exists():
            return None
        kept, _new = BlobText.objects.update_or_create(
            blob=blob,
            defaults={
                "school_id": blob.school_id,
                "state": reading.state,
                "text": reading.text,
                "words": words,
                "by_eye": reading.by_eye,
                "pages": reading.pages,
                "reason": reading.reason[:300],
            },
        )
    return kept


def _hold_items(blob: Blob) -> None:
    """Hold the items of a blob until the transaction ends: who changes them then forgets after we wrote."""
    holders = EvidenceFile.objects.filter(school_id=blob.school_id, blob=blob, removed_at__isnull=True)
    items = EvidenceItem.objects.filter(pk__in=holders.values("item_id")).order_by("pk")
    list(items.select_for_update().values_list("pk", flat=True))


def forget_unheld(school_id: int) -> int:
    """Forget the words of files that were taken out or whose items are sensitive now; return how many."""
    held = EvidenceFile.objects.filter(school_id=school_id, removed_at__isnull=True, item__sensitive=False)
    rows = BlobText.objects.filter(~Q(blob_id__in=held.values("blob_id")), school_id=school_id)
    return rows.delete()[0] if rows.exists() else 0  # mostly there are none, and nothing is written


def texts_by_blob(school_id: int, blob_ids: list[int]) -> dict[int, BlobText]:
    """Return what was read of these blobs, without the words themselves. One query."""
    rows = BlobText.objects.filter(school_id=school_id, blob_id__in=blob_ids).defer("text", "words")
    return {row.blob_id: row for row in rows}


def reasons_for_waiting(school_id: int) -> list[str]:
    """Return in words which tools the files of a school wait for. One query."""
    rows = BlobText.objects.filter(school_id=school_id, state=ReadingState.NO_TOOL).exclude(
        counts_as_unread()
    )
    return sorted(rows.order_by().values_list("reason", flat=True).distinct())

"""How an upload in pieces ended is noted in the transaction that makes its evidence; its bytes go after it."""

from __future__ import annotations

from django.utils import timezone

from minhdinh.common.problems import NotHere
from minhdinh.evidence.models import IncomingUpload
from minhdinh.evidence.resumable.receiving import NOT_HERE

MOST_WORDS = 1000


def note_end(
    upload: IncomingUpload, *, became: int | None = None, twin: int | None = None, refused: str = ""
) -> None:
    """Note how an upload ended; raises NotHere where it was given up meanwhile."""
    now = timezone.now()
    ended = IncomingUpload.objects.filter(pk=upload.pk).update(
        offset=upload.length,
        finished_at=now,
        updated_at=now,
        became=became,
        twin=twin,
        refused=refused[:MOST_WORDS],
    )
    if not ended:
        raise NotHere(NOT_HERE)

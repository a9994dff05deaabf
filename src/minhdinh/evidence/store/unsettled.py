"""What killed uploads left in the bucket, cleared up each hour, also after the program went back to a folder."""

from __future__ import annotations

import datetime as dt
import logging

from django.conf import settings
from django.core.files.storage import default_storage

from minhdinh.access.scope import scopes_disabled
from minhdinh.common.storage import LinkingStore, StoreAway
from minhdinh.evidence.domain.bringing import sweep_unsettled
from minhdinh.evidence.models import StoringNote
from minhdinh.evidence.store.moving import store_of

logger = logging.getLogger(__name__)


def clear_unsettled(now: dt.datetime | None = None) -> int:
    """Remove objects whose upload was killed long ago; return how many. A store that is away is asked an hour later."""
    with scopes_disabled():
        if not StoringNote.objects.exists():
            return 0
    store = default_storage if isinstance(default_storage, LinkingStore) else None
    if store is None and settings.MINHDINH_S3:
        named = store_of("s3")
        store = named if isinstance(named, LinkingStore) else None
    if store is None:
        return 0  # the bucket is named no more; the notes wait until it is
    try:
        return sweep_unsettled(store, now)
    except StoreAway:
        logger.warning(
            "What killed uploads left in the bucket could not be cleared up; the next hour will try again"
        )
        return 0

"""Marks of bytes that the virus scanner has not seen: one for each content, gone with what nobody keeps."""

import datetime as dt
import io

import pytest
from django.utils import timezone

from minhdinh.evidence.domain.scan_marks import (
    TRY_AGAIN,
    due_blobs,
    forget_left,
    mark_unscanned,
    marked,
    note_unread,
    settle,
)
from minhdinh.evidence.models import Blob, ScanMark
from minhdinh.lib.hashing import sha256
from tests.evidence.factories import make_file, make_house, make_item, pdf_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]
BYTES = pdf_bytes("chưa quét")


def stored() -> Blob:
    blob: Blob = make_file(make_item(make_house()), BYTES).blob
    return blob


def test_the_same_bytes_have_one_mark_and_are_read_from_their_beginning() -> None:
    stream = io.BytesIO(BYTES)
    stream.seek(5)
    assert mark_unscanned(stream) == ""
    assert stream.tell() == 0
    assert mark_unscanned(io.BytesIO(BYTES)) == ""
    assert [mark.sha256 for mark in ScanMark.objects.all()] == [sha256(BYTES)]


def test_clean_bytes_lose_their_mark_and_a_finding_is_news_once() -> None:
    blob = stored()
    mark_unscanned(io.BytesIO(BYTES))
    assert list(marked(blob.school_id, found=False)) == [blob]
    assert settle(blob.sha256, "Mau-Thu") is True
    assert settle(blob.sha256, "Mau-Thu") is False
    assert list(marked(blob.school_id, found=True)) == [blob]
    assert list(marked(blob.school_id, found=False)) == []
    assert mark_unscanned(io.BytesIO(BYTES)) == "Mau-Thu"
    assert settle(blob.sha256, "") is False
    assert not ScanMark.objects.exists()


def test_what_the_scanner_could_not_read_is_due_a_day_later() -> None:
    blob = stored()
    mark_unscanned(io.BytesIO(BYTES))
    assert list(due_blobs()) == [blob]
    note_unread(blob.sha256)
    assert list(due_blobs()) == []
    assert list(due_blobs(timezone.now() + TRY_AGAIN + dt.timedelta(minutes=1))) == [blob]


def test_a_mark_stays_while_any_school_keeps_its_bytes() -> None:
    stored()
    mark_unscanned(io.BytesIO(BYTES))
    mark_unscanned(io.BytesIO(pdf_bytes("không ai giữ")))
    later = timezone.now() + dt.timedelta(days=2)
    assert forget_left() == 0
    assert forget_left(later) == 1
    assert [mark.sha256 for mark in ScanMark.objects.all()] == [sha256(BYTES)]

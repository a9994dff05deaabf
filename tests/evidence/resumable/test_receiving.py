"""Pieces in any order of cuts, by two at a time, after a loss, and what is forgotten."""

import datetime as dt
import io
import random
import threading
from pathlib import Path

import pytest
from django.db import connection
from django.db.models.signals import post_delete
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import school_scope, scopes_disabled
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from minhdinh.evidence.domain import announcing
from minhdinh.evidence.domain.announcing import KEPT, MOST_OPEN, Wanted
from minhdinh.evidence.models import IncomingUpload
from minhdinh.evidence.resumable import parts
from minhdinh.evidence.resumable.protocol import Refused
from minhdinh.evidence.resumable.receiving import (
    begin,
    forget_expired,
    give_up,
    offset_of,
    receive,
    upload_of,
)
from tests.evidence.factories import YEAR, House, make_actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


def opened(house: House, actor: Actor, length: int, name: str = "a.pdf") -> IncomingUpload:
    return begin(actor=actor, school_id=house.school.pk, wanted=Wanted(YEAR, name, length))


def put(actor: Actor, upload: IncomingUpload, at: int, piece: bytes, told: int | None = None) -> int:
    length = len(piece) if told is None else told
    return receive(actor=actor, upload=upload, at=at, told=length, read=io.BytesIO(piece).read)


def now_of(upload: IncomingUpload) -> IncomingUpload:
    return IncomingUpload.objects.get(pk=upload.pk)


def bytes_of(upload: IncomingUpload) -> bytes:
    return parts.path_of(upload.key).read_bytes()


CUT = st.tuples(
    st.integers(1, 4000), st.sampled_from(["whole", "broken", "unheard", "killed", "again", "wrong"])
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(length=st.integers(1, 9000), cuts=st.lists(CUT, max_size=12), seed=st.integers(0, 1000))
def test_any_sequence_of_cuts_gives_the_same_bytes(
    house: House, secretary: Actor, length: int, cuts: list[tuple[int, str]], seed: int
) -> None:
    """Pieces that break off, answers that are not heard, kills between the bytes and the row, doubles, wrong places."""
    content = random.Random(seed).randbytes(length)
    upload = opened(house, secretary, length)
    for size, fate in cuts:
        at = offset_of(now_of(upload))
        piece = content[at : at + size]
        if fate == "wrong" or not piece:
            with pytest.raises(Refused):
                put(secretary, upload, at + 1, b"zz", told=1)
        elif fate == "broken":  # the line breaks in the middle of the piece
            assert (
                put(secretary, upload, at, piece[: len(piece) // 2], told=len(piece)) == at + len(piece) // 2
            )
        elif fate == "killed":  # bytes reached the disk, the row did not hear of them
            with parts.held(upload.key) as part:
                parts.append(part, at, io.BytesIO(b"\0" * len(piece)).read, len(piece))
            assert offset_of(now_of(upload)) == at
        else:
            assert put(secretary, upload, at, piece) == at + len(piece)
            if fate == "again":  # the answer was not heard, the piece is sent once more
                with pytest.raises(Refused) as refused:
                    put(secretary, upload, at, piece)
                assert refused.value.headers["Upload-Offset"] == str(at + len(piece))
    at = offset_of(now_of(upload))
    put(secretary, upload, at, content[at:])
    assert bytes_of(upload) == content
    assert offset_of(now_of(upload)) == length
    give_up(actor=secretary, upload=upload)


def test_bytes_that_the_disk_lost_are_asked_for_again(house: House, secretary: Actor) -> None:
    upload = opened(house, secretary, 10)
    put(secretary, upload, 0, b"abcdef")
    parts.path_of(upload.key).write_bytes(b"ab")
    assert offset_of(now_of(upload)) == 2
    assert put(secretary, upload, 2, b"CDEFGHIJ") == 10
    assert bytes_of(upload) == b"abCDEFGHIJ"
    parts.remove(upload.key)
    assert offset_of(now_of(upload)) == 0


def test_a_piece_keeps_an_upload_for_some_days_more(house: House, secretary: Actor) -> None:
    upload = opened(house, secretary, 10)
    soon = timezone.now() + dt.timedelta(minutes=1)
    IncomingUpload.objects.update(expires_at=soon)
    put(secretary, upload, 0, b"a")
    assert now_of(upload).expires_at > soon + KEPT - dt.timedelta(hours=1)


def test_given_up_while_a_piece_arrives(house: House, secretary: Actor, incoming: Path) -> None:
    upload = opened(house, secretary, 10)

    def read(_size: int) -> bytes:
        if not IncomingUpload.objects.filter(pk=upload.pk).exists():
            return b""
        give_up(actor=secretary, upload=upload)
        return b"abc"

    with pytest.raises(NotHere):
        receive(actor=secretary, upload=upload, at=0, told=10, read=read)
    assert list(incoming.iterdir()) == []
    with pytest.raises(Refused):
        give_up(actor=secretary, upload=upload)


def test_who_may_send_nothing(house: House, secretary: Actor) -> None:
    viewer = make_actor(house, Role.VIEWER)
    upload = opened(house, secretary, 10)
    with pytest.raises(NotAllowed):
        opened(house, viewer, 10)
    with pytest.raises(NotAllowed):
        put(viewer, upload, 0, b"a")
    with pytest.raises(NotAllowed):
        give_up(actor=viewer, upload=upload)


def test_an_actor_without_a_person_sends_nothing(house: House, secretary: Actor) -> None:
    nobody = Actor(None, "", secretary.organisation_id, secretary.roles, secretary.permissions)
    with pytest.raises(Problem):
        opened(house, nobody, 10)


def test_nobody_opens_uploads_without_end(
    house: House, secretary: Actor, contributor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_OPEN >= 40
    monkeypatch.setattr(announcing, "MOST_OPEN", 3)
    open_ones = [opened(house, secretary, 10) for _one in range(3)]
    with pytest.raises(Problem, match="quá nhiều tệp gửi dở"):
        opened(house, secretary, 10)
    opened(house, contributor, 10)
    give_up(actor=secretary, upload=open_ones[0])
    opened(house, secretary, 10)


def test_found_by_its_owner_in_its_year_only(house: House, secretary: Actor, contributor: Actor) -> None:
    upload = opened(house, secretary, 10)
    assert upload_of(secretary, house.school.pk, YEAR, upload.key) == upload
    for actor, year, key in (
        (contributor, YEAR, upload.key),
        (secretary, "2025-2026", upload.key),
        (secretary, YEAR, "x\0"),
    ):
        with pytest.raises(NotHere):
            upload_of(actor, house.school.pk, year, key)


def test_what_ran_out_is_forgotten_and_what_goes_on_stays(
    house: House, secretary: Actor, incoming: Path
) -> None:
    going, left, done = (opened(house, secretary, 10, name) for name in ("a.pdf", "b.pdf", "c.pdf"))
    for upload in (going, left):
        put(secretary, upload, 0, b"abc")
    now = timezone.now()
    IncomingUpload.objects.filter(pk=left.pk).update(expires_at=now - dt.timedelta(seconds=1))
    IncomingUpload.objects.filter(pk=done.pk).update(finished_at=now - dt.timedelta(days=2))
    assert forget_expired() == 2
    assert list(IncomingUpload.objects.all()) == [going]
    assert [path.name for path in incoming.iterdir()] == [f"{going.key}.part"]
    assert forget_expired(now + KEPT + dt.timedelta(hours=1)) == 1
    assert list(incoming.iterdir()) == []


def test_one_that_goes_on_while_others_are_forgotten_keeps_its_bytes(
    house: House, secretary: Actor, incoming: Path
) -> None:
    uploads = [opened(house, secretary, 10, name) for name in ("a.pdf", "b.pdf")]
    for upload in uploads:
        put(secretary, upload, 0, b"abc")
    now = timezone.now()
    IncomingUpload.objects.update(expires_at=now - dt.timedelta(seconds=1))

    def go_on(**_told: object) -> None:
        IncomingUpload.objects.update(expires_at=now + KEPT)

    post_delete.connect(go_on, sender=IncomingUpload)
    try:
        assert forget_expired() == 1
    finally:
        post_delete.disconnect(go_on, sender=IncomingUpload)
    assert bytes_of(IncomingUpload.objects.get()) == b"abc"
    assert len(list(incoming.iterdir())) == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_pieces_at_once_never_mix(house: House, secretary: Actor) -> None:
    """Both at the same place: one is written, the other is told to wait or where the upload stands now."""
    upload = opened(house, secretary, 400_000)
    barrier, told = threading.Barrier(4), []

    def send(letter: bytes) -> None:
        try:
            barrier.wait()
            with school_scope(house.school.pk):
                told.append(put(secretary, upload, 0, letter * 400_000))
        except Refused as refused:
            told.append(-refused.status)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(letter,)) for letter in (b"a", b"b", b"c", b"d")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with scopes_disabled():
        assert now_of(upload).offset == 400_000
    assert told.count(400_000) == 1
    assert {-423, -409, 400_000} >= set(told)
    assert len(set(bytes_of(upload))) == 1

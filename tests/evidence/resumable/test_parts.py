"""Part files: held by one, cut back to what was acknowledged, swept when nobody owns them."""

import io
import os
import time
from pathlib import Path

import pytest
from django.http import UnreadablePostError

from minhdinh.evidence.resumable import parts
from minhdinh.evidence.resumable.protocol import Refused

KEY = "a" * 32


def test_what_was_never_acknowledged_goes(incoming: Path) -> None:
    with parts.held(KEY) as part:
        assert parts.append(part, 0, io.BytesIO(b"abcdef").read, 100) == 6
        assert parts.append(part, 3, io.BytesIO(b"XY").read, 100) == 2
    assert (incoming / f"{KEY}.part").read_bytes() == b"abcXY"
    assert parts.known_size(KEY) == 5


def test_no_more_than_allowed_is_read(incoming: Path) -> None:
    source = io.BytesIO(b"x" * (3 * parts.CHUNK))
    with parts.held(KEY) as part:
        assert parts.append(part, 0, source.read, parts.CHUNK + 7) == parts.CHUNK + 7
    assert source.tell() == parts.CHUNK + 7


def test_a_line_that_breaks_leaves_what_came(incoming: Path) -> None:
    pieces = iter([b"abc", b"de"])

    def read(_size: int) -> bytes:
        for piece in pieces:
            return piece
        raise UnreadablePostError("gone")

    with parts.held(KEY) as part:
        assert parts.append(part, 0, read, 100) == 5
        assert parts.size_of(part) == 5


def test_one_at_a_time() -> None:
    with parts.held(KEY), pytest.raises(Refused) as refused, parts.held(KEY):
        pytest.fail("held twice")
    assert refused.value.status == 423
    with parts.held(KEY) as again:
        assert parts.size_of(again) == 0


def test_nothing_there_is_nothing() -> None:
    assert parts.known_size(KEY) == 0
    parts.remove(KEY)
    assert parts.remove_strays([], 0) == 0


def test_strays_go_when_they_are_old(incoming: Path) -> None:
    for key in ("old", "known", "young"):
        with parts.held(key) as part:
            part.write(b"x")
    yesterday = time.time() - 90_000
    for key in ("old", "known"):
        os.utime(parts.path_of(key), (yesterday, yesterday))
    assert parts.remove_strays(["known"], 86_400) == 1
    assert sorted(path.name for path in incoming.iterdir()) == ["known.part", "young.part"]


def test_a_part_that_goes_while_it_is_looked_at_stops_nothing(incoming: Path) -> None:
    incoming.mkdir(parents=True)
    (incoming / "a-ghost.part").symlink_to(incoming / "gone")  # there to be listed, not there to be read
    with parts.held("old") as part:
        part.write(b"x")
    yesterday = time.time() - 90_000
    os.utime(parts.path_of("old"), (yesterday, yesterday))
    assert parts.remove_strays([], 86_400) == 1
    assert not parts.path_of("old").exists()

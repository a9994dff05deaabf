"""Which bytes a request asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.evidence.pack.ranges import Asked, NoSuchBytesError, asked_bytes


@pytest.mark.parametrize(
    ("header", "start", "stop", "whole"),
    [
        ("", 0, 100, True),
        ("bytes=0-", 0, 100, False),
        ("bytes=10-19", 10, 20, False),
        ("bytes= 10 - 19", 10, 20, False),
        ("bytes=99-", 99, 100, False),
        ("bytes=90-1000", 90, 100, False),
        ("bytes=-1", 99, 100, False),
        ("bytes=-1000", 0, 100, False),
        ("bytes=5-4", 0, 100, True),
        ("bytes=0-1,5-6", 0, 100, True),
        ("bytes=-", 0, 100, True),
        ("bytes=a-b", 0, 100, True),
        ("lines=1-2", 0, 100, True),
        ("bytes=" + "9" * 40 + "-", 0, 100, True),
        ("bytes=١-٢", 0, 100, True),
    ],
)
def test_what_is_asked(header: str, start: int, stop: int, *, whole: bool) -> None:
    assert asked_bytes(header, 100) == Asked(start, stop, whole=whole)


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_what_lies_behind_the_end(header: str) -> None:
    with pytest.raises(NoSuchBytesError):
        asked_bytes(header, 100)


@given(st.text(max_size=40), st.integers(1, 10**12))
def test_any_header_gives_a_part_of_the_file(header: str, size: int) -> None:
    for text in (header, f"bytes={header}"):
        try:
            asked = asked_bytes(text, size)
        except NoSuchBytesError:
            continue
        assert 0 <= asked.start < asked.stop <= size

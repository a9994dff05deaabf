"""The scanner's protocol against a real small server: verdicts, limits, lines that break or crawl."""

import socket
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.lib.clamd import (
    Address,
    ScannerError,
    ScannerTooLargeError,
    ping,
    read_address,
    scan,
)
from tests.clamd_server import FINDING, SAMPLE, clamd, nobody_listens

SECONDS = 5.0
MEGABYTE = 1024 * 1024


def test_clean_bytes_have_no_finding_and_arrive_whole() -> None:
    pieces = [b"%PDF-1.7 ", b"", b"a" * 1000, b"%%EOF"]
    with clamd() as server:
        assert scan(read_address(server.address), pieces, seconds=SECONDS) == ""
    assert server.heard == [b"".join(pieces)]


def test_a_finding_is_named() -> None:
    with clamd() as server:
        pieces = [SAMPLE[:20], SAMPLE[20:]]
        assert scan(read_address(server.address), pieces, seconds=SECONDS) == FINDING


def test_a_unix_socket_is_as_good(tmp_path: Path) -> None:
    with clamd(path=tmp_path / "clamd.sock") as server:
        address = read_address(server.address)
        ping(address, seconds=SECONDS)
        assert scan(address, [SAMPLE], seconds=SECONDS) == FINDING


def test_an_empty_file_is_asked_about_too() -> None:
    with clamd() as server:
        assert scan(read_address(server.address), [], seconds=SECONDS) == ""
    assert server.heard == [b""]


def test_what_is_longer_than_the_scanner_takes_is_told_as_such() -> None:
    """The scanner answers and hangs up while more is still being sent."""
    with clamd(most=MEGABYTE) as server, pytest.raises(ScannerTooLargeError, match="size limit exceeded"):
        scan(read_address(server.address), [b"x" * MEGABYTE] * 40, seconds=SECONDS)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("cut", "cut before the answer"),
        ("garbage", "unexpected answer"),
        ("endless", "too long"),
        ("early", "."),
    ],
)
def test_no_verdict_is_never_clean(fault: str, words: str) -> None:
    with clamd(fault=fault) as server, pytest.raises(ScannerError, match=words):
        scan(read_address(server.address), [b"x" * MEGABYTE] * 8, seconds=SECONDS)


def test_a_line_that_crawls_is_left_in_time() -> None:
    """Each letter comes in time by itself; the whole conversation has one end."""
    began = time.monotonic()
    with clamd(fault="slow") as server, pytest.raises(ScannerError):
        scan(read_address(server.address), [b"abc"], seconds=0.5)
    assert time.monotonic() - began < 4


def test_a_scanner_that_says_nothing_is_left_in_time() -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        address = Address(host="127.0.0.1", port=door.getsockname()[1])
        with pytest.raises(ScannerError):
            scan(address, [b"abc"], seconds=0.3)
        with pytest.raises(ScannerError):
            ping(address, seconds=0.3)


def test_nobody_there_is_an_error_of_the_scanner(tmp_path: Path) -> None:
    for text in (nobody_listens(), f"unix:{tmp_path}/none.sock"):
        with pytest.raises(ScannerError):
            ping(read_address(text), seconds=SECONDS)
        with pytest.raises(ScannerError):
            scan(read_address(text), [b"abc"], seconds=SECONDS)


def test_a_ping_wants_its_answer() -> None:
    with clamd() as server:
        ping(read_address(server.address), seconds=SECONDS)
    with clamd(fault="garbage") as server, pytest.raises(ScannerError, match="HELLO"):
        ping(read_address(server.address), seconds=SECONDS)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("unix:/run/clamav/clamd.ctl", Address(path="/run/clamav/clamd.ctl")),
        ("quet.truong.vn:3310", Address(host="quet.truong.vn", port=3310)),
        ("[::1]:3310", Address(host="::1", port=3310)),
    ],
)
def test_addresses_are_read(text: str, address: Address) -> None:
    assert read_address(text) == address


@pytest.mark.parametrize(
    "text", ["", "clamd", "host:", ":3310", "host:0", "host:70000", "host:٣", "unix:x", "unix:"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_address(text)


@given(st.text(max_size=40))
def test_any_words_are_an_address_or_refused(text: str) -> None:
    try:
        address = read_address(text)
    except ValueError:
        return
    assert address.path or (address.host and 0 < address.port < 65536)

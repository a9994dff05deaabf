"""Ask a ClamAV daemon whether bytes are clean, over its INSTREAM protocol (no models, no settings).

The protocol is that of ``man clamd``: the word zINSTREAM, pieces that each begin with their length (four bytes, big
endian), a piece of length zero, then one line of answer. Words and answers end with a zero byte.
"""

from __future__ import annotations

import re
import socket
import struct
import time
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST_ANSWER = 4096
LONGEST_NAME = 200
FOUND = re.compile(r"^stream: (.+) FOUND$", re.DOTALL)


class ScannerError(Exception):
    """The scanner did not answer, or its answer is no verdict; the message says what happened, in plain English."""


class ScannerTooLargeError(ScannerError):
    """The scanner takes no file of this size (its own setting StreamMaxLength)."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the scanner listens: the path of a Unix socket, or a host and port."""

    path: str = ""
    host: str = ""
    port: int = 0


def read_address(text: str) -> Address:
    """Read ``unix:/path`` or ``host:port`` (IPv6 in brackets); raises ValueError for anything else."""
    if text.startswith("unix:/"):
        return Address(path=text.removeprefix("unix:"))
    host, colon, port = text.rpartition(":")
    if not (colon and host and port.isascii() and port.isdecimal() and 0 < int(port) < 65536):
        raise ValueError(text)
    return Address(host=host.removeprefix("[").removesuffix("]"), port=int(port))


def scan(address: Address, chunks: Iterable[bytes], *, seconds: float) -> str:
    """Send bytes piece by piece; return the name of what was found, empty where they are clean.

    ``seconds`` is what the whole conversation may take. Raises ScannerError where no verdict came.
    """
    deadline = time.monotonic() + seconds
    try:
        with _connected(address, deadline) as line:
            return _verdict(_sent(line, chunks, deadline))
    except OSError as error:
        raise ScannerError(str(error) or type(error).__name__) from error


def ping(address: Address, *, seconds: float) -> None:
    """Return where the scanner answers; raises ScannerError otherwise."""
    deadline = time.monotonic() + seconds
    try:
        with _connected(address, deadline) as line:
            line.sendall(b"zPING\0")
            answer = _answer(line, deadline)
    except OSError as error:
        raise ScannerError(str(error) or type(error).__name__) from error
    if answer != "PONG":
        raise ScannerError(f"unexpected answer: {answer[:LONGEST_NAME]!r}")


def _connected(address: Address, deadline: float) -> socket.socket:
    if not address.path:
        return socket.create_connection((address.host, address.port), timeout=_left(deadline))
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        line.settimeout(_left(deadline))
        line.connect(address.path)
    except OSError:
        line.close()
        raise
    return line


def _sent(line: socket.socket, chunks: Iterable[bytes], deadline: float) -> str:
    """Send everything and return the answer; a scanner that has heard enough answers and hangs up before the end."""
    try:
        line.sendall(b"zINSTREAM\0")
        for chunk in chunks:
            line.settimeout(_left(deadline))
            if chunk:
                line.sendall(struct.pack("!L", len(chunk)) + chunk)
        line.sendall(struct.pack("!L", 0))
    except (BrokenPipeError, ConnectionResetError) as error:
        try:
            return _answer(line, deadline)
        except OSError:
            raise error from None
    return _answer(line, deadline)


def _answer(line: socket.socket, deadline: float) -> str:
    heard = b""
    while b"\0" not in heard:
        line.settimeout(_left(deadline))
        piece = line.recv(LONGEST_ANSWER)
        if not piece:
            raise ScannerError("the line was cut before the answer")
        heard += piece
        if len(heard) > LONGEST_ANSWER:
            raise ScannerError("the answer is too long")
    return heard.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _verdict(answer: str) -> str:
    if answer == "stream: OK":
        return ""
    found = FOUND.match(answer)
    if found:
        return found[1][:LONGEST_NAME]
    if "size limit exceeded" in answer:
        raise ScannerTooLargeError(answer[:LONGEST_NAME])
    raise ScannerError(f"unexpected answer: {answer[:LONGEST_NAME]!r}")


def _left(deadline: float) -> float:
    """Return the seconds that are left; raises TimeoutError (an OSError) where there are none."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("the scanner took too long")
    return left

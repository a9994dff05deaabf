"""A small server that speaks the scanner's protocol over a real socket, with the faults that a real one may have."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

# The harmless sample that every scanner knows, in pieces so that none of them stumbles over these tests.
SAMPLE = b"".join([b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$", b"EICAR-STANDARD-", b"ANTIVIRUS-TEST-FILE", b"!$H+H*"])
FINDING = "Eicar-Test-Signature"


@dataclass
class Clamd:
    """What the server does and has heard. ``fault``: cut, slow, garbage, endless, early (hangs up after one piece)."""

    fault: str = ""
    most: int = 10 * 1024 * 1024
    mark: bytes = SAMPLE
    heard: list[bytes] = field(default_factory=list)
    largest_piece: int = 0
    address: str = ""

    def answer(self, line: socket.socket) -> None:
        """Hold one conversation."""
        with line, line.makefile("rb") as words:
            command = _until_zero(words)
            if command == b"zPING":
                line.sendall(b"PONG\0" if self.fault != "garbage" else b"HELLO\0")
            elif command == b"zINSTREAM":
                self._instream(line, words)

    def _instream(self, line: socket.socket, words: IO[bytes]) -> None:
        content = b""
        while size := struct.unpack("!L", words.read(4))[0]:
            self.largest_piece = max(self.largest_piece, size)
            content += words.read(size)
            if len(content) > self.most:
                line.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
            if self.fault == "early":
                return
        self.heard.append(content)
        self._tell(line, f"stream: {FINDING} FOUND\0" if self.mark in content else "stream: OK\0")

    def _tell(self, line: socket.socket, verdict: str) -> None:
        if self.fault == "cut":
            line.sendall(verdict.encode()[:6])
        elif self.fault == "slow":
            for letter in verdict.encode():
                time.sleep(0.2)
                line.sendall(bytes([letter]))
        elif self.fault == "garbage":
            line.sendall(b"\xff\xfe what?\0")
        elif self.fault == "endless":
            line.sendall(b"x" * 10_000)
        else:
            line.sendall(verdict.encode())


@contextmanager
def clamd(
    *, fault: str = "", most: int = 10 * 1024 * 1024, path: Path | None = None, mark: bytes = SAMPLE
) -> Iterator[Clamd]:
    """Run a server on a port of this machine, or on a Unix socket, until the end of the block; it finds ``mark``."""
    server = Clamd(fault, most, mark)
    family = socket.AF_UNIX if path else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as door:
        door.bind(str(path) if path else ("127.0.0.1", 0))
        door.listen()
        server.address = f"unix:{path}" if path else f"127.0.0.1:{door.getsockname()[1]}"
        thread = threading.Thread(target=_serve, args=(door, server), daemon=True)
        thread.start()
        yield server
        door.shutdown(socket.SHUT_RDWR)
    thread.join(timeout=10)


def nobody_listens() -> str:
    """Return an address where nothing answers."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{door.getsockname()[1]}"


def _serve(door: socket.socket, server: Clamd) -> None:
    while True:
        try:
            line, _whence = door.accept()
        except OSError:
            return
        try:
            server.answer(line)
        except (OSError, struct.error):
            continue  # the other side hung up


def _until_zero(words: IO[bytes]) -> bytes:
    found = b""
    while (letter := words.read(1)) not in {b"", b"\0"}:
        found += letter
    return found

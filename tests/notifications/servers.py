"""A real mail server and a real https server on this machine, small enough to read."""

import datetime as dt
import email
import email.policy
import http.server
import ipaddress
import json
import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DRIPS = 60


@dataclass
class MailServer:
    """What came in; ``refused`` are addresses that the server does not take, ``most`` is for one connection."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    connections: int = 0
    most: int = 1000


@contextmanager
def mail_server() -> Iterator[MailServer]:  # noqa: C901 (a whole protocol, a line a command)
    """Listen for mail until the block ends."""
    found = MailServer()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            found.connections += 1
            self.taken = 0
            self.say("220 mau ESMTP")
            while line := self.rfile.readline().decode().strip():
                if not self.answer(line):
                    return

        def say(self, words: str) -> None:
            self.wfile.write(f"{words}\r\n".encode())

        def answer(self, line: str) -> bool:
            command = line.partition(":")[0].partition(" ")[0].upper()
            if command == "MAIL" and self.taken >= found.most:
                self.say("421 het luot")
                return False
            if command == "RCPT" and any(one in line for one in found.refused):
                self.say("550 khong co nguoi nay")
            elif command == "DATA":
                self.say("354 noi di")
                self.take()
                self.say("250 da nhan")
            elif command == "QUIT":
                self.say("221 tam biet")
                return False
            else:
                self.say("250 duoc")
            return True

        def take(self) -> None:
            lines = []
            while (line := self.rfile.readline()) != b".\r\n":
                lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
            letter = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
            assert isinstance(letter, EmailMessage)
            found.letters.append(letter)
            self.taken += 1

    with _running(socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)) as port:
        found.port = port
        yield found


@dataclass
class HookServer:
    """What was posted; the answers are given in turn, the last one from then on."""

    url: str = ""
    posts: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answers: list[int] = field(default_factory=lambda: [200])
    location: str = ""
    dripping: bool = False

    def json(self, number: int = -1) -> dict[str, Any]:
        content: dict[str, Any] = json.loads(self.posts[number][1])
        return content


@contextmanager
def hook_server(folder: Path) -> Iterator[HookServer]:
    """Listen for web hooks by https until the block ends; the certificate stands in ``folder/ca.pem``."""
    found = HookServer()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            found.posts.append((dict(self.headers), body))
            status = found.answers.pop(0) if len(found.answers) > 1 else found.answers[0]
            self.send_response(status)
            if found.dripping:
                drip(self.wfile.write, self.headers_of_no_end())
                return
            if found.location:
                self.send_header("Location", found.location)
            self.end_headers()
            self.wfile.write(b"x" * 10_000)

        def headers_of_no_end(self) -> Iterator[bytes]:
            self.flush_headers()
            yield from (f"X-{number}: x\r\n".encode() for number in range(DRIPS))

        def log_message(self, *_: Any) -> None:
            """Keep quiet."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_certificate(folder))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    with _running(server) as port:
        found.url = f"https://127.0.0.1:{port}/nhan"
        yield found


@contextmanager
def dripping_server() -> Iterator[str]:
    """Listen on this machine and greet byte by byte as the start of TLS would, until the block ends; gives an address."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            record = b"\x16\x03\x03\x40\x00\x02\x00\x3f\xf0" + b"\x03" * DRIPS
            drip(self.request.sendall, (bytes([one]) for one in record))

    with _running(socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)) as port:
        yield f"https://127.0.0.1:{port}/"


def drip(write: Callable[[bytes], Any], pieces: Iterator[bytes]) -> None:
    """Write a piece every tenth of a second until the other side has gone."""
    with suppress(OSError):
        for piece in pieces:
            write(piece)
            time.sleep(0.1)


@contextmanager
def _running(server: socketserver.TCPServer) -> Iterator[int]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


def _certificate(folder: Path) -> Path:
    """Write key and certificate of 127.0.0.1 into ``folder/ca.pem``."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mau")])
    now = dt.datetime.now(dt.UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "ca.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path

"""Calling an address that people typed: https only, never an address inside our own network, no redirects.

The name is looked up once; every address that it has must be public, and the connection goes to an address that was
checked, so that a name cannot change its mind in between. Networks of the operator's own can be allowed by
``MINHDINH_HOOK_NETWORKS``.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from contextlib import suppress
from urllib.parse import SplitResult, urlsplit, urlunsplit

from django.conf import settings

TIMEOUT_SECONDS = 10.0
MOST_READ = 4096
LONGEST = 300
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class OutgoingError(Exception):
    """An address may not be called or could not be; the message is a Vietnamese sentence."""


def check_url(url: str) -> str:
    """Return the address in its plain form; raises OutgoingError for anything but https to a public machine's name.

    The name is not looked up here: what it leads to is checked at every call.
    """
    parts = _parts(url)
    host = parts.hostname or ""
    literal = _literal(host)
    if literal is not None:
        _require_public(literal, host)
    elif "." not in host or host.endswith((".local", ".localhost", ".internal")):
        raise OutgoingError("Địa chỉ phải là tên máy công khai, có tên miền đầy đủ.")
    if not (parts.path + parts.query).isascii():
        raise OutgoingError(
            "Phần sau tên máy chỉ gồm chữ không dấu, số và ký hiệu; chữ có dấu phải viết dạng %XX."
        )
    return urlunsplit(("https", parts.netloc.lower(), parts.path or "/", parts.query, ""))


def _parts(url: str) -> SplitResult:
    url = url.strip()
    if len(url) > LONGEST or any(letter <= " " or letter == "\x7f" for letter in url):
        raise OutgoingError("Địa chỉ quá dài hoặc có khoảng trắng.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise OutgoingError("Địa chỉ không đọc được.") from error
    if parts.scheme != "https":
        raise OutgoingError("Địa chỉ phải bắt đầu bằng https://.")
    if not parts.hostname or parts.username is not None or parts.password is not None or port == 0:
        raise OutgoingError("Địa chỉ phải có tên máy và không kèm tên, mật khẩu.")
    return parts


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _require_public(address: Address, host: str) -> None:
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    address = mapped or address
    allowed = any(address in ipaddress.ip_network(word) for word in settings.MINHDINH_HOOK_NETWORKS)
    if not (allowed or _is_public(address)):
        raise OutgoingError(f"Không gọi được {host}: địa chỉ nằm trong mạng nội bộ.")


def _is_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and (address.is_site_local or address.sixtofour):
        return False  # both can lead to an inner IPv4 or IPv6 machine, and neither is in use any more
    return address.is_global and not (address.is_multicast or address.is_reserved)


def public_addresses(host: str, port: int) -> list[Address]:
    """Return what a name leads to; raises OutgoingError where any of it is no public address."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:  # UnicodeError: an empty or too long part of the name
        raise OutgoingError(f"Không tìm thấy máy {host}.") from error
    addresses = [ipaddress.ip_address(str(entry[4][0]).split("%")[0]) for entry in found]
    for address in addresses:
        _require_public(address, host)
    return addresses


class _PinnedConnection(http.client.HTTPSConnection):
    """A connection to one checked address; certificate and name are those of the host that was asked for."""

    def __init__(self, host: str, port: int, address: Address, context: ssl.SSLContext) -> None:
        super().__init__(host, port, timeout=TIMEOUT_SECONDS, context=context)
        self._address, self._own_context = str(address), context
        self._wire: ssl.SSLSocket | None = None
        self._late = threading.Event()

    @property
    def is_late(self) -> bool:
        """Whether the connection was cut because the time was over."""
        return self._late.is_set()

    def connect(self) -> None:
        """Open the connection to the checked address."""
        raw = socket.create_connection((self._address, self.port), TIMEOUT_SECONDS)
        self.sock = self._wire = self._own_context.wrap_socket(
            raw, server_hostname=self.host, do_handshake_on_connect=False
        )
        if self.is_late:
            raise TimeoutError
        self._wire.do_handshake()

    def cut(self) -> None:
        """End the connection from another thread: whoever waits for a byte of it gets none."""
        self._late.set()
        if self._wire is not None:
            with suppress(
                OSError
            ):  # the plain shutdown: that of TLS would take its state away under the reader
                socket.socket.shutdown(self._wire, socket.SHUT_RDWR)


def post_json(url: str, body: bytes, headers: dict[str, str]) -> int:
    """Post a body and return the status; a redirect is returned, not followed. Raises OutgoingError.

    From connecting to the last byte read a call takes ``TIMEOUT_SECONDS`` at most, however slowly the answer drips.
    """
    parts = _parts(check_url(url))
    host, port = parts.hostname or "", parts.port or 443
    address = public_addresses(host, port)[0]
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    connection = _PinnedConnection(host, port, address, ssl.create_default_context())
    deadline = threading.Timer(TIMEOUT_SECONDS, connection.cut)
    deadline.daemon = True
    deadline.start()
    try:
        connection.request("POST", path, body=body, headers=headers)
        response = connection.getresponse()
        response.read(MOST_READ)
    except (OSError, ValueError, http.client.HTTPException) as error:  # ValueError: what http cannot say
        raise OutgoingError(_reason(error, host, late=connection.is_late)) from error
    finally:
        deadline.cancel()
        connection.close()
    if connection.is_late:  # a body that is cut off reads like one that has ended
        raise OutgoingError(_reason(TimeoutError(), host, late=True))
    return response.status


def _reason(error: Exception, host: str, *, late: bool) -> str:
    """Return what went wrong as a Vietnamese sentence."""
    if late or isinstance(error, TimeoutError):
        return f"{host} không trả lời trong {TIMEOUT_SECONDS:g} giây."
    if isinstance(error, ssl.SSLError):
        return f"Chứng chỉ của {host} không hợp lệ."
    return f"Không gọi được {host}."

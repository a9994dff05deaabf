"""Asking whether a link still opens: HEAD, then GET where HEAD brings nothing; never inside our own network.

A link is what people typed, so the same rules hold as for calls to hooks: every address that the name leads to must be
public (``MINHDINH_HOOK_NETWORKS`` may allow more), and the connection goes to an address that was checked. Redirects
are followed a few times, each checked again. Nothing of an answer's body is kept.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from minhdinh.evidence.enums import LinkState
from minhdinh.notifications.domain.outgoing import OutgoingError, public_addresses

TIMEOUT_SECONDS = 10.0
WHOLE_SECONDS = 30.0
MOST_REDIRECTS = 4
HEADERS = {"User-Agent": "MinhDinh-link-check", "Accept": "*/*", "Connection": "close"}
REDIRECTS = frozenset({301, 302, 303, 307, 308})
GONE = frozenset({404, 410})
SAFE = "/%:=&?~#+!$,;'@()*[]-._"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a link answered, with a Vietnamese sentence about it; ``reached`` tells whether any machine answered."""

    state: LinkState
    note: str
    reached: bool = True


class _TooLateError(OSError):
    """The time of one call was over."""


def ask(url: str) -> Answer:
    """Return what a link answers now.

    A call takes ``TIMEOUT_SECONDS`` at most beside looking up the name; after ``WHOLE_SECONDS`` no further one is begun.
    """
    until = time.monotonic() + WHOLE_SECONDS
    for _hop in range(MOST_REDIRECTS + 1):
        parts = _parts(url)
        if parts is None:
            return Answer(LinkState.DEAD, "Đường dẫn không đọc được.")
        try:
            status, onward = _status(parts, until)
            following = urljoin(url, onward)
        except OutgoingError as error:
            refused = "mạng nội bộ" in str(error)
            return Answer(LinkState.REFUSED if refused else LinkState.DEAD, str(error), reached=refused)
        except (OSError, ValueError, http.client.HTTPException) as error:
            return _unreached(error, parts.hostname or "")
        if status not in REDIRECTS or not onward:
            return _judged(status)
        url = following
    return Answer(LinkState.UNCLEAR, "Trang chuyển tiếp quá nhiều lần.")


def host_of(url: str) -> str:
    """Return the name of the machine in an address, empty where it cannot be read."""
    parts = _parts(url)
    return (parts.hostname or "").lower() if parts else ""


def _parts(url: str) -> SplitResult | None:
    """Return an address with the name of its machine and the rest in plain letters; None where it cannot be called."""
    try:
        parts = urlsplit(quote(_with_plain_host(url.strip()), safe=SAFE))
        good = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        return None
    return parts if good and parts.username is None else None


def _with_plain_host(url: str) -> str:
    """Write a name with diacritics as machines call it (IDNA); raises ValueError for a name that cannot be one."""
    parts = urlsplit(url)
    if parts.netloc.isascii() or not parts.hostname or parts.username is not None:
        return url
    port = f":{parts.port}" if parts.port is not None else ""
    return urlunsplit(parts._replace(netloc=parts.hostname.encode("idna").decode() + port))


def _status(parts: SplitResult, until: float) -> tuple[int, str]:
    """Ask by HEAD and, where that is refused in whatever way, by GET; return the status and where it leads on.

    Some servers say to HEAD that a page is gone which they give to GET.
    """
    status, onward = _call("HEAD", parts, until)
    return (status, onward) if status < 400 else _call("GET", parts, until)


def _call(method: str, parts: SplitResult, until: float) -> tuple[int, str]:
    limit = min(TIMEOUT_SECONDS, until - time.monotonic())
    if limit <= 0:
        raise _TooLateError
    secure = parts.scheme == "https"
    host, port = parts.hostname or "", parts.port or (443 if secure else 80)
    address = str(public_addresses(host, port)[0])
    wire = _Wire(host, port, address, secure=secure)
    deadline = threading.Timer(limit, wire.cut)
    deadline.daemon = True
    deadline.start()
    try:
        connection = wire.open()
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(method, path, headers=HEADERS)
        answer = connection.getresponse()
        return answer.status, _read(answer.getheader("Location", "") or "")
    except (OSError, ValueError, http.client.HTTPException) as error:
        if wire.is_late:
            raise _TooLateError from error
        raise
    finally:
        deadline.cancel()
        wire.close()


def _read(header: str) -> str:
    """Return a header that some servers write as UTF-8, though HTTP knows letters of Latin-1 only."""
    with suppress(UnicodeError):
        return header.encode("latin-1").decode("utf-8")
    return header


class _Wire:
    """One connection to a checked address, that another thread can cut when the time is over."""

    def __init__(self, host: str, port: int, address: str, *, secure: bool) -> None:
        self._host, self._port, self._address, self._secure = host, port, address, secure
        self._socket: socket.socket | None = None
        self._late = threading.Event()

    @property
    def is_late(self) -> bool:
        """Whether the connection was cut."""
        return self._late.is_set()

    def open(self) -> http.client.HTTPConnection:
        """Return the connection; the certificate must be that of the name, not of the address."""
        self._socket = socket.create_connection((self._address, self._port), TIMEOUT_SECONDS)
        if self.is_late:  # cut while it was not there yet: nobody would end the talk that follows
            raise _TooLateError
        if self._secure:
            context = ssl.create_default_context()
            self._socket = context.wrap_socket(self._socket, server_hostname=self._host)
        if self.is_late:
            raise _TooLateError
        shown = f"[{self._host}]" if ":" in self._host else self._host
        connection = http.client.HTTPConnection(shown, self._port, timeout=TIMEOUT_SECONDS)
        connection.sock = self._socket
        return connection

    def cut(self) -> None:
        """End the connection from another thread."""
        self._late.set()
        if self._socket is not None:
            with suppress(OSError):
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def close(self) -> None:
        """Give the connection back."""
        if self._socket is not None:
            with suppress(OSError):
                self._socket.close()


def _judged(status: int) -> Answer:
    if status < 400:
        return Answer(LinkState.LIVE, "Mở được.")
    if status in GONE:
        return Answer(LinkState.DEAD, f"Trang không còn (mã {status}).")
    if status in {401, 403}:
        return Answer(LinkState.UNCLEAR, f"Trang đòi đăng nhập hoặc chưa chia sẻ (mã {status}).")
    return Answer(LinkState.UNCLEAR, f"Máy chủ trả lời có lỗi (mã {status}).")


def _unreached(error: Exception, host: str) -> Answer:
    if isinstance(error, TimeoutError | _TooLateError):
        return Answer(
            LinkState.UNCLEAR, f"{host} không trả lời trong {TIMEOUT_SECONDS:g} giây.", reached=False
        )
    if isinstance(error, ssl.SSLError):
        return Answer(LinkState.UNCLEAR, f"Chứng chỉ của {host} không hợp lệ.")
    return Answer(LinkState.DEAD, f"Không gọi được {host}.", reached=False)

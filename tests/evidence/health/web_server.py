"""A small web server of the machine itself, with pages that answer in every way a link can."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

ONWARD = {
    "noi-bo": "http://10.0.0.1/",
    "tieng-viet": "/văn-bản".encode().decode("latin-1"),
    "lac": "http://[",
}


class Pages(BaseHTTPRequestHandler):
    """``/ma/<status>``, ``/chi-get`` (refuses HEAD), ``/chuyen/<n>`` (n redirects), ``/noi-bo`` (leads inside), ``/cham``.

    ``/khong-head`` is gone for HEAD only, ``/tieng-viet`` leads on in UTF-8, ``/lac`` to what is no address, and
    ``/vong/<n>`` answers each call slowly.
    """

    asked: ClassVar[list[tuple[str, str, float]]] = []

    def answer(self) -> None:
        self.asked.append((self.command, self.path, time.monotonic()))
        name, _slash, rest = self.path.lstrip("/").partition("/")
        status, onward = 200, ""
        if name == "ma":
            status = int(rest)
        elif name == "chi-get" and self.command == "HEAD":
            status = 405
        elif name == "chuyen":
            status, onward = (302, f"/chuyen/{int(rest) - 1}") if int(rest) else (200, "")
        elif name in ONWARD:
            status, onward = 301, ONWARD[name]
        elif name == "khong-head" and self.command == "HEAD":
            status = 404
        elif name == "vong":
            time.sleep(0.15)
            status, onward = 302, f"/vong/{int(rest) + 1}"
        elif name == "cham":
            time.sleep(1.5)
        self.send_response(status)
        if onward:
            self.send_header("Location", onward)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD = answer  # noqa: N815 (names of the library)

    def log_message(self, *args: Any) -> None:
        """Stay quiet."""


@contextmanager
def web_server() -> Iterator[str]:
    """Serve until the block ends; give the address of the server."""
    Pages.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

"""What a browser fetches over the line is counted, and what it keeps is not."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser

from benchmarks.slow_line import HEAD, LATENCY_MS, Line, Visit, cold_and_warm, line_table, middle
from tests.common.editor_site import Server

PAGE = (
    b"<!doctype html><title>x</title><link rel=stylesheet href=/a.css><link rel=icon href=data:,><p>Words</p>"
)
STYLE = b"p { color: #123 }" + b" " * 40_000


class Handler(BaseHTTPRequestHandler):
    """Answers a page that is asked for anew and a style that may be kept."""

    def log_message(self, *arguments: object) -> None:
        """Stay quiet."""

    def do_GET(self) -> None:
        style = self.path == "/a.css"
        self.send_response(200)
        self.send_header("Content-Type", "text/css" if style else "text/html")
        self.send_header("Content-Length", str(len(STYLE if style else PAGE)))
        self.send_header("Cache-Control", "max-age=3600, immutable" if style else "no-store")
        self.end_headers()
        self.wfile.write(STYLE if style else PAGE)


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    server = Server(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.browser
def test_a_second_visit_fetches_only_the_page(browser: Browser, server: ThreadingHTTPServer) -> None:
    context = browser.new_context()
    cold, warm = cold_and_warm(context, f"http://127.0.0.1:{server.server_address[1]}/")
    context.close()
    assert (cold.requests, warm.requests) == (2, 1)
    assert len(PAGE) + len(STYLE) < cold.size < len(PAGE) + len(STYLE) + 2000
    assert len(PAGE) < warm.size < len(PAGE) + 1000
    style_takes = len(STYLE) * 8 / 1600
    assert cold.paint >= 2 * LATENCY_MS + style_takes * 0.8
    assert warm.ready >= LATENCY_MS


def test_only_what_came_over_the_line_counts() -> None:
    line = Line()
    line._answered({"requestId": "kept", "response": {"url": "http://x/a.css", "fromDiskCache": True}})
    line._answered({"requestId": "inline", "response": {"url": "data:,"}})
    line._answered({"requestId": "page", "response": {"url": "http://x/", "fromDiskCache": False}})
    for number, name in enumerate(("kept", "inline", "page"), start=1):
        line._finished({"requestId": name, "encodedDataLength": number * 100})
    assert line.fetched() == {"page": 300}


def test_medians_are_taken_figure_by_figure() -> None:
    visits = [Visit(100, 900, 10, 14), Visit(300, 700, 30, 14), Visit(200, 800, 20, 15)]
    assert middle(visits) == Visit(200, 800, 20, 14)


def test_the_table_tells_seconds_and_kilobytes() -> None:
    drawn = line_table({"list": {"cold": Visit(1364, 1351, 325_400, 14), "warm": Visit(440, 604, 9_900, 1)}})
    assert drawn.splitlines() == [
        f"| {' | '.join(HEAD)} |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        "| list | cold | 1.36 | 1.35 | 325 | 14 |",
        "| list | warm | 0.44 | 0.60 | 10 | 1 |",
    ]

"""Whether the bucket lets browsers bring files: asked of a real server, of one that refuses, of none."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import call_command
from pytest_django import Settings

from minhdinh.common.problems import Problem
from minhdinh.config.health import _store
from minhdinh.evidence.store.cors import cors_fault, wanted_rules
from tests.s3 import Bucket, script

PAGES = "https://minhdinh.example.vn"


@pytest.fixture(autouse=True)
def public_url(settings: Settings) -> None:
    settings.MINHDINH_PUBLIC_URL = f"{PAGES}/"


@contextmanager
def answering(status: int, **headers: str) -> Iterator[str]:
    """Answer every question in the same way; give the address."""

    class Answer(BaseHTTPRequestHandler):
        def do_OPTIONS(self) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.mark.s3
def test_a_server_that_is_open_to_our_pages(in_bucket: Bucket, capsys: pytest.CaptureFixture[str]) -> None:
    assert cors_fault() == ""
    assert _store() == []
    call_command("evidence", "store", "cors", "--json")
    told = json.loads(capsys.readouterr().out)
    assert told == {"fault": "", "rules": wanted_rules()}
    (rule,) = told["rules"]["CORSRules"]
    assert (rule["AllowedOrigins"], rule["AllowedMethods"]) == ([PAGES], ["PUT"])


@pytest.mark.s3
@pytest.mark.parametrize(
    ("status", "headers", "words"),
    [
        (403, {}, "mã 403"),
        (200, {}, "không nhận yêu cầu từ trang"),
        (200, {"Access_Control_Allow_Origin": "https://other.example"}, PAGES),
        (200, {"Access_Control_Allow_Origin": PAGES, "Access_Control_Allow_Methods": "GET"}, "PUT"),
        (200, {"Access_Control_Allow_Origin": "*", "Access_Control_Allow_Methods": "GET, PUT"}, ""),
    ],
)
def test_what_a_browser_would_be_told(
    bucket: Bucket, status: int, headers: dict[str, str], words: str
) -> None:
    with answering(status, **headers) as address:
        fault = cors_fault(bucket.storage(public_endpoint=address))
    assert words in fault
    assert bool(fault) is bool(words)


@pytest.mark.s3
def test_an_address_where_nobody_answers(
    in_bucket: Bucket, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = f"http://127.0.0.1:{script().free_port()}"
    options = {**in_bucket.options, "public_endpoint": nowhere}
    entry = {**settings.STORAGES["default"], "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "default": entry}
    (finding,) = _store()
    assert not finding.serious
    assert "minhdinh evidence store cors" in finding.message
    with pytest.raises(SystemExit):
        call_command("evidence", "store", "cors")
    assert "MINHDINH_S3_PUBLIC_ENDPOINT" in capsys.readouterr().out


def test_a_folder_has_no_such_rules() -> None:
    assert _store() == []
    with pytest.raises(Problem, match="không nhận tệp gửi thẳng"):
        cors_fault()

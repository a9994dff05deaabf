"""Asking a link: what counts as open, as gone, as not to be asked at all."""

import socket
import time
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from minhdinh.evidence.enums import LinkState
from minhdinh.evidence.health import http
from minhdinh.evidence.health.http import ask, host_of
from tests.evidence.health.web_server import Pages, web_server


@pytest.fixture
def site(settings: Settings) -> Iterator[str]:
    """Return the address of a web server whose network is allowed for the test."""
    settings.MINHDINH_HOOK_NETWORKS = ["127.0.0.0/8"]
    with web_server() as address:
        yield address


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("/", LinkState.LIVE),
        ("/ma/204", LinkState.LIVE),
        ("/chi-get", LinkState.LIVE),
        ("/chuyen/3", LinkState.LIVE),
        ("/chuyen/9", LinkState.UNCLEAR),
        ("/ma/404", LinkState.DEAD),
        ("/ma/410", LinkState.DEAD),
        ("/ma/401", LinkState.UNCLEAR),
        ("/ma/403", LinkState.UNCLEAR),
        ("/ma/500", LinkState.UNCLEAR),
        ("/noi-bo", LinkState.REFUSED),
        ("/văn bản/số 1", LinkState.LIVE),
        ("/khong-head", LinkState.LIVE),
        ("/lac", LinkState.DEAD),
    ],
)
def test_what_a_page_answers(site: str, path: str, state: LinkState) -> None:
    assert ask(site + path).state == state


def test_head_comes_first_and_get_only_where_needed(site: str) -> None:
    ask(f"{site}/")
    ask(f"{site}/chi-get")
    ask(f"{site}/ma/404")
    assert [(method, path) for method, path, _when in Pages.asked] == [
        ("HEAD", "/"),
        ("HEAD", "/chi-get"),
        ("GET", "/chi-get"),
        ("HEAD", "/ma/404"),
        ("GET", "/ma/404"),
    ]


def test_a_page_that_leads_on_in_vietnamese(site: str) -> None:
    assert ask(f"{site}/tieng-viet").state == LinkState.LIVE
    assert Pages.asked[-1][1] == "/v%C4%83n-b%E1%BA%A3n"


def test_all_hops_together_have_a_limit(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "WHOLE_SECONDS", 0.25)
    started = time.monotonic()
    assert ask(f"{site}/vong/0").state == LinkState.UNCLEAR
    assert time.monotonic() - started < 0.6
    assert len(Pages.asked) <= 2


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost:8000/",
        "http://[::1]/",
        "http://10.1.2.3/a",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:127.0.0.1]/",
        "http://0x7f000001/",
        "http://2130706433/",
    ],
)
def test_no_address_of_our_own_network_is_called(url: str) -> None:
    answer = ask(url)
    assert answer.state in {LinkState.REFUSED, LinkState.DEAD}
    assert answer.state == LinkState.REFUSED or not answer.reached


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ftp://vi-du.vn/",
        "javascript:alert(1)",
        "http://",
        "http://a:b@vi-du.vn/",
        "http://x:99999/",
        "//x",
    ],
)
def test_what_is_no_web_address_is_dead(url: str) -> None:
    assert ask(url).state == LinkState.DEAD
    assert host_of(url) == ""


def test_a_machine_that_does_not_listen(settings: Settings) -> None:
    settings.MINHDINH_HOOK_NETWORKS = ["127.0.0.0/8"]
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        answer = ask(f"http://127.0.0.1:{closed.getsockname()[1]}/")
    assert (answer.state, answer.reached) == (LinkState.DEAD, False)


def test_a_slow_page_is_given_up(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "TIMEOUT_SECONDS", 0.2)
    started = time.monotonic()
    answer = ask(f"{site}/cham")
    assert (answer.state, answer.reached) == (LinkState.UNCLEAR, False)
    assert time.monotonic() - started < 1.2


def test_host_of() -> None:
    assert host_of("https://Drive.Google.com/x?y=1") == "drive.google.com"


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://trường-học.vn/tin?x=1", "xn--trng-hc-t8b5918dpea.vn"),
        ("http://TRƯỜNG-HỌC.vn:8080/", "xn--trng-hc-t8b5918dpea.vn"),
        ("http://bücher.example/", "xn--bcher-kva.example"),
        ("http://a:b@trường.vn/", ""),
        (f"http://{'ư' * 80}.vn/", ""),
        ("http://trường.vn:99999/", ""),
    ],
)
def test_a_name_with_diacritics_is_called_as_machines_call_it(url: str, host: str) -> None:
    assert host_of(url) == host


def test_a_name_with_diacritics_is_asked(site: str) -> None:
    assert ask(f"{site.replace('127.0.0.1', '１２７.0.0.1')}/").state == LinkState.LIVE

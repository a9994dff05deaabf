"""Calling addresses that people typed: what is refused before and at the call, and a real call by https."""

import socket
import threading
import time
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

import pytest
from pytest_django import Settings

from minhdinh.notifications.domain import outgoing
from minhdinh.notifications.domain.outgoing import OutgoingError, check_url, post_json, public_addresses
from tests.notifications.servers import HookServer, dripping_server, hook_server


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[HookServer]:
    settings.MINHDINH_HOOK_NETWORKS = ["127.0.0.0/8"]
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    with hook_server(tmp_path) as found:
        yield found


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://cong.mau.vn", "https://cong.mau.vn/"),
        (" https://Cong.Mau.vn:8443/Nhan?x=1#y ", "https://cong.mau.vn:8443/Nhan?x=1"),
        ("https://8.8.8.8/", "https://8.8.8.8/"),
        ("https://[2606:4700:4700::1111]/", "https://[2606:4700:4700::1111]/"),
    ],
)
def test_a_public_address_is_kept_in_its_plain_form(typed: str, kept: str) -> None:
    assert check_url(typed) == kept


@pytest.mark.parametrize(
    "url",
    [
        "http://cong.mau.vn/",
        "ftp://cong.mau.vn/",
        "//cong.mau.vn/",
        "javascript:alert(1)",
        "https://",
        "https:///nhan",
        "https://localhost/",
        "https://may-chu/",
        "https://in.local/",
        "https://x.internal/",
        "https://a.localhost/",
        "https://127.0.0.1/",
        "https://127.1.2.3/",
        "https://10.0.0.5/",
        "https://172.16.0.1/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://0.0.0.0/",
        "https://224.0.0.1/",
        "https://100.64.0.1/",
        "https://[::1]/",
        "https://[::]/",
        "https://[fe80::1]/",
        "https://[fd00::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[fec0::1]/",
        "https://[2002:a00:1::1]/",
        "https://[2002:808:808::1]/",
        "https://ten:matkhau@cong.mau.vn/",
        "https://ten@cong.mau.vn/",
        "https://cong.mau.vn:0/",
        "https://cong.mau.vn:99999/",
        "https://cong.mau.vn:x/",
        "https://cong.mau.vn/a b",
        "https://cong.mau.vn/\r\nHost: khac",
        "https://cong.mau.vn/" + "x" * 300,
        "https://[khong/",
    ],
)
def test_what_may_not_be_called_is_refused_when_it_is_typed(url: str) -> None:
    with pytest.raises(OutgoingError):
        check_url(url)


def resolve_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Let every name lead to these addresses, as a name server of somebody else's would."""
    found = [
        (socket.AF_INET6 if ":" in one else socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443))
        for one in addresses
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: found)


@pytest.mark.parametrize(
    "addresses",
    [
        ["10.0.0.1"],
        ["8.8.8.8", "127.0.0.1"],
        ["::1"],
        ["fe80::1%eth0"],
        ["::ffff:192.168.0.1"],
        ["fec0::1"],
        ["2002:7f00:1::"],
    ],
)
def test_a_name_that_leads_inside_is_not_called(
    monkeypatch: pytest.MonkeyPatch, addresses: list[str]
) -> None:
    resolve_to(monkeypatch, *addresses)
    with pytest.raises(OutgoingError, match="mạng nội bộ"):
        post_json("https://cong.mau.vn/", b"{}", {})


def test_a_name_that_leads_outside_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve_to(monkeypatch, "8.8.8.8", "2606:4700:4700::1111")
    assert public_addresses("cong.mau.vn", 443)[0] == ip_address("8.8.8.8")


def test_a_name_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_args: object, **_more: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(OutgoingError, match="Không tìm thấy máy"):
        post_json("https://cong.mau.vn/", b"{}", {})


def test_own_networks_can_be_allowed(settings: Settings) -> None:
    settings.MINHDINH_HOOK_NETWORKS = ["10.20.0.0/16"]
    assert check_url("https://10.20.3.4/") == "https://10.20.3.4/"
    with pytest.raises(OutgoingError):
        check_url("https://10.21.0.1/")


@pytest.mark.parametrize(
    "url", ["https://cong.mau.vn/nhận", "https://cong.mau.vn/?x=ệ", "https://8.8.8.8/đ?x=1"]
)
def test_path_and_query_are_plain_letters(url: str) -> None:
    with pytest.raises(OutgoingError, match="không dấu"):
        check_url(url)


@pytest.mark.parametrize("host", ["a..vn", f"{'a' * 64}.mau.vn", ".vn", "mau..", f"{'ệ' * 60}.vn"])
def test_a_name_that_no_machine_can_have_is_a_failed_call(host: str) -> None:
    with pytest.raises(OutgoingError):
        public_addresses(host, 443)
    with pytest.raises(OutgoingError):
        post_json(f"https://{host}/", b"{}", {})


class TestDeadline:
    """A machine that always says a little more holds nobody up."""

    @pytest.fixture(autouse=True)
    def short(self, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
        settings.MINHDINH_HOOK_NETWORKS = ["127.0.0.0/8"]
        monkeypatch.setattr(outgoing, "TIMEOUT_SECONDS", 0.7)

    def refused_after(self, url: str) -> float:
        start = time.monotonic()
        with pytest.raises(OutgoingError, match=r"không trả lời trong 0\.7 giây"):
            post_json(url, b"{}", {})
        return time.monotonic() - start

    def test_an_answer_by_drops_is_cut_off(self, server: HookServer) -> None:
        server.dripping = True
        assert self.refused_after(server.url) < 3
        assert len(server.posts) == 1

    def test_a_greeting_by_drops_is_cut_off(self) -> None:
        with dripping_server() as url:
            assert self.refused_after(url) < 3

    def test_no_watch_stays_behind(self, server: HookServer) -> None:
        watches = [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]
        assert post_json(server.url, b"{}", {}) == 200
        time.sleep(0.1)
        assert watches == [one for one in threading.enumerate() if isinstance(one, threading.Timer)]


class TestCalls:
    def test_a_body_arrives_as_it_was(self, server: HookServer) -> None:
        body = '{"text": "Việc mới"}'.encode()
        assert post_json(server.url, body, {"X-Thu": "1", "Content-Type": "application/json"}) == 200
        headers, came = server.posts[0]
        assert came == body
        assert headers["X-Thu"] == "1"

    def test_a_redirect_is_not_followed(self, server: HookServer) -> None:
        server.answers, server.location = [302], "https://127.0.0.1:1/khac"
        assert post_json(server.url, b"{}", {}) == 302
        assert len(server.posts) == 1

    def test_an_error_is_returned(self, server: HookServer) -> None:
        server.answers = [503]
        assert post_json(server.url, b"{}", {}) == 503

    def test_a_certificate_of_nobody_we_trust_is_refused(
        self, server: HookServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("SSL_CERT_FILE")
        with pytest.raises(OutgoingError, match="Chứng chỉ"):
            post_json(server.url, b"{}", {})
        assert server.posts == []

    def test_what_http_cannot_say_is_a_failed_call(self, server: HookServer) -> None:
        with pytest.raises(OutgoingError, match="Không gọi được"):
            post_json(server.url, b"{}", {"X-Thu": "a\nb"})
        assert server.posts == []

    def test_nobody_at_home(self, settings: Settings) -> None:
        settings.MINHDINH_HOOK_NETWORKS = ["127.0.0.0/8"]
        with pytest.raises(OutgoingError, match="Không gọi được"):
            post_json("https://127.0.0.1:1/", b"{}", {})

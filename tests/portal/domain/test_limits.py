"""How often a visitor may ask: by address, an IPv6 network as one, kinds of calls by themselves, ten minutes long."""

import datetime as dt
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.core.cache import cache, caches
from django.utils import timezone

from minhdinh.config import settings as real
from minhdinh.portal.domain.limits import FILES, LOOKS, SECONDS, Limit, seconds_to_wait

NOW = dt.datetime(2026, 11, 22, 8, 3, 20, tzinfo=dt.UTC)  # 200 seconds into its ten minutes


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    caches["visitors"].clear()
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def use_up(address: str) -> None:
    assert [seconds_to_wait(FILES, address) for _time in range(FILES.calls)] == [0] * FILES.calls


def test_after_so_many_calls_a_visitor_waits_for_the_rest_of_the_ten_minutes() -> None:
    use_up("203.0.113.9")
    assert seconds_to_wait(FILES, "203.0.113.9") == SECONDS - 200
    assert seconds_to_wait(FILES, "203.0.113.9") == SECONDS - 200
    assert seconds_to_wait(FILES, "203.0.113.10") == 0
    assert seconds_to_wait(LOOKS, "203.0.113.9") == 0


def test_in_the_next_ten_minutes_it_starts_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    use_up("203.0.113.9")
    later = NOW + dt.timedelta(seconds=SECONDS - 200)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert seconds_to_wait(FILES, "203.0.113.9") == 0


@pytest.mark.parametrize(
    ("other", "same"),
    [("2001:db8::2", True), ("2001:db8::ffff:0:1", True), ("2001:db8:0:1::1", False), ("::1", False)],
)
def test_neighbours_of_an_ipv6_network_are_one_visitor(other: str, same: bool) -> None:
    use_up("2001:db8::1")
    assert (seconds_to_wait(FILES, other) > 0) == same


@pytest.mark.parametrize("address", ["", "khong phai", "1.2.3.4.5", "x" * 5000])
def test_what_is_no_address_is_one_visitor_too(address: str) -> None:
    assert seconds_to_wait(FILES, address) == 0


def test_however_many_come_no_attempt_to_sign_in_is_forgotten() -> None:
    assert real.CACHES["visitors"] == settings.CACHES["visitors"]
    assert real.CACHES["visitors"]["LOCATION"] not in {
        one["LOCATION"] for name, one in real.CACHES.items() if name != "visitors"
    }
    cache.set("attempts", 5, 60)
    for number in range(1010):  # more than a cache keeps where nobody says how many
        seconds_to_wait(LOOKS, f"2001:db8:0:{number:x}::1")
    assert cache.get("attempts") == 5


def test_many_more_networks_are_remembered_than_a_busy_day_brings() -> None:
    use_up("203.0.113.9")
    for number in range(20_000):
        seconds_to_wait(LOOKS, f"2001:db8:0:{number:x}::1")
    assert seconds_to_wait(FILES, "203.0.113.9") > 0


@pytest.fixture
def _hasty_threads() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("_hasty_threads")
def test_calls_at_the_same_moment_are_each_counted() -> None:
    forty = Limit("forty", 40)
    with ThreadPoolExecutor(8) as threads:
        waits = list(threads.map(lambda _call: seconds_to_wait(forty, "203.0.113.9"), range(400)))
    assert waits.count(0) == forty.calls

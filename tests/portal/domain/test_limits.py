"""How often a visitor may ask: by address, an IPv6 network as one, kinds of calls by themselves, ten minutes long."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.utils import timezone

from minhdinh.portal.domain.limits import FILES, LOOKS, SECONDS, seconds_to_wait

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 22, 8, 3, 20, tzinfo=dt.UTC)  # 200 seconds into its ten minutes


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
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

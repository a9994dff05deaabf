"""How often one visitor may ask: so many times in ten minutes, counted by address, guesses and files by themselves."""

from __future__ import annotations

import hashlib
import ipaddress
from dataclasses import dataclass

from django.core.cache import caches
from django.utils import timezone

SECONDS = 600
IPV6_NETWORK = 64


@dataclass(frozen=True, slots=True)
class Limit:
    """A kind of call and how many of them are answered in ten minutes."""

    name: str
    calls: int


LOOKS = Limit("look", 300)
FILES = Limit("file", 30)


def seconds_to_wait(limit: Limit, address: str) -> int:
    """Count a call from an address; return 0, or after too many how long these ten minutes still last.

    The counters stand in the memory of the one web process, away from those of signing in; calls at the same moment
    are each counted. Neighbours of an IPv6 network are one visitor. No address is kept: the key is a hash of it.
    """
    span, gone = divmod(int(timezone.now().timestamp()), SECONDS)
    visitor = hashlib.sha256(f"{span}:{_network(address)}".encode()).hexdigest()[:24]
    key = f"portal:{limit.name}:{span}:{visitor}"
    return SECONDS - gone if _counted(key) > limit.calls else 0


def _counted(key: str) -> int:
    counters = caches["visitors"]
    counters.add(key, 0, SECONDS)
    try:
        return counters.incr(key)
    except ValueError:  # so many others came in between that it was dropped
        return 1


def _network(address: str) -> str:
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if known.version == 4:
        return str(known)
    return str(ipaddress.ip_network((known, IPV6_NETWORK), strict=False))

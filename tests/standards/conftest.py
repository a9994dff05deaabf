"""Property tests must not fail because a machine is busy: no deadline, no complaint about slow drawing."""

import pytest
from hypothesis import HealthCheck, settings

from minhdinh.access.actor import Actor, system_actor
from minhdinh.standards.catalogue import packaged_sets
from minhdinh.standards.domain.loading import load_packaged_sets
from minhdinh.standards.domain.queries import version_of
from minhdinh.standards.models import StandardSetVersion
from minhdinh.standards.models import standard_set as standard_set_module
from tests.factories import World, make_world

settings.register_profile(
    "patient", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("patient")


@pytest.fixture
def loaded(db: None) -> None:
    """Put every packaged set into the database."""
    load_packaged_sets()


@pytest.fixture
def tt57(loaded: None) -> StandardSetVersion:
    """Return the set of Thông tư 57/2026 for schools of general education."""
    row = version_of("tt57-2026-pho-thong", "2026.1")
    assert row is not None
    return row


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def boss() -> Actor:
    """Return the actor of commands, who may do everything."""
    return system_actor()


@pytest.fixture
def nothing_parsed(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], object]:
    """Start with an empty cache of parsed sets, as a new process does; return it."""
    packaged_sets()
    cache: dict[tuple[str, str], object] = {}
    monkeypatch.setattr(standard_set_module, "_parsed", cache)
    return cache

from collections.abc import Iterator

import pytest

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import school_scope, scopes_disabled
from minhdinh.exchange.domain.importing import import_school
from minhdinh.standards.domain.loading import load_packaged_sets
from tests.config.commands import minhdinh
from tests.exchange.planned import planned
from tests.factories import MinistryFactory
from tests.improvement.plans import Desk, make_desk


@pytest.fixture(scope="session")
def package(sample_data, tmp_path_factory):
    """Return the sealed sample school as it left another server."""
    path = tmp_path_factory.mktemp("packages") / "school.zip"
    done = minhdinh(sample_data, "school", "export", "th-sao-mai-1", str(path))
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture
def server(db):
    """Return the root of an empty server that has the packaged sets."""
    load_packaged_sets()
    return MinistryFactory(code="bo")


@pytest.fixture
def arrived(server, package):
    """Return the school after it was imported, its scope open."""
    school = import_school(actor=system_actor(), path=package, parent=server).school
    with school_scope(school.pk):
        yield school


@pytest.fixture
def desk(db: None) -> Iterator[Desk]:
    """Return a school with plans of two years, every scope open."""
    made = make_desk()
    with scopes_disabled():
        yield planned(made)

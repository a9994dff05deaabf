"""What tests of the improvement plan stand in."""

from collections.abc import Iterator

import pytest

from minhdinh.access.scope import scopes_disabled
from tests.improvement.plans import Desk, make_desk


@pytest.fixture
def desk(db: None) -> Iterator[Desk]:
    made = make_desk()
    with scopes_disabled():
        yield made

"""A desk: a school with an opened self-assessment."""

import pytest

from tests.assessments.setup.desk import Desk, make_desk


@pytest.fixture
def desk(db: None) -> Desk:
    """Return a lower secondary school that has opened 2026-2027; open ``desk.scope()`` to read its rows."""
    return make_desk()

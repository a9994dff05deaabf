"""What tests of cross-checks stand in."""

import pytest

from tests.appraisals.desk import Desk, make_desk


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()

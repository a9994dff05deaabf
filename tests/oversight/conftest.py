"""What tests of the offices' pages stand in."""

import pytest

from tests.oversight.seed import District, make_district


@pytest.fixture
def district(db: None) -> District:
    return make_district()

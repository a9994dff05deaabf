import pytest

from tests.factories import World, make_world


@pytest.fixture
def world(db: None) -> World:
    """Return the small world."""
    return make_world()

"""Which tests run again on PostgreSQL: see ``tests/conftest.py``."""

import re

import pytest

from tests.house_rules.tree import TESTS, text_of


def is_marked(request: pytest.FixtureRequest) -> bool:
    return request.node.get_closest_marker("database") is not None


@pytest.fixture
def people(db: None) -> None:
    """Ask for the database as a fixture of a room does."""


def test_a_test_without_rows_is_not_marked(request: pytest.FixtureRequest) -> None:
    assert not is_marked(request)


@pytest.mark.django_db
def test_a_test_that_says_so_is_marked(request: pytest.FixtureRequest) -> None:
    assert is_marked(request)


@pytest.mark.usefixtures("people")
def test_a_test_that_asks_through_a_fixture_is_marked(request: pytest.FixtureRequest) -> None:
    assert is_marked(request)


@pytest.mark.database
def test_a_test_may_say_so_itself(request: pytest.FixtureRequest) -> None:
    assert is_marked(request)


def test_who_reads_the_address_of_the_database_says_so() -> None:
    """No fixture tells that such a test touches the database of the run, so it carries the mark."""
    reads = re.compile(r"""environ\.get\(["']MINHDINH_DATABASE_URL""")
    files = [path for path in TESTS.rglob("test_*.py") if reads.search(text_of(path))]
    assert files
    assert [path.name for path in files if "@pytest.mark.database" not in text_of(path)] == []

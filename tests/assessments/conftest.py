"""A lower secondary school in its year; every scope is open, views open their own inside."""

from collections.abc import Iterator

import pytest

from minhdinh.access.scope import scopes_disabled
from tests.assessments.cases import Case, decide_all, make_case, small_set


@pytest.fixture
def _scopes_open() -> Iterator[None]:
    with scopes_disabled():
        yield


@pytest.fixture
def case(db: None, _scopes_open: None) -> Case:
    return make_case()


@pytest.fixture
def small(db: None, _scopes_open: None) -> Case:
    """Return a school that is assessed by three criteria only: 1.1, 1.3 (mandatory) and 2.3."""
    return make_case(standard_set=small_set())


@pytest.fixture
def decided(small: Case) -> Case:
    """Return the small case with every criterion at Mức 1."""
    decide_all(small)
    return small

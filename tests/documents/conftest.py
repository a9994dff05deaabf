"""A small school below its offices, with a report to make forms of."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import Seal
from tests.assessments.cases import Case, advance, decide_all, make_case
from tests.documents.office import Desk, make_desk, tiny_set


@pytest.fixture
def _scopes_open() -> Iterator[None]:
    with scopes_disabled():
        yield


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Take LibreOffice away: what does not look at PDF is made in a moment."""
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.fixture
def desk(db: None, no_office: None, _scopes_open: None) -> Desk:
    """Return the small world's school with an undecided report."""
    return make_desk()


@pytest.fixture
def decided(desk: Desk) -> Case:
    """Return the school's case with every criterion at Mức 1."""
    decide_all(desk.case)
    return desk.case


@pytest.fixture
def seal(decided: Case) -> Seal:
    """Return the first seal of the school's report; no paper of it is made yet."""
    found = advance(decided, State.SEALED)
    assert found is not None
    return found


@pytest.fixture
def other_case(desk: Desk) -> Case:
    """Return another school with a report of its own."""
    return make_case(standard_set=tiny_set(), code="thcs-khac")

import datetime as dt

import pytest

from minhdinh.improvement.enums import ActionState
from minhdinh.improvement.rules.lateness import begins_late, is_late

LAST = dt.date(2026, 11, 30)
DAY = dt.timedelta(days=1)
S = ActionState


@pytest.mark.parametrize("state", [S.NOT_STARTED, S.DOING, S.BLOCKED])
def test_late_from_the_day_after_the_last_one(state: S) -> None:
    assert not is_late(state, LAST, LAST)
    assert is_late(state, LAST, LAST + DAY)


@pytest.mark.parametrize("state", [S.DONE, S.NOT_DONE])
def test_what_has_ended_is_never_late(state: S) -> None:
    assert not is_late(state, LAST, LAST + 365 * DAY)


def test_without_a_last_day_nothing_is_late() -> None:
    assert not is_late(S.DOING, None, LAST)


def test_what_should_have_begun() -> None:
    assert begins_late(S.NOT_STARTED, LAST, LAST + DAY)
    assert not begins_late(S.NOT_STARTED, LAST, LAST)
    assert not begins_late(S.DOING, LAST, LAST + DAY)
    assert not begins_late(S.NOT_STARTED, None, LAST)

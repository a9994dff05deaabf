"""When an action is late: computed from its days, never stored."""

from __future__ import annotations

import datetime as dt

from minhdinh.improvement.enums import ENDED, ActionState


def is_late(state: str, ends_on: dt.date | None, today: dt.date) -> bool:
    """Tell whether an action that has not ended is past its last day; without a day nothing is late."""
    return state not in ENDED and ends_on is not None and ends_on < today


def begins_late(state: str, starts_on: dt.date | None, today: dt.date) -> bool:
    """Tell whether an action should have begun by now and has not."""
    return state == ActionState.NOT_STARTED and starts_on is not None and starts_on < today

"""Where an act leads, whose act it is, and until when a stage lasts. Pure."""

from __future__ import annotations

import datetime as dt

from minhdinh.appraisals.enums import Act, Holder, Outcome
from minhdinh.appraisals.rules.regimes import DIRECT, WITH_INTAKE, Regime, Stage

# Whose act it is, where it is not the holder's of the stage: the school takes back what it sent, the department stops
# a work that others hold, and notes that a response did not come.
OWNERS: dict[Act, Holder] = {
    Act.WITHDRAW: Holder.SCHOOL,
    Act.STOP: Holder.DEPARTMENT,
    Act.LAPSE: Holder.LEAD,
}
NEEDS_REASON = frozenset({Act.GIVE_BACK, Act.WITHDRAW, Act.STOP, Act.REFUSE, Act.SEND_BACK})
# What is said with these acts is between the department and the body; a school is told that they were taken, no more.
INNER_NOTES = frozenset({Act.SEND_BACK, Act.FINALISE})
# Where the school has ended, the department finishes what needs nobody there; its heir, or the department, ends it.
WITHOUT_SCHOOL = frozenset({Act.NOTIFY, Act.SUBMIT, Act.DECIDE, Act.REFUSE})
ENDINGS: dict[Act, Outcome] = {Act.WITHDRAW: Outcome.WITHDRAWN, Act.STOP: Outcome.STOPPED}
SATURDAY = 5


def acts_at(regime: Regime, stage: str, *, ended: bool = False) -> tuple[Act, ...]:
    """Return what may be done at a stage; ``ended`` says that the school is no more."""
    known = regime.stage(stage)
    if not ended or known.is_last:
        return tuple(known.acts)
    return (*(one for one in known.acts if one in WITHOUT_SCHOOL), *ENDINGS)


def next_stage(
    regime: Regime, stage: str, act: Act, *, with_intake: bool, ended: bool = False
) -> Stage | None:
    """Return the stage an act leads to; None where it may not be done there (``ended`` as in ``acts_at``)."""
    if act not in acts_at(regime, stage, ended=ended):
        return None
    if ended and act in ENDINGS:
        return next(one for one in regime.stages if one.outcome == ENDINGS[act])
    targets = regime.stage(stage).acts.get(act)
    return None if targets is None else regime.stage(targets[WITH_INTAKE if with_intake else DIRECT])


def owner(regime: Regime, stage: str, act: Act) -> Holder:
    """Return whose act this is at a stage."""
    return OWNERS.get(act, regime.stage(stage).holder)


def due_day(start: dt.date, working_days: int) -> dt.date:
    """Return the last of so many working days after ``start``; Saturdays and Sundays do not count.

    Public holidays are not known here: the office moves the day where one falls between.
    """
    day, left = start, working_days
    while left > 0:
        day += dt.timedelta(days=1)
        if day.weekday() < SATURDAY:
            left -= 1
    return day

"""What binds a person to the school he or she is to examine, and what else those days hold. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from minhdinh.appraisals.rules.bodies import Finding
from minhdinh.appraisals.rules.regimes import BodyRules
from minhdinh.lib.text import vn_date

MOST_AT_ONCE = 2  # our own proposal: who is in more teams and councils at once is shown with a warning


@dataclass(frozen=True, slots=True)
class Booking:
    """Another team or council of a person: where, from when to when, on which days it visits the school."""

    school: str
    starts_on: dt.date
    ends_on: dt.date
    visits: tuple[dt.date, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a person and the school: plain data.

    ``works`` and ``worked`` are roles at the school now and before (or at one that was merged into it), ``council`` the
    role in the self-assessment that is examined, ``unit`` the office that manages both the school and the workplace,
    ``declared`` what the person said, ``visits`` the days this registration's own visits are planned for.
    """

    user_id: int
    name: str
    school: str
    works: tuple[str, ...] = ()
    worked: tuple[str, ...] = ()
    council: str = ""
    unit: str = ""
    declared: str = ""
    bookings: tuple[Booking, ...] = ()
    visits: tuple[dt.date, ...] = field(default=())


def conflicts(rules: BodyRules, facts: Facts, starts_on: dt.date, ends_on: dt.date) -> list[Finding]:
    """Return what stands against a person examining the school from a day to a day, both included."""
    return [*_interests(rules, facts), *_double_booking(facts, starts_on, ends_on)]


def clashing_days(facts: Facts, days: Sequence[dt.date]) -> list[tuple[dt.date, str]]:
    """Return the days on which another team or council of the person visits a school: the day and that school."""
    wanted = set(days)
    return sorted((day, one.school) for one in facts.bookings for day in one.visits if day in wanted)


def _interests(rules: BodyRules, facts: Facts) -> Iterator[Finding]:
    law = rules.never_worked_there.legal_reference
    if facts.works:
        yield _bars("works", facts, f"đang làm việc tại {facts.school} ({', '.join(facts.works)})", law)
    if facts.worked:
        yield _bars("worked", facts, f"từng làm việc tại {facts.school} ({', '.join(facts.worked)})", law)
    if facts.council:
        text = f"tham gia tự đánh giá của {facts.school} ({facts.council})"
        yield _bars("council", facts, text, law)
    if facts.declared:
        yield _bars("declared", facts, f"đã khai có lợi ích liên quan: {facts.declared.rstrip('.')}", law)
    if facts.unit:
        text = f"{facts.name} công tác ở đơn vị cùng do {facts.unit} quản lý."
        yield Finding(f"unit-{facts.user_id}", text, refuses=False, user_id=facts.user_id)


def _double_booking(facts: Facts, starts_on: dt.date, ends_on: dt.date) -> Iterator[Finding]:
    for day, school in clashing_days(facts, facts.visits):
        text = f"{facts.name} đã có lịch khảo sát {school} ngày {vn_date(day)}."
        yield Finding(f"day-{facts.user_id}", text, refuses=True, user_id=facts.user_id, overrulable=True)
    beside = [one for one in facts.bookings if one.starts_on <= ends_on and one.ends_on >= starts_on]
    if len(beside) >= MOST_AT_ONCE:
        schools = ", ".join(sorted({one.school for one in beside}))
        text = f"{facts.name} cùng lúc tham gia {len(beside)} đoàn, hội đồng khác: {schools}."
        yield Finding(f"load-{facts.user_id}", text, refuses=False, user_id=facts.user_id)


def _bars(key: str, facts: Facts, what: str, law: str) -> Finding:
    return Finding(
        f"{key}-{facts.user_id}", f"{facts.name} {what}.", refuses=True, legal_reference=law,
        user_id=facts.user_id, overrulable=True,
    )  # fmt: skip

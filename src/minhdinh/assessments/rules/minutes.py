"""What the minutes of a council's meeting hold besides the counts: who was missing and why, the votes. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from minhdinh.assessments.rules.meeting import Fault
from minhdinh.lib.text import clean, fold, two_digits

SEPARATORS = (":", " – ", " - ")


@dataclass(frozen=True, slots=True)
class Absentee:
    """A member who was not there, and why; the reason may be empty."""

    name: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Votes:
    """How the members present voted on the report."""

    agreed: int = 0
    against: int = 0
    blank: int = 0

    @property
    def cast(self) -> int:
        """How many votes there were."""
        return self.agreed + self.against + self.blank


@dataclass(frozen=True, slots=True)
class Minutes:
    """The part of a meeting that only its minutes print; ``votes`` is None where nobody voted."""

    place: str = ""
    absentees: tuple[Absentee, ...] = ()
    votes: Votes | None = None
    conclusion: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the minutes as the meeting and the dossier keep them; what is empty is left out."""
        votes = self.votes
        found: dict[str, Any] = {
            "place": clean(self.place),
            "absentees": [{"name": one.name, "reason": one.reason} for one in self.absentees],
            "votes": {"for": votes.agreed, "against": votes.against, "blank": votes.blank} if votes else {},
            "conclusion": self.conclusion.strip(),
        }
        return {key: value for key, value in found.items() if value}


def read_absentees(text: str) -> tuple[Absentee, ...]:
    """Read one absentee a line, "Lê Văn Hòa: đi công tác"; a line without a colon or dash is a name without reason."""
    return tuple(_absentee(line) for line in map(clean, text.splitlines()) if line)


def _absentee(line: str) -> Absentee:
    found = [(line.index(mark), mark) for mark in SEPARATORS if mark in line]
    if not found:
        return Absentee(line)
    at, mark = min(found)
    return Absentee(line[:at].strip(), line[at + len(mark) :].strip())


def minutes_faults(minutes: Minutes, present: int, absent: int, names: Sequence[str]) -> Iterator[Fault]:
    """Yield what cannot be: an absentee who is no member or named twice, more names than absent, votes too many."""
    known = {fold(name) for name in names}
    seen: set[str] = set()
    for one in minutes.absentees:
        if known and fold(one.name) not in known:
            yield Fault("absentees", f"“{one.name}” không có trong danh sách hội đồng.")
        if fold(one.name) in seen:
            yield Fault("absentees", f"“{one.name}” được ghi hai lần.")
        seen.add(fold(one.name))
    named = len(minutes.absentees)
    if named and named != absent:
        words = f"Ghi tên {two_digits(named)} người vắng, số vắng là {two_digits(absent)}."
        yield Fault("absentees", words)
    if minutes.votes and minutes.votes.cast > present:
        cast, there = two_digits(minutes.votes.cast), two_digits(present)
        yield Fault("votes_for", f"Có {cast} phiếu, chỉ có {there} thành viên có mặt.")

"""Side by side: what the school said, what each member found, what the body holds; with what was found before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from minhdinh.appraisals.domain.concluding.examined import Examined, ExaminedPlace
from minhdinh.appraisals.domain.concluding.queries import conclusions_of, members_of, sent_slips
from minhdinh.appraisals.models import BodyMember, Case, Conclusion, Slip
from minhdinh.appraisals.rules.concluding import Held, Place


@dataclass(frozen=True, slots=True)
class Found:
    """What one member found of a place, as this reader may see it."""

    member: BodyMember
    slip: Slip | None
    sent: bool
    label: str


@dataclass(frozen=True, slots=True)
class Side:
    """One place with all its sides; ``hidden`` where the reader has to send the own slip first."""

    place: ExaminedPlace
    row: Conclusion | None
    held: Held
    self_label: str
    label: str
    found: Sequence[Found]
    hidden: bool
    choices: Sequence[tuple[int, str]]

    @property
    def version(self) -> int:
        """The version that a form starts from."""
        return self.row.version if self.row else 0


def held_of(report: Examined, rows: Mapping[Place, Conclusion]) -> dict[Place, Held]:
    """Return what the body holds of every place of the report."""
    return {one.place: _held(one, rows.get(one.place)) for one in report.places}


def sides_of(case: Case, report: Examined, reader: BodyMember) -> list[Side]:
    """Return every place with its sides (four queries).

    A member sees what others found of a criterion that is also his or hers only after sending the own slip, so that
    each judges alone; leader and secretary see all that was sent.
    """
    rows = conclusions_of(case)
    members = members_of(case)
    slips: defaultdict[Place, dict[int, Slip]] = defaultdict(dict)
    for slip in sent_slips(case):
        slips[Place(slip.track, slip.criterion)][slip.member_id] = slip
    return [
        _side(report, one, rows.get(one.place), members, slips[one.place], reader) for one in report.places
    ]


def _side(
    report: Examined,
    one: ExaminedPlace,
    row: Conclusion | None,
    members: Sequence[BodyMember],
    slips: Mapping[int, Slip],
    reader: BodyMember,
) -> Side:
    hidden = _waits(one.place, slips, reader)
    return Side(
        place=one,
        row=row,
        held=_held(one, row),
        self_label=report.level_label(one.place, one.self_level),
        label=report.level_label(one.place, row.level if row else None),
        found=[_found(report, one.place, member, slips.get(member.pk), hidden=hidden) for member in members],
        hidden=hidden,
        choices=report.choices(one),
    )


def _waits(place: Place, slips: Mapping[int, Slip], reader: BodyMember) -> bool:
    assigned = f"{place.track}:{place.criterion}" in reader.criteria
    return assigned and not reader.is_leading and reader.pk not in slips


def _found(report: Examined, place: Place, member: BodyMember, slip: Slip | None, *, hidden: bool) -> Found:
    shown = None if hidden else slip
    return Found(member, shown, slip is not None, report.level_label(place, shown.level) if shown else "")


def _held(one: ExaminedPlace, row: Conclusion | None) -> Held:
    if row is None:
        return Held(one.self_level)
    return Held(one.self_level, row.level, row.strengths, row.weaknesses, row.reason)

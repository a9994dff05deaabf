"""What is examined: the sealed report's criteria with the school's own levels, and the set that judges them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from minhdinh.appraisals.models import Case
from minhdinh.appraisals.rules.concluding import ITEM, MET, UNMET, Place, split_levels
from minhdinh.assessments.domain.result import result_of_cases
from minhdinh.assessments.domain.seal_contents import sealed_dossier
from minhdinh.standards.catalogue import StandardSet
from minhdinh.standards.rules.result import Case as Levels
from minhdinh.standards.rules.result import Result

READ = "_examined"  # where a registration in hand keeps what was read of its seal


@dataclass(frozen=True, slots=True)
class ExaminedPlace:
    """A criterion of the sealed report (or an item of Mức 4) with what the school said of itself."""

    place: Place
    track_label: str
    standard: str
    title: str
    mandatory: bool
    self_level: int | None
    top: int

    @property
    def anchor(self) -> str:
        """The id of its place on a page."""
        return f"tc-{self.place.track}-{self.place.criterion}".replace(".", "-").replace(":", "-")


@dataclass(frozen=True)
class Examined:
    """A sealed report as the body sees it; ``catalogue`` is the set as it judged when the report was sealed."""

    dossier: Mapping[str, Any]
    catalogue: StandardSet
    places: tuple[ExaminedPlace, ...]

    @property
    def several(self) -> bool:
        """Whether the school has several tracks."""
        return len(self.dossier["tracks"]) > 1

    @property
    def self_levels(self) -> dict[Place, int | None]:
        """The school's own levels."""
        return {one.place: one.self_level for one in self.places}

    def place(self, track: str, criterion: str) -> ExaminedPlace | None:
        """Return one place; None for one that the report does not have."""
        wanted = Place(track, criterion)
        return next((one for one in self.places if one.place == wanted), None)

    def result(self, levels: Mapping[Place, int | None]) -> Result:
        """Return what the engine makes of these levels: the same that judged the self-assessment."""
        divided = split_levels(levels)
        cases = {
            track["education_level"]: Levels(
                divided[track["education_level"]][0], divided[track["education_level"]][1] or None
            )
            for track in self.dossier["tracks"]
        }
        return result_of_cases(self.catalogue, cases)

    def level_label(self, place: Place, level: int | None) -> str:
        """Return a level of a place in the words of the set."""
        if level is None:
            return self.catalogue.labels.unassessed
        if place.is_item:
            return _("Đạt") if level == MET else _("Không đạt")
        return self.catalogue.labels.criterion_result(level)

    def choices(self, one: ExaminedPlace) -> list[tuple[int, str]]:
        """Return the levels that may be held of a place, with their labels."""
        levels = (MET, UNMET) if one.place.is_item else range(one.top + 1)
        return [(level, self.level_label(one.place, level)) for level in levels]

    def school_label(self, level: int | None) -> str:
        """Return what a result of the school is called."""
        labels = self.catalogue.labels
        return labels.unassessed if level is None else labels.school_results.get(level, str(level))


def examined(case: Case) -> Examined:
    """Return what a registration's body examines; raises Problem where the seal does not match its hash.

    Read once for a registration in hand: guards, effects and the kept report of one step share it.
    """
    known: tuple[int, Examined] | None = case.__dict__.get(READ)
    if known is not None and known[0] == case.seal_id:
        return known[1]
    found = _read(case)
    case.__dict__[READ] = (case.seal_id, found)
    return found


def _read(case: Case) -> Examined:
    dossier = sealed_dossier(case.seal)
    catalogue = case.assessment.standard_set.catalogue_at(case.seal.sealed_at)
    return Examined(dossier, catalogue, tuple(read_places(dossier, catalogue)))


def read_places(dossier: Mapping[str, Any], catalogue: StandardSet) -> Iterator[ExaminedPlace]:
    """Yield the criteria of a sealed report by track, each followed by its items of Mức 4 where it was assessed."""
    several = len(dossier["tracks"]) > 1
    for track in dossier["tracks"]:
        name, label = track["education_level"], track["label"] if several else ""
        levels = {sheet["criterion"]: sheet["level"] for sheet in track["sheets"]}
        for criterion in catalogue.iter_criteria():
            if criterion.code in levels:
                yield ExaminedPlace(
                    Place(name, criterion.code),
                    label,
                    criterion.standard,
                    criterion.title,
                    criterion.mandatory,
                    levels[criterion.code],
                    criterion.top_level,
                )
        answers = track.get("level_4") or {}
        for item in catalogue.level_4 if answers else ():
            met = answers.get(item.id)
            yield ExaminedPlace(
                Place(name, f"{ITEM}{item.id}"),
                label,
                f"m{item.level}",
                item.text,
                mandatory=False,
                self_level=None if met is None else MET if met else UNMET,
                top=MET,
            )

"""The year that receives: opened already, or only about to be."""

from __future__ import annotations

from dataclasses import dataclass

from minhdinh.assessments.domain.opening import track_levels
from minhdinh.assessments.domain.queries import tracks_of
from minhdinh.assessments.models import Passage, SelfAssessment
from minhdinh.organisations.models import Organisation
from minhdinh.standards.catalogue import StandardSet
from minhdinh.standards.models import StandardSetVersion


@dataclass(frozen=True)
class TargetYear:
    """What has to be known of the receiving year; ``shape`` is its row, unsaved where it is not opened yet.

    ``taken`` are the slots that have a text.
    """

    shape: SelfAssessment
    catalogue: StandardSet
    tracks: tuple[str, ...]
    taken: frozenset[str] = frozenset()

    @property
    def year(self) -> str:
        """The school year."""
        return self.shape.year

    @property
    def set_id(self) -> str:
        """The id of its standard set."""
        return self.catalogue.id

    @property
    def assessment(self) -> SelfAssessment | None:
        """The opened year, None before."""
        return self.shape if self.shape.pk else None


def target_of(assessment: SelfAssessment) -> TargetYear:
    """Return an opened year as it stands; two queries."""
    slots = Passage.objects.filter(assessment=assessment).values_list("slot", flat=True)
    tracks = tuple(track.education_level for track in tracks_of(assessment))
    return TargetYear(assessment, assessment.standard_set.catalogue, tracks, frozenset(slots))


def target_to_open(organisation: Organisation, year: str, version: StandardSetVersion) -> TargetYear:
    """Return a year that is not opened yet, as opening it would make it; writes nothing."""
    shape = SelfAssessment(school=organisation, year=year, standard_set=version)
    return TargetYear(shape, version.catalogue, tuple(track_levels(version, organisation)))

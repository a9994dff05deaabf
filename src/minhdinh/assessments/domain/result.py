"""The level of the school, computed from what people pressed, with everything that explains it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from django.db.models import Max

from minhdinh.assessments.enums import State
from minhdinh.assessments.models import Seal, SelfAssessment, Sheet, Track
from minhdinh.standards.catalogue import StandardSet
from minhdinh.standards.rules.engine import Engine
from minhdinh.standards.rules.result import Case, Result


@lru_cache(maxsize=64)
def engine_of(catalogue: StandardSet) -> Engine:
    """Return the engine of a set, compiled once a process."""
    return Engine(catalogue)


def cases_of(assessment: SelfAssessment) -> dict[str, Case]:
    """Return the levels pressed, by track, in the engine's shape (two queries)."""
    tracks = {track.pk: track for track in Track.objects.filter(assessment=assessment).order_by("position")}
    levels: dict[int, dict[str, int | None]] = {pk: {} for pk in tracks}
    rows = Sheet.objects.filter(assessment=assessment).values_list("track_id", "criterion", "level")
    for track_id, criterion, level in rows:
        levels[track_id][criterion] = level
    return {track.education_level: Case(levels[pk], track.level_4 or None) for pk, track in tracks.items()}


def result_of(assessment: SelfAssessment) -> Result:
    """Return the result as it stands now; a sealed one stands as it was sealed, whatever was corrected since."""
    return result_of_cases(rules_of(assessment), cases_of(assessment))


def rules_of(assessment: SelfAssessment) -> StandardSet:
    """Return the set that judges: today's, for a sealed report the one it was sealed by (one query then)."""
    if assessment.state != State.SEALED:
        return assessment.standard_set.catalogue
    sealed_at = Seal.objects.filter(assessment=assessment).aggregate(last=Max("sealed_at"))["last"]
    return assessment.standard_set.catalogue_at(sealed_at)


def result_of_cases(catalogue: StandardSet, cases: Mapping[str, Case]) -> Result:
    """Return the result of one track, or of several at the lowest of them."""
    engine = engine_of(catalogue)
    if len(cases) == 1:
        return engine.evaluate(next(iter(cases.values())))
    return engine.evaluate_tracks(cases)


def what_if(assessment: SelfAssessment, changes: Mapping[str, Mapping[str, int | None]]) -> Result:
    """Return the result as it would be with some criteria judged otherwise; nothing is written.

    ``changes`` maps a track to criterion → level. Raises ValueError for a level that the set does not have.
    """
    cases = {
        track: Case({**case.levels, **changes.get(track, {})}, case.level_4)
        for track, case in cases_of(assessment).items()
    }
    return result_of_cases(rules_of(assessment), cases)

"""Which cấp học a plan's issues may be about: told apart only where the source has several."""

from __future__ import annotations

from collections.abc import Mapping

from minhdinh.assessments.domain.queries import tracks_of
from minhdinh.assessments.models import SelfAssessment
from minhdinh.improvement.models import FocalIssue, ImprovementPlan

Tracks = Mapping[str, str]


def tracks_of_plan(plan: ImprovementPlan) -> Tracks:
    """Return the cấp học of a plan's source with their names, in order; nothing for a school of one (one query)."""
    return tracks_of_source(plan.source) if plan.source else {}


def tracks_of_source(assessment: SelfAssessment) -> Tracks:
    """Return the cấp học of a self-assessment with their names; nothing where there is only one (one query)."""
    rows = tracks_of(assessment)
    return {one.education_level: str(one) for one in rows} if len(rows) > 1 else {}


def with_track(words: str, tracks: Tracks, track: str) -> str:
    """Return words with their cấp học in brackets, where there are several and one of them is meant."""
    return f"{words} ({tracks[track]})" if words and track in tracks else words


def track_of(issue: FocalIssue | None, tracks: Tracks) -> str:
    """Return the name of the cấp học that an issue is about; "" where there is nothing to tell apart."""
    return tracks.get(issue.track, "") if issue is not None else ""

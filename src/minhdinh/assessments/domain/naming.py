"""How people name a criterion's sheet: by its code, and by its cấp học too in a school that has several."""

from __future__ import annotations

from minhdinh.assessments.models import Sheet, Track
from minhdinh.organisations.enums import EducationLevel


def has_several_tracks(assessment_id: int) -> bool:
    """Tell whether a self-assessment has more than one cấp học (one query)."""
    return Track.objects.filter(assessment_id=assessment_id).count() > 1


def criterion_name(sheet: Sheet, *, several: bool | None = None) -> str:
    """Return "1.3", or "1.3 (Tiểu học)" where there are several cấp học; ``several`` saves the query where it is known."""
    known = has_several_tracks(sheet.assessment_id) if several is None else several
    return f"{sheet.criterion} ({sheet.track})" if known else sheet.criterion


def track_label(track: str) -> str:
    """Return a cấp học in words; a code that nobody knows stays as it is, nothing stays nothing."""
    return str(EducationLevel(track).label) if track in EducationLevel.values else track

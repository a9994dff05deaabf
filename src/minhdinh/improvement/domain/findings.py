"""What others found about a school: rooms above register where it stands; each finding is answered or left open."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from minhdinh.assessments.models import SelfAssessment


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that somebody outside found; ``ref`` names it for ever, ``url`` leads to it."""

    ref: str
    label: str
    text: str
    track: str = ""
    standard: str = ""
    criterion: str = ""
    url: str = ""


FindingSource = Callable[[SelfAssessment], Iterable[Finding]]
_sources: list[FindingSource] = []


def register_finding_source(source: FindingSource) -> None:
    """Let a room above say what others found of a self-assessment; twice is once. The school's scope is open then."""
    if source not in _sources:
        _sources.append(source)


def findings_of(assessment: SelfAssessment) -> list[Finding]:
    """Return what others found of a self-assessment, from every room."""
    return [finding for source in _sources for finding in source(assessment)]

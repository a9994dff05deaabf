"""The documents that a self-assessment's texts cite, checked against the library."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from minhdinh.assessments.domain.queries import passages_of
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import SelfAssessment
from minhdinh.lib.richtext import plain_text
from minhdinh.standards.domain.legal_queries import library
from minhdinh.standards.rules.legal_citations import Finding, check_text, find_citations


@dataclass(frozen=True, slots=True)
class CheckedText:
    """A text of the self-assessment: its slot, its words, how many documents it cites, what to look at."""

    slot: str
    text: str
    cited: int
    findings: list[Finding]


def day_of(assessment: SelfAssessment) -> dt.date:
    """Return the day that the report counts as written: its approval, or today while it is being written."""
    if assessment.state in (State.APPROVED, State.SEALED) and assessment.approved_at:
        return timezone.localdate(assessment.approved_at)
    return timezone.localdate()


def checked_texts(assessment: SelfAssessment, day: dt.date) -> list[CheckedText]:
    """Return the texts that cite a document or hold a span of months that cannot be, in the order of their slots."""
    known = library()
    found: list[CheckedText] = []
    for slot, passage in sorted(passages_of(assessment).items()):
        text = plain_text(passage.body)
        cited, findings = len(find_citations(text)), check_text(text, known, day)
        if cited or findings:
            found.append(CheckedText(slot, text, cited, findings))
    return found

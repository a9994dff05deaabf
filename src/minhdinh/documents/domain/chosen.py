"""What a school chose from the library of suggestions, as plain data for the sheets that print it."""

from __future__ import annotations

from typing import Any

from minhdinh.assessments.models import SelfAssessment
from minhdinh.assessments.suggestions.library import library_for
from minhdinh.assessments.suggestions.queries import choices_of, items_of, sentence_of
from minhdinh.evidence.models import EvidenceItem
from minhdinh.standards.suggestions import Library


def chosen_part(assessment: SelfAssessment) -> list[dict[str, Any]]:
    """Return every choice: requirement, cấp học, whether it says “chưa có”, its words, the codes that prove it.

    A proposition whose own data are still missing is given in the library's words. A constant number of queries.
    """
    library = library_for(assessment)
    choices = choices_of(assessment)
    codes = _codes({item for row in choices for item in items_of(row)})
    return [
        {
            "requirement": row.requirement,
            "track": row.sheet.track.education_level,
            "negative": row.negative,
            "text": row.weakness
            if row.negative
            else sentence_of(library, row) or _plain(library, row.proposition),
            "codes": [codes[item] for item in items_of(row) if item in codes],
        }
        for row in choices
    ]


def _plain(library: Library, proposition: str) -> str:
    return str(library.proposition(proposition).text) if library.has(proposition) else ""


def _codes(items: set[int]) -> dict[int, str]:
    return dict(EvidenceItem.objects.filter(pk__in=items).values_list("pk", "code"))

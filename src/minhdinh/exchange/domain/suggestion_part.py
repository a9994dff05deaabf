"""What a school chose from the library of suggestions, as it leaves a server and as it arrives on another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from minhdinh.assessments.models import (
    SelfAssessment,
    Sheet,
    SuggestedText,
    SuggestionChoice,
    SuggestionEvidence,
)
from minhdinh.exchange import rows
from minhdinh.exchange.references import References, key_of, with_citations
from minhdinh.exchange.rows import Row, plain, values

Place = tuple[str, str]


def suggestion_part(assessment: SelfAssessment, people: References, items: References) -> Row:
    """Return the choices with their proof and what was put into texts, and the drafts of remarks."""
    chosen = SuggestionChoice.objects.filter(sheet__assessment=assessment).order_by("id")
    drafts = SuggestedText.objects.filter(assessment=assessment, choice__isnull=True).order_by("id")
    return {
        "suggestions": [
            {
                **plain(one, rows.SUGGESTION),
                "track": one.sheet.track.education_level,
                "criterion": one.sheet.criterion,
                "author": people.of(one.author_id),
                "evidence": [items.of(proof.item_id) for proof in one.evidence.all()],
                "text": _text(one.text, items) if hasattr(one, "text") else None,
            }
            for one in chosen.select_related("sheet__track", "text").prefetch_related("evidence")
        ],
        "remark_drafts": [_text(one, items) for one in drafts],
    }


class SuggestionImport:
    """Writes the choices of one self-assessment; packages that are older than them bring none."""

    def __init__(
        self,
        assessment: SelfAssessment,
        sheets: Mapping[Place, Sheet],
        people: Mapping[str, int],
        items: Mapping[str, int],
    ) -> None:
        self.assessment = assessment
        self.sheets = sheets
        self.people = people
        self.items = items

    def write(self, content: Row, body_of: Callable[[Row], Row]) -> None:
        """Write everything; ``body_of`` gives a text its citations of this server."""
        for entry in content.get("suggestions", []):
            self._choice(entry, body_of)
        for entry in content.get("remark_drafts", []):
            self._put(entry, None, body_of)

    def _choice(self, entry: Row, body_of: Callable[[Row], Row]) -> None:
        school_id = self.assessment.school_id
        fields: dict[str, Any] = {
            **values(SuggestionChoice, entry, rows.SUGGESTION),
            "school_id": school_id,
            "sheet": self.sheets[entry["track"], entry["criterion"]],
            "author_id": key_of(self.people, entry["author"]),
        }
        choice = SuggestionChoice.objects.create(**fields)
        SuggestionEvidence.objects.bulk_create(
            [
                SuggestionEvidence(school_id=school_id, choice=choice, item_id=self.items[one])
                for one in entry["evidence"]
            ]
        )
        if entry["text"] is not None:
            self._put(entry["text"], choice, body_of)

    def _put(self, entry: Row, choice: SuggestionChoice | None, body_of: Callable[[Row], Row]) -> None:
        fields: dict[str, Any] = {
            **values(SuggestedText, entry, rows.SUGGESTED_TEXT),
            "school_id": self.assessment.school_id,
            "assessment": self.assessment,
            "choice": choice,
            "blocks": body_of({"type": "doc", "content": entry["blocks"]})["content"],
        }
        SuggestedText.objects.create(**fields)


def _text(text: SuggestedText, items: References) -> Row:
    body = {"type": "doc", "content": text.blocks}
    carried = with_citations(body, lambda key: items.by_key[int(key)])
    return {**plain(text, rows.SUGGESTED_TEXT), "blocks": carried["content"]}

"""What a school chose from the library of suggestions, as it leaves a server and as it arrives on another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from minhdinh.assessments.models import (
    SelfAssessment,
    Sheet,
    SuggestedText,
    SuggestionChoice,
    SuggestionEvidence,
)
from minhdinh.exchange import rows
from minhdinh.exchange.references import FOREIGN, References, key_of, with_citations
from minhdinh.exchange.rows import Row, plain, values

Place = tuple[str, str]

# A school's or an office's own proposition is known by its number on this server. Elsewhere that number may be
# another's sentence, so it travels under a name that no library has; what was written of it stays in the texts.
OWN = "rieng-"


def suggestion_part(assessment: SelfAssessment, people: References, items: References) -> Row:
    """Return the choices with their proof and what was put into texts, and the drafts of remarks."""
    rows_of_year = SuggestionChoice.objects.filter(sheet__assessment=assessment).order_by("id")
    chosen = list(rows_of_year.select_related("sheet__track", "text").prefetch_related("evidence"))
    names = travelling(chosen)
    drafts = SuggestedText.objects.filter(assessment=assessment, choice__isnull=True).order_by("id")
    return {
        "suggestions": [
            {
                **plain(one, rows.SUGGESTION),
                "proposition": names[one.pk],
                "track": one.sheet.track.education_level,
                "criterion": one.sheet.criterion,
                "author": people.of(one.author_id),
                "evidence": [items.of(proof.item_id) for proof in one.evidence.all()],
                "text": _text(one.text, items) if hasattr(one, "text") else None,
            }
            for one in chosen
        ],
        "remark_drafts": [_text(one, items) for one in drafts],
    }


def travelling(chosen: Iterable[SuggestionChoice]) -> dict[int, str]:
    """Return under which name the proposition of each choice travels: own ones renamed, each once a sheet."""
    choices = list(chosen)
    taken = {(one.sheet_id, one.proposition) for one in choices}
    names: dict[int, str] = {}
    for one in choices:
        name = base = abroad(one.proposition)
        number = 1
        while name != one.proposition and (one.sheet_id, name) in taken:
            number += 1
            name = f"{base}-{number}"
        taken.add((one.sheet_id, name))
        names[one.pk] = name
    return names


def abroad(proposition: str) -> str:
    """Return the name of a proposition on every other server: that of an own one matches nothing there."""
    return FOREIGN + proposition.removeprefix(OWN) if proposition.startswith(OWN) else proposition


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
            "proposition": abroad(entry["proposition"]),  # older packages still bring the number
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

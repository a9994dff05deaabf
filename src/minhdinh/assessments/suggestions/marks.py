"""What a requirement's card says of suggesting: how much was chosen, and which sentences nobody has edited yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from minhdinh.assessments.models import Passage, Sheet, SuggestionChoice
from minhdinh.assessments.suggestions.blocks import unedited
from minhdinh.assessments.suggestions.library import library_for
from minhdinh.assessments.suggestions.queries import texts_of_sheet


@dataclass(frozen=True, slots=True)
class Mark:
    """``drafted`` are the sentences that still read as they were put in; ``followed`` whether any was put in at all."""

    offered: bool
    chosen: int = 0
    nothing: bool = False
    followed: bool = False
    drafted: tuple[str, ...] = ()


def marks_of(sheet: Sheet, passages: Mapping[str, Passage]) -> dict[str, Mark]:
    """Return the mark of every requirement of the sheet's criterion (two queries)."""
    library = library_for(sheet.assessment)
    criterion = sheet.assessment.standard_set.catalogue.criterion(sheet.criterion)
    if not any(one.id in library for one in criterion.iter_requirements()):
        return {}
    chosen: dict[str, list[bool]] = {}
    for requirement, negative in SuggestionChoice.objects.filter(sheet=sheet).values_list(
        "requirement", "negative"
    ):
        chosen.setdefault(requirement, []).append(negative)
    drafted: dict[str, list[str]] = {}
    for slot, texts in texts_of_sheet(sheet).items():
        body = passages[slot].body if slot in passages else {}
        words = drafted.setdefault(slot.rsplit(":", 1)[-1], [])
        words += unedited(body, [block for text in texts for block in text.blocks])
    return {
        one.id: Mark(
            offered=bool(library.of(one.id).propositions or library.of(one.id).negative),
            chosen=chosen.get(one.id, []).count(False),
            nothing=True in chosen.get(one.id, []),
            followed=one.id in drafted,
            drafted=tuple(drafted.get(one.id, ())),
        )
        for one in criterion.iter_requirements()
    }

"""What was chosen from the library, and what follows from it: strengths and weaknesses (needs an opened scope)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from minhdinh.assessments.enums import AnswerValue
from minhdinh.assessments.models import (
    Answer,
    Passage,
    SelfAssessment,
    Sheet,
    SuggestedText,
    SuggestionChoice,
)
from minhdinh.assessments.suggestions.library import library_for
from minhdinh.organisations.enums import EducationLevel
from minhdinh.standards.enums import RequirementKind
from minhdinh.standards.suggestions import Library, NotReadyError, sentence

STRONG = frozenset({RequirementKind.REVIEWED, RequirementKind.RESULT})


@dataclass(frozen=True, slots=True)
class Weakness:
    """What a school says it lacks, and the draft of what to do; ``own`` where a person chose it from the library."""

    track: str
    standard: str
    criterion: str
    requirement: str
    text: str
    draft_action: str
    own: bool = True


@dataclass(frozen=True, slots=True)
class Strength:
    """A proven sentence of the groups “rà soát” and “kết quả”, with the ids of the items that prove it."""

    track: str
    standard: str
    criterion: str
    requirement: str
    group: RequirementKind
    text: str
    items: tuple[int, ...]


def choices_of_sheet(sheet: Sheet) -> list[SuggestionChoice]:
    """Return what was chosen on one sheet, with its proof and what was put into the text (three queries)."""
    rows = list(_choices().filter(sheet=sheet))
    for row in rows:
        row.sheet = sheet
    return rows


def choices_of(assessment: SelfAssessment) -> list[SuggestionChoice]:
    """Return everything that was chosen in a self-assessment, in the order of its sheets (three queries)."""
    rows = _choices().filter(sheet__assessment=assessment).select_related("sheet__track", "text")
    return list(rows.order_by("sheet__track__position", "sheet__position", "requirement", "id"))


def choice_at(sheet: Sheet, proposition_id: str) -> SuggestionChoice | None:
    """Return what was chosen of one proposition on a sheet."""
    return next((row for row in choices_of_sheet(sheet) if row.proposition == proposition_id), None)


def text_of(choice: SuggestionChoice) -> SuggestedText | None:
    """Return what was put into the statement for a choice."""
    return SuggestedText.objects.filter(choice=choice).first() if choice.pk else None


def texts_of_sheet(sheet: Sheet) -> dict[str, list[SuggestedText]]:
    """Return what suggesting put into a sheet's statements, by slot."""
    return _by_slot(SuggestedText.objects.filter(choice__sheet=sheet))


def remark_drafts(assessment: SelfAssessment) -> dict[str, list[SuggestedText]]:
    """Return what suggesting put into the remarks on standards, by slot."""
    return _by_slot(SuggestedText.objects.filter(assessment=assessment, choice__isnull=True))


def last_wordings(school_id: int, propositions: Iterable[str]) -> dict[str, int]:
    """Return the wording that the school used last for each of some propositions, in any year."""
    rows = SuggestionChoice.objects.filter(school_id=school_id, proposition__in=list(propositions))
    return dict(rows.order_by("changed_at", "id").values_list("proposition", "wording"))


def passage_at(assessment: SelfAssessment, slot: str) -> Passage | None:
    """Return the text at a slot as it stands."""
    return Passage.objects.filter(assessment=assessment, slot=slot).first()


def items_of(choice: SuggestionChoice) -> tuple[int, ...]:
    """Return the ids of the items that prove a choice, in the order they were picked."""
    return tuple(row.item_id for row in sorted(choice.evidence.all(), key=lambda row: row.pk))


def sentence_of(library: Library, choice: SuggestionChoice) -> str:
    """Return the sentence of a choice as its wording and values give it; "" where something is still missing."""
    if choice.negative:
        negative = library.of(choice.requirement).negative
        return negative.text if negative else ""
    if not library.has(choice.proposition):
        return ""
    try:
        return sentence(
            library.proposition(choice.proposition),
            choice.values,
            choice.wording,
            direction_confirmed=choice.direction_confirmed,
        )
    except NotReadyError:
        return ""


def weaknesses_of(assessment: SelfAssessment) -> list[Weakness]:
    """Return what the school chose as “chưa có”, then the requirements answered chưa đạt without such a choice.

    A constant number of queries. Where the library knows a requirement its neutral words are used, else the
    requirement's own text.
    """
    chosen = {
        (row.sheet_id, row.requirement): row for row in _negatives().filter(sheet__assessment=assessment)
    }
    found = [_weakness(row) for row in chosen.values()]
    unmet = Answer.objects.filter(sheet__assessment=assessment, value=AnswerValue.UNMET)
    rows = unmet.select_related("sheet__track").order_by("sheet__track__position", "sheet__position")
    found += [_unmet(assessment, row) for row in rows if (row.sheet_id, row.requirement) not in chosen]
    order = {one.id: at for at, one in enumerate(assessment.standard_set.catalogue.iter_requirements())}
    return sorted(found, key=lambda one: (order.get(one.requirement, len(order)), _track_place(one.track)))


def _track_place(track: str) -> int:
    """Return where a cấp học stands among all, the lowest first."""
    levels = list(EducationLevel.values)
    return levels.index(track) if track in levels else len(levels)


def strengths_of(assessment: SelfAssessment) -> list[Strength]:
    """Return the sentences of reviews and results that the school put into its statements (constant queries)."""
    return list(_strengths(library_for(assessment), choices_of(assessment)))


def _strengths(library: Library, choices: Iterable[SuggestionChoice]) -> Iterator[Strength]:
    for row in choices:
        if row.negative or not library.has(row.proposition) or not hasattr(row, "text"):
            continue
        group, words = library.proposition(row.proposition).group, sentence_of(library, row)
        if group in STRONG and words:
            sheet = row.sheet
            place = (sheet.track.education_level, sheet.standard, sheet.criterion, row.requirement)
            yield Strength(*place, group, words, items_of(row))


def _choices() -> QuerySet[SuggestionChoice]:
    return SuggestionChoice.objects.select_related("text").prefetch_related("evidence__item")


def _negatives() -> QuerySet[SuggestionChoice]:
    return SuggestionChoice.objects.filter(negative=True).select_related("sheet__track").order_by("id")


def _weakness(row: SuggestionChoice) -> Weakness:
    sheet = row.sheet
    place = (sheet.track.education_level, sheet.standard, sheet.criterion, row.requirement)
    return Weakness(*place, row.weakness, row.action)


def _unmet(assessment: SelfAssessment, answer: Answer) -> Weakness:
    sheet = answer.sheet
    negative = library_for(assessment).of(answer.requirement).negative
    requirement = assessment.standard_set.catalogue.requirement(answer.requirement)
    return Weakness(
        track=sheet.track.education_level,
        standard=sheet.standard,
        criterion=sheet.criterion,
        requirement=answer.requirement,
        text=negative.weakness if negative else requirement.text,
        draft_action=negative.action if negative else "",
        own=False,
    )


def _by_slot(rows: QuerySet[SuggestedText]) -> dict[str, list[SuggestedText]]:
    found: dict[str, list[SuggestedText]] = {}
    for row in rows.order_by("id"):
        found.setdefault(row.slot, []).append(row)
    return found

"""The criterion page: one level's requirements, each with its answer, statement and guidance."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.assessments.domain.answers import answers_of
from minhdinh.assessments.domain.guards import may_write
from minhdinh.assessments.domain.queries import names_in_charge, passages_of_sheet
from minhdinh.assessments.domain.result import rules_of
from minhdinh.assessments.models import Passage, Sheet
from minhdinh.assessments.presenters.numbers import NO_NUMBERS, Numbers, numbers_of
from minhdinh.assessments.presenters.passages import Codes, PassageView, passage_view
from minhdinh.assessments.presenters.report import Part
from minhdinh.assessments.slots import SHEET_LABELS, sheet_parts, sheet_slot, statement_slot
from minhdinh.assessments.suggestions.marks import Mark, marks_of
from minhdinh.evidence.enums import Status
from minhdinh.evidence.models import Citation
from minhdinh.standards.catalogue import Criterion, Labels, Requirement, evidence_kinds, kinds_that_prove

PART_HINTS = {
    "strengths": "Khái quát từ mô tả hiện trạng, không thêm ý mới.",
    "weaknesses": "Nêu điều chưa làm được hoặc còn yếu, kèm nguyên nhân.",
    "plan": "Việc, người chịu trách nhiệm, thời gian, nguồn lực, kết quả dự kiến.",
}


@dataclass(frozen=True, slots=True)
class RequirementView:
    """One requirement with its answer, its statement and its guidance."""

    requirement: Requirement
    answer: str | None
    passage: PassageView
    evidence_names: list[str]
    weak_codes: list[str]
    mark: Mark | None = None
    numbers: Numbers = NO_NUMBERS

    @property
    def anchor(self) -> str:
        """An id for the parts of the card."""
        return self.requirement.id.replace(".", "-")

    @property
    def claims_without_proof(self) -> bool:
        """Whether something is written here that no evidence stands behind."""
        return self.passage.uncited


@dataclass(frozen=True, slots=True)
class LevelTab:
    """A level's tab: how many of its requirements are answered; ``later`` while the level below is not reached."""

    number: int
    label: str
    answered: int
    total: int
    active: bool
    later: str


@dataclass(frozen=True, slots=True)
class SheetPage:
    """Everything on the page of one criterion and level."""

    sheet: Sheet
    criterion: Criterion
    level: int
    tabs: list[LevelTab]
    requirements: list[RequirementView]
    official: str
    codes: Codes
    in_charge: list[str]
    writable: bool
    parts: list[Part]


def build_sheet(actor: Actor, sheet: Sheet, level: int) -> SheetPage:
    """Return the page of one level of a criterion; a constant number of queries."""
    catalogue = rules_of(sheet.assessment)
    criterion = catalogue.criterion(sheet.criterion)
    found = criterion.level(level)
    passages = passages_of_sheet(sheet)
    codes = Codes(actor, sheet.assessment, [passage.body for passage in passages.values()])
    answers = answers_of(sheet)
    writable = sheet.assessment.is_open and may_write(actor, sheet)
    weak = _weak_codes(sheet)
    cards = [
        _requirement(sheet, one, answers.get(one.id), passages, codes, weak, readonly=not writable)
        for one in (found.requirements if found else ())
    ]
    marks = marks_of(sheet, passages)
    numbers = numbers_of(sheet, catalogue, [card.requirement for card in cards])
    return SheetPage(
        sheet=sheet,
        criterion=criterion,
        level=level,
        tabs=_tabs(sheet, criterion, answers, level, catalogue.labels),
        requirements=[
            replace(
                card,
                mark=marks.get(card.requirement.id),
                numbers=numbers.get(card.requirement.id, NO_NUMBERS),
            )
            for card in cards
        ],
        official=sheet.assessment.standard_set.official_wording().get((criterion.code, level), ""),
        codes=codes,
        in_charge=names_in_charge(sheet),
        writable=writable,
        parts=_parts(sheet, passages, codes, readonly=not writable),
    )


def build_requirement(actor: Actor, sheet: Sheet, requirement: Requirement) -> RequirementView:
    """Return one requirement's card alone, as an answer refreshes it."""
    passages = passages_of_sheet(sheet)
    codes = Codes(actor, sheet.assessment, [passage.body for passage in passages.values()])
    readonly = not (sheet.assessment.is_open and may_write(actor, sheet))
    answer = answers_of(sheet).get(requirement.id)
    card = _requirement(sheet, requirement, answer, passages, codes, _weak_codes(sheet), readonly=readonly)
    numbers = numbers_of(sheet, rules_of(sheet.assessment), [requirement]).get(requirement.id, NO_NUMBERS)
    return replace(card, mark=marks_of(sheet, passages).get(requirement.id), numbers=numbers)


def _parts(sheet: Sheet, passages: dict[str, Passage], codes: Codes, *, readonly: bool) -> list[Part]:
    """Return strengths, weaknesses and plan of the criterion, where the set's rules have them."""
    parts = []
    for name in sheet_parts(sheet.assessment.standard_set.set_id):
        slot, label = sheet_slot(sheet.track.education_level, sheet.criterion, name), SHEET_LABELS[name]
        view = passage_view(slot, passages.get(slot), codes, label=label, readonly=readonly)
        parts.append(Part(title=label, hint=PART_HINTS[name], optional=False, passage=view))
    return parts


def _requirement(
    sheet: Sheet,
    one: Requirement,
    answer: str | None,
    passages: dict[str, Passage],
    codes: Codes,
    weak: dict[str, list[str]],
    *,
    readonly: bool,
) -> RequirementView:
    slot = statement_slot(sheet.track.education_level, sheet.criterion, one.level, one.id)
    known, usual = evidence_kinds(), kinds_that_prove(sheet.assessment.standard_set.set_id, one)
    return RequirementView(
        requirement=one,
        answer=answer,
        passage=passage_view(
            slot, passages.get(slot), codes, label=f"Mô tả hiện trạng, yêu cầu {one.id}", readonly=readonly
        ),
        evidence_names=[known[kind].name for kind in usual if kind in known],
        weak_codes=weak.get(one.id, []),
    )


def _tabs(
    sheet: Sheet, criterion: Criterion, answers: dict[str, str | None], active: int, labels: Labels
) -> list[LevelTab]:
    tabs = []
    for level in criterion.levels:
        asked = [one for one in level.requirements if not one.derived]
        answered = sum(answers.get(one.id) is not None for one in asked)
        below = level.number - 1
        waits = below and not answered and (sheet.level or 0) < below
        later = f"xét sau {labels.levels[below]}" if waits else ""
        tabs.append(
            LevelTab(
                level.number, labels.levels[level.number], answered, len(asked), level.number == active, later
            )
        )
    return tabs


def _weak_codes(sheet: Sheet, day: dt.date | None = None) -> dict[str, list[str]]:
    """Return, by requirement, the cited codes that cannot carry a level today."""
    today = day or timezone.localdate()
    rows = Citation.objects.filter(
        assessment_id=sheet.assessment_id, track=sheet.track.education_level, criterion=sheet.criterion
    ).select_related("item")
    found: dict[str, list[str]] = {}
    for row in rows:
        status = row.item.status_on(today)
        if status is not Status.VERIFIED:
            found.setdefault(row.requirement, []).append(f"{row.item.code} ({status.label.lower()})")
    return found

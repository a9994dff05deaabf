"""The criterion page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.assessments.domain.answers import answers_of
from minhdinh.assessments.domain.guards import may_write
from minhdinh.assessments.domain.levels import Facts, Gap, facts_of, gaps_for
from minhdinh.assessments.domain.queries import passages_of_sheet
from minhdinh.assessments.models import Passage, Sheet
from minhdinh.assessments.presenters.passages import Codes, PassageView, passage_view
from minhdinh.assessments.slots import statement_slot
from minhdinh.evidence.domain.queries import items_of_criterion
from minhdinh.evidence.enums import Status
from minhdinh.evidence.models import Citation, EvidenceItem
from minhdinh.lib.richtext import citations
from minhdinh.standards.catalogue import Criterion, Requirement, evidence_kinds
from minhdinh.standards.enums import Answer as AnswerWord
from minhdinh.standards.rules.proposal import Proposal, propose


@dataclass(frozen=True, slots=True)
class RequirementView:
    """One requirement with its answer, its statement and its guidance."""

    requirement: Requirement
    answer: str | None
    passage: PassageView
    evidence_names: list[str]
    weak_codes: list[str]

    @property
    def claims_without_proof(self) -> bool:
        """Whether something is written here that no evidence stands behind."""
        return self.passage.uncited


@dataclass(frozen=True, slots=True)
class LevelTab:
    """A level's tab: how many of its requirements are answered."""

    number: int
    label: str
    answered: int
    total: int
    active: bool


@dataclass(frozen=True, slots=True)
class LevelChoice:
    """A button of the level panel; ``gaps`` say what is missing for it."""

    value: str
    label: str
    chosen: bool
    gaps: list[Gap]


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
    writable: bool


@dataclass(frozen=True, slots=True)
class Mirror:
    """What helps beside the work: the level, what it needs, the counts, the evidence."""

    sheet: Sheet
    proposal: Proposal
    choices: list[LevelChoice]
    next_gaps: list[Gap]
    with_statement: int
    total: int
    statements: int
    with_evidence: int
    usable: int
    items: list[EvidenceItem]
    uncited: list[EvidenceItem]
    writable: bool


def build_sheet(actor: Actor, sheet: Sheet, level: int) -> SheetPage:
    """Return the page of one level of a criterion; a constant number of queries."""
    criterion = sheet.assessment.standard_set.catalogue.criterion(sheet.criterion)
    found = criterion.level(level)
    passages = passages_of_sheet(sheet)
    codes = Codes(sheet.assessment, [passage.body for passage in passages.values()])
    answers = answers_of(sheet)
    writable = sheet.assessment.is_open and may_write(actor, sheet)
    weak = _weak_codes(sheet)
    requirements = [
        _requirement(sheet, one, answers.get(one.id), passages, codes, weak, readonly=not writable)
        for one in (found.requirements if found else ())
    ]
    return SheetPage(
        sheet=sheet,
        criterion=criterion,
        level=level,
        tabs=_tabs(sheet, criterion, answers, level),
        requirements=requirements,
        official=sheet.assessment.standard_set.official_wording().get((criterion.code, level), ""),
        codes=codes,
        writable=writable,
    )


def build_requirement(actor: Actor, sheet: Sheet, requirement: Requirement) -> RequirementView:
    """Return one requirement's card alone, as an answer refreshes it."""
    passages = passages_of_sheet(sheet)
    codes = Codes(sheet.assessment, [passage.body for passage in passages.values()])
    readonly = not (sheet.assessment.is_open and may_write(actor, sheet))
    answer = answers_of(sheet).get(requirement.id)
    return _requirement(sheet, requirement, answer, passages, codes, _weak_codes(sheet), readonly=readonly)


def build_mirror(actor: Actor, sheet: Sheet) -> Mirror:
    """Return what stands beside the work."""
    catalogue = sheet.assessment.standard_set.catalogue
    criterion = catalogue.criterion(sheet.criterion)
    facts = facts_of(sheet)
    answers = {key: AnswerWord(value) if value else None for key, value in facts.answers.items()}
    passages = [row for row in passages_of_sheet(sheet).values() if row.text]
    today = timezone.localdate()
    items = list(items_of_criterion(sheet.assessment_id, sheet.track.education_level, sheet.criterion, today))
    cited = _cited_ids(sheet)
    writable = sheet.assessment.is_open and may_write(actor, sheet)
    choices = _choices(sheet, facts)
    ahead = next((choice for choice in choices if choice.gaps and choice.value not in {"", "0"}), None)
    return Mirror(
        sheet=sheet,
        proposal=propose(criterion, answers, catalogue.labels),
        choices=choices,
        next_gaps=ahead.gaps if ahead else [],
        with_statement=len({row.requirement for row in passages}),
        total=sheet.requirements_total,
        statements=len(passages),
        with_evidence=sum(bool(citations(row.body)) for row in passages),
        usable=sum(item.usable_on(today) for item in items),
        items=items,
        uncited=[item for item in items if item.pk not in cited],
        writable=writable,
    )


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
    kinds = [evidence_kinds()[kind].name for kind in one.evidence_kinds if kind in evidence_kinds()]
    return RequirementView(
        requirement=one,
        answer=answer,
        passage=passage_view(
            slot, passages.get(slot), codes, label=f"Mô tả hiện trạng, yêu cầu {one.id}", readonly=readonly
        ),
        evidence_names=kinds,
        weak_codes=weak.get(one.id, []),
    )


def _tabs(sheet: Sheet, criterion: Criterion, answers: dict[str, str | None], active: int) -> list[LevelTab]:
    labels = sheet.assessment.standard_set.catalogue.labels
    return [
        LevelTab(
            number=level.number,
            label=labels.levels[level.number],
            answered=sum(answers.get(one.id) is not None for one in level.requirements),
            total=len(level.requirements),
            active=level.number == active,
        )
        for level in criterion.levels
    ]


def _choices(sheet: Sheet, facts: Facts) -> list[LevelChoice]:
    labels = sheet.assessment.standard_set.catalogue.labels
    values: list[int | None] = [None, 0, *(level.number for level in facts.criterion.levels)]
    return [
        LevelChoice(
            value="" if value is None else str(value),
            label=labels.criterion_result(value),
            chosen=sheet.level == value,
            gaps=[] if value is None else gaps_for(facts, value),
        )
        for value in values
    ]


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


def _cited_ids(sheet: Sheet) -> set[int]:
    return set(
        Citation.objects.filter(
            assessment_id=sheet.assessment_id, track=sheet.track.education_level, criterion=sheet.criterion
        ).values_list("item_id", flat=True)
    )

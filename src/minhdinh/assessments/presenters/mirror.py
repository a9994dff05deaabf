"""What stands beside the work on a criterion: its level, what it needs, what it does to the school, its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from markupsafe import Markup

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.guards import may_write
from minhdinh.assessments.domain.levels import Facts, Gap, facts_of, gaps_for
from minhdinh.assessments.domain.naming import criterion_name, track_label
from minhdinh.assessments.domain.queries import passages_of_sheet
from minhdinh.assessments.domain.result import cases_of, result_of_cases, rules_of
from minhdinh.assessments.models import Passage, Sheet
from minhdinh.assessments.presenters.passages import HIDDEN, Codes, may_see
from minhdinh.assessments.rules.unseen import Unseen, unseen_up_to
from minhdinh.evidence.collecting.queries import collectings_of_criterion
from minhdinh.evidence.collecting.tables import days_of, state_pill
from minhdinh.evidence.domain.queries import items_of_criterion
from minhdinh.evidence.enums import Status
from minhdinh.evidence.models import Citation, EvidenceItem
from minhdinh.lib.richtext import citations
from minhdinh.standards.catalogue import Criterion, StandardSet
from minhdinh.standards.enums import Answer as AnswerWord
from minhdinh.standards.rules.proposal import Proposal, propose
from minhdinh.standards.rules.result import Case, Result

TONES = {Status.VERIFIED: "ok", Status.PENDING: "wait", Status.MISSING: "wait"}


@dataclass(frozen=True, slots=True)
class LevelChoice:
    """A button of the level panel; ``gaps`` say what is missing for it, ``unseen`` what nobody looked at."""

    value: str
    label: str
    chosen: bool
    gaps: list[Gap]
    unseen: list[Unseen]


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item of the criterion: how it stands, and whether a text cites it; no ``pk`` where it may not be opened."""

    pk: int | None
    code: str
    name: str
    status: str
    tone: str
    cited: bool


@dataclass(frozen=True, slots=True)
class CollectingView:
    """Something that somebody collects for the criterion."""

    pk: int
    what: str
    who: str
    days: str
    requirement: str
    pill: str


@dataclass(frozen=True, slots=True)
class Mirror:
    """Everything beside the work on one level of a criterion."""

    sheet: Sheet
    level: int
    proposal: Proposal
    choices: list[LevelChoice]
    unseen: list[Unseen]
    next_label: str
    next_gaps: list[Gap]
    impact: str
    with_statement: int
    total: int
    statements: int
    with_evidence: int
    usable: int
    items: list[ItemView]
    uncited: int
    preview: list[Markup]
    writable: bool
    collecting: list[CollectingView]
    may_ask: bool


def build_mirror(actor: Actor, sheet: Sheet, level: int = 1) -> Mirror:
    """Return what stands beside ``level`` of a sheet; a constant number of queries."""
    catalogue = rules_of(sheet.assessment)
    facts = facts_of(sheet, catalogue)
    answers = {key: AnswerWord(value) if value else None for key, value in facts.answers.items()}
    choices = _choices(sheet, facts, catalogue)
    passages = [row for row in passages_of_sheet(sheet).values() if row.text and not row.inherited]
    items = _items(actor, sheet)
    ahead = next((one for one in choices if one.gaps and one.value not in {"", "0"}), None)
    return Mirror(
        sheet=sheet,
        level=level,
        proposal=propose(facts.criterion, answers, catalogue.labels),
        choices=choices,
        unseen=choices[-1].unseen,
        next_label=ahead.label if ahead else "",
        next_gaps=ahead.gaps if ahead else [],
        impact=_impact(sheet, catalogue),
        with_statement=len({row.requirement for row in passages}),
        total=sheet.requirements_total,
        statements=len(passages),
        with_evidence=sum(bool(citations(row.body)) for row in passages),
        usable=facts.support.usable,
        items=items,
        uncited=sum(not item.cited for item in items),
        preview=_preview(actor, sheet, level, passages, facts.criterion),
        writable=sheet.assessment.is_open and may_write(actor, sheet),
        collecting=_collecting(actor, sheet),
        may_ask=sheet.assessment.is_open and actor.can(Permission.EVIDENCE_MANAGE),
    )


def _choices(sheet: Sheet, facts: Facts, catalogue: StandardSet) -> list[LevelChoice]:
    labels = catalogue.labels
    values: list[int | None] = [None, 0, *(level.number for level in facts.criterion.levels)]
    return [
        LevelChoice(
            value="" if value is None else str(value),
            label=labels.criterion_result(value),
            chosen=sheet.level == value,
            gaps=[] if value is None else gaps_for(facts, value),
            unseen=list(unseen_up_to(facts.criterion, facts.answers, labels, value or 0)),
        )
        for value in values
    ]


def _impact(sheet: Sheet, catalogue: StandardSet) -> str:
    """Return what raising this criterion by a level would do to the school, by the engine, in one sentence."""
    raised = (sheet.level or 0) + 1
    if raised > catalogue.criterion(sheet.criterion).top_level:
        return ""
    cases = cases_of(sheet.assessment)
    now = result_of_cases(catalogue, cases)
    track = sheet.track.education_level
    own = cases[track]
    tried = {**cases, track: Case({**own.levels, sheet.criterion: raised}, own.level_4)}
    then = result_of_cases(catalogue, tried)
    name = criterion_name(sheet, several=len(cases) > 1)
    start = f"Nếu {name} {catalogue.labels.phrase(raised)}"
    if then.level is not None and then.level != now.level:
        return f"{start}, trường {then.label[:1].lower()}{then.label[1:]}."
    target = catalogue.labels.levels.get(then.target or 0, "")
    if not target or not then.changes:
        return ""
    return f"{start}, để trường đạt {target} còn: {_codes(then)}."


def _codes(result: Result) -> str:
    """Return the criteria to raise, each with its cấp học where the school has several."""
    names = (
        f"{one.criterion} ({track_label(one.track)})" if one.track else one.criterion
        for one in result.changes
    )
    codes = list(dict.fromkeys(names))
    return ", ".join(codes[:6]) + ("…" if len(codes) > 6 else "")


def _items(actor: Actor, sheet: Sheet) -> list[ItemView]:
    today = timezone.localdate()
    place = {"assessment_id": sheet.assessment_id, "track": sheet.track.education_level}
    cited = set(Citation.objects.filter(**place, criterion=sheet.criterion).values_list("item_id", flat=True))
    rows = items_of_criterion(sheet.assessment_id, sheet.track.education_level, sheet.criterion, today)
    return [_item(actor, row, row.status_on(today), cited=row.pk in cited) for row in rows]


def _collecting(actor: Actor, sheet: Sheet) -> list[CollectingView]:
    today, assessment = timezone.localdate(), sheet.assessment
    rows = collectings_of_criterion(
        actor, assessment.school_id, assessment.pk, sheet.track.education_level, sheet.criterion
    )
    return [
        CollectingView(
            pk=row.pk,
            what=row.what,
            who=row.collector.full_name,
            days=days_of(row),
            requirement=row.requirement,
            pill=state_pill(row, today),
        )
        for row in rows
    ]


def _item(actor: Actor, row: EvidenceItem, status: Status, *, cited: bool) -> ItemView:
    seen = may_see(actor, row)
    return ItemView(
        pk=row.pk if seen else None,
        code=row.label,
        name=row.name if seen else HIDDEN,
        status=str(status.label),
        tone=TONES.get(status, "bad"),
        cited=cited,
    )


def _preview(
    actor: Actor, sheet: Sheet, level: int, passages: Sequence[Passage], criterion: Criterion
) -> list[Markup]:
    """Return a level's statements as Biểu 1 will print them: one after the other, with codes in brackets."""
    order = [one.id for one in criterion.iter_requirements()]
    own = sorted(
        (row for row in passages if row.level == level), key=lambda row: order.index(row.requirement)
    )
    codes = Codes(actor, sheet.assessment, [row.body for row in own])
    return [codes.html(row.body) for row in own]

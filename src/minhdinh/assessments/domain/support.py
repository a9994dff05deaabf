"""What holds a sheet's level up: its statements and its usable evidence, counted again whenever they change."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.assessments import actions
from minhdinh.assessments.domain.changes import approval_falls, note_level, review_stops
from minhdinh.assessments.domain.holding import COUNTED, hold
from minhdinh.assessments.domain.summary import refresh_summary
from minhdinh.assessments.enums import PassageKind, SheetState, State
from minhdinh.assessments.models import Answer, Passage, SelfAssessment, Sheet
from minhdinh.audit.domain.record import record
from minhdinh.evidence.domain.queries import usable
from minhdinh.evidence.models import Citation, EvidenceItem, EvidenceUse
from minhdinh.standards.catalogue import StandardSet

NO_STATEMENT = "Không còn mô tả hiện trạng cho mức đã chọn."
NO_EVIDENCE = "Không còn đủ minh chứng dùng được (đã xác minh, còn hiệu lực)."


@dataclass(frozen=True, slots=True)
class Support:
    """The levels that have a statement with words in it, and how many usable items serve or are cited here."""

    written: frozenset[int]
    usable: int

    @property
    def statement_levels(self) -> int:
        """How many levels from Mức 1 on, without a gap, have a statement."""
        reached = 0
        while reached + 1 in self.written:
            reached += 1
        return reached

    def lost_for(self, level: int | None, least: int) -> str:
        """Return why a pressed level, which needs ``least`` usable items, stands no more; else an empty string."""
        if level is None:
            return ""
        if self.statement_levels < max(level, 1):
            return NO_STATEMENT
        return NO_EVIDENCE if level >= 1 and self.usable < least else ""


def least_evidence(catalogue: StandardSet) -> int:
    """Return how many usable items a level of a criterion needs: what the set says, at least one."""
    known = {value.id: value for value in catalogue.rule_values}.get("evidence_min_per_level")
    return max(1, known.as_int()) if known else 1


def support_of(sheet: Sheet) -> Support:
    """Return what holds one sheet up today."""
    return supports_of(sheet.assessment_id, [sheet])[sheet.pk]


def supports_of(assessment_id: int, sheets: Sequence[Sheet]) -> dict[int, Support]:
    """Return what holds each of a self-assessment's sheets up today; four queries, however many sheets."""
    written: defaultdict[int, set[int]] = defaultdict(set)
    texts = Passage.objects.filter(sheet__in=[sheet.pk for sheet in sheets], kind=PassageKind.STATEMENT)
    for sheet_id, level in texts.filter(inherited=False).exclude(text="").values_list("sheet_id", "level"):
        written[sheet_id] |= {level or 0}
    usable_items = _usable_items(assessment_id, {sheet.criterion for sheet in sheets})
    return {
        sheet.pk: Support(
            frozenset(written[sheet.pk]), usable_items[sheet.track.education_level, sheet.criterion]
        )
        for sheet in sheets
    }


def _usable_items(assessment_id: int, criteria: Iterable[str]) -> Counter[tuple[str, str]]:
    """Count the usable items by (track, criterion); an item that both serves and is cited counts once."""
    places: set[tuple[str, str, int]] = set()
    for model in (EvidenceUse, Citation):
        rows = model.objects.filter(assessment_id=assessment_id, criterion__in=sorted(criteria))
        places |= set(rows.values_list("track", "criterion", "item_id"))
    ids = {item_id for _track, _criterion, item_id in places}
    good = EvidenceItem.objects.filter(usable(timezone.localdate()), pk__in=ids)
    able = set(good.values_list("pk", flat=True))
    return Counter((track, criterion) for track, criterion, item_id in places if item_id in able)


def settle(actor: Actor, sheet: Sheet) -> None:
    """Count a changed sheet again and write it, inside the transaction that holds it.

    A level that nothing holds up any more becomes chưa xét, which is not "không đạt": the sheet says why, and the
    audit record keeps who changed what it stood on.
    """
    before = Sheet.objects.filter(pk=sheet.pk).values_list("level", flat=True).get()
    _count(actor, sheet, support_of(sheet), Answer.objects.filter(sheet=sheet).count())
    _write(sheet)
    if sheet.level != before:
        refresh_summary(sheet.assessment)


def mark_edited(actor: Actor, sheet: Sheet, what: str) -> None:
    """Note that somebody works on the sheet (``what`` in words): an approval falls, a sheet under review goes back.

    What was returned for mending stays so until it is handed in.
    """
    approval_falls(actor, sheet, what)
    review_stops(actor, sheet, what)
    sheet.review_step = ""
    if sheet.state != SheetState.NEEDS_WORK:
        sheet.state = SheetState.DRAFTING


def recount(actor: Actor, assessment: SelfAssessment, sheets: Sequence[Sheet] | None = None) -> list[Sheet]:
    """Count a draft's sheets (all, or those given) again; return those whose level was withdrawn.

    Needed when something changed outside of the sheets: evidence rejected, removed or run out, a report reopened.
    """
    with transaction.atomic():
        hold(assessment, is_work=False)
        if assessment.state != State.DRAFT:
            return []
        rows = Sheet.objects.filter(assessment=assessment).select_related("track")
        if sheets is not None:
            rows = rows.filter(pk__in=[sheet.pk for sheet in sheets])
        counted = list(rows)
        supports = supports_of(assessment.pk, counted)
        given = Answer.objects.filter(sheet__in=counted).values_list("sheet_id", flat=True)
        answered = Counter(given)
        withdrawn = []
        for sheet in counted:
            sheet.assessment = assessment
            before = _standing(sheet)
            if _count(actor, sheet, supports[sheet.pk], answered[sheet.pk]):
                withdrawn.append(sheet)
            if _standing(sheet) != before:
                _write(sheet)
        refresh_summary(assessment)
    return withdrawn


def _standing(sheet: Sheet) -> tuple[object, ...]:
    return sheet.level, sheet.statement_levels, sheet.usable_evidence, sheet.requirements_answered


def _count(actor: Actor, sheet: Sheet, support: Support, answered: int) -> bool:
    """Put the counts on the sheet, withdraw a level that lost its support; tell whether it was withdrawn."""
    sheet.statement_levels = support.statement_levels
    sheet.usable_evidence = support.usable
    sheet.requirements_answered = answered
    least = least_evidence(sheet.assessment.standard_set.catalogue)
    lost = support.lost_for(sheet.level, least)
    if not lost:
        return False
    approval_falls(actor, sheet, lost)
    note_level(actor, sheet, None, lost)
    sheet.level, sheet.level_by, sheet.level_at = None, None, None
    sheet.withdrawn_reason, sheet.state, sheet.review_step = lost, SheetState.NEEDS_WORK, ""
    record(
        actor=actor,
        code=actions.LEVEL_WITHDRAWN,
        target=f"assessments.Sheet:{sheet.pk}",
        criterion=sheet.criterion,
        reason=lost,
    )
    return True


def _write(sheet: Sheet) -> None:
    sheet.version += 1
    sheet.save(update_fields=[*COUNTED, "updated_at"])

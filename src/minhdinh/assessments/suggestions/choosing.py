"""Choosing what is true of the school, or that it has nothing yet; neither writes a text, an answer or a level."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.assessments import actions
from minhdinh.assessments.domain.guards import require_writer
from minhdinh.assessments.domain.holding import hold_sheet
from minhdinh.assessments.models import Sheet, SuggestionChoice, SuggestionEvidence
from minhdinh.assessments.suggestions.evidence import items_named
from minhdinh.assessments.suggestions.library import library_for, negative_in, proposition_in, requirement_in
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem, Stale
from minhdinh.evidence.models import EvidenceItem
from minhdinh.lib.text import clean
from minhdinh.standards.suggestions import Proposition, tidy_values

MOST_EVIDENCE = 20
MOST_LETTERS = 600
WHOLE = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Given:
    """What a person gave with a choice: own data by slot, the wording looked at, ids of proof, the confirmed direction."""

    values: Mapping[str, str] = field(default_factory=dict)
    wording: int = 0
    evidence: tuple[int, ...] = ()
    direction_confirmed: bool = False


@in_vietnamese
def choose(
    *, actor: Actor, sheet: Sheet, proposition: str, given: Given, version: int | None = None
) -> SuggestionChoice:
    """Choose a proposition, or change what was chosen; half-filled choices are kept and wait for the rest.

    Raises NotHere for a proposition of another criterion, Problem for foreign evidence and beside a “chưa có”,
    Stale where the choice was changed since ``version`` was read.
    """
    require_writer(actor, sheet)
    found = proposition_in(sheet, proposition)
    values = clean_values(found, given.values)
    with transaction.atomic():
        hold_sheet(sheet)
        if SuggestionChoice.objects.filter(
            sheet=sheet, requirement=found.requirement, negative=True
        ).exists():
            raise Problem(
                "Yêu cầu này đang chọn “Chưa có”. Hãy bỏ lựa chọn đó trước rồi chọn mệnh đề.",
                field="proposition",
            )
        row = _row(sheet, found.requirement, found.id, version)
        kept = SuggestionEvidence.objects.filter(choice_id=row.pk).values_list("item_id", flat=True)
        items = evidence_items(actor, sheet.school_id, given.evidence, list(kept) if row.pk else ())
        row.values, row.wording = values, _wording(given.wording)
        row.direction_confirmed = given.direction_confirmed
        _save(actor, row)
        _rewrite_evidence(row, items)
        _record(actor, actions.SUGGESTION_CHOSEN, row, found.text)
    return row


@in_vietnamese
def choose_nothing(
    *, actor: Actor, sheet: Sheet, requirement: str, weakness: str = "", action: str = ""
) -> SuggestionChoice:
    """Say honestly that the school has nothing yet: a weakness and the draft of an action, in the person's words.

    It answers nothing: “Chưa đạt” and “Không đạt” stay things that a person presses.
    """
    require_writer(actor, sheet)
    found = negative_in(sheet, requirement)
    with transaction.atomic():
        hold_sheet(sheet)
        rows = SuggestionChoice.objects.filter(sheet=sheet, requirement=requirement, negative=False)
        if rows.exists():
            raise Problem(
                "Yêu cầu này đang chọn mệnh đề khác. Hãy bỏ các lựa chọn đó trước rồi chọn “Chưa có”.",
                field="proposition",
            )
        row = _row(sheet, requirement, found.id, None)
        row.negative = True
        row.weakness = _words(weakness) or found.weakness
        row.action = _words(action) or found.action
        _save(actor, row)
        _record(actor, actions.SUGGESTION_CHOSEN, row, found.text)
    return row


def clean_values(proposition: Proposition, values: Mapping[str, str]) -> dict[str, str]:
    """Return the values of a proposition's own slots, tidied; raises Problem for one that is far too long."""
    known = {slot.name: clean(str(values.get(slot.name, ""))) for slot in proposition.slots}
    for slot in proposition.slots:
        if len(known[slot.name]) > MOST_LETTERS:
            raise Problem(f"Ô “{slot.label}” dài quá {MOST_LETTERS} chữ.", field=slot.name)
    return {name: value for name, value in tidy_values(proposition, known).items() if value}


def evidence_ids(typed: Iterable[str]) -> tuple[int, ...]:
    """Read ids from a form; raises Problem for what is none."""
    words = list(typed)
    if not all(WHOLE.fullmatch(one) for one in words):
        raise Problem("Minh chứng được chọn không nhận ra. Hãy tải lại trang rồi chọn lại.", field="evidence")
    return tuple(dict.fromkeys(int(one) for one in words))


def evidence_items(
    actor: Actor, school_id: int, ids: Iterable[int], kept: Iterable[int] = ()
) -> list[EvidenceItem]:
    """Return the school's items with these ids, in their order; raises Problem for any other id.

    ``kept`` are ids chosen before: they stay, also where this person may not see a sensitive one.
    """
    wanted = list(dict.fromkeys(ids))
    if len(wanted) > MOST_EVIDENCE:
        raise Problem(f"Mỗi mệnh đề chọn nhiều nhất {MOST_EVIDENCE} minh chứng.", field="evidence")
    found = items_named(actor, school_id, wanted, kept)
    if any(pk not in found for pk in wanted):
        raise Problem(
            "Có minh chứng không thuộc kho của trường, đã bị bỏ hoặc chưa có mã. Hãy bỏ chọn rồi làm lại.",
            field="evidence",
        )
    return [found[pk] for pk in wanted]


def _row(sheet: Sheet, requirement: str, proposition: str, version: int | None) -> SuggestionChoice:
    row = SuggestionChoice.objects.filter(sheet=sheet, proposition=proposition).first()
    if row is not None:
        row.sheet = sheet
        if version is not None and version != row.version:
            raise Stale(f"{row.author_name} vừa sửa lựa chọn này. Hãy xem lại rồi ghi một lần nữa.")
        row.version += 1
        return row
    return SuggestionChoice(
        school_id=sheet.school_id,
        sheet=sheet,
        requirement=requirement,
        level=requirement_in(sheet, requirement).level,
        proposition=proposition,
        chosen_at=timezone.now(),
    )


def _save(actor: Actor, row: SuggestionChoice) -> None:
    row.library_version = library_for(row.sheet.assessment).version[:80]
    row.author_id, row.author_name = actor.user_id, actor.name
    row.changed_at = timezone.now()
    row.save()


def _rewrite_evidence(row: SuggestionChoice, items: list[EvidenceItem]) -> None:
    """Make the proof of a choice equal to ``items``, in their order."""
    SuggestionEvidence.objects.filter(choice=row).delete()
    SuggestionEvidence.objects.bulk_create(
        [SuggestionEvidence(school_id=row.school_id, choice=row, item=item) for item in items]
    )


def _record(actor: Actor, code: str, row: SuggestionChoice, text: str) -> None:
    record(
        actor=actor,
        code=code,
        target=f"assessments.Sheet:{row.sheet_id}",
        requirement=row.requirement,
        text=text,
    )


def _wording(number: int) -> int:
    return number if 0 <= number < 1000 else 0


def _words(text: str) -> str:
    words = clean(text)
    if len(words) > MOST_LETTERS * 2:
        raise Problem("Nội dung dài quá. Hãy viết gọn lại.", field="weakness")
    return words

"""A chosen sentence goes into the statement, and comes out again, through the same door as every other text."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.assessments import actions
from minhdinh.assessments.domain.guards import require_writer
from minhdinh.assessments.domain.holding import hold_sheet
from minhdinh.assessments.domain.passages import PassageConflict, Saved, save_passage
from minhdinh.assessments.models import Sheet, SuggestedText, SuggestionChoice
from minhdinh.assessments.slots import statement_slot
from minhdinh.assessments.suggestions.blocks import (
    Block,
    Body,
    has_block,
    paragraph_of,
    replaced,
    with_blocks,
    without_block,
)
from minhdinh.assessments.suggestions.choosing import MOST_LETTERS, evidence_items
from minhdinh.assessments.suggestions.library import library_for, requirement_in
from minhdinh.assessments.suggestions.locking import Lock, covered_by, lock_of, written_on
from minhdinh.assessments.suggestions.queries import (
    choices_of_sheet,
    items_of,
    passage_at,
    sentence_of,
    text_of,
)
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem, Problems
from minhdinh.lib.richtext import empty
from minhdinh.lib.text import clean


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What taking a choice back did: whether its sentence left the statement, or stays because a person edited it."""

    removed: bool
    kept: bool


def slot_of(sheet: Sheet, level: int, requirement: str) -> str:
    """Return the slot of a requirement's statement."""
    return statement_slot(sheet.track.education_level, sheet.criterion, level, requirement)


def lock_of_choice(choice: SuggestionChoice) -> Lock | None:
    """Return what keeps a choice's sentence out of the statement; None for a “chưa có”, which nothing keeps out."""
    library = library_for(choice.sheet.assessment)
    if choice.negative or not library.has(choice.proposition):
        return None
    sheet = choice.sheet
    return lock_of(
        sheet,
        library.proposition(choice.proposition),
        values=choice.values,
        items=[row.item for row in choice.evidence.select_related("item").order_by("id")],
        direction_confirmed=choice.direction_confirmed,
        covered=covered_by(choices_of_sheet(sheet), written_on(sheet)),
    )


@in_vietnamese
def put_in(*, actor: Actor, choice: SuggestionChoice, version: int) -> Saved | None:
    """Put the sentence of a choice into the statement of its requirement, on top of ``version`` of that text.

    It takes the place of the sentence put in before where nobody has edited that one, and stands behind everything
    else otherwise; None where it stands there already. Raises Problems naming every lock, PassageConflict.
    """
    sheet = choice.sheet
    require_writer(actor, sheet)
    with transaction.atomic():
        hold_sheet(sheet)
        _refuse_locked(choice)
        words = sentence_of(library_for(sheet.assessment), choice)
        if not words:
            raise Problem("Mệnh đề này không còn trong thư viện gợi ý. Hãy bỏ chọn rồi chọn lại.")
        new = paragraph_of(words, items_of(choice))
        old = text_of(choice)
        body = _standing(sheet, choice.level, choice.requirement, version)
        if old and old.blocks == [new] and has_block(body, new):
            return None
        after = replaced(body, old.blocks[0], new) if old and old.blocks else with_blocks(body, [new])
        saved = _save(actor, sheet, choice.level, choice.requirement, version, after)
        _remember(actor, choice, old, saved.slot, new)
        _record(actor, actions.SUGGESTION_PUT_IN, choice)
    return saved


@in_vietnamese
def withdraw(*, actor: Actor, choice: SuggestionChoice, version: int) -> Withdrawn:
    """Take a choice back; its sentence leaves the statement where it still stands exactly as it was put in.

    A sentence that a person edited, cited more at or marked stays: it is that person's now.
    """
    sheet = choice.sheet
    require_writer(actor, sheet)
    with transaction.atomic():
        hold_sheet(sheet)
        put = text_of(choice)
        removed = kept = False
        if put is not None:
            body = _standing(sheet, choice.level, choice.requirement, version)
            removed = all(has_block(body, block) for block in put.blocks)
            kept = not removed
            for block in put.blocks if removed else ():
                body = without_block(body, block)
            if removed:
                _save(actor, sheet, choice.level, choice.requirement, version, body)
        _record(actor, actions.SUGGESTION_WITHDRAWN, choice)
        choice.delete()
    return Withdrawn(removed, kept)


@in_vietnamese
def add_own_words(
    *, actor: Actor, sheet: Sheet, requirement: str, text: str, evidence: tuple[int, ...], version: int
) -> Saved:
    """Put the school's own sentence (“nội dung khác”) with its citations behind the statement; it is a person's text."""
    require_writer(actor, sheet)
    level = requirement_in(sheet, requirement).level
    words = clean(text)
    if not words:
        raise Problem("Hãy viết nội dung của nhà trường trước.", field="own")
    if len(words) > MOST_LETTERS * 4:
        raise Problem("Nội dung dài quá. Hãy viết tiếp trong ô mô tả hiện trạng.", field="own")
    with transaction.atomic():
        hold_sheet(sheet)
        items = evidence_items(actor, sheet.school_id, evidence)
        body = _standing(sheet, level, requirement, version)
        after = with_blocks(body, [paragraph_of(words, [item.pk for item in items])])
        return _save(actor, sheet, level, requirement, version, after)


def _refuse_locked(choice: SuggestionChoice) -> None:
    lock = lock_of_choice(choice)
    if lock is not None and not lock.open:
        first = Problem("Chưa đưa được câu này vào mô tả:")
        raise Problems([first, *(Problem(reason) for reason in lock.reasons)])


def _standing(sheet: Sheet, level: int, requirement: str, version: int) -> Body:
    """Return the text as it stands; raises PassageConflict where it is not the one that the person read."""
    slot = slot_of(sheet, level, requirement)
    passage = passage_at(sheet.assessment, slot)
    if passage is None:
        return empty()
    if passage.version != version:
        raise PassageConflict(passage)
    return dict(passage.body)


def _save(actor: Actor, sheet: Sheet, level: int, requirement: str, version: int, body: Body) -> Saved:
    return save_passage(
        actor=actor,
        assessment=sheet.assessment,
        slot=slot_of(sheet, level, requirement),
        version=version,
        body=dict(body),
        save_id=f"goi-y-{uuid.uuid4().hex}",
    )


def _remember(
    actor: Actor, choice: SuggestionChoice, old: SuggestedText | None, slot: str, block: Block
) -> None:
    row = old or SuggestedText(
        school_id=choice.school_id, assessment=choice.sheet.assessment, choice=choice, slot=slot
    )
    row.blocks, row.author_name, row.put_at = [block], actor.name, timezone.now()
    row.save()


def _record(actor: Actor, code: str, choice: SuggestionChoice) -> None:
    record(
        actor=actor,
        code=code,
        target=f"assessments.Sheet:{choice.sheet_id}",
        requirement=choice.requirement,
        proposition=choice.proposition,
    )

"""Saving what people write: version precondition, history, citations, counters — one transaction."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.assessments import actions
from minhdinh.assessments.carrying.answering import answer_for
from minhdinh.assessments.domain.changes import note_text
from minhdinh.assessments.domain.guards import require_open
from minhdinh.assessments.domain.holding import hold, read_again
from minhdinh.assessments.domain.merged_citations import followed
from minhdinh.assessments.domain.places import WritingPlace, place_of
from minhdinh.assessments.domain.support import mark_edited, settle
from minhdinh.assessments.models import ConfirmedAs, Passage, PassageRevision, SelfAssessment
from minhdinh.assessments.slots import SHEET_LABELS
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotHere, Problem, Stale
from minhdinh.evidence.domain.uses import Place, rewrite_citations
from minhdinh.evidence.models import EvidenceItem
from minhdinh.lib.richtext import RichTextError, citations, empty, is_empty, plain_text, validate
from minhdinh.lib.text import whole_number


class PassageConflict(Stale):
    """Somebody saved this passage since the writer read it; both texts are carried, none is lost.

    ``current`` is what stands; version 0 and empty where nothing does (the writer's copy is newer than the store).
    """

    def __init__(self, current: Passage) -> None:
        who = current.author_name or "Người khác"
        super().__init__(f"{who} vừa lưu đoạn này. Hai bản được giữ nguyên để Thầy/Cô chọn.")
        self.current = current


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save answers: the version now standing and the items it cites; ``is_new`` is False for a repeated save."""

    slot: str
    version: int
    saved_at: dt.datetime
    items: list[EvidenceItem]
    is_new: bool = True


@dataclass(frozen=True, slots=True)
class _Writing:
    """One save on its way: where, what, on top of which version."""

    place: WritingPlace
    version: int
    body: dict[str, Any]
    items: list[int]
    save_id: str
    restored_from: int | None = None


def save_passage(
    *, actor: Actor, assessment: SelfAssessment, slot: str, version: int, body: object, save_id: str
) -> Saved:
    """Save ``body`` at ``slot`` on top of ``version`` (0 where nothing stands yet).

    The same ``save_id`` sent again answers as before, also when the report was handed in meanwhile. Raises
    PassageConflict, NotHere for an unknown place, Problem for a malformed text; nothing already saved changes then.
    """
    place = place_of(actor, assessment, slot)
    if not 8 <= len(save_id) <= 64:
        raise Problem("Lần lưu thiếu mã nhận dạng.", field="save_id")
    clean_body = _validated(body)
    return _save(actor, assessment, _Writing(place, version, clean_body, _item_ids(clean_body), save_id))


def restore_passage(
    *, actor: Actor, assessment: SelfAssessment, slot: str, version: int, from_version: int
) -> Saved:
    """Bring an earlier text back as the newest version; one that cites an item gone since then is refused."""
    place = place_of(actor, assessment, slot)
    old = PassageRevision.objects.filter(
        passage__assessment=assessment, passage__slot=slot, version=from_version
    ).first()
    if old is None:
        raise NotHere("Không có bản này.")
    save_id = f"restore-{from_version}-onto-{version}"
    with transaction.atomic():
        writing = _Writing(place, version, old.body, _item_ids(old.body), save_id, from_version)
        saved = _save(actor, assessment, writing)
        if saved.is_new:
            record(
                actor=actor,
                code=actions.PASSAGE_RESTORED,
                target=f"assessments.SelfAssessment:{assessment.pk}",
                version=from_version,
                slot=slot,
            )
    return saved


def _save(actor: Actor, assessment: SelfAssessment, writing: _Writing) -> Saved:
    with transaction.atomic():
        hold(assessment)
        repeated = _repeated(assessment, writing)
        if repeated is not None:
            return repeated
        require_open(assessment)
        writing = _with_survivors(assessment, writing)
        passage, is_changed = _write(actor, assessment, writing)
        _remember(actor, passage, writing)
        items = _after(actor, passage, writing, is_changed=is_changed)
    return Saved(passage.slot, passage.version, passage.saved_at, items)


def _with_survivors(assessment: SelfAssessment, writing: _Writing) -> _Writing:
    """Return the save with every item that was merged meanwhile named as the one that stands for it."""
    if not writing.items:
        return writing
    body = followed(assessment.school_id, writing.body)
    return replace(writing, body=body, items=_item_ids(body))


def _validated(body: object) -> dict[str, Any]:
    try:
        return dict(validate(body))
    except RichTextError as error:
        raise Problem(str(error), field="body") from error


def _item_ids(body: dict[str, Any]) -> list[int]:
    ids = [whole_number(one) for one in dict.fromkeys(citations(body))]
    if None in ids:
        raise Problem("Văn bản có trích dẫn không nhận ra. Hãy bỏ trích dẫn đó rồi chọn lại.", field="body")
    return [one for one in ids if one is not None]


def _repeated(assessment: SelfAssessment, writing: _Writing) -> Saved | None:
    """Return what this very save answered the first time, if it came before."""
    row = PassageRevision.objects.filter(
        passage__assessment=assessment, passage__slot=writing.place.slot, save_id=writing.save_id
    ).first()
    if row is None:
        return None
    found = EvidenceItem.objects.in_bulk(_item_ids(row.body))
    items = [found[pk] for pk in _item_ids(row.body) if pk in found]
    return Saved(writing.place.slot, row.version, row.saved_at, items, is_new=False)


def _write(actor: Actor, assessment: SelfAssessment, writing: _Writing) -> tuple[Passage, bool]:
    """Write the text as the newest version; tell whether its words changed."""
    place = writing.place
    passage = Passage.objects.filter(assessment=assessment, slot=place.slot).first() or Passage(
        school_id=assessment.school_id,
        assessment=assessment,
        slot=place.slot,
        kind=place.address.kind,
        sheet=place.sheet,
        level=place.address.level,
        requirement=place.address.requirement,
        body=empty(),
        version=0,
        saved_at=timezone.now(),
    )
    if passage.version != writing.version:
        raise PassageConflict(passage)
    is_changed = passage.body != writing.body
    if passage.inherited:
        answer_for(actor, passage, ConfirmedAs.EDITED)
    passage.body = writing.body
    passage.text = "" if is_empty(writing.body) else plain_text(writing.body)
    passage.version += 1
    passage.author_id = actor.user_id
    passage.author_name = actor.name
    passage.saved_at = timezone.now()
    passage.save()
    return passage, is_changed


def _remember(actor: Actor, passage: Passage, writing: _Writing) -> None:
    PassageRevision.objects.create(
        school_id=passage.school_id,
        passage=passage,
        version=passage.version,
        body=passage.body,
        text=passage.text,
        author_id=actor.user_id,
        author_name=actor.name,
        saved_at=passage.saved_at,
        save_id=writing.save_id,
        restored_from=writing.restored_from,
    )


def _after(actor: Actor, passage: Passage, writing: _Writing, *, is_changed: bool) -> list[EvidenceItem]:
    address, sheet = writing.place.address, writing.place.sheet
    items = rewrite_citations(
        school_id=passage.school_id,
        source=f"passage:{passage.pk}",
        place=Place(
            passage.assessment_id, address.track, address.criterion, address.level, address.requirement
        ),
        item_ids=writing.items,
    )
    if sheet is not None:
        read_again(sheet)
        if is_changed:
            mark_edited(actor, sheet, f"đoạn {address.requirement or SHEET_LABELS[address.key]}")
            note_text(actor, sheet, passage)
        settle(actor, sheet)
    return items

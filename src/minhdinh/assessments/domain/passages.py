"""Saving what people write: version precondition, history, citations, counters — one transaction."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.assessments import actions
from minhdinh.assessments.domain.guards import require_open, require_report_writer, require_writer
from minhdinh.assessments.domain.queries import sheet_at
from minhdinh.assessments.domain.support import refresh_sheet
from minhdinh.assessments.enums import PassageKind, SheetState
from minhdinh.assessments.models import Passage, PassageRevision, SelfAssessment, Sheet
from minhdinh.assessments.slots import Slot, SlotError, parse_slot
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotHere, Problem, Stale
from minhdinh.evidence.domain.uses import Place, rewrite_citations
from minhdinh.evidence.models import EvidenceItem
from minhdinh.lib.richtext import RichTextError, citations, is_empty, plain_text, validate


class PassageConflict(Stale):  # noqa: N818 (a Problem, like its siblings)
    """Somebody saved this passage since the writer read it; both texts are carried, none is lost."""

    def __init__(self, current: Passage) -> None:
        super().__init__(f"{current.author_name} vừa lưu đoạn này. Hai bản được giữ nguyên để Thầy/Cô chọn.")
        self.current = current


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save answers: the version now standing and the items it cites."""

    slot: str
    version: int
    saved_at: dt.datetime
    items: list[EvidenceItem]


def save_passage(
    *, actor: Actor, assessment: SelfAssessment, slot: str, version: int, body: object, save_id: str
) -> Saved:
    """Save ``body`` at ``slot`` on top of ``version`` (0 where nothing stands yet).

    The same ``save_id`` sent again answers as before. Raises PassageConflict, NotHere for an unknown place, Problem
    for a malformed text; nothing already saved changes then.
    """
    address, sheet = _place(actor, assessment, slot)
    if not 8 <= len(save_id) <= 64:
        raise Problem("Lần lưu thiếu mã nhận dạng.", field="save_id")
    clean_body = _validated(body)
    item_ids = _item_ids(clean_body)
    with transaction.atomic():
        _lock(assessment)
        repeated = PassageRevision.objects.filter(
            passage__assessment=assessment, passage__slot=slot, save_id=save_id
        ).first()
        if repeated is not None:
            items = list(EvidenceItem.objects.filter(pk__in=item_ids))
            return Saved(slot, repeated.version, repeated.saved_at, items)
        passage = _write(actor, assessment, address, sheet, version, clean_body)
        _remember(actor, passage, save_id)
        items = _after(assessment, passage, address, sheet, item_ids)
    return Saved(slot, passage.version, passage.saved_at, items)


def restore_passage(*, actor: Actor, assessment: SelfAssessment, slot: str, version: int, from_version: int) -> Saved:
    """Bring an earlier text back as the newest version; citations of items gone since then are refused with reason."""
    _address, _sheet = _place(actor, assessment, slot)
    old = PassageRevision.objects.filter(
        passage__assessment=assessment, passage__slot=slot, version=from_version
    ).first()
    if old is None:
        raise NotHere("Không có bản này.")
    save_id = f"restore-{from_version}-onto-{version}"
    saved = save_passage(
        actor=actor, assessment=assessment, slot=slot, version=version, body=old.body, save_id=save_id
    )
    record(
        actor=actor,
        code=actions.PASSAGE_RESTORED,
        target=f"assessments.SelfAssessment:{assessment.pk}",
        version=from_version,
        slot=slot,
    )
    return saved


def _place(actor: Actor, assessment: SelfAssessment, slot: str) -> tuple[Slot, Sheet | None]:
    try:
        address = parse_slot(slot)
    except SlotError as error:
        raise NotHere("Không có chỗ viết này.") from error
    if address.kind is PassageKind.STATEMENT:
        sheet = sheet_at(assessment, address.track, address.criterion)
        if sheet is None or not _is_requirement(assessment, address):
            raise NotHere("Không có chỗ viết này.")
        require_writer(actor, sheet)
        return address, sheet
    known = {standard.code for standard in assessment.standard_set.catalogue.standards}
    if address.kind is PassageKind.REMARK and address.standard not in known:
        raise NotHere("Không có chỗ viết này.")
    require_report_writer(actor, assessment)
    return address, None


def _is_requirement(assessment: SelfAssessment, address: Slot) -> bool:
    criterion = assessment.standard_set.catalogue.criterion(address.criterion)
    level = criterion.level(address.level or 0)
    return level is not None and any(one.id == address.requirement for one in level.requirements)


def _validated(body: object) -> dict[str, Any]:
    try:
        return dict(validate(body))
    except RichTextError as error:
        raise Problem(str(error), field="body") from error


def _item_ids(body: dict[str, Any]) -> list[int]:
    ids = list(dict.fromkeys(citations(body)))
    if not all(one.isascii() and one.isdigit() and len(one) <= 18 for one in ids):
        raise Problem("Văn bản có trích dẫn không nhận ra. Hãy bỏ trích dẫn đó rồi chọn lại.", field="body")
    return [int(one) for one in ids]


def _lock(assessment: SelfAssessment) -> None:
    """Take the self-assessment's row, so that its state and counters cannot change under this save."""
    SelfAssessment.objects.filter(pk=assessment.pk).update(last_activity_at=timezone.now())
    assessment.refresh_from_db(fields=["state"])
    require_open(assessment)


def _write(
    actor: Actor,
    assessment: SelfAssessment,
    address: Slot,
    sheet: Sheet | None,
    version: int,
    body: dict[str, Any],
) -> Passage:
    current = Passage.objects.filter(assessment=assessment, slot=str(address)).first()
    if (current.version if current else 0) != version:
        if current is None:
            raise Problem("Bản gốc của đoạn này không khớp. Hãy tải lại trang; bản trên máy vẫn được giữ.")
        raise PassageConflict(current)
    passage = current or Passage(
        school_id=assessment.school_id,
        assessment=assessment,
        slot=str(address),
        kind=address.kind,
        sheet=sheet,
        level=address.level,
        requirement=address.requirement,
    )
    passage.body = body
    passage.text = "" if is_empty(body) else plain_text(body)
    passage.version = version + 1
    passage.author_id = actor.user_id
    passage.author_name = actor.name
    passage.saved_at = timezone.now()
    passage.save()
    return passage


def _remember(actor: Actor, passage: Passage, save_id: str) -> None:
    PassageRevision.objects.create(
        school_id=passage.school_id,
        passage=passage,
        version=passage.version,
        body=passage.body,
        text=passage.text,
        author_id=actor.user_id,
        author_name=actor.name,
        saved_at=passage.saved_at,
        save_id=save_id,
    )


def _after(
    assessment: SelfAssessment, passage: Passage, address: Slot, sheet: Sheet | None, item_ids: list[int]
) -> list[EvidenceItem]:
    place = Place(
        assessment.pk, address.track, address.criterion, address.level, address.requirement
    )
    items = rewrite_citations(
        school_id=assessment.school_id, source=f"passage:{passage.pk}", place=place, item_ids=item_ids
    )
    if sheet is not None:
        if sheet.state in {SheetState.EMPTY, SheetState.APPROVED, SheetState.WAITING}:
            sheet.state = SheetState.DRAFTING
        refresh_sheet(sheet)
    return items

"""Files for an item through what somebody was asked to collect: that right alone, while it is being collected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotAllowed, Problem, Problems
from minhdinh.evidence import actions
from minhdinh.evidence.collecting.asking import hold_collecting
from minhdinh.evidence.context import assessment_is_open
from minhdinh.evidence.domain.files import add_held, require_not_sensitive
from minhdinh.evidence.domain.intake import Upload, store_all
from minhdinh.evidence.domain.items import target_of
from minhdinh.evidence.enums import CollectingState
from minhdinh.evidence.models import Collecting, EvidenceFile, EvidenceItem

CLOSED = "Hồ sơ tự đánh giá năm học này đã khép, nên không nhận thêm tệp theo việc thu thập."
ENDED = "Việc thu thập này không còn ở tình trạng đang thu thập, nên không nhận thêm tệp. Hãy bấm “Thu thập lại” trước."
GONE = "Minh chứng của việc này không còn trong kho. Hãy gửi ở trang “Gửi minh chứng”."


@dataclass(frozen=True, slots=True)
class Contributed:
    """What became of files: those that were added, how many the item had already, and why others were refused."""

    added: tuple[EvidenceFile, ...]
    known: int
    refused: tuple[Problem, ...]


@in_vietnamese
def contribute_files(*, actor: Actor, row: Collecting, uploads: Sequence[Upload]) -> Contributed:
    """Add uploads to the item of a collecting that is open; the item waits for verification again.

    For who collects it, and who manages evidence: nothing else of the item is opened by it. Raises Problem where it is
    no longer collected, the year's self-assessment is closed, or the item is gone or kept as an index only; Problems
    where none of the uploads could be taken. What is refused is told before any byte is stored.
    """
    _require_collector(actor, row)
    _require_open(row, row.item)
    stored, refused = store_all(row.school_id, uploads, actor)
    if uploads and not stored:
        raise refused[0] if len(refused) == 1 else Problems(refused)
    with transaction.atomic():
        if not assessment_is_open(row.assessment_id, held=True):
            raise Problem(CLOSED)
        held = hold_collecting(row)
        _require_collector(actor, row)
        item = _require_open(row, held.get(row.item_id or 0))
        added = add_held(actor=actor, item=item, stored=stored)
        if added:
            record(
                actor=actor,
                code=actions.COLLECTING_FILES,
                target=target_of(item),
                item=item.label,
                count=len(added),
                what=row.what,
            )
    return Contributed(tuple(added), len(stored) - len(added), tuple(refused))


def may_contribute(actor: Actor, row: Collecting) -> bool:
    """Tell whether ``contribute_files`` would take files now."""
    item = row.item
    takes = item is not None and item.removed_at is None and not item.sensitive
    being = row.state == CollectingState.COLLECTING and row.withdrawn_at is None
    return takes and being and _is_collector(actor, row) and assessment_is_open(row.assessment_id)


def files_sent(actor: Actor, row: Collecting) -> list[EvidenceFile]:
    """Return the present files of the row's item that the actor uploaded, the newest first."""
    if row.item_id is None or actor.user_id is None:
        return []
    rows = EvidenceFile.objects.filter(
        item_id=row.item_id, removed_at__isnull=True, uploaded_by_id=actor.user_id
    )
    return list(rows.select_related("blob").order_by("-id"))


def _is_collector(actor: Actor, row: Collecting) -> bool:
    own = actor.user_id is not None and actor.user_id == row.collector_id
    may = actor.can(Permission.EVIDENCE_MANAGE) or (own and actor.can(Permission.EVIDENCE_CONTRIBUTE))
    return may and actor.organisation_id == row.school_id


def _require_collector(actor: Actor, row: Collecting) -> None:
    require(actor, Permission.EVIDENCE_CONTRIBUTE, organisation_id=row.school_id)
    if not _is_collector(actor, row):
        raise NotAllowed("Tệp của việc thu thập này do người được giao thu thập hoặc thư ký gửi.")


def _require_open(row: Collecting, item: EvidenceItem | None) -> EvidenceItem:
    """Return the item that files are taken for now; Problem where none are."""
    if row.withdrawn_at is not None:
        raise Problem("Việc thu thập này đã được rút.")
    if row.state != CollectingState.COLLECTING:
        raise Problem(ENDED)
    if item is None or item.removed_at is not None:
        raise Problem(GONE)
    require_not_sensitive(item)
    if not assessment_is_open(row.assessment_id):
        raise Problem(CLOSED)
    return item

"""Texts written beside each other: what came too late for its version is kept on the server, not only in a browser."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.assessments.domain.passages import Saved, save_passage
from minhdinh.assessments.domain.places import place_of
from minhdinh.assessments.models import ParallelText, PassageRevision, SelfAssessment, Sheet
from minhdinh.common.problems import NotHere, Problem
from minhdinh.evidence.models import EvidenceItem
from minhdinh.lib.richtext import RichTextError, citations, is_empty, validate
from minhdinh.lib.text import whole_number

MOST = 20


def keep_parallel(
    *, actor: Actor, assessment: SelfAssessment, slot: str, version: int, body: object, save_id: str
) -> ParallelText | None:
    """Keep the words of a save that met a newer version; None where they are empty or malformed.

    The same save sent again gives the row that is there, settled or not; None under the id of another's save. Of one writer and slot the latest few that nobody settled stay.
    """
    place = place_of(actor, assessment, slot)
    try:
        words: dict[str, Any] = dict(validate(body))
    except RichTextError:
        return None
    if (
        is_empty(words)
        or not _cites_known(assessment, words)
        or not 8 <= len(save_id) <= 64
        or not 0 <= version < 2**31
    ):
        return None
    with transaction.atomic():
        sent_before = ParallelText.objects.filter(
            assessment=assessment, slot=place.slot, save_id=save_id
        ).first()
        if sent_before is not None:  # also one that was settled since
            return sent_before if sent_before.author_id == actor.user_id else None
        own = [one for one in unsettled(assessment, Q(slot=place.slot)) if one.author_id == actor.user_id]
        same = next((one for one in own if one.body == words), None)
        if same is not None:
            return same
        for old in own[MOST - 1 :]:
            old.taken_at = timezone.now()
            old.save(update_fields=["taken_at", "updated_at"])
        return ParallelText.objects.create(
            school_id=assessment.school_id,
            assessment=assessment,
            slot=place.slot,
            base=version,
            body=words,
            author_id=actor.user_id,
            author_name=actor.name,
            saved_at=timezone.now(),
            save_id=save_id,
        )


def _cites_known(assessment: SelfAssessment, words: dict[str, Any]) -> bool:
    """Tell whether every citation is of this school's evidence: nothing else may be kept, or leave the server later."""
    cited = set(citations(words))
    ids = {number for one in cited if (number := whole_number(one)) is not None}
    if len(ids) < len(cited):
        return False
    known = EvidenceItem.objects.filter(school_id=assessment.school_id, pk__in=ids)
    return not ids or known.count() == len(ids)


def take_parallel(*, actor: Actor, assessment: SelfAssessment, text_id: int, version: int) -> Saved:
    """Make a kept text the newest version on top of ``version``; what stands now stays in the history."""
    row = _found(actor, assessment, text_id)
    saved = save_passage(
        actor=actor,
        assessment=assessment,
        slot=row.slot,
        version=version,
        body=row.body,
        save_id=f"parallel-{row.pk}-onto-{version}",
    )
    _settle(row)
    return saved


def set_parallel_aside(*, actor: Actor, assessment: SelfAssessment, text_id: int) -> ParallelText:
    """Note that a kept text was looked at and is not needed; its words stay in the history of the place."""
    row = _found(actor, assessment, text_id)
    _settle(row)
    return row


def unsettled(assessment: SelfAssessment, where: Q) -> list[ParallelText]:
    """Return what waits beside texts, newest first; what came into a version since waits no more (two queries)."""
    rows = ParallelText.objects.filter(where, assessment=assessment, taken_at__isnull=True)
    waiting = list(rows.order_by("-id"))
    if not waiting:
        return []
    versions = PassageRevision.objects.filter(
        passage__assessment=assessment, passage__slot__in={one.slot for one in waiting}
    )
    saved: dict[str, list[object]] = {}
    for slot, body in versions.values_list("passage__slot", "body"):
        saved.setdefault(slot, []).append(body)
    return [one for one in waiting if one.body not in saved.get(one.slot, [])]


def unsettled_of_sheet(sheet: Sheet) -> list[ParallelText]:
    """Return what waits beside the texts of a sheet."""
    place = f"{sheet.track.education_level}:{sheet.criterion}:"
    where = Q(slot__startswith=f"statement:{place}") | Q(slot__startswith=f"sheet:{place}")
    return unsettled(sheet.assessment, where)


def parallel_at(assessment: SelfAssessment, slot: str) -> list[ParallelText]:
    """Return everything that was kept beside a text, newest first, settled or not."""
    return list(ParallelText.objects.filter(assessment=assessment, slot=slot).order_by("-id")[:MOST])


def _found(actor: Actor, assessment: SelfAssessment, text_id: int) -> ParallelText:
    row = ParallelText.objects.filter(assessment=assessment, pk=text_id).first()
    if row is None:
        raise NotHere("Không có bản viết song song này.")
    place_of(actor, assessment, row.slot)
    if row.taken_at is not None:
        raise Problem("Bản này đã được xét rồi.")
    return row


def _settle(row: ParallelText) -> None:
    row.taken_at = timezone.now()
    row.save(update_fields=["taken_at", "updated_at"])

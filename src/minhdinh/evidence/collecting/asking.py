"""Collecting is asked for, changed and withdrawn by who manages evidence."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem, Stale
from minhdinh.evidence import actions
from minhdinh.evidence.collecting.people import person_to_ask
from minhdinh.evidence.context import assessment_is_open
from minhdinh.evidence.domain.items import target_of
from minhdinh.evidence.domain.queries import item_for
from minhdinh.evidence.models import Collecting, EvidenceItem
from minhdinh.lib.text import clean
from minhdinh.organisations.models import Organisation

WHAT, NOTE = 300, 500
YEARS_AHEAD = 6
CHANGED = "Việc thu thập này vừa được người khác sửa. Hãy tải lại trang để xem bản mới rồi làm tiếp."


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted, of whom and until when; ``item_id`` where it is for an item of the store."""

    what: str
    collector_id: int
    keeper_id: int | None = None
    track: str = ""
    criterion: str = ""
    requirement: str = ""
    item_id: int | None = None
    starts_on: dt.date | None = None
    due_on: dt.date | None = None
    note: str = ""


@in_vietnamese
def ask_to_collect(*, actor: Actor, school: Organisation, assessment_id: int, asked: Asked) -> Collecting:
    """Ask somebody to collect something for a year's self-assessment; Problem where it is closed or words lack."""
    require(actor, Permission.EVIDENCE_MANAGE, organisation_id=school.pk)
    fields: dict[str, Any] = {
        **_checked(actor, school, asked),
        "school_id": school.pk,
        "assessment_id": assessment_id,
    }
    with transaction.atomic():
        if not assessment_is_open(assessment_id, held=True):
            raise Problem("Hồ sơ tự đánh giá năm học này đã khép, nên không giao thêm việc thu thập.")
        _require_present(_held(school.pk, fields["item_id"]), fields["item_id"])
        row: Collecting = Collecting.objects.create(**fields)
        _record(actor, row, actions.COLLECTING_ASKED)
    return row


@in_vietnamese
def change_collecting(
    *, actor: Actor, school: Organisation, row: Collecting, version: int, asked: Asked
) -> None:
    """Change what is wanted, of whom and until when, from the version that was read; else Stale.

    The item that the row has already may stay, also one that was taken away since.
    """
    require(actor, Permission.EVIDENCE_MANAGE, organisation_id=row.school_id)
    fields = _checked(actor, school, asked, kept_item=row.item_id)
    with transaction.atomic():
        held = lock_collecting(row, version, item_id=fields["item_id"])
        if fields["item_id"] != row.item_id:
            _require_present(held, fields["item_id"])
        for name, value in fields.items():
            setattr(row, name, value)
        row.version += 1
        row.save()
        _record(actor, row, actions.COLLECTING_CHANGED)


@in_vietnamese
def withdraw_collecting(*, actor: Actor, row: Collecting, version: int) -> None:
    """Take back what was asked for; the row stays as a record."""
    require(actor, Permission.EVIDENCE_MANAGE, organisation_id=row.school_id)
    with transaction.atomic():
        lock_collecting(row, version)
        row.withdrawn_at = timezone.now()
        row.version += 1
        row.save(update_fields=["withdrawn_at", "version", "updated_at"])
        _record(actor, row, actions.COLLECTING_WITHDRAWN)


def lock_collecting(row: Collecting, version: int, *, item_id: int | None = None) -> dict[int, EvidenceItem]:
    """Hold a row as ``hold_collecting`` does; also raises Stale where somebody else changed it since ``version``."""
    held = hold_collecting(row, item_id=item_id)
    if row.version != version:
        raise Stale(CHANGED)
    return held


def hold_collecting(row: Collecting, *, item_id: int | None = None) -> dict[int, EvidenceItem]:
    """Hold the row's item and ``item_id``, then the row, in the order of a merge; return the held items by id.

    Raises Problem for what was withdrawn, Stale where its item was exchanged or merged meanwhile.
    """
    held = _held(row.school_id, row.item_id, item_id)
    row.refresh_from_db(from_queryset=Collecting.objects.select_for_update())
    if row.withdrawn_at is not None:
        raise Problem("Việc thu thập này đã được rút.")
    if row.item_id is not None and row.item_id not in held:
        raise Stale(CHANGED)
    return held


def _held(school_id: int, *ids: int | None) -> dict[int, EvidenceItem]:
    """Hold items of the school until the transaction ends, by id."""
    wanted = [pk for pk in ids if pk is not None]
    rows = EvidenceItem.objects.filter(school_id=school_id, pk__in=wanted).order_by("pk")
    return {item.pk: item for item in rows.select_for_update()}


def _require_present(held: dict[int, EvidenceItem], item_id: int | None) -> None:
    """Refuse a held item that was taken away since it was looked at."""
    if item_id is not None and (item_id not in held or held[item_id].removed_at is not None):
        raise Problem("Không có minh chứng này trong kho.", field="item")


def target_of_collecting(row: Collecting) -> str:
    """Return the row's name in the audit record."""
    return f"evidence.Collecting:{row.pk}"


def _checked(
    actor: Actor, school: Organisation, asked: Asked, *, kept_item: int | None = None
) -> dict[str, Any]:
    """Return the fields of a row; raises Problem naming the field."""
    what, note = clean(asked.what), clean(asked.note)
    if not what:
        raise Problem("Hãy ghi cần thu thập gì.", field="what")
    for name, words, limit in (("what", what, WHAT), ("note", note, NOTE)):
        if len(words) > limit:
            raise Problem(f"Ghi dài quá {limit} ký tự.", field=name)
    _check_days(asked)
    collector = person_to_ask(school, asked.collector_id)
    if collector is None:
        raise Problem("Hãy chọn người thu thập trong danh sách của trường.", field="collector")
    keeper = person_to_ask(school, asked.keeper_id) if asked.keeper_id else None
    if asked.keeper_id and keeper is None:
        raise Problem("Hãy chọn người lưu giữ trong danh sách của trường.", field="keeper")
    if asked.item_id != kept_item:
        _check_item(actor, school, asked.item_id)
    return {**asdict(asked), "what": what, "note": note}


def _check_days(asked: Asked) -> None:
    last = timezone.localdate().year + YEARS_AHEAD
    for name, day in (("starts_on", asked.starts_on), ("due_on", asked.due_on)):
        if day is not None and not 2000 <= day.year <= last:
            raise Problem(f"Năm phải từ 2000 đến {last}. Hãy xem lại ngày.", field=name)
    if asked.starts_on and asked.due_on and asked.due_on < asked.starts_on:
        raise Problem("Ngày cuối đứng trước ngày đầu.", field="due_on")


def _check_item(actor: Actor, school: Organisation, item_id: int | None) -> None:
    item = item_for(actor, school.pk, item_id) if item_id is not None else None
    if item_id is not None and (item is None or item.removed_at is not None):
        raise Problem("Không có minh chứng này trong kho.", field="item")


def _record(actor: Actor, row: Collecting, code: str) -> None:
    record(
        actor=actor,
        code=code,
        target=target_of(row.item) if row.item else target_of_collecting(row),
        what=row.what,
        who=row.collector.full_name,
    )

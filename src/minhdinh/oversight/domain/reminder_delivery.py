"""Handing a reminder out: a hundred schools at a time, each piece whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from minhdinh.jobs.registry import Progress
from minhdinh.notifications.domain.notify import Message, deliver
from minhdinh.notifications.enums import NoticeKind
from minhdinh.oversight.domain.board import board_deadlines, board_rows
from minhdinh.oversight.domain.campaign_reach import Deadline
from minhdinh.oversight.domain.recipients import people_in_charge
from minhdinh.oversight.domain.reminder_text import filled
from minhdinh.oversight.models import RemindedSchool, Reminder

PIECE = 100


def deliver_reminder(reminder_id: int, progress: Progress | None = None) -> int:
    """Tell the schools of a reminder that were not told yet; running it again goes on where it stopped.

    Returns how many schools were told. A cancelled job leaves the rest untold and the record says so.
    """
    reminder = Reminder.objects.select_related("office").get(pk=reminder_id)
    waiting = list(
        RemindedSchool.objects.filter(reminder=reminder, at__isnull=True)
        .order_by("id")
        .values_list("pk", flat=True)
    )
    if progress is not None:
        progress.total(len(waiting))
    deadlines = board_deadlines(reminder.office, reminder.year)
    for start in range(0, len(waiting), PIECE):
        piece = waiting[start : start + PIECE]
        _deliver_piece(reminder, deadlines, piece)
        if progress is not None:
            progress.advance(f"Đã nhắc {start + len(piece)}/{len(waiting)} trường", steps=len(piece))
    return len(waiting)


def _deliver_piece(reminder: Reminder, deadlines: Sequence[Deadline], piece: list[int]) -> None:
    with transaction.atomic():
        rows = list(
            RemindedSchool.objects.select_for_update(of=("self",))
            .filter(pk__in=piece, at__isnull=True)
            .select_related("school")
        )
        ids = [row.school_id for row in rows]
        placed = board_rows(reminder.office, reminder.year, deadlines).filter(school__in=ids)
        standing = {one.school_id: one for one in placed.select_related("school")}
        people = people_in_charge(ids)
        told: list[Message] = []
        for row in rows:
            if row.school_id not in standing:
                continue  # the school has left this office since the button was pressed
            row.text = filled(
                reminder.text, office=reminder.office, year=reminder.year, row=standing[row.school_id]
            )
            row.at = timezone.now()
            own = people.get(row.school_id, [])
            row.people = [one.line for one in own]
            told += [_message(reminder, row, one.person_id) for one in own]
        deliver(told)
        RemindedSchool.objects.bulk_update(rows, ["text", "at", "people"])


def _message(reminder: Reminder, row: RemindedSchool, person_id: int) -> Message:
    sender = "" if reminder.office.name in row.text else f"{reminder.office.name} nhắc: "
    return Message(
        person_id=person_id,
        text=f"{sender}{row.text}",
        url=reverse("assessments:overview", args=[row.school.code, reminder.year]),
        kind=NoticeKind.REMINDER,
        key=f"reminder:{reminder.pk}:{row.school_id}",
        organisation_id=row.school_id,
    )

"""Reminding schools: a preview, the sending once a day, and the record of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem
from minhdinh.jobs.domain.start import start_job
from minhdinh.jobs.enums import JobStatus
from minhdinh.jobs.models import Job
from minhdinh.organisations.models import Organisation, Placement
from minhdinh.oversight import actions
from minhdinh.oversight.domain.board import BoardFilter, filtered
from minhdinh.oversight.domain.recipients import Recipient, people_in_charge, without_anybody
from minhdinh.oversight.domain.reminder_delivery import deliver_reminder
from minhdinh.oversight.domain.reminder_text import checked_text, filled
from minhdinh.oversight.models import RemindedSchool, Reminder

JOB_KIND = "oversight.remind"
INLINE = 50
SHOWN = 50
BATCH = 1000


@dataclass(frozen=True, slots=True)
class Line:
    """A school of the preview: its words, who gets them, whether it was reminded today."""

    school: Organisation
    text: str
    people: list[Recipient]
    reminded_today: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be sent: the first schools one by one, all of them as numbers."""

    total: int
    lines: list[Line]
    nobody: int
    reminded_today: int


def schools_to_remind(
    office: Organisation, year: str, codes: Sequence[str], wanted: BoardFilter | None
) -> QuerySet[Placement]:
    """Return the ticked schools, or all that a filter of the board finds; only schools of this office."""
    rows = filtered(office, year, wanted or BoardFilter())
    return rows if wanted is not None else rows.filter(school__code__in=list(codes))


def preview(*, office: Organisation, year: str, rows: QuerySet[Placement], text: str) -> Preview:
    """Return who would get what, writing nothing; a constant number of queries."""
    shown = list(rows.select_related("school").order_by("school__sort_key", "id")[:SHOWN])
    people = people_in_charge(row.school_id for row in shown)
    today = set(
        _today(office).filter(school__in=[row.school_id for row in shown]).values_list("school", flat=True)
    )
    return Preview(
        total=rows.count(),
        lines=[
            Line(
                row.school,
                filled(text, office=office, year=year, row=row),
                people.get(row.school_id, []),
                row.school_id in today,
            )
            for row in shown
        ],
        nobody=without_anybody(rows).count(),
        reminded_today=_reminded_today(rows, office).count(),
    )


@in_vietnamese
def send_reminder(
    *,
    actor: Actor,
    office: Organisation,
    year: str,
    rows: QuerySet[Placement],
    text: str,
    again: bool = False,
) -> Reminder:
    """Remind schools of ``schools_to_remind``; a school reminded today is passed over unless ``again``.

    Up to fifty schools are told at once, more by a job. Raises Problem where no school is left or the words do not do.
    """
    require(actor, Permission.SCHOOL_REMIND, organisation_id=office.pk)
    words = checked_text(text)
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=office.pk)  # two officers press at once
        ids = _ids(rows, office, again=again)
        reminder = Reminder.objects.create(
            office=office, year=year, text=words, sender_id=actor.user_id, sender_name=actor.name
        )
        today = timezone.localdate()
        RemindedSchool.objects.bulk_create(
            (RemindedSchool(reminder=reminder, school_id=pk, day=today) for pk in ids), batch_size=BATCH
        )
        record(
            actor=actor,
            code=actions.SCHOOLS_REMINDED,
            target=f"oversight.Reminder:{reminder.pk}",
            count=len(ids),
            year=year,
        )
        _hand_over(actor, reminder, len(ids))
    return reminder


def _ids(rows: QuerySet[Placement], office: Organisation, *, again: bool) -> list[int]:
    everything = rows.order_by("school_id").values_list("school_id", flat=True)
    ids = list(everything)
    if not ids:
        raise Problem("Chưa có trường nào được chọn. Hãy đánh dấu trường ở bảng theo dõi rồi bấm Nhắc nhở.")
    if again:
        return ids
    passed = set(_reminded_today(rows, office).values_list("school_id", flat=True))
    left = [pk for pk in ids if pk not in passed]
    if not left:
        raise Problem(
            "Các trường này đã được nhắc hôm nay nên không nhắc nữa. "
            "Nếu vẫn cần, hãy đánh dấu “Nhắc lại cả trường đã nhắc hôm nay”.",
            field="again",
        )
    return left


def _hand_over(actor: Actor, reminder: Reminder, count: int) -> None:
    if count <= INLINE:
        deliver_reminder(reminder.pk)
        return
    title = f"Nhắc nhở {count} trường, năm học {reminder.year}"
    job = start_job(actor=actor, kind=JOB_KIND, title=title, reminder_id=reminder.pk)
    reminder.job_id = job.pk
    reminder.save(update_fields=["job_id", "updated_at"])


def _today(office: Organisation) -> QuerySet[RemindedSchool]:
    """Return the schools that this office reminded today, also those whose turn in a running job is still to come."""
    running = Job.objects.filter(status__in=[JobStatus.QUEUED, JobStatus.RUNNING]).values("pk")
    told = Q(at__isnull=False) | Q(reminder__job_id__in=running)
    return RemindedSchool.objects.filter(told, reminder__office=office, day=timezone.localdate())


def _reminded_today(rows: QuerySet[Placement], office: Organisation) -> QuerySet[Placement]:
    return rows.filter(Exists(_today(office).filter(school=OuterRef("school_id"))))


def reminders_of(office: Organisation, year: str) -> QuerySet[Reminder]:
    """Return what an office sent in a year with the numbers of schools named and told."""
    return Reminder.objects.filter(office=office, year=year).annotate(
        named=Count("schools"), told=Count("schools", filter=Q(schools__at__isnull=False))
    )


def reminder_of(office: Organisation, reminder_id: int) -> Reminder | None:
    """Return one reminder of an office, or None."""
    return Reminder.objects.filter(office=office, pk=reminder_id).first()


def schools_of_reminder(reminder: Reminder) -> QuerySet[RemindedSchool]:
    """Return the schools of a reminder."""
    return RemindedSchool.objects.filter(reminder=reminder).select_related("school")


def reminders_to(
    school: Organisation, year: str, office: Organisation | None = None
) -> QuerySet[RemindedSchool]:
    """Return what a school was told in a year, the newest first; by one office only where given."""
    rows = RemindedSchool.objects.filter(school=school, reminder__year=year, at__isnull=False)
    if office is not None:
        rows = rows.filter(reminder__office=office)
    return rows.select_related("reminder__office").order_by("-id")

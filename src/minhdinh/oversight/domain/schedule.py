"""Verbs of the schedule of external evaluations: add, move, note, take off, publish (P6, P15)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem
from minhdinh.lib.text import clean
from minhdinh.organisations.models import Organisation
from minhdinh.oversight import actions
from minhdinh.oversight.domain.schedule_months import month_label, months_of
from minhdinh.oversight.domain.schedule_notices import tell_added, tell_moved
from minhdinh.oversight.domain.schedule_queries import eligible, is_published, published_rows, version_of
from minhdinh.oversight.models import Schedule, ScheduleChange, ScheduleRow, ScheduleVersion

REASON_LENGTH = 400
NOTE_LENGTH = 200


def add_schools(
    *, actor: Actor, office: Organisation, year: str, school_ids: Iterable[int], month: str = ""
) -> int:
    """Put schools on an office's schedule and return how many are new; those on it already stay where they are.

    Raises Problem for a school that is not below the office, or a month outside the school year.
    """
    require(actor, Permission.SCHEDULE_MANAGE, organisation_id=office.pk)
    wanted = list(dict.fromkeys(school_ids))
    if not wanted:
        raise Problem("Chưa chọn trường nào để xếp lịch.")
    _check_month(year, month)
    below = set(eligible(office, year).filter(school_id__in=wanted).values_list("school_id", flat=True))
    if set(wanted) - below:
        raise Problem("Có trường không thuộc cơ quan này trong năm học đã chọn nên chưa xếp trường nào.")
    with transaction.atomic():
        schedule, _is_new = Schedule.objects.get_or_create(office=office, year=year)
        schedule = _locked(schedule)
        present = set(schedule.rows.filter(school_id__in=wanted).values_list("school_id", flat=True))
        new = [school_id for school_id in wanted if school_id not in present]
        ScheduleRow.objects.bulk_create(
            ScheduleRow(schedule=schedule, school_id=school_id, month=month) for school_id in new
        )
        if month:
            _remember(actor, schedule, [(school_id, "", month) for school_id in new], "")
        if new:
            _record(actor, schedule, actions.SCHEDULE_SCHOOLS_ADDED, count=len(new), month=_said(month))
    return len(new)


def place_school(*, actor: Actor, row: ScheduleRow, month: str, reason: str = "") -> bool:
    """Move a school to a month ("" takes it off the months) and tell whether anything changed.

    A month that was published changes only with a reason; the school is told. Raises Problem, field ``reason``.
    """
    require(actor, Permission.SCHEDULE_MANAGE, organisation_id=row.schedule.office_id)
    _check_month(row.schedule.year, month)
    with transaction.atomic():
        schedule = _locked(row.schedule)
        current = ScheduleRow.objects.select_related("school").get(pk=row.pk)
        before = current.month
        if before == month:
            return False
        why = _reason(schedule, current, reason)
        current.month = month
        current.save(update_fields=["month", "updated_at"])
        _moved(actor, schedule, current, before, why)
    return True


def write_note(*, actor: Actor, row: ScheduleRow, note: str) -> None:
    """Write what stands in the column Ghi chú."""
    require(actor, Permission.SCHEDULE_MANAGE, organisation_id=row.schedule.office_id)
    words = clean(note)
    if len(words) > NOTE_LENGTH:
        raise Problem(f"Ghi chú dài nhất {NOTE_LENGTH} ký tự.", field="note")
    if words == row.note:
        return
    with transaction.atomic():
        _locked(row.schedule)
        ScheduleRow.objects.filter(pk=row.pk).update(note=words)
        _record(actor, row.schedule, actions.SCHEDULE_NOTED, name=row.school.name, note=words)


def remove_school(*, actor: Actor, row: ScheduleRow, reason: str = "") -> None:
    """Take a school off the schedule; a published one only with a reason, and the school is told."""
    require(actor, Permission.SCHEDULE_MANAGE, organisation_id=row.schedule.office_id)
    with transaction.atomic():
        schedule = _locked(row.schedule)
        current = ScheduleRow.objects.select_related("school").get(pk=row.pk)
        why = _reason(schedule, current, reason)
        before, current.month = current.month, ""
        ScheduleRow.objects.filter(pk=current.pk).delete()
        if before:
            _moved(actor, schedule, current, before, why)
        else:
            _record(actor, schedule, actions.SCHEDULE_REMOVED, name=current.school.name)


def publish_schedule(*, actor: Actor, schedule: Schedule) -> ScheduleVersion:
    """Publish the schedule as its next version and tell the schools that are new on it.

    Raises Problem where no school has a month, or nothing changed since the last version.
    """
    require(actor, Permission.SCHEDULE_MANAGE, organisation_id=schedule.office_id)
    with transaction.atomic():
        locked = _locked(schedule)
        rows = published_rows(locked)
        last = version_of(locked, locked.version)
        earlier = last.rows if last else []
        if not rows:
            raise Problem("Chưa có trường nào được xếp tháng nên chưa có gì để công bố.")
        if rows == earlier:
            raise Problem(f"Lịch không khác lần công bố thứ {locked.version}.")
        locked.version += 1
        locked.save(update_fields=["version", "updated_at"])
        version = ScheduleVersion.objects.create(
            schedule=locked,
            number=locked.version,
            rows=rows,
            changes=changes_between(earlier, rows),
            published_by_id=actor.user_id,
            published_by_name=actor.name,
        )
        _record(actor, locked, actions.SCHEDULE_PUBLISHED, number=version.number, count=len(rows))
        known = {row["school"] for row in earlier}
        tell_added(locked, [row for row in rows if row["school"] not in known])
    return version


def changes_between(
    earlier: Sequence[dict[str, Any]], later: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return the schools whose month differs between two versions, in print order, those taken off last."""
    before = {row["school"]: row for row in earlier}
    after = {row["school"]: row for row in later}
    rows = [*later, *(row for row in earlier if row["school"] not in after)]
    found = [
        {
            "school": row["school"],
            "name": row["name"],
            "before": before.get(row["school"], {}).get("month", ""),
            "after": after.get(row["school"], {}).get("month", ""),
        }
        for row in rows
    ]
    return [one for one in found if one["before"] != one["after"]]


def _reason(schedule: Schedule, row: ScheduleRow, reason: str) -> str:
    words = clean(reason)
    if not words and is_published(schedule, row.school_id):
        raise Problem(
            "Lịch của trường này đã công bố; hãy ghi lý do điều chỉnh để trường được biết.", field="reason"
        )
    if len(words) > REASON_LENGTH:
        raise Problem(f"Lý do dài nhất {REASON_LENGTH} ký tự.", field="reason")
    return words


def _moved(actor: Actor, schedule: Schedule, row: ScheduleRow, before: str, reason: str) -> None:
    """Write down a move and, where the school was told of its month before, tell it."""
    change = _remember(actor, schedule, [(row.school_id, before, row.month)], reason)[0]
    _record(
        actor,
        schedule,
        actions.SCHEDULE_MOVED,
        name=row.school.name,
        before=_said(before),
        after=_said(row.month),
        reason=reason or "không ghi",
    )
    if is_published(schedule, row.school_id):
        tell_moved(schedule, change)


def _remember(
    actor: Actor, schedule: Schedule, moves: Sequence[tuple[int, str, str]], reason: str
) -> list[ScheduleChange]:
    return ScheduleChange.objects.bulk_create(
        ScheduleChange(
            schedule=schedule,
            school_id=school_id,
            before=before,
            after=after,
            reason=reason,
            by_id=actor.user_id,
            by_name=actor.name,
        )
        for school_id, before, after in moves
    )


def _check_month(year: str, month: str) -> None:
    if month and month not in months_of(year):
        raise Problem(f"Tháng cần nằm trong năm học {year}: từ tháng 8 đến tháng 7.", field="month")


def _said(month: str) -> str:
    return month_label(month) or "chưa xếp tháng"


def _locked(schedule: Schedule) -> Schedule:
    """Return the schedule held for this transaction, so that two people's changes come one after the other."""
    return Schedule.objects.select_for_update().get(pk=schedule.pk)


def _record(actor: Actor, schedule: Schedule, code: str, **data: object) -> None:
    record(actor=actor, code=code, target=f"oversight.Schedule:{schedule.pk}", year=schedule.year, **data)

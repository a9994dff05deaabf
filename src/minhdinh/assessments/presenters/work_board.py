"""The secretary's table: the same numbers as on everybody's own page, person by person."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from minhdinh.assessments.domain.work_reminders import last_reminders
from minhdinh.assessments.domain.workers import workers_at
from minhdinh.assessments.models import CouncilMember, SelfAssessment, WorkReminder
from minhdinh.assessments.presenters.my_work import KINDS, OTHER
from minhdinh.assessments.work import WorkItem, work_of_all


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person with what waits for him or her: a number for each column, how much is late, the last reminder."""

    person_id: int
    name: str
    seat: str
    counts: list[int]
    total: int
    late: int
    first: WorkItem | None
    reminder: WorkReminder | None
    reminded_today: bool
    columns: list[str]

    @property
    def cells(self) -> list[tuple[str, int]]:
        """The numbers with the names of their columns, which a phone shows beside them."""
        return list(zip(self.columns, self.counts, strict=True))


@dataclass(frozen=True, slots=True)
class WorkBoard:
    """The table with its columns, the pressing people first."""

    columns: list[str]
    rows: list[PersonRow]
    total: int
    late: int


def build_work_board(assessment: SelfAssessment) -> WorkBoard:
    """Return the table of a year; a constant number of queries however many people and tasks there are."""
    today = timezone.localdate()
    workers = workers_at([assessment.school_id]).get(assessment.school_id, [])
    work = work_of_all(assessment, workers)
    seats = _seats(assessment)
    reminders = last_reminders(assessment)
    kinds = _kinds_found(work)
    columns = [str(KINDS.get(kind, OTHER)[0]) for kind in kinds]
    rows = []
    for worker in workers:
        items = work[worker.person_id]
        if not items and worker.person_id not in seats:
            continue
        reminder = reminders.get(worker.person_id)
        rows.append(
            PersonRow(
                person_id=worker.person_id,
                name=worker.name,
                seat=seats.get(worker.person_id, ""),
                counts=[sum(item.kind == kind for item in items) for kind in kinds],
                total=len(items),
                late=sum(1 for item in items if item.due and item.due < today),
                first=items[0] if items else None,
                reminder=reminder,
                reminded_today=reminder is not None and reminder.day == today,
                columns=columns,
            )
        )
    rows.sort(key=lambda row: (-row.late, -row.total))
    return WorkBoard(
        columns=columns,
        rows=rows,
        total=sum(row.total for row in rows),
        late=sum(row.late for row in rows),
    )


def _kinds_found(work: dict[int, list[WorkItem]]) -> list[str]:
    found = {item.kind for items in work.values() for item in items}
    return [kind for kind in KINDS if kind in found] + sorted(found - set(KINDS))


def _seats(assessment: SelfAssessment) -> dict[int, str]:
    rows = CouncilMember.objects.filter(assessment=assessment, user__isnull=False).select_related("group")
    return {
        row.user_id: f"{row.get_role_display()}{f', {row.group.name}' if row.group else ''}"
        for row in rows
        if row.user_id is not None
    }

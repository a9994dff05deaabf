"""“Việc của tôi”: what waits for a person, in one year or over all schools, each with the place to do it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from minhdinh.access.actor import Actor
from minhdinh.access.scope import school_scope
from minhdinh.assessments.domain.duties import Duty, duties_of_many
from minhdinh.assessments.domain.work_reminders import reminders_to_person
from minhdinh.assessments.domain.workers import open_years, schools_of_people, workers_at
from minhdinh.assessments.models import SelfAssessment, WorkReminder
from minhdinh.assessments.work import Worker, WorkItem, in_order, work_of

MOST = 6
SOON = 7
KINDS: dict[str, tuple[str | Promise, str]] = {
    "review": (lazy("Duyệt"), "wait"),
    "mend": (lazy("Sửa"), "wait"),
    "comment": (lazy("Trả lời góp ý"), "wait"),
    "verify": (lazy("Xác minh"), "wait"),
    "evidence": (lazy("Thu thập minh chứng"), "edit"),
    "write": (lazy("Viết"), "edit"),
    "suggestion": (lazy("Gợi ý"), "edit"),
    "plan": (lazy("Kế hoạch"), "edit"),
    "action": (lazy("Cải tiến"), "edit"),
}
OTHER = (lazy("Việc khác"), "edit")


@dataclass(frozen=True, slots=True)
class MyTask:
    """One thing waiting: words, where, and how far it is."""

    title: str
    url: str
    note: str
    tone: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thing on the page of a person: which school's year it belongs to, how pressing it is."""

    item: WorkItem
    place: str
    kind_label: str
    tone: str
    late: int


@dataclass(frozen=True, slots=True)
class Group:
    """Things that are wanted at about the same time."""

    title: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty of the calendar that presses now."""

    duty: Duty
    place: str
    url_kwargs: dict[str, str]
    days_left: int


@dataclass(frozen=True, slots=True)
class MyWork:
    """The whole page."""

    groups: list[Group]
    total: int
    late: int
    kinds: list[tuple[str, str, int]]
    duties: list[DutyLine]
    reminders: list[WorkReminder]
    has_years: bool


def build_my_work(actor: Actor, assessment: SelfAssessment) -> list[MyTask]:
    """Return what waits for the actor in one year, the most pressing first, cut short for the overview."""
    if actor.user_id is None:
        return []
    items = work_of(assessment, Worker(actor.user_id, actor.name, actor.permissions))
    return [MyTask(item.title, item.url, item.note, _look(item)[1]) for item in items[:MOST]]


def build_my_page(person_id: int, kind: str = "") -> MyWork:
    """Return everything that waits for a person; queries grow with the person's open years, not with the work."""
    today = timezone.localdate()
    schools = schools_of_people([person_id])
    with school_scope(*schools):
        years = open_years(schools, today)
        workers = workers_at(schools, [person_id])
        found = [
            (item, assessment)
            for assessment in years
            for worker in workers.get(assessment.school_id, ())
            for item in work_of(assessment, worker)
        ]
        duties = _duties(years, workers, today)
        reminders = reminders_to_person(person_id, today)
    lines = [_line(item, assessment, today) for item, assessment in found]
    shown = [line for line in lines if not kind or line.item.kind == kind]
    return MyWork(
        groups=_groups(shown, today),
        total=len(lines),
        late=sum(line.late > 0 for line in lines),
        kinds=_kinds(lines),
        duties=duties,
        reminders=reminders,
        has_years=bool(years),
    )


def _look(item: WorkItem) -> tuple[str | Promise, str]:
    return KINDS.get(item.kind, OTHER)


def place_label(assessment: SelfAssessment) -> str:
    """Return which school's year something belongs to."""
    return f"{assessment.school.name}, {assessment.year}"


def _line(item: WorkItem, assessment: SelfAssessment, today: dt.date) -> Line:
    label, tone = _look(item)
    late = (today - item.due).days if item.due else 0
    return Line(item, place_label(assessment), str(label), tone, max(late, 0))


def _groups(lines: Sequence[Line], today: dt.date) -> list[Group]:
    """Put lines into late, this week, later and without a day; inside each by day and by what waits for it."""
    ordered = {id(line.item): line for line in lines}
    sorted_lines = [ordered[id(item)] for item in in_order(line.item for line in lines)]
    buckets: dict[str, list[Line]] = {}
    for line in sorted_lines:
        buckets.setdefault(_bucket(line.item.due, today), []).append(line)
    return [Group(title, found) for title, found in buckets.items()]


def _bucket(due: dt.date | None, today: dt.date) -> str:
    if due is None:
        return _("Chưa hẹn ngày")
    if due < today:
        return _("Đã quá hạn")
    return _("Trong 7 ngày tới") if (due - today).days <= SOON else _("Sau đó")


def _kinds(lines: Iterable[Line]) -> list[tuple[str, str, int]]:
    """Return the kinds that occur with their counts, in the order of ``KINDS``."""
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.item.kind] = counts.get(line.item.kind, 0) + 1
    order = list(KINDS)
    known = sorted(counts, key=lambda kind: order.index(kind) if kind in order else len(order))
    return [(kind, str(KINDS.get(kind, OTHER)[0]), counts[kind]) for kind in known]


def _duties(
    years: Sequence[SelfAssessment], workers: dict[int, list[Worker]], today: dt.date
) -> list[DutyLine]:
    """Return the duties that press now and are the person's own."""
    duties = duties_of_many(years)
    return [
        DutyLine(
            duty,
            place_label(one),
            {"code": one.school.code, "year": one.year},
            duty.days_left(today),
        )
        for one in years
        for worker in workers.get(one.school_id, ())
        for duty in duties[one.pk]
        if duty.presses(today) and worker.can(duty.permission)
    ]

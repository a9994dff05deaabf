"""A school's year on one page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import ROLE_PERMISSIONS, Permission
from minhdinh.assessments.domain.comment_queries import open_threads
from minhdinh.assessments.domain.comments import may_follow
from minhdinh.assessments.domain.duties import duties_of
from minhdinh.assessments.domain.queries import sheets_of
from minhdinh.assessments.domain.readiness import Task, readiness
from minhdinh.assessments.domain.result import result_of
from minhdinh.assessments.models import SelfAssessment
from minhdinh.assessments.presenters.board import (
    Board,
    StepView,
    build_boards,
    build_steps,
    headline,
    target_label,
)
from minhdinh.assessments.presenters.my_work import MyTask, build_my_work
from minhdinh.assessments.presenters.timeline import Timeline, build_timeline
from minhdinh.standards.rules.result import Result


@dataclass(frozen=True, slots=True)
class PressingDuty:
    """A duty of the calendar that is late or whose first warning day has come."""

    key: str
    title: str
    last: dt.date
    left: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the overview page."""

    assessment: SelfAssessment
    result: Result
    headline: str
    boards: list[Board]
    steps: list[StepView]
    target_label: str
    tasks: list[Task]
    left: int
    blocked: bool
    timeline: Timeline
    mine: list[MyTask]
    duties: list[PressingDuty]
    may_submit: bool
    who_submits: str


def who_submits() -> str:
    """Return who hands a report in, by the registry of permissions, in one sentence."""
    roles = [
        str(role.label) for role, held in ROLE_PERMISSIONS.items() if Permission.ASSESSMENT_SUBMIT in held
    ]
    names = ", ".join(name[:1].lower() + name[1:] for name in roles[:-1])
    last = roles[-1][:1].lower() + roles[-1][1:]
    return f"Báo cáo do {names} hoặc {last} trình."


def build_overview(actor: Actor, assessment: SelfAssessment) -> Overview:
    """Return the overview; a constant number of queries."""
    result = result_of(assessment)
    sheets = list(sheets_of(assessment))
    tasks = readiness(assessment)
    today = timezone.localdate()
    return Overview(
        assessment=assessment,
        result=result,
        headline=headline(assessment, result),
        boards=build_boards(assessment, sheets, open_threads(assessment) if may_follow(actor) else {}),
        steps=build_steps(assessment, result, sheets),
        target_label=target_label(assessment, result),
        tasks=tasks,
        left=sum(not task.done for task in tasks),
        blocked=any(task.blocking and not task.done for task in tasks),
        timeline=build_timeline(assessment),
        mine=build_my_work(actor, assessment),
        duties=[
            PressingDuty(one.key, one.title, one.last, one.days_left(today))
            for one in duties_of(assessment)
            if one.presses(today)
        ],
        may_submit=actor.can(Permission.ASSESSMENT_SUBMIT),
        who_submits=who_submits(),
    )

"""The year's self-assessment plan: its words, its steps with their days and people, and how far each step is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.assessments import actions
from minhdinh.assessments.calendars import StepTemplate, calendar_of, day_of
from minhdinh.assessments.domain.guards import require_open
from minhdinh.assessments.domain.holding import hold, hold_open
from minhdinh.assessments.domain.office_days import REPORT, day_of_row, days_above, moved
from minhdinh.assessments.enums import StepState
from minhdinh.assessments.facts import LABELS, facts_of
from minhdinh.assessments.models import CouncilMember, PlanStep, SelfAssessment, StepPerson
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.lib.school_year import first_year
from minhdinh.lib.text import clean

DEADLINE = "approval_deadline"
TABLES = frozenset({"training", "means", "experts"})  # beside the head, written on their own (plan_tables)


@dataclass(frozen=True, slots=True)
class StepValues:
    """One step as people write it; ``step_id`` is the row it was read from, ``people`` ids of council members."""

    content: str
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    owner: str = ""
    note: str = ""
    key: str = ""
    people: tuple[int, ...] = ()
    step_id: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class PlanValues:
    """The plan's head and its steps."""

    number: str = ""
    date: dt.date | None = None
    purpose: str = ""
    scope: str = ""
    tools: str = ""
    resources: str = ""
    steps: list[StepValues] = field(default_factory=list)


@in_vietnamese
def save_plan(
    *, actor: Actor, assessment: SelfAssessment, values: PlanValues, drawn: frozenset[int] | None = None
) -> None:
    """Write the plan whole; a step named by its id keeps its row, its state and its past.

    ``drawn`` are the ids of the steps that the form was drawn with (None: all that stand). A step that somebody
    added since stays, after those of the form.
    Raises Problem for an empty step, days in the wrong order, a person who is not of this council.
    """
    require(actor, Permission.COUNCIL_MANAGE, organisation_id=assessment.school_id)
    require_open(assessment)
    _check(assessment, values.steps)
    head = {name: value for name, value in asdict(values).items() if name not in {"steps", "date"}}
    with transaction.atomic():
        hold_open(assessment)
        assessment.refresh_from_db(fields=["plan"])
        kept = {name: value for name, value in assessment.plan.items() if name in TABLES}
        assessment.plan = {**kept, **head, "date": values.date.isoformat() if values.date else None}
        assessment.save(update_fields=["plan", "updated_at"])
        _write_steps(assessment, values.steps, drawn)
        record(
            actor=actor,
            code=actions.PLAN_SAVED,
            target=f"assessments.SelfAssessment:{assessment.pk}",
            count=len(values.steps),
        )


def _check(assessment: SelfAssessment, steps: Sequence[StepValues]) -> None:
    for number, step in enumerate(steps, start=1):
        if not clean(step.content):
            raise Problem(f"Bước {number} chưa ghi nội dung.", field=f"step-{number}")
        if step.starts_on and step.ends_on and step.ends_on < step.starts_on:
            raise Problem(f"Bước {number}: ngày kết thúc đứng trước ngày bắt đầu.", field=f"step-{number}")
    named = {member for step in steps for member in step.people}
    if named and CouncilMember.objects.filter(assessment=assessment, pk__in=named).count() != len(named):
        raise Problem("Có người không thuộc hội đồng, nhóm công tác của hồ sơ này.", field="people")


def _write_steps(
    assessment: SelfAssessment, steps: Sequence[StepValues], drawn: frozenset[int] | None
) -> None:
    standing = {row.pk: row for row in PlanStep.objects.filter(assessment=assessment)}
    known = {one.id for one in calendar_of(assessment.standard_set.set_id).steps}
    rows: list[PlanStep] = []
    for position, step in enumerate(steps, start=1):
        row = standing.pop(step.step_id or 0, None) or PlanStep(assessment=assessment)
        row.school_id, row.position = assessment.school_id, position
        row.content, row.starts_on, row.ends_on = step.content, step.starts_on, step.ends_on
        row.owner, row.note = step.owner, step.note
        row.key = step.key if step.key in known else ""
        row.save()
        rows.append(row)
    gone = set(standing) if drawn is None else set(standing) & drawn
    PlanStep.objects.filter(pk__in=gone).delete()
    added = sorted(
        (row for pk, row in standing.items() if pk not in gone), key=lambda row: (row.position, row.pk)
    )
    for position, row in enumerate(added, start=len(rows) + 1):
        PlanStep.objects.filter(pk=row.pk).update(position=position)
    _write_people(assessment, dict(zip((row.pk for row in rows), (one.people for one in steps), strict=True)))


def _write_people(assessment: SelfAssessment, wanted: Mapping[int, Iterable[int]]) -> None:
    pairs = {(step, member) for step, members in wanted.items() for member in members}
    rows = StepPerson.objects.filter(step__assessment=assessment, step__in=wanted)
    standing = {(row.step_id, row.member_id): row.pk for row in rows}
    StepPerson.objects.filter(pk__in=[pk for pair, pk in standing.items() if pair not in pairs]).delete()
    StepPerson.objects.bulk_create(
        StepPerson(school_id=assessment.school_id, step_id=step, member_id=member)
        for step, member in sorted(pairs - set(standing))
    )


@in_vietnamese
def mark_step(*, actor: Actor, step: PlanStep, state: str, note: str = "") -> PlanStep:
    """Say how far a step is: by who leads the council, or by a person whom the plan names for it.

    The report may be on its way or sealed: the last steps come after it. A step of which the system knows that
    something is open is done only with a reason. Raises Problem, NotAllowed.
    """
    assessment = step.assessment
    _require_marker(actor, step)
    if state not in StepState.values:
        raise Problem("Không có tình trạng này.", field="state")
    note = clean(note)[:300]
    with transaction.atomic():
        hold(assessment)
        step.refresh_from_db()
        missing = open_facts(assessment, step.key) if state == StepState.DONE else []
        if missing and not note:
            raise Problem(
                f"Hệ thống thấy còn thiếu: {', '.join(missing)}. Nếu bước này vẫn xong, hãy ghi lý do.",
                field="note",
            )
        step.state, step.state_note = state, note
        step.state_by_name, step.state_at = actor.name, timezone.now()
        step.save()
        record(
            actor=actor,
            code=actions.STEP_MARKED,
            target=f"assessments.SelfAssessment:{assessment.pk}",
            step=step.content[:120],
            state=str(StepState(state).label),
            note=note,
        )
    return step


def _require_marker(actor: Actor, step: PlanStep) -> None:
    if actor.organisation_id == step.school_id and actor.can(Permission.COUNCIL_MANAGE):
        return
    require(actor, Permission.SHEET_WRITE, organisation_id=step.school_id)
    if not StepPerson.objects.filter(step=step, member__user_id=actor.user_id or 0).exists():
        raise NotAllowed("Bước này chưa giao cho Thầy/Cô.")


def open_facts(assessment: SelfAssessment, key: str) -> list[str]:
    """Return in words what the system knows to be open of a step of the template; [] where it knows nothing."""
    template = calendar_of(assessment.standard_set.set_id).step(key)
    if template is None:
        return []
    known = facts_of([assessment.pk])[assessment.pk]
    return [str(LABELS[name]) for name in template.facts if known.get(name) is False]


def step_of(assessment: SelfAssessment, step_id: int) -> PlanStep | None:
    """Return a step of the plan by its id, or None."""
    step = PlanStep.objects.filter(assessment=assessment, pk=step_id).first()
    if step is not None:
        step.assessment = assessment
    return step


def steps_of(assessment: SelfAssessment) -> list[PlanStep]:
    """Return the steps in order with their people (two queries)."""
    rows = PlanStep.objects.filter(assessment=assessment).order_by("position", "id")
    return list(rows.prefetch_related("people__member"))


def people_to_choose(assessment: SelfAssessment) -> list[tuple[int, str]]:
    """Return the members of council and working groups with their names, in the order of the council."""
    rows = CouncilMember.objects.filter(assessment=assessment).order_by("order", "id")
    return list(rows.values_list("pk", "name"))


def templates_to_choose(assessment: SelfAssessment) -> list[tuple[str, str]]:
    """Return the steps of the set's calendar with their first words."""
    steps = calendar_of(assessment.standard_set.set_id).steps
    return [(step.id, f"{number}. {step.content[:70]}") for number, step in enumerate(steps, start=1)]


def plan_of(assessment: SelfAssessment) -> PlanValues | None:
    """Return the plan as it was saved, or None before the first saving."""
    if not set(assessment.plan) - TABLES:
        return None
    known = assessment.plan
    date = known.get("date")
    return PlanValues(
        number=known.get("number", ""),
        date=dt.date.fromisoformat(date) if date else None,
        purpose=known.get("purpose", ""),
        scope=known.get("scope", ""),
        tools=known.get("tools", ""),
        resources=known.get("resources", ""),
        steps=[_values(row) for row in steps_of(assessment)],
    )


def _values(row: PlanStep) -> StepValues:
    return StepValues(
        content=row.content,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        owner=row.owner,
        note=row.note,
        key=row.key,
        people=tuple(one.member_id for one in row.people.all()),
        step_id=row.pk,
    )


def suggested_plan(assessment: SelfAssessment) -> PlanValues:
    """Return a plan to start from: the steps of the set's calendar with their customary days."""
    steps = calendar_of(assessment.standard_set.set_id).steps
    return PlanValues(
        purpose="Xác định thực trạng chất lượng giáo dục của nhà trường; nhận rõ điểm mạnh, điểm hạn chế và nguyên "
        "nhân; làm căn cứ cải tiến chất lượng.",
        scope="Toàn bộ hoạt động của nhà trường theo các tiêu chuẩn, tiêu chí của quy định hiện hành.",
        tools=assessment.standard_set.legal_basis,
        steps=[_suggested(assessment, one) for one in steps],
    )


def _suggested(assessment: SelfAssessment, step: StepTemplate) -> StepValues:
    starts = _day(assessment, step.starts, step.starts_rule)
    ends = _day(assessment, step.ends, step.ends_rule)
    if ends < starts:  # 31/08 of a step that begins in June is the end of the school year, not its beginning
        ends = ends.replace(year=ends.year + 1)
    return StepValues(step.content, starts, ends, step.owner, key=step.id)


def _day(assessment: SelfAssessment, written: str, rule: str) -> dt.date:
    """Return a customary day, or the last day before the one that a rule value, or an office, names."""
    deadline = approval_deadline(assessment) if rule == DEADLINE else rule_day(assessment, rule)
    return deadline - dt.timedelta(days=1) if deadline else day_of(written, assessment.year)


def approval_deadline(assessment: SelfAssessment) -> dt.date | None:
    """Return the day before which the council approves the report, where the regulation or an office names one.

    An office names the last day itself (one query).
    """
    row = moved(assessment, days_above([assessment])).get(REPORT)
    if row is not None:
        return day_of_row(row, assessment.year) + dt.timedelta(days=1)
    return rule_day(assessment, DEADLINE)


def rule_day(assessment: SelfAssessment, rule: str) -> dt.date | None:
    """Return the day of the second calendar year that a rule value of the set names, or None."""
    values: dict[str, Any] = {value.id: value for value in assessment.standard_set.catalogue.rule_values}
    found = values.get(rule)
    return found.as_date(first_year(assessment.year) + 1) if found else None

"""The year's work of a self-assessment: steps of its plan with their people, and duties that were marked as done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from minhdinh.assessments.domain.duties import OFFICE_KEY
from minhdinh.assessments.models import CouncilMember, DutyMark, PlanStep, SelfAssessment, StepPerson
from minhdinh.exchange import rows
from minhdinh.exchange.references import FOREIGN, once_each
from minhdinh.exchange.rows import Row, plain, values


def members_in_order(assessment: SelfAssessment) -> QuerySet[CouncilMember]:
    """Return the members in the order of the package: a step names its people by their places in it, from 0 on."""
    return CouncilMember.objects.filter(assessment=assessment).order_by("order", "id")


def work_part(assessment: SelfAssessment) -> Row:
    """Return steps and marks. A day that an office had set is known by its number here, so it travels renamed."""
    members = members_in_order(assessment).values_list("pk", flat=True)
    places = {key: place for place, key in enumerate(members)}
    people: defaultdict[int, list[int]] = defaultdict(list)
    for one in StepPerson.objects.filter(step__assessment=assessment):
        people[one.step_id].append(places[one.member_id])
    marks = list(DutyMark.objects.filter(assessment=assessment).order_by("key"))
    names = once_each([one.key for one in marks], _abroad)
    return {
        "steps": [
            {**plain(step, rows.STEP), "people": sorted(people[step.pk])}
            for step in PlanStep.objects.filter(assessment=assessment).order_by("position", "id")
        ],
        "duty_marks": sorted(
            ({"key": names[one.key], **plain(one, rows.DUTY_MARK)} for one in marks),
            key=lambda row: str(row["key"]),
        ),
    }


def write_work(assessment: SelfAssessment, content: Row, members: Sequence[CouncilMember]) -> None:
    """Write steps and marks; packages older than people of steps and marks bring none. Raises KeyError."""
    known = dict(enumerate(members))
    for entry in content["steps"]:
        fields: dict[str, Any] = {
            "school_id": assessment.school_id,
            "assessment": assessment,
            **values(PlanStep, entry, rows.STEP),
        }
        step = PlanStep.objects.create(**fields)
        StepPerson.objects.bulk_create(
            [
                StepPerson(school_id=assessment.school_id, step=step, member=known[place])
                for place in entry.get("people", [])
            ]
        )
    DutyMark.objects.bulk_create(
        [
            DutyMark(
                school_id=assessment.school_id,
                assessment=assessment,
                key=_abroad(entry["key"]),
                **values(DutyMark, entry, rows.DUTY_MARK),
            )
            for entry in content.get("duty_marks", [])
        ]
    )


def _abroad(key: str) -> str:
    return FOREIGN + key if key.startswith(OFFICE_KEY) else key

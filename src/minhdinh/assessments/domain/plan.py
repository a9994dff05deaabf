"""The year's self-assessment plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.assessments import actions
from minhdinh.assessments.domain.guards import require_open
from minhdinh.assessments.domain.holding import hold_open
from minhdinh.assessments.models import PlanStep, SelfAssessment
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem
from minhdinh.lib.school_year import day_in_second_year, first_year
from minhdinh.lib.text import clean


@dataclass(frozen=True, slots=True)
class StepValues:
    """One step as people write it."""

    content: str
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    owner: str = ""
    note: str = ""


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


def save_plan(*, actor: Actor, assessment: SelfAssessment, values: PlanValues) -> None:
    """Write the plan whole; raises Problem for an empty step or days in the wrong order."""
    require(actor, Permission.COUNCIL_MANAGE, organisation_id=assessment.school_id)
    require_open(assessment)
    for number, step in enumerate(values.steps, start=1):
        if not clean(step.content):
            raise Problem(f"Bước {number} chưa ghi nội dung.", field=f"step-{number}")
        if step.starts_on and step.ends_on and step.ends_on < step.starts_on:
            raise Problem(f"Bước {number}: ngày kết thúc đứng trước ngày bắt đầu.", field=f"step-{number}")
    head = {name: value for name, value in asdict(values).items() if name not in {"steps", "date"}}
    with transaction.atomic():
        hold_open(assessment)
        assessment.plan = {**head, "date": values.date.isoformat() if values.date else None}
        assessment.save(update_fields=["plan", "updated_at"])
        PlanStep.objects.filter(assessment=assessment).delete()
        PlanStep.objects.bulk_create(
            [
                PlanStep(
                    school_id=assessment.school_id, assessment=assessment, position=position, **asdict(step)
                )
                for position, step in enumerate(values.steps, start=1)
            ]
        )
        record(
            actor=actor,
            code=actions.PLAN_SAVED,
            target=f"assessments.SelfAssessment:{assessment.pk}",
            count=len(values.steps),
        )


def plan_of(assessment: SelfAssessment) -> PlanValues | None:
    """Return the plan as it was saved, or None before the first saving."""
    if not assessment.plan:
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
        steps=[
            StepValues(row.content, row.starts_on, row.ends_on, row.owner, row.note)
            for row in PlanStep.objects.filter(assessment=assessment)
        ],
    )


def suggested_plan(assessment: SelfAssessment) -> PlanValues:
    """Return a plan to start from: the steps in the order that the report's form prints them, with customary days."""
    year = first_year(assessment.year)
    deadline = approval_deadline(assessment)
    last = (deadline or day_in_second_year(assessment.year, 6, 1)) - dt.timedelta(days=1)
    rows: list[tuple[str, dt.date, dt.date, str]] = [
        ("Thành lập hội đồng tự đánh giá; lập và ban hành kế hoạch tự đánh giá.", dt.date(year, 9, 5),
         dt.date(year, 9, 30), "Hiệu trưởng, Chủ tịch hội đồng"),
        ("Phân công nhiệm vụ; thu thập, xác minh minh chứng; rà soát các hoạt động giáo dục.", dt.date(year, 10, 1),
         dt.date(year + 1, 3, 31), "Các nhóm công tác, Thư ký"),
        ("Phân tích minh chứng, đối chiếu yêu cầu của từng tiêu chí, xác định mức đạt.", dt.date(year + 1, 4, 1),
         dt.date(year + 1, 5, 15), "Các nhóm công tác"),
        ("Tổng hợp, thông qua và xác nhận báo cáo tự đánh giá.", dt.date(year + 1, 5, 16), last,
         "Hội đồng tự đánh giá, Hiệu trưởng"),
        ("Xây dựng, điều chỉnh kế hoạch cải tiến chất lượng; theo dõi thực hiện.", last,
         dt.date(year + 1, 8, 31), "Hiệu trưởng, Hội đồng tự đánh giá"),
    ]  # fmt: skip
    return PlanValues(
        purpose="Xác định thực trạng chất lượng giáo dục của nhà trường; nhận rõ điểm mạnh, điểm hạn chế và nguyên "
        "nhân; làm căn cứ cải tiến chất lượng.",
        scope="Toàn bộ hoạt động của nhà trường theo các tiêu chuẩn, tiêu chí của quy định hiện hành.",
        tools=assessment.standard_set.legal_basis,
        steps=[StepValues(content, starts, ends, owner) for content, starts, ends, owner in rows],
    )


def approval_deadline(assessment: SelfAssessment) -> dt.date | None:
    """Return the day before which the council approves the report, where the set's regulation names one."""
    values: dict[str, Any] = {value.id: value for value in assessment.standard_set.catalogue.rule_values}
    found = values.get("approval_deadline")
    return found.as_date(first_year(assessment.year) + 1) if found else None

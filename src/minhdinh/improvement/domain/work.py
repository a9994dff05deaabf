"""What a plan has waiting for people, for the page "Việc của tôi"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.permissions import Permission
from minhdinh.assessments.models import SelfAssessment
from minhdinh.assessments.work import Worker, WorkItem
from minhdinh.improvement.domain.moments import DueMoment, days_of_year, due_moments
from minhdinh.improvement.domain.queries import plan_of_year
from minhdinh.improvement.enums import ENDED, PlanState
from minhdinh.improvement.models import Action, ImprovementPlan, Monitoring


def waiting_work(assessment: SelfAssessment, workers: Sequence[Worker]) -> Iterator[tuple[int, WorkItem]]:
    """Yield the actions that people have in the year's plan, owed monitorings and a plan to approve (five queries)."""
    plan = plan_of_year(assessment.school_id, assessment.year)
    if plan is None or not assessment.leading:
        return
    yield from _actions(plan, workers)
    known = {row.moment: row for row in Monitoring.objects.filter(plan=plan)}
    moments = due_moments(days_of_year(assessment), known, timezone.localdate())
    ready = plan.state == PlanState.DRAFT and Action.objects.filter(plan=plan).exists()
    for person in workers:
        if plan.first_approved_at and person.can(Permission.IMPROVEMENT_WRITE):
            yield from ((person.person_id, one) for one in _monitorings(plan, moments))
        if ready and person.can(Permission.IMPROVEMENT_APPROVE):
            title = _("Duyệt kế hoạch cải tiến năm học %(year)s") % {"year": plan.year}
            yield person.person_id, WorkItem("plan", title, _url("plan", plan))


def _actions(plan: ImprovementPlan, workers: Sequence[Worker]) -> Iterator[tuple[int, WorkItem]]:
    if plan.first_approved_at is None:
        return
    people = [one.person_id for one in workers]
    goes_on = Action.objects.filter(carried_from=OuterRef("pk"))  # then it waits in the later plan
    rows = Action.objects.filter(~Exists(goes_on), plan=plan, owner_user__in=people).exclude(state__in=ENDED)
    for row in rows.select_related("issue"):
        if row.owner_user_id is None:
            continue
        yield (
            row.owner_user_id,
            WorkItem(
                "action",
                row.content,
                _url("action", plan, row.pk),
                row.ends_on,
                standard=row.issue.standard if row.issue else "",
                criterion=row.issue.criterion if row.issue else "",
            ),
        )


def _monitorings(plan: ImprovementPlan, moments: Sequence[DueMoment]) -> Iterator[WorkItem]:
    for one in moments:
        if one.owed:
            title = _("Ghi kết quả giám sát kế hoạch cải tiến: %(moment)s") % {"moment": one.label}
            yield WorkItem("plan", title, _url("monitoring", plan, one.moment.value), one.due)


def _url(name: str, plan: ImprovementPlan, *more: object) -> str:
    return reverse(f"improvement:{name}", args=[plan.school.code, plan.year, *more])

"""What questions and visits add when the program starts: guards of steps, links on the registration's page."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor
from minhdinh.appraisals.domain.cases.guards import register_guard
from minhdinh.appraisals.domain.cases.links import CaseLink, register_case_link
from minhdinh.appraisals.domain.visits.guards import meeting_held, visit_held
from minhdinh.appraisals.domain.visits.people import may_follow
from minhdinh.appraisals.enums import Act, VisitKind
from minhdinh.appraisals.models import Case, Question, Visit


def register_visits() -> None:
    """Add guards and links; a second time changes nothing."""
    register_guard(Act.ADVANCE, visit_held)
    register_guard(Act.SEND_DRAFT, meeting_held)
    register_guard(Act.FINALISE, meeting_held)
    register_case_link(visit_links)


def visit_links(case: Case, actor: Actor) -> Iterator[CaseLink]:
    """Lead the school and its department to questions and to planned visits, where there are any (two queries)."""
    if not may_follow(actor, case):
        return
    place = [case.school.code, case.pk]
    waiting = list(Question.objects.filter(case=case).values_list("answered_at", "closed_at"))
    if waiting:
        left = sum(1 for answered, closed in waiting if answered is None and closed is None)
        note = _("%(count)s câu chờ trả lời") % {"count": left} if left else ""
        yield CaseLink(
            _("Câu hỏi của đoàn, hội đồng"),
            reverse("appraisals:question-school", args=place),
            "message-circle",
            note,
            pressing=bool(left),
        )
    if Visit.objects.filter(case=case).exclude(kind=VisitKind.MEETING).exists():
        yield CaseLink(
            _("Lịch khảo sát tại trường"), reverse("appraisals:visit-school", args=place), "calendar-event"
        )

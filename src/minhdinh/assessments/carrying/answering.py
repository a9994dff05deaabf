"""Inherited texts: taking the mark off one, and what stops while it is on. Imports no verb, so that verbs may use it."""

from __future__ import annotations

from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.assessments.domain.naming import criterion_name
from minhdinh.assessments.models import CarriedText, ConfirmedAs, Passage, SelfAssessment, Sheet
from minhdinh.common.problems import Problem


def answer_for(actor: Actor, passage: Passage, how: ConfirmedAs) -> None:
    """Take the mark off a passage (the caller saves it) and note who answered for its sources."""
    passage.inherited = False
    CarriedText.objects.filter(passage=passage, confirmed_at__isnull=True).update(
        confirmed_as=how,
        confirmed_by_id=actor.user_id,
        confirmed_by_name=actor.name,
        confirmed_at=timezone.now(),
    )


def inherited_count(assessment: SelfAssessment) -> int:
    """Return how many texts of a year still wait for somebody to answer for them."""
    return Passage.objects.filter(assessment=assessment, inherited=True).exclude(text="").count()


def require_answered(sheet: Sheet) -> None:
    """Refuse to hand in or approve a sheet while texts on it are inherited and unread."""
    left = Passage.objects.filter(sheet=sheet, inherited=True).exclude(text="").order_by("level", "slot")
    names = list(left.values_list("requirement", flat=True))
    if names:
        listed = ", ".join(name for name in names if name) or "phần chung của phiếu"
        raise Problem(
            f"Tiêu chí {criterion_name(sheet)} còn {len(names)} đoạn kế thừa, chờ cập nhật ({listed}). Hãy sửa, hoặc xác "
            "nhận từng đoạn còn đúng rồi trình lại."
        )

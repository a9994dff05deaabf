"""“Việc của tôi”: what waits for this person in this year, each with the place to do it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.queries import criteria_of_person
from minhdinh.assessments.enums import SheetState, State
from minhdinh.assessments.models import SelfAssessment, Sheet
from minhdinh.assessments.presenters.tree import sheet_url
from minhdinh.evidence.domain.listing import items_for
from minhdinh.evidence.domain.queries import ItemFilter
from minhdinh.evidence.enums import Status
from minhdinh.lib.text import two_digits

MOST = 6


@dataclass(frozen=True, slots=True)
class MyTask:
    """One thing waiting: words, where, and how far it is."""

    title: str
    url: str
    note: str
    tone: str


def build_my_work(actor: Actor, assessment: SelfAssessment, sheets: Sequence[Sheet]) -> list[MyTask]:
    """Return what waits for the actor, the most pressing first (two queries at most)."""
    if assessment.state == State.DRAFT:
        return [*_in_draft(actor, assessment, sheets)][:MOST]
    return list(_in_approval(actor, assessment))


def _in_draft(actor: Actor, assessment: SelfAssessment, sheets: Sequence[Sheet]) -> Iterator[MyTask]:
    own_ids = criteria_of_person(assessment, actor.user_id)
    own = [sheet for sheet in sheets if sheet.pk in own_ids]
    for sheet in own:
        if sheet.state == SheetState.NEEDS_WORK:
            yield MyTask(
                _("Sửa %(criterion)s") % {"criterion": sheet.criterion},
                sheet_url(assessment, sheet),
                _("cần sửa"),
                "wait",
            )
    if actor.can(Permission.ASSESSMENT_APPROVE):
        for sheet in sheets:
            if sheet.state == SheetState.WAITING:
                yield MyTask(
                    _("Duyệt phiếu %(criterion)s") % {"criterion": sheet.criterion},
                    sheet_url(assessment, sheet),
                    _("chờ duyệt"),
                    "wait",
                )
    yield from _verifying(actor, assessment)
    for sheet in own:
        if sheet.level is None and sheet.state != SheetState.NEEDS_WORK:
            yield MyTask(
                _("Viết %(criterion)s") % {"criterion": sheet.criterion},
                sheet_url(assessment, sheet),
                _progress(sheet),
                "edit",
            )


def _verifying(actor: Actor, assessment: SelfAssessment) -> Iterator[MyTask]:
    if not actor.can(Permission.EVIDENCE_VERIFY):
        return
    wanted = ItemFilter(status=Status.PENDING)
    waiting = items_for(actor, assessment.school_id, wanted, timezone.localdate()).count()
    if waiting:
        url = reverse("evidence:list", kwargs={"code": assessment.school.code, "year": assessment.year})
        title = _("Xác minh %(count)s minh chứng") % {"count": two_digits(waiting)}
        yield MyTask(title, f"{url}?status=pending", _("chờ xác minh"), "wait")


def _progress(sheet: Sheet) -> str:
    return _("%(answered)s/%(total)s yêu cầu") % {
        "answered": sheet.requirements_answered,
        "total": sheet.requirements_total,
    }


def _in_approval(actor: Actor, assessment: SelfAssessment) -> Iterator[MyTask]:
    url = reverse("assessments:approval", kwargs={"code": assessment.school.code, "year": assessment.year})
    if assessment.state == State.SUBMITTED and actor.can(Permission.ASSESSMENT_APPROVE):
        yield MyTask(_("Duyệt báo cáo tự đánh giá"), url, _("chờ duyệt"), "wait")
    if assessment.state == State.APPROVED and actor.can(Permission.ASSESSMENT_CONFIRM):
        yield MyTask(_("Xác nhận và niêm phong báo cáo"), url, _("chờ xác nhận"), "wait")

"""What the office that decided puts on the public page of a school and takes back: the final report, never by itself."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.access.scope import school_scope
from minhdinh.appraisals.domain.cases.notices import school_page
from minhdinh.appraisals.domain.concluding.queries import final_report
from minhdinh.appraisals.domain.crosscheck_notices import leaders_of
from minhdinh.appraisals.enums import Outcome
from minhdinh.appraisals.models import Case, Draft
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotHere, Problem
from minhdinh.notifications.domain.notify import notify
from minhdinh.notifications.enums import NoticeKind
from minhdinh.organisations.models import Organisation
from minhdinh.portal import actions
from minhdinh.portal.domain.offices import department_for
from minhdinh.portal.domain.public_evaluation import public_evaluation
from minhdinh.portal.models import PublishedEvaluation
from minhdinh.recognition.domain.trace import at_school


def published_evaluations(school: Organisation) -> list[PublishedEvaluation]:
    """Return the final reports on a school that everybody may read, the newest first; opens its rows itself."""
    with school_scope(school.pk):
        rows = _public(school).defer("draft__content")
        return list(rows.order_by("-draft__case__year", "-published_at", "-id"))


def published_evaluation(school: Organisation, evaluation_id: int) -> PublishedEvaluation:
    """Return one of them; raises NotHere where it was taken back, never was, or reads otherwise than when published."""
    with school_scope(school.pk):
        found = _public(school).filter(pk=evaluation_id).first()
    if found is None:
        raise NotHere("Không có báo cáo đã công bố này.")
    return found


def standing_of(case: Case) -> PublishedEvaluation | None:
    """Return how a registration's final report is published now (needs its scope)."""
    return _standing().filter(draft__case=case).select_related("draft").first()


def final_to_publish(case: Case) -> Draft | None:
    """Return the final report of a registration that ended with a decision; None for any other (needs its scope)."""
    return final_report(case) if case.outcome == Outcome.RECOGNISED else None


@in_vietnamese
def publish_evaluation(*, actor: Actor, case: Case, read: bool) -> PublishedEvaluation:
    """Show the final report of a registration that ended with a decision to everybody, and tell the school.

    ``read`` says that the office has read it for personal data. Raises NotAllowed for anybody but who records
    decisions at the department that answers for it, Problem without ``read``, for a registration without a decision, a
    report that is not as it was kept, one that is shown already.
    """
    with school_scope(case.school_id):
        _require(actor, case)
        if not read:
            raise Problem(_("Hãy xác nhận đã đọc và báo cáo không chứa thông tin cá nhân."), field="read")
        final = final_to_publish(case)
        if final is None:
            raise Problem(_("Chỉ công bố báo cáo của hồ sơ đã kết thúc bằng quyết định công nhận."))
        public_evaluation(final)
        return _create(actor, case, final)


@in_vietnamese
def withdraw_evaluation(*, actor: Actor, case: Case) -> None:
    """Take the published report of a registration back and tell the school; a second time changes nothing.

    Raises NotAllowed as above, NotHere where it was never published.
    """
    with school_scope(case.school_id), transaction.atomic():
        _require(actor, case)
        rows = PublishedEvaluation.objects.filter(draft__case=case).select_for_update(of=("self",))
        row = rows.order_by("-id").first()
        if row is None:
            raise NotHere(_("Báo cáo của hồ sơ này chưa từng công bố."))
        if row.withdrawn_at is not None:
            return
        row.withdrawn_at, row.withdrawn_by_name = timezone.now(), actor.name
        row.save()
        _record(actor, actions.EVALUATION_WITHDRAWN, case, row)
        _tell(case, row, _("%(office)s đã thôi công bố báo cáo đánh giá ngoài năm học %(year)s."))


def _standing() -> QuerySet[PublishedEvaluation]:
    return PublishedEvaluation.objects.filter(withdrawn_at__isnull=True)


def _public(school: Organisation) -> QuerySet[PublishedEvaluation]:
    rows = _standing().filter(school=school, sha256=F("draft__sha256"))
    return rows.select_related("draft__case", "office", "school")


def _require(actor: Actor, case: Case) -> None:
    office = department_for(case.school, case.department)
    require(actor, Permission.RECOGNITION_RECORD, organisation_id=office.pk)


def _create(actor: Actor, case: Case, final: Draft) -> PublishedEvaluation:
    try:
        with transaction.atomic():
            row = PublishedEvaluation.objects.create(
                school_id=case.school_id,
                draft=final,
                sha256=final.sha256,
                office_id=actor.organisation_id or case.department_id,
                published_at=timezone.now(),
                published_by_name=actor.name,
            )
            _record(actor, actions.EVALUATION_PUBLISHED, case, row)
            _tell(case, row, _("%(office)s đã công bố báo cáo đánh giá ngoài năm học %(year)s."))
    except IntegrityError:
        raise Problem(_("Báo cáo này đang được công bố rồi.")) from None
    return row


def _record(actor: Actor, code: str, case: Case, row: PublishedEvaluation) -> None:
    target = f"portal.PublishedEvaluation:{row.pk}"
    record(
        actor=at_school(actor, case.school), code=code, target=target, year=case.year, sha256=row.sha256[:12]
    )


def _tell(case: Case, row: PublishedEvaluation, words: str) -> None:
    notify(
        leaders_of([case.school_id]).get(case.school_id, []),
        text=words % {"office": row.office.name, "year": case.year},
        url=school_page(case),
        kind=NoticeKind.CASE,
        key=f"evaluation:{row.pk}:{'out' if row.withdrawn_at else 'in'}",
        organisation_id=case.school_id,
    )

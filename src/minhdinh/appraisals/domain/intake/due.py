"""The due day of a stage, moved by hand: public holidays and what else the system does not know."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor
from minhdinh.access.scope import school_scope
from minhdinh.appraisals import actions
from minhdinh.appraisals.domain.cases.people import require_as
from minhdinh.appraisals.domain.intake.reminding import tell_due_moved
from minhdinh.appraisals.enums import Holder
from minhdinh.appraisals.models import Case
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem, Stale
from minhdinh.lib.text import clean, vn_date

LONGEST_REASON = 400
FARTHEST = dt.timedelta(days=2 * 366)


def move_due(
    *, actor: Actor, case: Case, version: int, was: dt.date | None, due_on: dt.date, reason: str
) -> Case:
    """Set the last day of the stage a registration is at, and tell whose turn it is; returns the registration.

    ``version`` and ``was`` are what the page showed. Raises NotAllowed for anybody but the department, Stale where the
    registration or its day has moved since, Problem for one that has ended, a day before the stage began or a missing
    reason.
    """
    require_as(actor, case, Holder.DEPARTMENT)
    why = clean(reason)
    with school_scope(case.school_id), transaction.atomic():
        current = (
            Case.objects.select_for_update(of=("self",))
            .select_related("school", "department", "intake")
            .get(pk=case.pk)
        )
        if current.version != version or current.due_on != was:
            raise Stale(_("Hồ sơ vừa được người khác xử lý; hãy xem lại rồi đặt hạn."))
        _check(current, due_on, why)
        current.due_on = due_on
        current.save(update_fields=["due_on", "updated_at"])
        record(
            actor=actor,
            code=actions.CASE_DUE_MOVED,
            target=f"appraisals.Case:{current.pk}",
            school=current.school.name,
            was=vn_date(was) or "–",
            due=vn_date(due_on),
            reason=why,
        )
        tell_due_moved(current, why, by=actor.user_id)
    return current


def _check(case: Case, due_on: dt.date, reason: str) -> None:
    if not case.is_open:
        raise Problem(_("Hồ sơ đã kết thúc nên không còn hạn."))
    if not reason:
        raise Problem(_("Hãy ghi lý do đổi hạn, ví dụ ngày nghỉ lễ."), field="reason")
    if len(reason) > LONGEST_REASON:
        raise Problem(_("Lý do dài quá %(most)s ký tự.") % {"most": LONGEST_REASON}, field="reason")
    began = timezone.localdate(case.stage_since)
    if due_on < began:
        raise Problem(
            _("Hạn đứng trước ngày bắt đầu bước này (%(day)s).") % {"day": vn_date(began)}, field="due_on"
        )
    if due_on > timezone.localdate() + FARTHEST:
        raise Problem(_("Hạn xa quá hai năm; hãy xem lại."), field="due_on")

"""The school's answer to a draft: objections prepared, sent by the principal; each taken up or kept by the body."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.access.scope import school_scope
from minhdinh.appraisals import actions
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.cases.people import require_as
from minhdinh.appraisals.domain.cases.steps import take_step
from minhdinh.appraisals.domain.concluding.queries import newest_draft, objection_at, objections_of
from minhdinh.appraisals.domain.concluding.writing import inner, kept_text, writing
from minhdinh.appraisals.enums import Act, Holder, ReplyKind, ResponseKind
from minhdinh.appraisals.models import Case, Draft, Objection
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Stale

MOST_OBJECTIONS = 200


@dataclass(frozen=True, slots=True)
class ObjectionValues:
    """What the school says of a place; both empty is of the whole report."""

    text: str
    track: str = ""
    criterion: str = ""


def is_answerable(case: Case) -> bool:
    """Tell whether the school may prepare its answer now."""
    return Act.RESPOND in law_of(case).stage(case.stage).acts


def save_objection(
    *, actor: Actor, case: Case, values: ObjectionValues, objection_id: int | None = None, seen: str = ""
) -> Objection:
    """Write an objection to the newest draft, or change one (``seen`` is the mark the form was drawn with).

    Raises NotAllowed without the right to prepare, NotHere for a place the draft does not have, Stale, Problem for no
    words or when the answer was sent.
    """
    with school_scope(case.school_id), transaction.atomic():
        draft = _answerable(actor, case)
        words = kept_text(values.text, "text")
        if not words:
            raise Problem(_("Hãy ghi ý kiến."), field="text")
        if not _has_place(draft, values):
            raise NotHere(_("Dự thảo không có tiêu chí này."))
        if objection_id is None:
            if Objection.objects.filter(draft=draft).count() >= MOST_OBJECTIONS:
                raise Problem(_("Dự thảo này đã có quá nhiều ý kiến."))
            return Objection.objects.create(
                school_id=case.school_id,
                draft=draft,
                track=values.track,
                criterion=values.criterion,
                text=words,
            )
        row = _standing(draft, objection_id, seen)
        row.text = words
        row.save(update_fields=["text", "updated_at"])
    return row


def remove_objection(*, actor: Actor, case: Case, objection_id: int, seen: str) -> None:
    """Take an objection back before the answer is sent."""
    with school_scope(case.school_id), transaction.atomic():
        _standing(_answerable(actor, case), objection_id, seen).delete()


def respond(*, actor: Actor, case: Case, kind: str, text: str, version: int) -> Case:
    """Send the school's answer: agreed, or objected with what was prepared; the registration goes back to the body.

    Raises NotAllowed without the right to send, Problem where the answer and the objections do not go together.
    """
    require(actor, Permission.CASE_SEND, organisation_id=case.school_id)
    with school_scope(case.school_id), transaction.atomic():
        draft = _open_draft(Case.objects.select_for_update(of=("self",)).get(pk=case.pk))
        words, objections = kept_text(text, "text"), objections_of(draft)
        if kind == ResponseKind.AGREED and objections:
            raise Problem(
                _("Trường đang có %(count)s ý kiến: hãy chọn “Có ý kiến”, hoặc bỏ các ý kiến đó.")
                % {"count": len(objections)}
            )
        if kind == ResponseKind.OBJECTED and not objections:
            raise Problem(_("Chưa ghi ý kiến nào. Hãy ghi ít nhất một ý kiến, hoặc chọn “Nhất trí”."))
        if kind not in (ResponseKind.AGREED, ResponseKind.OBJECTED):
            raise Problem(_("Hãy chọn nhất trí hay có ý kiến."), field="response")
        draft.response, draft.response_text = kind, words
        draft.responded_by_name, draft.responded_at = actor.name, timezone.now()
        draft.save(
            update_fields=["response", "response_text", "responded_by_name", "responded_at", "updated_at"]
        )
        return take_step(actor=actor, case=case, act=Act.RESPOND, version=version, note="")


def reply_to(*, actor: Actor, case: Case, objection_id: int, reply: str, reason: str, seen: str) -> Objection:
    """Write what the body does with an objection, and why; it may be changed until the report is final.

    Raises NotAllowed for anybody but leader and secretary, NotHere, Stale, Problem without a reason.
    """
    with writing(actor, case) as current:
        require_as(actor, current, Holder.LEAD)
        row = objection_at(current, objection_id)
        if row is None or not row.draft.response:
            raise NotHere(_("Không có ý kiến này."))
        _require_seen(row, seen)
        words = kept_text(reason, "reason")
        if reply not in ReplyKind.values:
            raise Problem(_("Hãy chọn tiếp thu hay bảo lưu."), field="reply")
        if not words:
            raise Problem(_("Hãy ghi lý do, hoặc đã sửa nội dung nào."), field="reason")
        row.reply, row.reply_reason = reply, words
        row.replied_by_name, row.replied_at = actor.name, timezone.now()
        row.save()
        record(
            actor=inner(actor, case),
            code=actions.CASE_OBJECTION_REPLIED,
            target=f"appraisals.Case:{case.pk}",
            reply=str(ReplyKind(reply).label),
            school=case.school.name,
            text=row.text[:200],
        )
    return row


def mark_of(row: Objection) -> str:
    """Return the mark of an objection as it stands, for forms."""
    return row.updated_at.isoformat()


def _answerable(actor: Actor, case: Case) -> Draft:
    require(actor, Permission.CASE_PREPARE, organisation_id=case.school_id)
    if actor.is_outside:
        raise NotAllowed(_("Chỉ người của trường chuẩn bị ý kiến phản hồi."))
    return _open_draft(Case.objects.select_for_update(of=("self",)).get(pk=case.pk))


def _open_draft(case: Case) -> Draft:
    draft = newest_draft(case)
    if draft is None or draft.response or not is_answerable(case):
        raise Problem(_("Hồ sơ không ở bước trường phản hồi dự thảo nên không ghi ý kiến được."))
    return draft


def _has_place(draft: Draft, values: ObjectionValues) -> bool:
    if not values.track and not values.criterion:
        return True
    places = {(one["track"], one["criterion"]) for one in draft.content["criteria"]}
    return (values.track, values.criterion) in places


def _standing(draft: Draft, objection_id: int, seen: str) -> Objection:
    row = Objection.objects.select_for_update().filter(draft=draft, pk=objection_id).first()
    if row is None:
        raise NotHere(_("Không có ý kiến này."))
    _require_seen(row, seen)
    return row


def _require_seen(row: Objection, seen: str) -> None:
    try:
        same = dt.datetime.fromisoformat(seen) == row.updated_at
    except (ValueError, TypeError):
        same = False
    if not same:
        raise Stale(_("Ý kiến này vừa được người khác sửa. Hãy mở lại trang để xem rồi sửa."))

"""Verbs of feedback (C2): somebody outside writes, the school or an office above answers, an office may show it."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor, system_actor
from minhdinh.access.permissions import ROLE_PERMISSIONS, Permission
from minhdinh.access.scope import school_scope
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Stale
from minhdinh.notifications.domain.notify import notify
from minhdinh.notifications.enums import NoticeKind
from minhdinh.organisations.domain.facts import require_above
from minhdinh.organisations.models import Membership, Organisation
from minhdinh.portal import actions
from minhdinh.portal.domain.words import written
from minhdinh.portal.enums import FeedbackState, FeedbackTopic
from minhdinh.portal.models import Feedback
from minhdinh.portal.models.feedback import LONGEST

LEAST = 10
LONGEST_REASON = 400
ROLES_AT_SCHOOL, ROLES_ABOVE = (
    [role for role, held in ROLE_PERMISSIONS.items() if wanted in held]
    for wanted in (Permission.SCHOOL_EDIT, Permission.OFFICE_NOTE)
)


@in_vietnamese
def send_feedback(*, school: Organisation, topic: str, body: str, form_id: str) -> Feedback:
    """Keep what somebody outside wrote about a school and tell the school and the office right above it.

    Anybody may; the view has checked the form and how often. A form sent twice gives the first one again. Raises
    Problem for a topic there is not, and for words that are missing, too few or too many.
    """
    if topic not in FeedbackTopic.values:
        raise Problem("Hãy chọn việc muốn góp ý.", field="topic")
    words = written(body)
    if not LEAST <= len(words) <= LONGEST:
        raise Problem(f"Hãy viết từ {LEAST} đến {LONGEST} chữ cái.", field="body")
    with transaction.atomic(), school_scope(school.pk):
        if not school.active:
            raise Problem("Trường này không còn hoạt động nên không nhận góp ý.")
        values = {"school": school, "topic": topic, "body": words}
        row, is_new = Feedback.objects.get_or_create(form_id=form_id, defaults=values)
        if is_new:
            record(actor=_outside(school), code=actions.FEEDBACK_SENT, target=_target(row), topic=_topic(row))
            _tell(row, school)
    return row


@in_vietnamese
def answer_feedback(
    *, actor: Actor, school: Organisation, feedback_id: int, version: int, answer: str
) -> Feedback:
    """Answer, or write the answer anew; what was public and changes is hidden until an office shows it again.

    Raises NotAllowed unless the actor leads the school or works in an office above, NotHere, Stale where somebody
    answered meanwhile, Problem for an answer without words.
    """
    _require_answerer(actor, school)
    words = written(answer)
    if not 0 < len(words) <= LONGEST:
        raise Problem(f"Hãy viết câu trả lời, nhiều nhất {LONGEST} chữ cái.", field="answer")
    with transaction.atomic(), school_scope(school.pk):
        row = _held(school, feedback_id, version)
        row.state, row.answer, row.public = FeedbackState.ANSWERED, words, False
        row.answered_by_id, row.answered_at = actor.user_id, timezone.now()
        row.answered_for_id = actor.home_id or actor.organisation_id
        _save(row)
        record(
            actor=_here(actor, school), code=actions.FEEDBACK_ANSWERED, target=_target(row), topic=_topic(row)
        )
    return row


@in_vietnamese
def close_feedback(
    *, actor: Actor, school: Organisation, feedback_id: int, version: int, reason: str
) -> Feedback:
    """Put aside what needs no answer (not about the school, insults), with the reason in the record."""
    _require_answerer(actor, school)
    words = written(reason)[:LONGEST_REASON]
    if not words:
        raise Problem("Hãy ghi lý do đóng góp ý.", field="reason")
    with transaction.atomic(), school_scope(school.pk):
        row = _held(school, feedback_id, version)
        if row.state != FeedbackState.NEW:
            raise Problem("Góp ý này đã được xử lý.")
        row.state = FeedbackState.CLOSED
        _save(row)
        record(actor=_here(actor, school), code=actions.FEEDBACK_CLOSED, target=_target(row), reason=words)
    return row


@in_vietnamese
def show_feedback(
    *, actor: Actor, school: Organisation, feedback_id: int, version: int, public: bool
) -> Feedback:
    """Show a question and its answer on the school's public page, or hide them; an office above decides it."""
    require_above(actor, Permission.OFFICE_NOTE, school)
    with transaction.atomic(), school_scope(school.pk):
        row = _held(school, feedback_id, version)
        if row.state != FeedbackState.ANSWERED:
            raise Problem("Chỉ góp ý đã trả lời mới hiện công khai được.")
        row.public = public
        _save(row)
        code = actions.FEEDBACK_SHOWN if public else actions.FEEDBACK_HIDDEN
        record(actor=_here(actor, school), code=code, target=_target(row), topic=_topic(row))
    return row


def _require_answerer(actor: Actor, school: Organisation) -> None:
    if actor.can(Permission.SCHOOL_EDIT) and actor.organisation_id == school.pk:
        return
    if not actor.can(Permission.OFFICE_NOTE):
        raise NotAllowed("Thầy/Cô chưa được giao quyền trả lời góp ý về trường này.")
    require_above(actor, Permission.OFFICE_NOTE, school)


def _held(school: Organisation, feedback_id: int, version: int) -> Feedback:
    row = Feedback.objects.select_for_update().filter(school=school, pk=feedback_id).first()
    if row is None:
        raise NotHere("Không có góp ý này.")
    if row.version != version:
        raise Stale("Có người vừa xử lý góp ý này. Hãy tải lại trang để xem rồi làm tiếp.")
    return row


def _save(row: Feedback) -> None:
    row.version += 1
    row.save()


def _tell(row: Feedback, school: Organisation) -> None:
    """Tell who may answer at the school, and who deals with schools in the office right above."""
    above = [int(step) for step in school.path.split("/") if step][:-1]
    today = timezone.localdate()
    told = Q(organisation=school, role__in=ROLES_AT_SCHOOL)
    told |= Q(organisation_id__in=above[-1:], role__in=ROLES_ABOVE)
    people = (
        Membership.objects.filter(told, ended=False, organisation__active=True)
        .filter(Q(valid_from__isnull=True) | Q(valid_from__lte=today))
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today))
        .values_list("user_id", flat=True)
    )
    notify(
        sorted(set(people)),
        text=_("Có góp ý của người dân về %(school)s: %(topic)s.")
        % {"school": school.name, "topic": _topic(row)},
        url=reverse("portal:feedback", args=[school.code, row.pk]),
        kind=NoticeKind.COMMENT,
        key=f"feedback:{row.pk}",
        organisation_id=school.pk,
    )


def _outside(school: Organisation) -> Actor:
    return system_actor(school.pk, name=_("Người dân"))


def _here(actor: Actor, school: Organisation) -> Actor:
    return replace(actor, organisation_id=school.pk, home_id=actor.home_id or actor.organisation_id)


def _target(row: Feedback) -> str:
    return f"portal.Feedback:{row.pk}"


def _topic(row: Feedback) -> str:
    return str(FeedbackTopic(row.topic).label)

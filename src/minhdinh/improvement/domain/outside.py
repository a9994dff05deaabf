"""Approval of an action from outside the school (U4): asked of an office above, answered by it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.improvement import actions
from minhdinh.improvement.domain.guards import hold, kept_line, kept_text, require_writer, short
from minhdinh.improvement.domain.notices import tell_answered, tell_asked
from minhdinh.improvement.domain.planning import action_target
from minhdinh.improvement.enums import OutsideState
from minhdinh.improvement.models import Action
from minhdinh.organisations.models import Organisation

ASKABLE = frozenset({OutsideState.NONE, OutsideState.NEEDED, OutsideState.REFUSED})


def offices_to_ask(school: Organisation) -> list[Organisation]:
    """Return the offices above a school that can approve, the nearest first; a ministry approves nothing here."""
    steps = [int(step) for step in school.path.strip("/").split("/") if step.isdecimal()]
    rows = Organisation.objects.filter(pk__in=[pk for pk in steps if pk != school.pk], active=True)
    found = {row.pk: row for row in rows.exclude(kind_id="ministry").select_related("kind")}
    return [found[pk] for pk in reversed(steps) if pk in found]


@in_vietnamese
def ask_outside(*, actor: Actor, action: Action, office: Organisation, request: str) -> None:
    """Ask an office above the school to approve an action; it is told. Also while the plan is being written."""
    require_writer(actor, action.plan)
    words = kept_text(request, field="request")
    if not words:
        raise Problem("Hãy ghi nội dung trình phê duyệt.", field="request")
    if office.pk not in {one.pk for one in offices_to_ask(action.plan.school)}:
        raise Problem("Chỉ trình được cơ quan quản lý trực tiếp của trường.", field="office")
    with transaction.atomic():
        hold(action.plan)
        action.refresh_from_db()
        if action.outside_state not in ASKABLE:
            raise Problem("Việc này đã trình hoặc đã được phê duyệt.")
        action.outside_state, action.outside_office, action.outside_request = (
            OutsideState.ASKED,
            office,
            words,
        )
        action.outside_answer, action.outside_number, action.outside_on = "", "", None
        action.outside_by_name = ""
        action.version += 1
        action.save()
        data = {"office": office.name, "content": short(action.content)}
        record(actor=actor, code=actions.OUTSIDE_ASKED, target=action_target(action), **data)
        tell_asked(action)


@in_vietnamese
def answer_outside(
    *, actor: Actor, action: Action, granted: bool, number: str, on: dt.date, words: str = ""
) -> None:
    """Answer what a school asked of the actor's own office; a refusal needs its reason."""
    require(actor, Permission.IMPROVEMENT_OUTSIDE, organisation_id=action.school_id)
    answer = kept_text(words, field="words")
    kept = kept_line(number, field="number", longest=60)
    if on > timezone.localdate():
        raise Problem("Ngày trả lời ở trong tương lai.", field="on")
    if not granted and not answer:
        raise Problem("Không phê duyệt thì hãy ghi lý do để trường biết.", field="words")
    with transaction.atomic():
        hold(action.plan)
        action.refresh_from_db()
        if actor.home_id is not None and actor.home_id != action.outside_office_id:
            raise NotAllowed("Trường không trình việc này lên cơ quan của Thầy/Cô.")
        if action.outside_state != OutsideState.ASKED:
            raise Problem("Việc này không chờ phê duyệt.")
        state = OutsideState.GRANTED if granted else OutsideState.REFUSED
        action.outside_state, action.outside_answer = state, answer
        action.outside_number, action.outside_on, action.outside_by_name = kept, on, actor.name
        action.version += 1
        action.save()
        data = {
            "office": action.outside_office.name if action.outside_office else "",
            "content": short(action.content),
            "answer": str(state.label),
        }
        record(actor=actor, code=actions.OUTSIDE_ANSWERED, target=action_target(action), **data)
        tell_answered(action)

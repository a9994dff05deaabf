"""The one way a registration moves: permission, the regime's stages, guards, one transaction, a step for ever."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor
from minhdinh.access.scope import school_scope
from minhdinh.appraisals import actions
from minhdinh.appraisals.domain.cases import guards
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.cases.notices import tell_step
from minhdinh.appraisals.domain.cases.offices import renew_offices
from minhdinh.appraisals.domain.cases.people import acts_as, require_as
from minhdinh.appraisals.enums import Act, Outcome
from minhdinh.appraisals.models import Case, CaseStep
from minhdinh.appraisals.rules.regimes import Regime, Stage
from minhdinh.appraisals.rules.stages import INNER_NOTES, NEEDS_REASON, acts_at, due_day, next_stage, owner
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem, Stale
from minhdinh.lib.text import clean
from minhdinh.organisations.models import Organisation

LONGEST_NOTE = 4000


def take_step(*, actor: Actor, case: Case, act: Act, version: int, note: str = "") -> Case:
    """Move a registration by an act and return it as it stands then.

    ``version`` is the one the page was drawn with. Raises NotAllowed for somebody whose act it is not, Stale where it
    has moved since, Problem for an act that the stage does not know or that lacks its reason, Problems with
    everything that the guards of the act name.
    """
    with school_scope(case.school_id), transaction.atomic():
        current = _locked(case)
        law = law_of(current)
        act = Act(act)
        if renew_offices(current, act):
            _record_offices(actor, current)
        target = _target(current, law, act)
        require_as(actor, current, owner(law, current.stage, act))
        if current.version != version:
            raise Stale(_("Hồ sơ vừa được người khác xử lý; hãy xem lại rồi làm tiếp."))
        reason = _kept(note)
        if act in NEEDS_REASON and not reason:
            raise Problem(_("Hãy ghi lý do."), field="note")
        guards.check(current, act)
        step = _move(actor, current, act, target, reason)
        guards.follow(current, act)
        _record(actor, current, step, target)
        tell_step(current, step, target)
    return current


def acts_open(actor: Actor, case: Case) -> list[Act]:
    """Return what this actor may do with a registration at its stage, in the regime's order."""
    law = law_of(case)
    known = acts_at(law, case.stage, ended=not case.school.active)
    return [act for act in known if acts_as(actor, case, owner(law, case.stage, act))]


def _kept(note: str) -> str:
    """Return a note as it is kept: its lines without control characters, whatever form it came from."""
    return "\n".join(clean(line) for line in note.splitlines()).strip()[:LONGEST_NOTE]


def _locked(case: Case) -> Case:
    return (
        Case.objects.select_for_update(of=("self",))
        .select_related("school", "department", "intake")
        .get(pk=case.pk)
    )


def _target(case: Case, law: Regime, act: Act) -> Stage:
    ended = not case.school.active
    target = next_stage(law, case.stage, act, with_intake=case.intake_id is not None, ended=ended)
    if target is None and ended and case.is_open:
        raise Problem(
            _(
                "Trường đã kết thúc hoạt động. Trường kế tục rút hồ sơ, hoặc Sở dừng việc đánh giá, có ghi lý do."
            )
        )
    if target is None:
        raise Problem(
            _("Hồ sơ đang ở bước “%(stage)s” nên không làm được việc “%(act)s”.")
            % {"stage": law.stage(case.stage).title, "act": act.label}
        )
    return target


def _move(actor: Actor, case: Case, act: Act, target: Stage, reason: str) -> CaseStep:
    now = timezone.now()
    step = CaseStep.objects.create(
        school_id=case.school_id,
        case=case,
        sequence=case.version + 1,
        act=act,
        from_stage=case.stage,
        to_stage=target.id,
        by_id=actor.user_id,
        by_name=actor.name,
        by_office=_office_name(actor, case),
        taken_at=now,
        note=reason,
    )
    case.stage, case.stage_since, case.version = target.id, now, case.version + 1
    case.due_on = due_on(target, timezone.localdate(now))
    if target.is_last:
        case.outcome, case.closed_at = Outcome(target.outcome), now
    case.save()
    return step


def due_on(stage: Stage, start: dt.date) -> dt.date | None:
    """Return the last day of a stage that begins on ``start``; None where no number of days is known."""
    return None if stage.days.value is None else due_day(start, stage.days.value)


def _office_name(actor: Actor, case: Case) -> str:
    known: dict[int | None, Organisation | None] = {
        case.department_id: case.department,
        case.intake_id: case.intake,
        case.school_id: case.school,
    }
    office = known.get(actor.organisation_id)
    if office is None and actor.organisation_id is not None:  # the heir of a school that has ended
        office = Organisation.objects.filter(pk=actor.organisation_id).first()
    return office.name if office else ""


def _record(actor: Actor, case: Case, step: CaseStep, target: Stage) -> None:
    record(
        actor=actor,
        code=actions.CASE_STEP,
        target=f"appraisals.Case:{case.pk}",
        school=case.school.name,
        act=str(Act(step.act).label),
        stage=target.title,
        note="" if step.act in INNER_NOTES else step.note[:200],
    )


def _record_offices(actor: Actor, case: Case) -> None:
    record(
        actor=actor,
        code=actions.CASE_OFFICES,
        target=f"appraisals.Case:{case.pk}",
        school=case.school.name,
        department=case.department.name,
        intake=(case.intake or case.department).name,
    )

"""The way of a report: every state × every verb × every role."""

import datetime as dt
import itertools
from collections.abc import Callable

import pytest
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Permission, Role
from minhdinh.assessments.domain.approval import MOVES, approve, may_move, reopen, send_back, submit
from minhdinh.assessments.domain.meetings import record_meeting
from minhdinh.assessments.domain.sealing import confirm_and_seal
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import Meeting, Seal
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem, Problems
from minhdinh.evidence.models import EvidenceItem
from tests.assessments.cases import Case, advance, decide, make_case, meeting_values, small_set, undone, write

Verb = Callable[[Actor, Case], object]


def meet(actor: Actor, case: Case) -> None:
    values = meeting_values(case.assessment)
    record_meeting(actor=actor, assessment=case.assessment, values=values)


VERBS: dict[str, Verb] = {
    "submit": lambda actor, case: submit(actor=actor, assessment=case.assessment),
    "meet": meet,
    "approve": lambda actor, case: approve(actor=actor, assessment=case.assessment),
    "send_back": lambda actor, case: send_back(actor=actor, assessment=case.assessment, reason="Sửa 1.3"),
    "confirm": lambda actor, case: confirm_and_seal(actor=actor, assessment=case.assessment),
    "reopen": lambda actor, case: reopen(actor=actor, assessment=case.assessment, reason="Bổ sung"),
}
LEADS = {Role.PRINCIPAL, Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY}
AFTER: dict[tuple[str, str], tuple[str, set[str]]] = {
    (State.DRAFT, "submit"): (State.SUBMITTED, LEADS),
    (State.SUBMITTED, "meet"): (State.SUBMITTED, LEADS),
    (State.SUBMITTED, "approve"): (State.APPROVED, {Role.CHAIR}),
    (State.SUBMITTED, "send_back"): (State.DRAFT, {Role.CHAIR}),
    (State.APPROVED, "send_back"): (State.DRAFT, {Role.PRINCIPAL}),
    (State.APPROVED, "confirm"): (State.SEALED, {Role.PRINCIPAL}),
    (State.SEALED, "reopen"): (State.DRAFT, {Role.PRINCIPAL}),
}
ROLES = [
    Role.PRINCIPAL,
    Role.CHAIR,
    Role.VICE_CHAIR,
    Role.SECRETARY,
    Role.MEMBER,
    Role.CONTRIBUTOR,
    Role.VIEWER,
]


def at_state(case: Case, state: str) -> None:
    """Bring the report to ``state``; one handed in has had its meeting."""
    advance(case, state)
    if state == State.SUBMITTED:
        meet(case.system, case)


@pytest.mark.parametrize("state", State.values)
def test_every_state_with_every_verb_and_role(decided: Case, state: str) -> None:
    at_state(decided, state)
    actors = {role: decided.actor(role) for role in ROLES}
    for verb, role in itertools.product(VERBS, ROLES):
        target, allowed = AFTER.get((state, verb), (state, set()))
        with undone():
            decided.assessment = decided.fresh()
            went = carried_out(verb, actors[role], decided)
            after = decided.fresh()
            assert went == (role in allowed), (state, verb, role)
            assert after.state == (target if went else state), (state, verb, role)
            assert not went or Entry.objects.latest("pk").user_id == decided.user(role).pk


def carried_out(verb: str, actor: Actor, case: Case) -> bool:
    try:
        VERBS[verb](actor, case)
    except Problem:
        return False
    return True


@pytest.mark.parametrize("state", State.values)
def test_the_system_carries_out_exactly_the_steps_of_the_table(decided: Case, state: str) -> None:
    at_state(decided, state)
    for verb in VERBS:
        with undone():
            decided.assessment = decided.fresh()
            assert carried_out(verb, decided.system, decided) == ((state, verb) in AFTER), (state, verb)


def test_the_table_of_moves_is_the_whole_life() -> None:
    assert {(before, after) for before in State for after in State if may_move(before, after)} == set(MOVES)
    assert not may_move(State.SEALED, State.APPROVED)


def test_an_undecided_criterion_stops_the_hand_in_with_a_link(small: Case) -> None:
    decide(small, "1.1")
    with pytest.raises(Problems) as caught:
        submit(actor=small.system, assessment=small.assessment)
    (only,) = caught.value.problems
    assert only.message == "Chưa trình được: 02 tiêu chí chưa ghi mức: 1.3, 2.3."
    assert only.link == small.url("tieu-chi/thcs/1.3/")
    assert small.fresh().state == State.DRAFT


def test_a_report_with_honest_noes_is_handed_in(small: Case) -> None:
    for criterion in ("1.1", "1.3", "2.3"):
        decide(small, criterion, level=0)
    submit(actor=small.system, assessment=small.assessment)
    row = small.fresh()
    assert (row.state, row.level) == (State.SUBMITTED, 0)
    assert row.submitted_at is not None


def let_evidence_run_out(case: Case) -> None:
    EvidenceItem.objects.filter(school=case.school, root_criterion="1.3").update(
        valid_to=timezone.localdate() - dt.timedelta(days=1)
    )


def test_evidence_that_ran_out_is_noticed_at_the_hand_in(decided: Case) -> None:
    let_evidence_run_out(decided)
    with pytest.raises(Problems, match=r"01 tiêu chí chưa ghi mức: 1\.3"):
        submit(actor=decided.system, assessment=decided.assessment)
    assert decided.sheet("1.3").level is None
    assert Entry.objects.filter(action="assessment.level_withdrawn").count() == 1


@pytest.mark.parametrize(("state", "verb"), [(State.SUBMITTED, "approve"), (State.APPROVED, "confirm")])
def test_nobody_decides_on_a_level_that_nothing_holds_up(decided: Case, state: str, verb: str) -> None:
    at_state(decided, state)
    let_evidence_run_out(decided)
    with pytest.raises(Problems, match=r"Tiêu chí 1\.3: Không còn đủ minh chứng dùng được"):
        VERBS[verb](decided.system, decided)
    assert decided.fresh().state == state
    send_back(actor=decided.system, assessment=decided.assessment, reason="Gia hạn minh chứng 1.3")
    assert (decided.sheet("1.3").level, decided.sheet("1.1").level) == (None, 1)


def test_approval_needs_the_meeting_on_this_revision(decided: Case) -> None:
    advance(decided, State.SEALED)
    reopen(actor=decided.system, assessment=decided.assessment, reason="Bổ sung")
    submit(actor=decided.system, assessment=decided.assessment)
    with pytest.raises(Problem, match="Hãy ghi cuộc họp"):
        approve(actor=decided.system, assessment=decided.assessment)
    meet(decided.system, decided)
    approve(actor=decided.system, assessment=decided.assessment)
    assert [row.revision for row in Meeting.objects.order_by("revision")] == [1, 2]


def test_approval_remembers_who_and_when(decided: Case) -> None:
    at_state(decided, State.SUBMITTED)
    approve(actor=decided.actor(Role.CHAIR), assessment=decided.assessment)
    row = decided.fresh()
    assert row.approved_by == decided.user(Role.CHAIR)
    assert row.approved_at is not None


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED])
def test_a_returned_report_carries_the_reason_and_is_open_again(decided: Case, state: str) -> None:
    at_state(decided, state)
    send_back(actor=decided.system, assessment=decided.assessment, reason="  Làm rõ số liệu 2.3 ")
    row = decided.fresh()
    assert (row.state, row.return_reason, row.revision) == (State.DRAFT, "Làm rõ số liệu 2.3", 1)
    assert (row.approved_at, row.approved_by, row.submitted_at) == (None, None, None)
    write(decided, decided.slot(), "Đã sửa", [])
    assert Entry.objects.filter(action="assessment.returned").count() == 1
    submit_again(decided)
    assert decided.fresh().return_reason == ""


def submit_again(case: Case) -> None:
    for criterion in ("1.1", "1.3", "2.3"):
        decide(case, criterion)
    submit(actor=case.system, assessment=case.assessment)


@pytest.mark.parametrize("reason", ["", "  "])
def test_returning_and_reopening_need_a_reason(decided: Case, reason: str) -> None:
    at_state(decided, State.SUBMITTED)
    with pytest.raises(Problem, match="lý do trả lại"):
        send_back(actor=decided.system, assessment=decided.assessment, reason=reason)
    with pytest.raises(Problem, match="lý do mở lại"):
        reopen(actor=decided.system, assessment=decided.assessment, reason=reason)


def test_a_sealed_report_is_reopened_and_never_sent_back(decided: Case) -> None:
    advance(decided, State.SEALED)
    with pytest.raises(Problem, match="dùng “Mở lại”"):
        send_back(actor=decided.system, assessment=decided.assessment, reason="x")


def test_reopening_marks_the_old_seal_and_counts_the_next_revision(decided: Case) -> None:
    advance(decided, State.SEALED)
    let_evidence_run_out(decided)
    reopen(actor=decided.system, assessment=decided.assessment, reason="Gia hạn minh chứng")
    seal = Seal.objects.get()
    assert (seal.reopened_reason, seal.revision) == ("Gia hạn minh chứng", 1)
    assert seal.reopened_at is not None
    assert (decided.fresh().revision, decided.sheet("1.3").level) == (2, None)


@pytest.mark.parametrize("verb", ["approve", "send_back"])
def test_a_step_on_an_old_page_is_refused(decided: Case, verb: str) -> None:
    at_state(decided, State.SUBMITTED)
    old = Case(decided.school, decided.fresh())
    VERBS["approve"](decided.system, decided)
    with pytest.raises(Problem):
        VERBS[verb](old.system, old)
    assert decided.fresh().state == State.APPROVED


@pytest.mark.parametrize("verb", list(VERBS))
def test_another_schools_head_moves_nothing(decided: Case, verb: str) -> None:
    other = make_case(standard_set=small_set())
    everything = Actor(1, "Người ngoài", other.school.pk, frozenset(), frozenset(Permission))
    with pytest.raises(NotAllowed, match="đơn vị khác"):
        VERBS[verb](everything, decided)

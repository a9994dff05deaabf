import itertools

import pytest

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.review import MOVES, move_sheet
from minhdinh.assessments.enums import SheetState, State
from minhdinh.assessments.models import SelfAssessment, Sheet
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from tests.assessments.cases import Case, decide, item, write

VERBS = ("hand_in", "take_back", "approve", "return")


def stand(case: Case, state: str) -> Sheet:
    Sheet.objects.filter(pk=case.sheet().pk).update(state=state)
    return case.sheet()


@pytest.mark.parametrize(("state", "move"), list(itertools.product(SheetState.values, VERBS)))
def test_every_state_with_every_move(small: Case, state: str, move: str) -> None:
    decide(small)
    sheet = stand(small, state)
    target = MOVES.get((move, state))
    if target is None:
        with pytest.raises(Problem, match="không làm được việc này"):
            move_sheet(actor=small.system, sheet=sheet, move=move, reason="Thiếu số liệu")
        assert small.sheet().state == state
        return
    version = sheet.version
    moved = move_sheet(actor=small.system, sheet=sheet, move=move, reason="Thiếu số liệu")
    assert (moved.state, small.sheet().state) == (target, target)
    assert small.sheet().version == version + 1
    entry = Entry.objects.get(action="assessment.sheet_moved")
    assert entry.data == {
        "criterion": "1.3",
        "state": str(SheetState(target).label),
        "reason": "Thiếu số liệu",
    }


@pytest.mark.parametrize("move", ["hand_in", "approve"])
def test_an_undecided_sheet_is_neither_handed_in_nor_approved(small: Case, move: str) -> None:
    with pytest.raises(Problem, match="chưa ghi mức"):
        move_sheet(actor=small.system, sheet=stand(small, SheetState.DRAFTING), move=move)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_returning_needs_a_reason(small: Case, reason: str) -> None:
    decide(small)
    with pytest.raises(Problem, match="cần sửa gì"):
        move_sheet(actor=small.system, sheet=stand(small, SheetState.WAITING), move="return", reason=reason)


def test_there_are_no_other_moves(small: Case) -> None:
    with pytest.raises(NotHere):
        move_sheet(actor=small.system, sheet=small.sheet(), move="seal")


@pytest.mark.parametrize("move", VERBS)
@pytest.mark.parametrize("role", [Role.MEMBER, Role.CONTRIBUTOR, Role.VIEWER, Role.SCHOOL_ADMIN])
def test_who_may_not_move_a_sheet(small: Case, role: str, move: str) -> None:
    decide(small)
    with pytest.raises(NotAllowed):
        move_sheet(actor=small.actor(role), sheet=small.sheet(), move=move, reason="x")


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED, State.SEALED])
def test_no_sheet_moves_once_the_report_left_the_desk(decided: Case, state: str) -> None:
    SelfAssessment.objects.update(state=state)
    with pytest.raises(Problem, match="không sửa được"):
        move_sheet(actor=decided.system, sheet=decided.sheet(), move="hand_in")


def test_what_to_mend_stays_on_the_sheet_until_it_is_handed_in_again(small: Case) -> None:
    decide(small)
    move_sheet(actor=small.system, sheet=small.sheet(), move="hand_in")
    move_sheet(actor=small.system, sheet=small.sheet(), move="return", reason=" Ghi rõ ngày trích xuất ")
    assert small.sheet().to_mend == "Ghi rõ ngày trích xuất"
    write(small, small.slot(), "Trích xuất ngày 15/10/2026", [item(small)])
    assert small.sheet().to_mend == "Ghi rõ ngày trích xuất"
    move_sheet(actor=small.system, sheet=small.sheet(), move="hand_in")
    assert small.sheet().to_mend == ""


def test_a_move_on_an_old_page_sees_the_state_as_it_is_now(small: Case) -> None:
    decide(small)
    seen = small.sheet()
    move_sheet(actor=small.system, sheet=small.sheet(), move="hand_in")
    with pytest.raises(Problem, match="Chờ duyệt"):
        move_sheet(actor=small.system, sheet=seen, move="hand_in")


def test_a_move_leaves_the_level_alone(small: Case) -> None:
    decide(small)
    for move in ("hand_in", "approve", "return"):
        move_sheet(actor=small.system, sheet=small.sheet(), move=move, reason="Sửa câu 2")
    assert (small.sheet().level, small.sheet().state) == (1, SheetState.NEEDS_WORK)

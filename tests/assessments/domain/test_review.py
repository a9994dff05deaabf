import itertools
from dataclasses import dataclass

import pytest

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.assignments import save_assignments
from minhdinh.assessments.domain.comments import About, resolve_thread
from minhdinh.assessments.domain.council import CouncilValues, MemberValues, save_council
from minhdinh.assessments.domain.review import move_sheet, moves_of, open_reasons, save_review_steps
from minhdinh.assessments.enums import SheetState, State
from minhdinh.assessments.models import Comment, CouncilMember, SelfAssessment, Sheet, SheetChange
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Stale
from minhdinh.notifications.models import Notice
from tests.assessments.cases import Case, decide, item, write
from tests.factories import acting, member

VERBS = ("hand_in", "take_back", "pass_on", "approve", "return")
# The short way: what a move makes of a state; what is not here cannot be done.
SHORT_WAY = {
    ("hand_in", "drafting"): "waiting",
    ("hand_in", "needs_work"): "waiting",
    ("take_back", "waiting"): "drafting",
    ("approve", "waiting"): "approved",
    ("approve", "drafting"): "approved",
    ("return", "waiting"): "needs_work",
    ("return", "approved"): "needs_work",
}
CHAIN = ["group_lead", "secretary", "chair"]
# The long way: who may make a move on a sheet at a step. W writes it, G leads the group, S is the secretary (as is
# whoever leads), C the chair.
LONG_WAY = {
    ("drafting", "hand_in"): "WSC",
    ("needs_work", "hand_in"): "WSC",
    ("waiting:group_lead", "take_back"): "WSC",
    ("waiting:group_lead", "pass_on"): "GSC",
    ("waiting:group_lead", "return"): "GSC",
    ("waiting:secretary", "take_back"): "WSC",
    ("waiting:secretary", "pass_on"): "SC",
    ("waiting:secretary", "return"): "SC",
    ("waiting:chair", "take_back"): "WSC",
    ("waiting:chair", "approve"): "C",
    ("waiting:chair", "return"): "C",
    ("approved", "return"): "C",
}
STANDS = [
    "empty",
    "drafting",
    "waiting:group_lead",
    "waiting:secretary",
    "waiting:chair",
    "needs_work",
    "approved",
]


def stand(case: Case, state: str) -> Sheet:
    Sheet.objects.filter(pk=case.sheet().pk).update(state=state)
    return case.sheet()


@pytest.mark.parametrize(("state", "move"), list(itertools.product(SheetState.values, VERBS)))
def test_every_state_with_every_move(small: Case, state: str, move: str) -> None:
    decide(small)
    sheet = stand(small, state)
    target = SHORT_WAY.get((move, state))
    if target is None:
        with pytest.raises(Problem, match="không làm được việc này"):
            move_sheet(actor=small.system, sheet=sheet, move=move, reason="Thiếu số liệu")
        assert small.sheet().state == state
        return
    version = sheet.version
    moved = move_sheet(actor=small.system, sheet=sheet, move=move, reason="Thiếu số liệu")
    assert (moved.state, small.sheet().state) == (target, target)
    assert small.sheet().version == version + 1
    assert moved.review_step == ""
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


@pytest.mark.parametrize("reason", ["", "  \n", "\x00"])
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


@dataclass
class Desk:
    """A sheet with its people: W writes it, G leads the group, V is of the council without it, S, P, C lead."""

    case: Case
    actors: dict[str, Actor]

    def stand(self, stand: str) -> Sheet:
        state, _colon, step = stand.partition(":")
        Sheet.objects.filter(pk=self.case.sheet().pk).update(state=state, review_step=step)
        return self.case.sheet()

    def move(self, who: str, move: str, **more: object) -> Sheet:
        return move_sheet(actor=self.actors[who], sheet=self.case.sheet(), move=move, **more)


@pytest.fixture
def desk(small: Case) -> Desk:
    """Return 1.3 decided, its council and groups, and a chain of three steps."""
    decide(small)
    school = small.school
    roles = {"W": Role.MEMBER, "G": Role.MEMBER, "V": Role.MEMBER, "S": Role.SECRETARY, "C": Role.CHAIR}
    users = {key: member(school, role, full_name=f"Người {key}") for key, role in roles.items()}
    users["P"] = member(school, Role.PRINCIPAL)
    users["R"] = member(school, Role.VIEWER)
    seats = [
        MemberValues(
            name=f"Người {key}", role=role, position="Giáo viên", user_id=users[key].pk,
            group="Nhóm 2" if key == "V" else "Nhóm 1", leads_group=key in {"G", "V"},
        )
        for key, role in roles.items()
    ]  # fmt: skip
    save_council(
        actor=small.system, assessment=small.assessment, values=CouncilValues("1/QĐ", None, members=seats)
    )
    seat = CouncilMember.objects.get(user=users["W"])
    save_assignments(
        actor=small.system, assessment=small.assessment, pairs={(small.sheet().pk, seat.pk)}, leads={}
    )
    save_review_steps(actor=small.system, assessment=small.assessment, steps=CHAIN)
    return Desk(small, {key: acting(user, school) for key, user in users.items()})


@pytest.mark.parametrize(("stand", "move"), list(itertools.product(STANDS, VERBS)))
def test_every_stand_with_every_move_and_every_person(desk: Desk, stand: str, move: str) -> None:
    """W, G, S, C as in the table; the principal stands as the secretary does, V and R never."""
    able = LONG_WAY.get((stand, move), "")
    for who in "WGVSCPR":
        sheet = desk.stand(stand)
        allowed = ("S" if who == "P" else who) in able
        assert (move in moves_of(desk.actors[who], sheet)) is allowed, who
        if allowed:
            moved = desk.move(who, move, reason="Thiếu số liệu")
            assert (moved.state, moved.review_step) != (sheet.state, sheet.review_step)
        else:
            with pytest.raises(Problem):
                desk.move(who, move, reason="Thiếu số liệu")
            assert (desk.case.sheet().state, desk.case.sheet().review_step) == (
                sheet.state,
                sheet.review_step,
            )


def test_a_sheet_goes_from_hand_to_hand_to_its_approval(desk: Desk) -> None:
    for who, move, step in (
        ("W", "hand_in", "group_lead"),
        ("G", "pass_on", "secretary"),
        ("S", "pass_on", "chair"),
    ):
        sheet = desk.move(who, move)
        assert (sheet.state, sheet.review_step) == (SheetState.WAITING, step)
    assert desk.move("C", "approve").state == SheetState.APPROVED
    told = {(one.person_id, one.text.split(" (")[0]) for one in Notice.objects.all()}
    waits = "Phiếu tiêu chí 1.3 chờ Thầy/Cô duyệt"
    assert {(desk.actors[who].user_id, waits) for who in "GSC"} <= told
    assert (desk.actors["W"].user_id, "Phiếu tiêu chí 1.3 đã được Người C duyệt.") in told
    assert Notice.objects.count() == 4


def test_writing_on_a_sheet_under_review_tells_who_was_to_read_it(desk: Desk) -> None:
    desk.move("W", "hand_in")
    Notice.objects.all().delete()
    write(desk.case, desk.case.slot(), "Bổ sung số liệu ngày 15/10/2026", [item(desk.case)])
    sheet = desk.case.sheet()
    assert (sheet.state, sheet.review_step) == (SheetState.DRAFTING, "")
    told = {one.person_id: one.text for one in Notice.objects.all()}
    assert {desk.actors["G"].user_id, desk.actors["W"].user_id} <= set(told)
    assert desk.actors["C"].user_id not in told
    assert set(told.values()) == {
        "Phiếu tiêu chí 1.3 đang duyệt thì Hệ thống sửa (đoạn 1.3.1a); phiếu cần được trình lại."
    }
    write(desk.case, desk.case.slot(), "Bổ sung lần nữa", [item(desk.case)])
    assert Notice.objects.count() == len(told)


def test_whoever_hands_on_skips_the_own_step_and_one_without_people(desk: Desk) -> None:
    assert desk.move("S", "hand_in").review_step == "group_lead"
    desk.move("S", "take_back")
    CouncilMember.objects.update(leads_group=False)
    assert desk.move("S", "hand_in").review_step == "chair"


def test_the_last_step_is_never_skipped(desk: Desk) -> None:
    save_review_steps(actor=desk.case.system, assessment=desk.case.assessment, steps=["secretary"])
    assert desk.move("S", "hand_in").review_step == "secretary"
    assert desk.move("P", "approve").state == SheetState.APPROVED


def test_waiting_sheets_go_on_when_the_steps_change(desk: Desk) -> None:
    desk.stand("waiting:group_lead")
    for steps, step in ((["secretary", "chair"], "secretary"), (["group_lead"], "group_lead"), ([], "")):
        save_review_steps(actor=desk.actors["S"], assessment=desk.case.assessment, steps=steps)
        assert desk.case.sheet().review_step == step
    assert desk.move("S", "approve").state == SheetState.APPROVED
    assert desk.case.fresh().review_steps == []


@pytest.mark.parametrize("steps", [["nobody"], ["chair", ""], ["chair; drop"]])
def test_there_are_no_other_steps(small: Case, steps: list[str]) -> None:
    with pytest.raises(Problem, match="bước duyệt"):
        save_review_steps(actor=small.system, assessment=small.assessment, steps=steps)


def test_steps_are_for_who_leads_while_the_report_is_open(small: Case) -> None:
    with pytest.raises(NotAllowed):
        save_review_steps(actor=small.actor(Role.MEMBER), assessment=small.assessment, steps=CHAIN)
    save_review_steps(actor=small.system, assessment=small.assessment, steps=[*CHAIN[::-1], "chair"])
    assert small.fresh().review_steps == CHAIN
    assert (
        Entry.objects.get(action="assessment.review_steps_saved").data["steps"]
        == "Nhóm trưởng, Thư ký, Chủ tịch"
    )
    save_review_steps(actor=small.system, assessment=small.assessment, steps=CHAIN)
    assert Entry.objects.filter(action="assessment.review_steps_saved").count() == 1
    SelfAssessment.objects.update(state=State.SEALED, complete=True)
    with pytest.raises(Problem, match="không sửa được"):
        save_review_steps(actor=small.system, assessment=small.fresh(), steps=[])


@pytest.mark.parametrize(
    ("move", "stand"),
    [("approve", "waiting:chair"), ("pass_on", "waiting:secretary"), ("return", "approved")],
)
def test_nobody_decides_on_what_was_not_read(desk: Desk, move: str, stand: str) -> None:
    seen = desk.stand(stand).version
    Sheet.objects.filter(pk=desk.case.sheet().pk).update(version=seen + 1)
    with pytest.raises(Stale, match="đã thay đổi sau khi Thầy/Cô mở trang"):
        desk.move("C", move, reason="x", version=seen)
    assert desk.move("C", move, reason="x", version=seen + 1).version == seen + 2


def test_an_approval_keeps_the_versions_that_were_read(small: Case) -> None:
    decide(small)
    write(small, small.slot(), "Bản thứ hai", [item(small)])
    move_sheet(actor=small.system, sheet=small.sheet(), move="hand_in")
    version = small.sheet().version
    move_sheet(actor=small.actor(), sheet=small.sheet(), move="approve", version=version)
    kept = SheetChange.objects.get(kind="move", field="approve")
    assert kept.read == {"version": version, "passages": {small.slot(): 2}}
    assert (kept.before, kept.after, kept.author_id) == ("waiting", "approved", small.user(Role.SECRETARY).pk)


def test_a_reason_on_a_passage_keeps_the_sheet_until_it_is_resolved(desk: Desk) -> None:
    desk.move("W", "hand_in")
    about = About(slot=desk.case.slot(), quote="lập đủ hồ sơ")
    desk.move("G", "return", reason="Nêu số hồ sơ", about=about)
    reason = Comment.objects.get()
    assert (reason.requirement, reason.version, reason.quote) == ("1.3.1a", 1, "lập đủ hồ sơ")
    assert (reason.must_mend, reason.author_id) == (True, desk.actors["G"].user_id)
    assert desk.case.sheet().to_mend == ""
    texts = Notice.objects.filter(person_id=desk.actors["W"].user_id).values_list("text", flat=True)
    assert "Người G trả lại phiếu tiêu chí 1.3: Nêu số hồ sơ" in texts
    with pytest.raises(Problem, match=r"Còn 01 góp ý buộc sửa chưa đánh dấu đã xong \(1\.3\.1a\)"):
        desk.move("W", "hand_in")
    resolve_thread(actor=desk.actors["W"], comment=reason)
    assert open_reasons(desk.case.sheet()) == []
    assert desk.move("W", "hand_in").state == SheetState.WAITING


def test_reasons_written_beforehand_are_reason_enough(desk: Desk) -> None:
    desk.move("W", "hand_in")
    desk.move("G", "return", reason="Thiếu ngày", about=About(requirement="1.3.1a"))
    resolve_thread(actor=desk.actors["W"], comment=Comment.objects.get())
    desk.move("W", "hand_in")
    Comment.objects.update(resolved_at=None)
    with pytest.raises(Problem, match="buộc sửa"):
        desk.move("G", "pass_on")
    assert desk.move("G", "return").state == SheetState.NEEDS_WORK


@pytest.mark.parametrize(
    "about", [About(requirement="9.9.9z"), About(slot="statement:thcs:1.1:1:1.1.1a"), About(slot="x")]
)
def test_a_return_to_no_place_changes_nothing(desk: Desk, about: About) -> None:
    desk.stand("waiting:group_lead")
    with pytest.raises(NotHere):
        desk.move("G", "return", reason="Sửa", about=about)
    assert desk.case.sheet().state == SheetState.WAITING
    assert not Comment.objects.exists()

import pytest

from minhdinh.access.permissions import Role, permissions_of
from minhdinh.assessments.domain.assignments import save_assignments
from minhdinh.assessments.domain.comments import add_comment, answer_comment, resolve_thread, withdraw_comment
from minhdinh.assessments.domain.council import CouncilValues, MemberValues, save_council
from minhdinh.assessments.domain.review import move_sheet, save_review_steps
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import CouncilMember, SelfAssessment
from minhdinh.assessments.presenters.review_work import comment_work, step_review_work
from minhdinh.assessments.work import Worker, WorkItem
from tests.assessments.cases import Case, decide

pytestmark = pytest.mark.django_db


def workers(case: Case, *roles: str) -> list[Worker]:
    people = [(case.user(role), role) for role in roles]
    return [Worker(user.pk, user.full_name, permissions_of({role})) for user, role in people]


def waiting(case: Case, *roles: str) -> dict[str, list[WorkItem]]:
    """Return the comments that wait, by role."""
    asked = workers(case, *roles)
    by_id = {worker.person_id: role for worker, role in zip(asked, roles, strict=True)}
    found: dict[str, list[WorkItem]] = {role: [] for role in roles}
    for person_id, item in comment_work(case.assessment, asked):
        found[by_id[person_id]].append(item)
    return found


def put_in_charge(case: Case) -> None:
    """Give 1.3 to the member, whose group the secretary leads."""
    seats = [
        MemberValues(name="Viết", role=Role.MEMBER, user_id=case.user(Role.MEMBER).pk, group="Nhóm 1"),
        MemberValues(
            name="Trưởng",
            role=Role.SECRETARY,
            user_id=case.user(Role.SECRETARY).pk,
            group="Nhóm 1",
            leads_group=True,
        ),
    ]
    save_council(
        actor=case.system, assessment=case.assessment, values=CouncilValues("1/QĐ", None, members=seats)
    )
    seat = CouncilMember.objects.get(user=case.user(Role.MEMBER))
    save_assignments(
        actor=case.system, assessment=case.assessment, pairs={(case.sheet().pk, seat.pk)}, leads={}
    )


def test_a_comment_waits_for_who_is_named_and_who_is_in_charge(small: Case) -> None:
    put_in_charge(small)
    secretary = small.user(Role.SECRETARY)
    head = add_comment(
        actor=small.actor(Role.CHAIR),
        sheet=small.sheet(),
        text=f"@{secretary.full_name} xem giúp",
        must_mend=True,
    )
    found = waiting(small, Role.MEMBER, Role.SECRETARY, Role.CHAIR, Role.VICE_CHAIR)
    assert [len(found[role]) for role in found] == [1, 1, 0, 0]
    item = found[Role.MEMBER][0]
    assert (item.kind, item.criterion, item.blocks, item.title) == ("comment", "1.3", 1, "Sửa theo góp ý 1.3")
    assert item.url == f"{small.url('tieu-chi/thcs/1.3/')}#gop-y-{head.pk}"
    assert small.user(Role.CHAIR).full_name in item.note


def test_it_waits_for_the_others_once_answered_and_for_nobody_once_done(small: Case) -> None:
    put_in_charge(small)
    head = add_comment(actor=small.actor(Role.CHAIR), sheet=small.sheet(), text="Ghi rõ ngày")
    answer = answer_comment(actor=small.actor(Role.MEMBER), comment=head, text="Đã ghi")
    found = waiting(small, Role.MEMBER, Role.CHAIR)
    assert [len(found[role]) for role in found] == [0, 1]
    withdraw_comment(actor=small.actor(Role.MEMBER), comment=answer)
    found = waiting(small, Role.MEMBER, Role.CHAIR)
    assert [len(found[role]) for role in found] == [1, 0]
    resolve_thread(actor=small.actor(), comment=head)
    assert not any(waiting(small, Role.MEMBER, Role.CHAIR).values())


def test_a_viewer_and_a_sealed_report_have_nothing_to_answer(small: Case) -> None:
    viewer = small.user(Role.VIEWER)
    add_comment(actor=small.actor(), sheet=small.sheet(), text=f"@{viewer.full_name} xem")
    assert waiting(small, Role.VIEWER) == {Role.VIEWER: []}
    add_comment(actor=small.actor(), sheet=small.sheet(), text=f"@{small.user(Role.CHAIR).full_name} xem")
    assert len(waiting(small, Role.CHAIR)[Role.CHAIR]) == 1
    small.assessment.state = State.SEALED
    assert waiting(small, Role.CHAIR) == {Role.CHAIR: []}


def test_a_sheet_at_a_step_waits_for_its_people(small: Case) -> None:
    put_in_charge(small)
    decide(small)
    save_review_steps(
        actor=small.system, assessment=small.assessment, steps=["group_lead", "secretary", "chair"]
    )
    asked = workers(small, Role.MEMBER, Role.SECRETARY, Role.CHAIR)
    assert list(step_review_work(small.assessment, asked)) == []
    for move in ("hand_in", "pass_on"):
        move_sheet(actor=small.system, sheet=small.sheet(), move=move)
        ((person, item),) = step_review_work(small.assessment, asked)
        assert person == small.user(Role.SECRETARY).pk
        assert (item.kind, item.title, item.blocks) == ("review", "Duyệt phiếu 1.3", 1)
    move_sheet(actor=small.system, sheet=small.sheet(), move="pass_on")
    assert list(step_review_work(small.assessment, asked)) == []
    SelfAssessment.objects.update(state=State.SUBMITTED, complete=True)
    assert list(step_review_work(small.fresh(), asked)) == []


def test_the_queries_do_not_grow_with_threads_and_people(small: Case, django_assert_num_queries) -> None:
    put_in_charge(small)
    asked = workers(small, Role.MEMBER, Role.SECRETARY, Role.CHAIR, Role.VICE_CHAIR, Role.PRINCIPAL)
    for criterion in ("1.1", "1.3", "2.3"):
        head = add_comment(actor=small.actor(Role.CHAIR), sheet=small.sheet(criterion), text="Một")
        answer_comment(actor=small.actor(Role.CHAIR), comment=head, text="Hai")
    with django_assert_num_queries(4):
        list(comment_work(small.assessment, asked))

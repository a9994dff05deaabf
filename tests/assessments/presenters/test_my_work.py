import pytest

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.assignments import save_assignments
from minhdinh.assessments.domain.review import move_sheet
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import CouncilMember
from minhdinh.assessments.presenters.my_work import build_my_work
from tests.assessments.cases import Case, advance, decide, item, seat_council
from tests.factories import acting, member


@pytest.fixture
def teacher(small: Case) -> Actor:
    """Return a member in charge of 1.3 and 2.3."""
    user = member(small.school, Role.MEMBER)
    seat_council(small, member=user)
    seat = CouncilMember.objects.get(user=user)
    pairs = {(small.sheet(code).pk, seat.pk) for code in ("1.3", "2.3")}
    save_assignments(actor=small.system, assessment=small.assessment, pairs=pairs, leads={})
    return acting(user, small.school)


def work(actor: Actor, case: Case) -> list[tuple[str, str]]:
    found = build_my_work(actor, case.fresh())
    return [(one.title, one.url) for one in found]


def test_a_member_writes_what_was_assigned(small: Case, teacher: Actor) -> None:
    assert work(teacher, small) == [
        ("Viết 2.3", small.url("tieu-chi/thcs/2.3/")),  # the remarks of its standard wait for it
        ("Thu thập minh chứng 1.3", small.url("tieu-chi/thcs/1.3/")),
        ("Viết 1.3", small.url("tieu-chi/thcs/1.3/")),
        ("Thu thập minh chứng 2.3", small.url("tieu-chi/thcs/2.3/")),
    ]


def test_what_was_returned_comes_first(small: Case, teacher: Actor) -> None:
    decide(small, "2.3")
    for move in ("hand_in", "return"):
        move_sheet(actor=small.system, sheet=small.sheet("2.3"), move=move, reason="Ghi rõ ngày")
    assert [title for title, _url in work(teacher, small)] == [
        "Sửa 2.3",
        "Thu thập minh chứng 1.3",
        "Viết 1.3",
    ]


def test_the_chair_approves_what_waits(small: Case) -> None:
    decide(small, "1.1")
    move_sheet(actor=small.system, sheet=small.sheet("1.1"), move="hand_in")
    assert [title for title, _url in work(small.actor(Role.CHAIR), small)] == ["Duyệt phiếu 1.1"]


def test_the_secretary_verifies_what_was_sent(small: Case) -> None:
    item(small, verified=False)
    assert work(small.actor(Role.SECRETARY), small) == [
        ("Xác minh 01 minh chứng", small.url("minh-chung/") + "?status=pending")
    ]


def test_who_only_reads_has_no_work(small: Case) -> None:
    item(small, verified=False)
    assert work(small.actor(Role.VIEWER), small) == []


@pytest.mark.parametrize(
    ("state", "role", "expected"),
    [
        (State.SUBMITTED, Role.CHAIR, ["Duyệt báo cáo tự đánh giá"]),
        (State.SUBMITTED, Role.PRINCIPAL, []),
        (State.APPROVED, Role.PRINCIPAL, ["Xác nhận và niêm phong báo cáo"]),
        (State.APPROVED, Role.CHAIR, []),
        (State.SEALED, Role.PRINCIPAL, []),
    ],
)
def test_a_report_on_its_way_waits_for_one_person(
    decided: Case, state: str, role: str, expected: list[str]
) -> None:
    advance(decided, state)
    assert [title for title, _url in work(decided.actor(role), decided)] == expected

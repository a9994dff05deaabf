import pytest

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Permission, Role
from minhdinh.assessments.domain.assignments import save_assignments
from minhdinh.assessments.domain.guards import may_write, require_open, require_report_writer, require_writer
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import Assignment, CouncilMember
from minhdinh.common.problems import NotAllowed, Problem
from tests.assessments.cases import Case, seat_council
from tests.factories import acting, member

ROLES = {
    Role.PRINCIPAL: True,
    Role.CHAIR: True,
    Role.VICE_CHAIR: True,
    Role.SECRETARY: True,
    Role.MEMBER: False,
    Role.CONTRIBUTOR: False,
    Role.VIEWER: False,
    Role.SCHOOL_ADMIN: False,
}


@pytest.mark.parametrize(("role", "may"), ROLES.items())
def test_who_writes_a_sheet_that_nobody_was_assigned(small: Case, role: str, may: bool) -> None:
    actor, sheet = small.actor(role), small.sheet()
    assert may_write(actor, sheet) is may
    if may:
        require_writer(actor, sheet)
    else:
        with pytest.raises(NotAllowed):
            require_writer(actor, sheet)


@pytest.fixture
def teacher(small: Case) -> Actor:
    """Return a member who is in charge of 1.3."""
    user = member(small.school, Role.MEMBER)
    seat_council(small, member=user)
    seat = CouncilMember.objects.get(user=user)
    save_assignments(
        actor=small.system, assessment=small.assessment, pairs={(small.sheet().pk, seat.pk)}, leads={}
    )
    return acting(user, small.school)


def test_a_member_writes_what_was_assigned(small: Case, teacher: Actor) -> None:
    assert may_write(teacher, small.sheet("1.3"))
    assert not may_write(teacher, small.sheet("1.1"))


def test_an_assignment_taken_away_takes_the_right_away(small: Case, teacher: Actor) -> None:
    Assignment.objects.all().delete()
    with pytest.raises(NotAllowed, match=r"Tiêu chí 1\.3 chưa phân công"):
        require_writer(teacher, small.sheet())


def test_an_assignment_without_the_permission_is_worth_nothing(small: Case, teacher: Actor) -> None:
    without = Actor(
        teacher.user_id, teacher.name, small.school.pk, frozenset(), frozenset({Permission.SHEET_VIEW})
    )
    assert not may_write(without, small.sheet())


def test_somebody_without_account_was_assigned_nothing(small: Case) -> None:
    nobody = Actor(None, "?", small.school.pk, frozenset(), frozenset({Permission.SHEET_WRITE}))
    assert not may_write(nobody, small.sheet())


@pytest.mark.parametrize(("role", "may"), ROLES.items())
def test_who_writes_the_report(small: Case, role: str, may: bool) -> None:
    if may:
        require_report_writer(small.actor(role), small.assessment)
    else:
        with pytest.raises(NotAllowed):
            require_report_writer(small.actor(role), small.assessment)


@pytest.mark.parametrize("state", State.values)
def test_only_a_draft_is_open(small: Case, state: str) -> None:
    small.assessment.state = state
    if state == State.DRAFT:
        require_open(small.assessment)
        return
    with pytest.raises(Problem, match=str(State(state).label)):
        require_open(small.assessment)
    with pytest.raises(Problem):
        require_report_writer(small.system, small.assessment)

"""A seat in the council is a role in the system, for as long as the seat lasts."""

import pytest

from minhdinh.access.permissions import Permission, Role
from minhdinh.accounts.models import User
from minhdinh.assessments.domain.council import MemberValues
from minhdinh.assessments.models import SelfAssessment
from minhdinh.organisations.domain.queries import actor_for
from minhdinh.organisations.models import Membership
from tests.assessments.setup.desk import Desk, make_desk, seat

pytestmark = pytest.mark.django_db


def roles(user: User, desk: Desk) -> set[str]:
    held = Membership.objects.filter(user=user, organisation=desk.school, ended=False)
    return set(held.values_list("role", flat=True))


def chair(user: User, **values: object) -> MemberValues:
    return MemberValues(user.full_name, "chair", user_id=user.pk, **values)  # type: ignore[arg-type]


def test_members_with_an_account_receive_the_roles_of_their_seats(desk: Desk) -> None:
    people = [desk.person(Role.CONTRIBUTOR) for _each in range(4)]
    wanted = ["chair", "vice_chair", "secretary", "member"]
    with desk.scope():
        rows = [
            MemberValues(one.full_name, role, user_id=one.pk)
            for one, role in zip(people, wanted, strict=True)
        ]
        seat(desk, *rows)
    assert [roles(person, desk) - {"contributor"} for person in people] == [{role} for role in wanted]
    actor = actor_for(people[0], desk.school)
    assert actor is not None
    assert actor.can(Permission.ASSESSMENT_APPROVE)


def test_leaving_the_council_ends_its_role_and_nothing_else(desk: Desk) -> None:
    person = desk.person(Role.CONTRIBUTOR)
    with desk.scope():
        seat(desk, chair(person))
        seat(desk, MemberValues("Người khác", "chair"))
    assert roles(person, desk) == {"contributor"}
    ended = Membership.objects.get(user=person, role="chair")
    assert ended.ended
    assert ended.valid_to is not None
    person.refresh_from_db()
    assert person.is_active


def test_changing_the_seat_changes_the_role(desk: Desk) -> None:
    person = desk.person(Role.CONTRIBUTOR)
    with desk.scope():
        seat(desk, chair(person))
        seat(desk, MemberValues(person.full_name, "secretary", user_id=person.pk))
    assert roles(person, desk) == {"contributor", "secretary"}


def test_coming_back_gives_the_role_again(desk: Desk) -> None:
    person = desk.person(Role.CONTRIBUTOR)
    with desk.scope():
        for values in (chair(person), MemberValues("Khác", "chair"), chair(person)):
            seat(desk, values)
    assert "chair" in roles(person, desk)


def test_a_role_given_by_the_administrator_stays_when_the_seat_goes(desk: Desk) -> None:
    person = desk.person(Role.SECRETARY)
    with desk.scope():
        seat(desk, MemberValues(person.full_name, "secretary", user_id=person.pk))
        seat(desk, MemberValues("Khác", "chair"))
    assert roles(person, desk) == {"secretary"}


def test_helpers_of_a_working_group_may_write_but_not_lead(desk: Desk) -> None:
    person = desk.person(Role.CONTRIBUTOR)
    with desk.scope():
        seat(desk, MemberValues(person.full_name, "member", user_id=person.pk, in_council=False))
    actor = actor_for(person, desk.school)
    assert actor is not None
    assert actor.can(Permission.SHEET_WRITE)
    assert not actor.can(Permission.COUNCIL_MANAGE)


def test_a_seat_outside_the_council_never_makes_a_chair(desk: Desk) -> None:
    person = desk.person(Role.CONTRIBUTOR)
    with desk.scope():
        seat(desk, chair(person, in_council=False))
    assert roles(person, desk) == {"contributor", "member"}


def test_saving_one_years_council_leaves_the_other_years_people_alone(desk: Desk) -> None:
    next_year = make_desk(year="2027-2028", school=desk.school)
    person = desk.person(Role.CONTRIBUTOR)
    with desk.scope():
        seat(next_year, chair(person))
        seat(desk, MemberValues("Người năm trước", "chair"))
    assert "chair" in roles(person, desk)


def test_a_sealed_year_gives_no_roles_any_more(desk: Desk) -> None:
    next_year = make_desk(year="2027-2028", school=desk.school)
    person = desk.person(Role.CONTRIBUTOR)
    with desk.scope():
        seat(desk, chair(person))
        SelfAssessment.objects.filter(pk=desk.assessment.pk).update(state="sealed", complete=True)
        seat(next_year, MemberValues("Người năm sau", "chair"))
    assert roles(person, desk) == {"contributor"}


def test_a_seat_brings_nobody_back_who_has_left_the_school(desk: Desk) -> None:
    person = desk.person(Role.CONTRIBUTOR)
    with desk.scope():
        (row,) = seat(desk, chair(person))
        Membership.objects.filter(user=person).update(ended=True)
        seat(desk, chair(person, member_id=row.pk))
    assert roles(person, desk) == set()


def test_another_schools_council_roles_are_not_touched(desk: Desk) -> None:
    other = make_desk()
    person = other.person(Role.CONTRIBUTOR)
    with other.scope():
        seat(other, chair(person))
    with desk.scope():
        seat(desk, MemberValues("Khác", "chair"))
    assert "chair" in roles(person, other)

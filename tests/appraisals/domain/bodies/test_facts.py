"""What is known of a person and the school, from the rows of the program."""

import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.accounts.models import User
from minhdinh.appraisals.domain.bodies.changing import dissolve_body, examine_replacement
from minhdinh.appraisals.domain.bodies.declaring import declare_interest
from minhdinh.appraisals.domain.bodies.facts import facts_of
from minhdinh.appraisals.domain.bodies.forming import Named, form_body
from minhdinh.appraisals.domain.bodies.people import candidates, people_by_id
from minhdinh.appraisals.enums import BodyRole, VisitKind
from minhdinh.appraisals.models import Body, Visit
from minhdinh.appraisals.rules.conflicts import Facts
from minhdinh.assessments.models import CouncilMember
from minhdinh.common.problems import Problems
from minhdinh.organisations.enums import SuccessionForm
from minhdinh.organisations.models import Membership, Succession
from tests.appraisals.forming import DAY, Office, make_office
from tests.appraisals.registered import World, make_registered
from tests.factories import CommuneFactory, SchoolFactory, acting, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


def known(office: Office, person: User) -> Facts:
    case = office.world.fresh()
    return facts_of(case, people_by_id(case.department, [person.pk]))[person.pk]


def test_a_stranger_to_the_school(office: Office) -> None:
    facts = known(office, office.experts[0])
    assert (facts.works, facts.worked, facts.council, facts.unit, facts.bookings) == ((), (), "", "", ())


def test_who_works_there(office: Office) -> None:
    person = office.expert(office.world.school)
    assert known(office, person).works == (str(Role.MEMBER.label),)


@pytest.mark.parametrize("over", [{"ended": True}, {"valid_to": dt.date(2024, 1, 1)}])
def test_who_worked_there(office: Office, over: dict[str, object]) -> None:
    person = office.experts[0]
    Membership.objects.create(
        user=person, organisation=office.world.school, role=Role.VIEWER, position="Phó hiệu trưởng", **over
    )
    facts = known(office, person)
    assert (facts.works, facts.worked) == ((), ("Phó hiệu trưởng",))


def test_a_passing_task_there_is_no_work(office: Office) -> None:
    person = office.experts[0]
    for role in (Role.CROSS_REVIEWER, Role.EXAMINER):
        Membership.objects.create(user=person, organisation=office.world.school, role=role, ended=True)
    facts = known(office, person)
    assert (facts.works, facts.worked) == ((), ())


def test_who_worked_at_a_school_that_was_merged_into_it(office: Office) -> None:
    old, older = SchoolFactory(under=office.world.department), SchoolFactory(under=office.world.department)
    for before, after in ((older, old), (old, office.world.school)):
        Succession.objects.create(
            predecessor=before, successor=after, day=dt.date(2025, 7, 1), form=SuccessionForm.MERGE,
            former_name=before.name, basis="QĐ",
        )  # fmt: skip
    person = office.expert(older, full_name="Mai Thị Cũ")
    assert known(office, person).worked


def test_who_was_trained_as_a_person_of_the_school(office: Office) -> None:
    person = office.experts[0]
    office.train(person, office.world.school, position="Tổ trưởng", completed_on=timezone.localdate())
    assert known(office, person).worked == ("Tổ trưởng",)


def test_who_sat_in_the_council_of_the_self_assessment(office: Office) -> None:
    person = office.experts[0]
    with scopes_disabled():
        CouncilMember.objects.create(
            school=office.world.school, assessment=office.world.case.assessment, user=person, name="X"
        )
    assert known(office, person).council


def test_what_a_person_declared_before_is_remembered(office: Office) -> None:
    body = office.form()
    person, member_ = office.experts[0], office.members()[0]
    actor = acting(person, office.world.school)
    declare_interest(actor=actor, member=member_, text="Con học ở trường.")
    dissolve_body(actor=office.world.specialist(), body=body, reason="Lập lại.")
    assert known(office, person).declared == "Con học ở trường."
    with pytest.raises(Problems) as refused:
        office.form()
    assert "đã khai có lợi ích liên quan: Con học ở trường." in refused.value.message
    with scopes_disabled():
        member_.__class__.objects.filter(pk=member_.pk).update(overruled="12/SGDĐT: được phép")
    assert known(office, person).declared == ""


def test_the_office_right_above_both(office: Office) -> None:
    assert office.world.commune is not None
    beside = SchoolFactory(under=office.world.commune)
    assert known(office, office.expert(beside)).unit == office.world.commune.name
    elsewhere = SchoolFactory(under=CommuneFactory(under=office.world.department))
    assert known(office, office.expert(elsewhere)).unit == ""


def second_body(office: Office, person: User) -> tuple[World, Body]:
    """Form another school's body of the same department with this person."""
    other = make_registered(stage="accepted")
    with scopes_disabled():
        case = other.fresh()
        case.department = office.world.department
        case.school.path = office.world.department.path + case.school.path_step()
        case.school.save()
        case.save()
        case = other.fresh()
    users = [person, *(office.expert() for _ in range(4))]
    roles = [BodyRole.LEADER, BodyRole.SECRETARY, *[BodyRole.MEMBER] * 3]
    body = form_body(
        actor=office.world.specialist(),
        case=case,
        version=case.version,
        decision=office.decision(),
        members=[Named(one.pk, role, office.criteria) for one, role in zip(users, roles, strict=True)],
        acknowledged=[f"unit-{one.pk}" for one in users],
    )
    return other, body


def plan_visit(body: Body, day: dt.date, kind: str = VisitKind.MAIN) -> Visit:
    start = timezone.make_aware(dt.datetime.combine(day, dt.time(8)))
    with scopes_disabled():
        return Visit.objects.create(
            school_id=body.school_id, case_id=body.case_id, kind=kind, starts_at=start, ends_at=start
        )


def test_another_body_and_its_visits_are_known(office: Office) -> None:
    person = office.experts[0]
    _other, body = second_body(office, person)
    day = timezone.localdate() + 10 * DAY
    plan_visit(body, day)
    plan_visit(body, day + DAY, VisitKind.MEETING)
    (booking,) = known(office, person).bookings
    assert (booking.starts_on, booking.visits) == (body.starts_on, (day,))


def test_two_visits_on_one_day_are_refused(office: Office) -> None:
    busy = office.expert(full_name="Lý Văn Bận")
    _other, theirs = second_body(office, busy)
    ours = office.form()
    day = timezone.localdate() + 10 * DAY
    plan_visit(theirs, day)
    visit = plan_visit(ours, day + DAY)
    named = Named(busy.pk, "")
    assert examine_replacement(ours, named).findings == []
    with scopes_disabled():
        visit.starts_at -= DAY
        visit.save()
    (found,) = examine_replacement(ours, named).findings
    assert (found.key, found.refuses) == (f"day-{busy.pk}", True)
    assert "Lý Văn Bận đã có lịch khảo sát" in found.text


def test_a_conflict_refuses_and_a_paper_overrules(office: Office) -> None:
    own = office.expert(office.world.school, full_name="Hồ Thị Trong")
    with pytest.raises(Problems) as refused:
        office.form(office.named(user_id=own.pk), acknowledged=[f"unit-{own.pk}"])
    assert "Hồ Thị Trong đang làm việc tại" in refused.value.message
    half = office.named(user_id=own.pk, paper="12/SGDĐT", reason="  ")
    with pytest.raises(Problems):
        office.form(half, acknowledged=[f"unit-{own.pk}"])
    whole = office.named(user_id=own.pk, paper="12/SGDĐT", reason="Không còn ai khác.")
    office.form(whole, acknowledged=[f"unit-{own.pk}"])
    last = office.members()[-1]
    assert "đang làm việc tại" in last.conflict
    assert last.overruled == "12/SGDĐT: Không còn ai khác."


def test_candidates_by_name_trained_first(office: Office) -> None:
    department = office.world.department
    found = candidates(department, "")
    assert [one.user for one in found] == office.experts  # by given name
    plain = office.expert(trained=False, full_name="Đặng Văn Bính")
    assert [one.user.pk for one in candidates(department, "dang van binh")] == [
        office.experts[1].pk,
        plain.pk,
    ]
    assert candidates(department, "dang van binh", but=[plain.pk, office.experts[1].pk]) == []
    member(SchoolFactory(), Role.MEMBER, full_name="Đặng Văn Bình")  # of another department
    assert len(candidates(department, "dang van binh")) == 2


def test_an_attendance_list_by_name_counts_as_training(office: Office) -> None:
    person = office.expert(trained=False, full_name="Tạ Thị Danh")
    office.train(person, office.home, user=None)
    (found,) = candidates(office.world.department, "ta thi danh")
    assert found.trained is not None
    assert found.trained.user_id is None

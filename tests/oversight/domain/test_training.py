"""Sessions, attendance and the register: what is written, by whom, and what is refused."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Problems
from minhdinh.oversight.domain.training import (
    MOST_ROWS,
    Attendee,
    organisations_by_code,
    record_attendance,
    register_person,
    remove_person,
    remove_session,
    write_session,
)
from minhdinh.oversight.models import TrainedPerson, TrainingSession
from tests.factories import World, acting, make_world, member

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 10, 3)


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def officer(world: World) -> Actor:
    return acting(world.officer, world.department)


def session(world: World, actor: Actor, **values: Any) -> TrainingSession:
    given = {
        "kind": "training",
        "topic": "Viết phiếu tiêu chí",
        "education_levels": ["thcs"],
        "held_on": DAY,
        "organiser": "Sở GDĐT",
        **values,
    }
    return write_session(actor=actor, office=world.department, values=given)


def attend(world: World, actor: Actor, row: TrainingSession, *people: Attendee) -> int:
    return record_attendance(actor=actor, office=world.department, session=row, people=people)


def register(
    world: World, actor: Actor, where: str = "thcs-an-binh", username: str = "", **values: Any
) -> TrainedPerson:
    given = {"name": "Lê Thị Học", "course": "Đánh giá ngoài", "completed_on": DAY, **values}
    return register_person(actor=actor, office=world.department, where=where, username=username, values=given)


LIST = (
    Attendee(1, "Lê  Thị Học", "THCS-AN-BINH", "Giáo viên", "TH-01"),
    Attendee(2, "Phan Văn Tập", "thcs-phu-son"),
    Attendee(3, "Cán bộ xã", "xa-an-binh"),
)


def test_attendance_writes_the_register(world: World, officer: Actor) -> None:
    row = session(world, officer)
    assert attend(world, officer, row, *LIST) == 3
    person = TrainedPerson.objects.get(certificate="TH-01")
    assert (person.name, person.organisation, person.position) == ("Lê Thị Học", world.school, "Giáo viên")
    assert (person.course, person.organiser, person.completed_on) == ("Viết phiếu tiêu chí", "Sở GDĐT", DAY)


def test_the_same_list_twice_changes_nothing(world: World, officer: Actor) -> None:
    row = session(world, officer)
    attend(world, officer, row, *LIST)
    assert attend(world, officer, row, *LIST, LIST[0]) == 0
    assert TrainedPerson.objects.count() == 3


def test_one_faulty_line_and_nothing_is_written(world: World, officer: Actor) -> None:
    row = session(world, officer)
    faulty = (Attendee(4, " ", "thcs-an-binh"), Attendee(5, "A", "bo"), Attendee(6, "x" * 151, "so"))
    with pytest.raises(Problems) as caught:
        attend(world, officer, row, *LIST, *faulty)
    assert [one.message for one in caught.value.problems] == [
        "Dòng 4: chưa có họ tên.",
        "Dòng 5: không có đơn vị trực thuộc mã “bo”.",
        "Dòng 6: có ô dài quá.",
    ]
    assert not TrainedPerson.objects.exists()


def test_an_empty_and_an_endless_list(world: World, officer: Actor) -> None:
    row = session(world, officer)
    with pytest.raises(Problem, match="chưa có dòng nào"):
        attend(world, officer, row)
    with pytest.raises(Problem, match="dài quá"):
        attend(world, officer, row, *[LIST[0]] * (MOST_ROWS + 1))


def test_who_attended_follows_a_corrected_session(world: World, officer: Actor) -> None:
    row = session(world, officer)
    attend(world, officer, row, *LIST)
    write_session(
        actor=officer,
        office=world.department,
        values={"topic": "Mã hóa minh chứng", "held_on": DAY + dt.timedelta(days=1)},
        session=row,
    )
    person = TrainedPerson.objects.get(certificate="TH-01")
    assert (person.course, person.completed_on) == ("Mã hóa minh chứng", DAY + dt.timedelta(days=1))
    assert "ma hoa minh chung" in person.search_text


def test_a_session_with_people_stays(world: World, officer: Actor) -> None:
    row = session(world, officer)
    attend(world, officer, row, LIST[0])
    with pytest.raises(Problem, match="có người tham dự"):
        remove_session(actor=officer, office=world.department, session=row)
    remove_person(actor=officer, office=world.department, person_id=TrainedPerson.objects.get().pk)
    remove_session(actor=officer, office=world.department, session=row)
    assert not TrainingSession.objects.exists()


def test_sessions_of_another_office_are_not_touched(world: World, officer: Actor) -> None:
    row = session(world, officer)
    other = acting(world.commune_officer, world.commune)
    with pytest.raises(NotHere):
        write_session(actor=other, office=world.commune, values={"topic": "A"}, session=row)
    with pytest.raises(NotHere):
        remove_session(actor=other, office=world.commune, session=row)
    with pytest.raises(NotHere):
        record_attendance(actor=other, office=world.commune, session=row, people=LIST)


def test_a_topic_is_needed(world: World, officer: Actor) -> None:
    with pytest.raises(Problem, match="chủ đề"):
        session(world, officer, topic="  ")


def test_a_person_by_account_and_by_name(world: World, officer: Actor) -> None:
    by_account = register(world, officer, username="hieutruong", name="")
    assert (by_account.user, by_account.name) == (world.owner, "Phạm Quang Minh")
    assert register(world, officer).user is None


@pytest.mark.parametrize(
    ("where", "username", "values", "field"),
    [
        ("bo", "", {}, "where"),
        ("thcs-an-binh", "nguoila", {}, "username"),
        ("thcs-an-binh", "", {"name": " "}, "name"),
        ("thcs-an-binh", "", {"completed_on": dt.date(2999, 1, 1)}, "completed_on"),
    ],
)
def test_what_the_register_refuses(
    world: World, officer: Actor, where: str, username: str, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(Problem) as caught:
        register(world, officer, where, username, **values)
    assert caught.value.field == field
    assert not TrainedPerson.objects.exists()


@pytest.mark.parametrize("role", [Role.DEPARTMENT_LEADER, Role.SUPERVISOR])
def test_who_may_not_write(world: World, officer: Actor, role: str) -> None:
    row = session(world, officer)
    reader = acting(member(world.department, role), world.department)
    with pytest.raises(NotAllowed):
        session(world, reader)
    with pytest.raises(NotAllowed):
        attend(world, reader, row, *LIST)
    with pytest.raises(NotAllowed):
        register(world, reader)
    with pytest.raises(NotAllowed):
        remove_session(actor=reader, office=world.department, session=row)


def test_a_line_is_removed_from_the_own_register_only(world: World, officer: Actor) -> None:
    person = register(world, officer)
    other = acting(world.commune_officer, world.commune)
    with pytest.raises(NotHere):
        remove_person(actor=other, office=world.commune, person_id=person.pk)
    remove_person(actor=officer, office=world.department, person_id=person.pk)
    assert not TrainedPerson.objects.exists()


def test_codes_are_read_in_any_case_and_only_below(world: World) -> None:
    found = organisations_by_code(world.commune, {"THCS-An-Binh".lower(), "THCS-PHU-SON", "so", "xa-an-binh"})
    assert set(found) == {"thcs-an-binh", "xa-an-binh"}
    assert timezone.localdate() > DAY

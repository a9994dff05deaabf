import pytest

from minhdinh.access.permissions import Role
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from minhdinh.oversight.domain.notes import LONGEST, may_note, notes_about, remove_note, write_note
from minhdinh.oversight.models import OfficeNote
from tests.factories import World, acting, make_world, member
from tests.oversight.boards import YEAR, lookers

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def write(world: World, text: str = "Hẹn thứ Sáu đến trường") -> OfficeNote:
    actor = acting(world.commune_officer, world.commune)
    return write_note(actor=actor, office=world.commune, school=world.school, year=YEAR, text=text)


def test_the_own_office_reads_it_and_nobody_else(world: World) -> None:
    note = write(world)
    colleague = member(world.commune, Role.COMMUNE_OFFICER)
    for user, office, expected in (
        (world.commune_officer, world.commune, [note]),
        (colleague, world.commune, [note]),
        (world.officer, world.commune, []),  # somebody from above looks at the commune's page
        (world.officer, world.department, []),
    ):
        found = notes_about(actor=acting(user, office), office=office, school=world.school)
        assert list(found) == expected, user
    assert Entry.objects.get(action="office_note.written").data["school"] == "Trường THCS An Bình"


def test_people_from_above_write_at_home(world: World) -> None:
    actor = acting(world.officer, world.commune)
    assert not may_note(actor)
    with pytest.raises(NotAllowed):
        write_note(actor=actor, office=world.commune, school=world.school, year=YEAR, text="x")


@pytest.mark.parametrize("who", ["ministry", "system"])
def test_who_may_not_note(world: World, who: str) -> None:
    actor = acting(lookers(world)[who], world.ministry)
    with pytest.raises(NotAllowed):
        write_note(actor=actor, office=world.ministry, school=world.school, year=YEAR, text="x")


@pytest.mark.parametrize("text", ["  ", "a" * (LONGEST + 1)])
def test_empty_and_endless_notes(world: World, text: str) -> None:
    with pytest.raises(Problem):
        write(world, text)
    assert not OfficeNote.objects.exists()


def test_only_the_writer_takes_it_away(world: World) -> None:
    note = write(world)
    given = {"office": world.commune, "school": world.school, "note_id": note.pk}
    colleague = acting(member(world.commune, Role.COMMUNE_OFFICER), world.commune)
    with pytest.raises(NotAllowed, match="Chỉ người ghi"):
        remove_note(actor=colleague, **given)
    mine = acting(world.commune_officer, world.commune)
    with pytest.raises(NotHere):
        remove_note(actor=mine, **{**given, "school": world.other_school})
    remove_note(actor=mine, **given)
    assert not OfficeNote.objects.exists()
    assert Entry.objects.filter(action="office_note.removed").count() == 1

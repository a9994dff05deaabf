"""Who opens which file of a registration's questions and visits."""

import io

import pytest

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import school_scope, scopes_disabled
from minhdinh.appraisals.domain.questions.answering import answer_question
from minhdinh.appraisals.domain.visits.files import About, add_file, openable
from minhdinh.appraisals.domain.visits.minutes import close_minutes, reopen_minutes
from minhdinh.appraisals.domain.visits.notes import add_picture
from minhdinh.appraisals.domain.visits.reading import visits_for_school
from minhdinh.appraisals.domain.visits.scans import attach_scan
from minhdinh.appraisals.enums import FileKind, VisitKind
from minhdinh.appraisals.models import CaseFile
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from minhdinh.evidence.domain.blobs import store_upload
from tests.appraisals.registered import TT57, World, make_registered
from tests.appraisals.visiting import asked, held, photograph, sent
from tests.evidence.factories import pdf_bytes
from tests.factories import acting, member

pytestmark = pytest.mark.django_db
READERS = {
    "answer": {"leader", "member", "principal", "secretary", "department"},
    "visit scan": {"leader", "member", "principal", "secretary", "viewer", "department", "department leader"},
    "meeting scan": {"leader", "member", "department", "department leader"},
    "picture": {"leader", "member"},
    "letter": set(),
    "withdrawn": set(),
}


@pytest.fixture
def world() -> World:
    return make_registered(TT57, stage="meeting")


def people(world: World) -> dict[str, Actor]:
    commune = world.commune
    assert commune is not None
    return {
        "leader": world.examiner("leader"),
        "member": world.examiner("member"),
        "principal": world.principal(),
        "viewer": acting(member(world.school, Role.VIEWER), world.school),
        "secretary": world.secretary(),
        "department leader": acting(world.user(world.department, Role.DEPARTMENT_LEADER), world.school),
        "contributor": acting(member(world.school, Role.CONTRIBUTOR), world.school),
        "department": acting(world.user(world.department, Role.DEPARTMENT_SPECIALIST), world.school),
        "commune": acting(world.user(commune, Role.COMMUNE_OFFICER), world.school),
        "supervisor": acting(member(commune, Role.SUPERVISOR), world.school),
    }


def files(world: World) -> dict[str, CaseFile]:
    """Return a file of each kind."""
    case, leader = world.fresh(), world.examiner()
    question = asked(world)
    answer_question(
        actor=world.secretary(), case=case, question=question, text="Đây ạ.", seen=0, files=[sent()]
    )
    visit, meeting = held(world), held(world, VisitKind.MEETING)
    found = {
        "visit scan": attach_scan(actor=leader, case=case, visit=visit, sent=sent(name="v.pdf")),
        "meeting scan": attach_scan(actor=leader, case=case, visit=meeting, sent=sent(name="m.pdf")),
        "picture": add_picture(actor=leader, case=case, visit=visit, sent=sent(photograph(), "a.jpg"))[0],
        "withdrawn": add_picture(
            actor=leader, case=case, visit=visit, sent=sent(photograph(shade=9), "b.jpg")
        )[0],
    }
    with scopes_disabled():
        found["answer"] = CaseFile.objects.get(kind=FileKind.ANSWER)
        found["letter"] = add_file(
            world.secretary(), case, found["answer"].blob, About(FileKind.LETTER, "cong-van.pdf")
        )[0]
        found["withdrawn"].withdrawn_at = found["withdrawn"].created_at
        found["withdrawn"].save()
    return found


def test_every_person_and_every_file(world: World) -> None:
    known, case = files(world), world.fresh()
    with school_scope(world.school.pk):
        for who, actor in people(world).items():
            for what, file in known.items():
                if who in READERS[what]:
                    assert openable(actor, case, file.pk) == file, (who, what)
                else:
                    with pytest.raises(NotHere):
                        openable(actor, case, file.pk)


def test_minutes_that_are_open_again_are_the_bodys_alone(world: World) -> None:
    known, around = files(world), people(world)
    visit, leader = known["visit scan"].visit, world.examiner()
    assert visit is not None
    opened = reopen_minutes(
        actor=leader, case=world.fresh(), visit=visit, reason="Sai tên", version=visit.version
    )
    with school_scope(world.school.pk):
        earlier = CaseFile.objects.get(name__endswith=".txt")
        for file in (known["visit scan"], earlier):
            assert openable(leader, world.fresh(), file.pk) == file
            for who in ("principal", "department"):
                with pytest.raises(NotHere):
                    openable(around[who], world.fresh(), file.pk)
    close_minutes(actor=leader, case=world.fresh(), visit=opened, version=opened.version)
    with school_scope(world.school.pk):
        assert openable(around["principal"], world.fresh(), known["visit scan"].pk)
        with pytest.raises(NotHere):
            openable(around["principal"], world.fresh(), earlier.pk)
        shown = dict(visits_for_school(world.fresh(), with_meetings=False))
    assert shown[visit] == [known["visit scan"]]


def test_the_departments_reading_is_recorded_and_the_schools_is_not(world: World) -> None:
    known, case, around = files(world), world.fresh(), people(world)
    with school_scope(world.school.pk):
        openable(around["principal"], case, known["answer"].pk)
        openable(around["department"], case, known["answer"].pk)
    assert Entry.objects.filter(action="case.file_opened").count() == 1


def test_a_file_of_another_registration_is_none(world: World) -> None:
    other = make_registered(TT57, stage="meeting")
    known = files(world)
    with scopes_disabled(), pytest.raises((NotHere, NotAllowed)):
        openable(other.examiner(), other.fresh(), known["answer"].pk)


def test_one_number_of_a_phone_is_one_row(world: World) -> None:
    case, given = world.fresh(), pdf_bytes()
    with school_scope(world.school.pk):
        blob, _new = store_upload(
            school_id=world.school.pk, stream=io.BytesIO(given), name="a.pdf", size=len(given)
        )
        about = About(FileKind.PICTURE, "a.jpg", client_id="0123456789")
        first, new = add_file(world.examiner(), case, blob, about)
        again, new_again = add_file(world.examiner(), case, blob, about)
        assert (first, new, new_again) == (again, True, False)
        with pytest.raises(Problem):
            add_file(world.examiner("member"), case, blob, about)

"""Asking for a registration's papers at each door, and fetching what the job made."""

import io
import zipfile

import pytest

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.enums import Act, BodyRole
from minhdinh.documents.domain.cases import FORMING, SUBMISSION
from minhdinh.documents.models import CasePapers
from minhdinh.jobs.enums import JobStatus
from minhdinh.jobs.models import Job
from tests.appraisals.concluded import make_concluding, send_draft
from tests.appraisals.registered import TT57, World, make_registered
from tests.assessments.cases import signed_in
from tests.factories import SchoolFactory, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(no_office: None) -> World:
    return make_registered(TT57, stage="study")


def ask(world: World, actor, address: str, capture, **values):
    with capture(execute=True):
        return world.client(actor).post(address, {"format": "docx", **values})


def newest() -> CasePapers:
    with scopes_disabled():
        return CasePapers.objects.latest("pk")


def test_the_department_gets_all_papers(world: World, django_capture_on_commit_callbacks) -> None:
    answer = ask(
        world, world.specialist(), world.office_url("giay-to/lap"), django_capture_on_commit_callbacks
    )
    job = Job.objects.latest("pk")
    assert (answer.status_code, answer["Location"]) == (302, f"/viec/{job.pk}/")
    address = job.result["result_url"]
    fetched = world.client(world.specialist()).get(address)
    assert "no-store" in fetched["Cache-Control"]
    assert fetched["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(b"".join(fetched.streaming_content))) as archive:
        assert archive.testzip() is None
        assert archive.namelist()


def test_a_member_and_the_school_have_doors_of_their_own(
    no_office: None, django_capture_on_commit_callbacks
) -> None:
    world = make_concluding(TT57)
    send_draft(world)
    doors = (
        (world.examiner(BodyRole.MEMBER), world.url("giay-to/lap", room="danh-gia")),
        (world.principal(), world.url("giay-to/lap")),
    )
    for actor, address in doors:
        ask(world, actor, address, django_capture_on_commit_callbacks)
        made = newest()
        assert made.owner_id == actor.user_id
        assert world.client(actor).get(address.replace("lap", f"tep/{made.pk}/")).status_code == 200
    examined = address.replace("lap", f"tep/{made.pk - 1}/")
    assert world.client(world.principal()).get(examined).status_code == 404


def test_an_officer_who_looks_in_at_the_school_gets_them_at_its_door(
    no_office: None, django_capture_on_commit_callbacks
) -> None:
    world = make_concluding(TT57)
    with scopes_disabled():
        case = world.fresh()
        case.steps.create(
            school_id=case.school_id,
            sequence=1,
            act=Act.SEND,
            from_stage="preparing",
            to_stage="checking",
            by_name="Hiệu trưởng",
            taken_at=case.stage_since,
        )
    for actor in (world.specialist(), world.officer()):
        ask(world, actor, world.url("giay-to/lap"), django_capture_on_commit_callbacks)
        job = Job.objects.latest("pk")
        assert job.status == JobStatus.DONE, job.message
        address = job.result["result_url"]
        assert address == world.url(f"giay-to/tep/{newest().pk}/")
        assert world.client(actor).get(address).status_code == 200


def test_strangers_and_nonsense_find_nothing(world: World, django_capture_on_commit_callbacks) -> None:
    address = world.office_url("giay-to/lap")
    for values in (
        {"form": FORMING, "part": "x"},
        {"form": FORMING, "part": "9" * 30},
        {"form": SUBMISSION, "part": "1"},
        {"form": "\x00"},
        {"format": "\x00"},
    ):
        answer = ask(world, world.specialist(), address, django_capture_on_commit_callbacks, **values)
        assert answer.status_code == 404
    with scopes_disabled():
        stranger = member(SchoolFactory(under=world.department), Role.PRINCIPAL)
    client = signed_in(stranger)
    assert client.post(address, {"format": "docx"}).status_code == 404
    assert client.post(world.url("giay-to/lap"), {"format": "docx"}).status_code == 404
    assert not Job.objects.exists()
    assert world.client(world.specialist()).get(address).status_code == 405


def test_another_officer_of_the_office_does_not_fetch_it(
    world: World, django_capture_on_commit_callbacks
) -> None:
    ask(world, world.specialist(), world.office_url("giay-to/lap"), django_capture_on_commit_callbacks)
    address = world.office_url(f"giay-to/tep/{newest().pk}/")
    with scopes_disabled():
        colleague = member(world.department, Role.DEPARTMENT_SPECIALIST)
    assert signed_in(colleague).get(address).status_code == 404


def test_the_page_offers_the_zip(world: World) -> None:
    text = world.client(world.specialist()).get(world.office_url("giay-to/")).content.decode()
    assert f'action="{world.office_url("giay-to/lap")}"' in text
    assert "một tệp ZIP" in text

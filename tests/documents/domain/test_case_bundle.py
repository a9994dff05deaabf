"""A registration's papers made by a job: what is in the ZIP, who fetches it, and that each paper is still open then."""

import datetime as dt
import io
import shutil
import zipfile
from collections.abc import Callable

import pytest
from django.utils import timezone

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.enums import BodyRole
from minhdinh.appraisals.models import BodyMember
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from minhdinh.config.management.commands import serve
from minhdinh.documents import actions
from minhdinh.documents.domain.case_bundle import (
    KEPT,
    MAKE_CASE,
    Asked,
    case_papers_file,
    forget_old_papers,
    make_case_papers,
    request_case_papers,
    run_case_papers,
)
from minhdinh.documents.domain.cases import FORMING, REPORT, SLIPS, Side, papers_of, reader_of
from minhdinh.documents.models import CasePapers
from minhdinh.documents.pdf import PdfUnavailable
from minhdinh.jobs.enums import JobStatus
from minhdinh.jobs.models import Job
from minhdinh.jobs.registry import JobCancelledError
from minhdinh.jobs.tasks import run_job
from tests.appraisals.registered import TT57, World, make_registered
from tests.documents.docx_text import text_of
from tests.documents.domain.test_cases import slip
from tests.documents.office import Steps

pytestmark = pytest.mark.django_db
ALL = Asked("docx")
ONE = Asked("docx", FORMING)
ROOMS = {"department": "office", "body": "desk"}


@pytest.fixture(autouse=True)
def _open_scopes():
    with scopes_disabled():
        yield


@pytest.fixture
def world(no_office: None) -> World:
    return make_registered(TT57, stage="study")


def reader(world: World, side: Side = Side.DEPARTMENT):
    member = world.members[BodyRole.MEMBER] if side is Side.BODY else None
    return reader_of(world.fresh(), side, member)


def made(world: World, asked: Asked = ALL, progress: Steps | None = None) -> CasePapers:
    return make_case_papers(
        actor=world.specialist(),
        case=world.fresh(),
        reader=reader(world),
        asked=asked,
        progress=progress or Steps(),
    )


def fetched(
    world: World, row: CasePapers, actor=None, side: Side = Side.DEPARTMENT, office=None
) -> CasePapers:
    return case_papers_file(
        actor=actor or world.specialist(),
        office=office or world.department,
        case=world.fresh(),
        reader=reader(world, side),
        file_id=row.pk,
    )


def params(world: World, actor=None, side: str = "department", **asked) -> dict:
    actor, office = actor or world.specialist(), world.department if side == "department" else world.school
    given = {"file_format": "docx", "form": "", "part": 0, "criterion": ""}
    return {
        "school_id": world.school.pk,
        "case_id": world.registered.pk,
        "at": {"organisation_id": office.pk, "code": office.code, "side": side, "room": ROOMS[side]},
        "asked": {**given, **asked},
        "asker": {"user_id": actor.user_id, "user_name": actor.name, "home_id": actor.home_id},
    }


def test_all_papers_come_in_one_zip_in_the_order_of_the_work(world: World) -> None:
    steps = Steps()
    row = made(world, progress=steps)
    offered = [one for _form, own in papers_of(world.fresh(), reader(world)) for one in own]
    with zipfile.ZipFile(io.BytesIO(row.content)) as archive:
        names = archive.namelist()
        assert len(names) == len(set(names)) == len(offered)
        assert all(name.endswith(".docx") for name in names)
        assert [name[:3] for name in names] == [f"{number:02d}-" for number in range(1, len(names) + 1)]
        assert world.school.name in text_of(archive.read(names[0]))
    assert row.name.endswith(".zip")
    assert row.papers == [[one.form, one.part] for one in offered]
    assert steps.told[-1].startswith("Đã lập ")


def test_one_paper_comes_as_itself(world: World) -> None:
    row = made(world, ONE)
    assert row.name.endswith(".docx")
    assert "QUYẾT ĐỊNH" in text_of(bytes(row.content))
    assert row.papers == [[FORMING, 0]]


def test_the_job_says_where_it_is_fetched(world: World, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        asked = request_case_papers(
            actor=world.specialist(),
            office=world.department,
            case=world.fresh(),
            reader=reader(world),
            room="office",
            asked=ALL,
        )
    job = Job.objects.get(pk=asked.pk)
    row = CasePapers.objects.get()
    assert (job.kind, job.status) == (MAKE_CASE, JobStatus.DONE)
    assert job.result["result_url"] == world.office_url(f"giay-to/tep/{row.pk}/")


def test_a_cancelled_job_keeps_nothing(world: World) -> None:
    class Stopped(Steps):
        def advance(self, message: str = "", steps: int = 1) -> None:
            if steps:
                raise JobCancelledError

    with pytest.raises(JobCancelledError):
        run_case_papers(Stopped(), **params(world))
    assert not CasePapers.objects.exists()
    asked = request_case_papers(
        actor=world.specialist(),
        office=world.department,
        case=world.fresh(),
        reader=reader(world),
        room="office",
        asked=ALL,
    )
    Job.objects.filter(pk=asked.pk).update(cancel_requested=True)
    assert run_job(asked.pk) == JobStatus.CANCELLED
    assert not CasePapers.objects.exists()


def test_what_is_not_offered_is_not_made(world: World) -> None:
    for asked in (Asked("docx", REPORT, 7), Asked("docx", "bieu-1"), Asked("exe"), Asked("xlsx", FORMING)):
        with pytest.raises(NotHere):
            made(world, asked)
    with pytest.raises(Problem, match="Chưa có giấy tờ"):
        request_case_papers(
            actor=world.principal(),
            office=world.school,
            case=world.fresh(),
            reader=reader(world, Side.SCHOOL),
            room="school",
            asked=ALL,
        )


def test_without_libreoffice_no_pdf_is_queued(world: World) -> None:
    with pytest.raises(PdfUnavailable):
        request_case_papers(
            actor=world.specialist(),
            office=world.department,
            case=world.fresh(),
            reader=reader(world),
            room="office",
            asked=Asked("pdf", FORMING),
        )
    assert not Job.objects.filter(kind=MAKE_CASE).exists()


def test_only_who_asked_fetches_it_and_at_the_same_door(world: World) -> None:
    row = made(world)
    assert fetched(world, row).pk == row.pk
    others = (
        {"actor": world.officer()},
        {"side": Side.INTAKE},
        {"office": world.school},
    )
    for other in others:
        with pytest.raises(NotHere):
            fetched(world, row, **other)


def test_a_paper_that_is_closed_since_closes_the_file(world: World) -> None:
    row = made(world)
    row.papers = [*row.papers, [SLIPS, 99999]]
    row.save()
    with pytest.raises(NotHere):
        fetched(world, row)


def test_a_file_waits_a_day_and_the_next_one_takes_its_place(world: World) -> None:
    first = made(world)
    second = made(world)
    assert list(CasePapers.objects.values_list("pk", flat=True)) == [second.pk]
    with pytest.raises(NotHere):
        fetched(world, first)
    past = timezone.now() - KEPT - dt.timedelta(minutes=1)
    CasePapers.objects.filter(pk=second.pk).update(created_at=past)
    with pytest.raises(NotHere):
        fetched(world, second)


def test_another_paper_leaves_the_first_one_where_it_is(world: World) -> None:
    whole, one = made(world), made(world, ONE)
    assert fetched(world, whole).pk == whole.pk
    again = made(world, ONE)
    assert set(CasePapers.objects.values_list("pk", flat=True)) == {whole.pk, again.pk}
    with pytest.raises(NotHere):
        fetched(world, one)


def test_the_house_keeping_throws_away_what_is_past_its_day(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    past, fresh = made(world), made(world, ONE)
    assert forget_old_papers() == 0
    CasePapers.objects.filter(pk=past.pk).update(created_at=timezone.now() - KEPT)
    monkeypatch.setattr(serve._Daily, "done_in", None)
    monkeypatch.setattr(serve.connections, "close_all", lambda: None)
    serve.keep_house()
    assert list(CasePapers.objects.values_list("pk", flat=True)) == [fresh.pk]


def of_leader(world: World) -> tuple[CasePapers, Callable[[], CasePapers]]:
    """Let the leader make all papers, a sent slip of the member among them; return the file and its download."""
    actor, leader = world.examiner(BodyRole.LEADER), world.members[BodyRole.LEADER]
    at_door = {"actor": actor, "case": world.fresh(), "reader": reader_of(world.fresh(), Side.BODY, leader)}
    row = make_case_papers(**at_door, asked=ALL, progress=Steps())
    return row, lambda: case_papers_file(**at_door, office=world.school, file_id=row.pk)


def test_a_leader_who_is_a_member_now_does_not_fetch_what_all_sent(world: World) -> None:
    slip(world, sent=True)
    slip(world, sent=True, role=BodyRole.SECRETARY)
    slip(world, sent=True, role=BodyRole.LEADER, criterion="1.2")  # so the members' papers stay offered
    slip(world, sent=True, criterion="1.2")
    slip(world, sent=True, role=BodyRole.SECRETARY, criterion="1.2")
    row, fetch = of_leader(world)
    assert fetch().pk == row.pk
    members = BodyMember.objects.filter(pk=world.members[BodyRole.LEADER].pk)
    members.update(role=BodyRole.MEMBER)
    with pytest.raises(NotHere):
        fetch()


def test_a_slip_that_is_taken_back_is_fetched_no_more(world: World) -> None:
    taken = slip(world, sent=True)
    slip(world, sent=True, criterion="1.2")
    row, fetch = of_leader(world)
    slip(world, sent=True, role=BodyRole.SECRETARY)
    assert fetch().pk == row.pk, "what is sent later is not in it"
    taken.sent_at = None
    taken.save()
    with pytest.raises(NotHere):
        fetch()


def test_a_file_of_which_nothing_is_known_is_not_handed_out(world: World) -> None:
    row = made(world)
    CasePapers.objects.filter(pk=row.pk).update(shown=[])
    with pytest.raises(NotHere):
        fetched(world, row)


def test_it_is_made_for_a_person(world: World) -> None:
    with pytest.raises(NotAllowed):
        make_case_papers(
            actor=system_actor(world.department.pk),
            case=world.fresh(),
            reader=reader(world),
            asked=ONE,
            progress=Steps(),
        )
    assert not CasePapers.objects.exists()


def test_altered_bytes_are_not_handed_out(world: World) -> None:
    row = made(world)
    CasePapers.objects.filter(pk=row.pk).update(content=b"PK altered")
    with pytest.raises(Problem, match="không còn khớp"):
        fetched(world, row)


def test_a_member_who_has_left_gets_nothing_made(world: World) -> None:
    actor = world.examiner(BodyRole.MEMBER)
    result = run_case_papers(Steps(), **params(world, actor, "body"))
    assert "danh-gia" in result["result_url"]
    BodyMember.objects.filter(pk=world.members[BodyRole.MEMBER].pk).update(ended_at=timezone.now())
    with pytest.raises(NotHere):
        run_case_papers(Steps(), **params(world, actor, "body"))


def test_reading_from_outside_is_recorded(world: World) -> None:
    row = made(world, ONE)
    before = Entry.objects.filter(action=actions.OPENED_FROM_OUTSIDE).count()
    fetched(world, row)
    assert Entry.objects.filter(action=actions.OPENED_FROM_OUTSIDE).count() == before + 1


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_pdf_is_made_by_the_job() -> None:
    world = make_registered(TT57, stage="study")
    assert bytes(made(world, Asked("pdf", FORMING)).content).startswith(b"%PDF")

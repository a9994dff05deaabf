"""The pages of a registration's papers: at the department, at the first office, at the desk, at the school."""

import io

import pytest
from django.utils import timezone
from docx import Document

from minhdinh.access.actor import system_actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.enums import Act, BodyRole
from minhdinh.appraisals.models import BodyMember, Slip
from minhdinh.documents.domain.cases import FORMING, NOTICE, REPORT, SLIPS, SUBMISSION
from minhdinh.documents.registry import MEDIA_TYPES
from minhdinh.organisations.domain.tree import move_organisation
from tests.appraisals.concluded import make_concluding, send_draft
from tests.appraisals.registered import TT57, TT2018, World, make_registered
from tests.assessments.cases import signed_in
from tests.factories import DepartmentFactory, MinistryFactory, SchoolFactory, UserFactory, member

pytestmark = pytest.mark.django_db
PAPERS = "giay-to/"


@pytest.fixture
def world(no_office: None) -> World:
    return make_registered(TT2018, stage="study")


def page(world: World, actor, address: str):
    return world.client(actor).get(address)


def test_the_department_finds_the_decision_and_what_is_only_proposed(world: World) -> None:
    text = page(world, world.specialist(), world.office_url(PAPERS)).content.decode()
    assert "Quyết định thành lập đoàn đánh giá ngoài" in text
    assert "mẫu đề nghị" in text
    assert "chưa có bản PDF" in text
    assert f"{PAPERS}{FORMING}/0/docx" in text
    assert 'value="pdf"' not in text


def test_a_paper_is_fetched_as_a_word_file_that_no_cache_keeps(world: World) -> None:
    answer = page(world, world.specialist(), world.office_url(f"{PAPERS}{FORMING}/0/docx"))
    assert answer.status_code == 200
    assert answer["Content-Type"] == MEDIA_TYPES["docx"]
    assert "no-store" in answer["Cache-Control"]
    assert ".docx" in answer["Content-Disposition"]
    content = b"".join(answer.streaming_content)
    assert world.school.name in "\n".join(one.text for one in Document(io.BytesIO(content)).paragraphs)


def test_a_pdf_is_a_jobs_and_never_made_while_a_page_waits(world: World) -> None:
    assert page(world, world.specialist(), world.office_url(f"{PAPERS}{FORMING}/0/pdf")).status_code == 404


def test_a_member_finds_the_own_papers_and_each_criterion(world: World) -> None:
    for criterion in ("1.1", "1.2"):
        with scopes_disabled():
            Slip.objects.create(
                school=world.school,
                member=world.members[BodyRole.MEMBER],
                track=world.case.track,
                criterion=criterion,
                strengths="x",
            )
    address = world.url(PAPERS, room="danh-gia")
    text = page(world, world.examiner(BodyRole.MEMBER), address).content.decode()
    part = world.members[BodyRole.MEMBER].pk
    assert f"{SLIPS}/{part}/docx?tieu-chi=1.2" in text
    assert "chưa chính thức" in text
    assert SLIPS not in page(world, world.examiner(), address).content.decode()
    one = page(world, world.examiner(BodyRole.MEMBER), f"{address}{SLIPS}/{part}/docx?tieu-chi=1.2")
    assert "1-2" in one["Content-Disposition"]


def test_a_member_who_has_not_declared_or_has_left_finds_nothing(world: World) -> None:
    address = world.url(PAPERS, room="danh-gia")
    actor = world.examiner(BodyRole.MEMBER)
    row = world.members[BodyRole.MEMBER]
    with scopes_disabled():
        BodyMember.objects.filter(pk=row.pk).update(declared_at=None)
    assert page(world, actor, address).status_code == 404
    with scopes_disabled():
        BodyMember.objects.filter(pk=row.pk).update(
            declared_at=row.declared_at, conflict="Từng làm ở trường."
        )
    assert page(world, actor, address).status_code == 404
    with scopes_disabled():
        BodyMember.objects.filter(pk=row.pk).update(conflict="", ended_at=row.declared_at)
    assert page(world, actor, address).status_code == 404


def test_the_school_is_told_that_nothing_was_sent_yet(world: World) -> None:
    text = page(world, world.secretary(), world.url(PAPERS)).content.decode()
    assert "Chưa có giấy tờ nào gửi nhà trường" in text


def test_the_school_fetches_the_draft_it_was_sent_and_no_more(no_office: None) -> None:
    world = make_concluding(TT2018)
    send_draft(world)
    listed = page(world, world.principal(), world.url(PAPERS)).content.decode()
    assert "Dự thảo lần 1" in listed
    assert page(world, world.principal(), world.url(f"{PAPERS}{REPORT}/1/docx")).status_code == 200
    for form, part in ((REPORT, 0), (NOTICE, 1), (SUBMISSION, 1), (FORMING, 3)):
        assert page(world, world.principal(), world.url(f"{PAPERS}{form}/{part}/docx")).status_code == 404


def test_an_officer_who_looks_in_at_the_school_sees_no_draft(no_office: None) -> None:
    world = make_concluding(TT2018)
    send_draft(world)
    client = signed_in(world.user(world.department, Role.DEPARTMENT_SPECIALIST))
    text = client.get(world.url(PAPERS)).content.decode()
    assert "Dự thảo lần 1" not in text
    assert client.get(world.url(f"{PAPERS}{REPORT}/1/docx")).status_code == 404


def test_the_first_office_finds_what_it_gave_back_but_no_report(no_office: None) -> None:
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
    text = page(world, world.officer(), world.office_url(PAPERS, world.commune)).content.decode()
    assert "Phiếu tiếp nhận" in text
    assert REPORT not in text


def test_strangers_learn_nothing(world: World) -> None:
    elsewhere = DepartmentFactory()
    other_school = SchoolFactory(under=world.department)
    with scopes_disabled():
        actors = [
            member(elsewhere, Role.DEPARTMENT_ADMIN),
            member(other_school, Role.PRINCIPAL),
            UserFactory(),
        ]
    addresses = (
        world.office_url(PAPERS),
        world.url(PAPERS),
        world.url(PAPERS, room="danh-gia"),
        world.office_url(f"{PAPERS}{FORMING}/0/docx"),
    )
    for user in actors:
        for address in addresses:
            assert signed_in(user).get(address).status_code == 404
    assert signed_in(actors[0]).get(world.office_url(PAPERS, elsewhere)).status_code == 404
    assert (
        page(world, world.principal(), world.url(PAPERS, room="danh-gia")).status_code == 403
    )  # the own school's


def test_a_paper_is_not_posted(world: World) -> None:
    assert world.client(world.specialist()).post(world.office_url(PAPERS)).status_code == 405


@pytest.mark.parametrize("more", [0, 4])
def test_the_page_costs_the_same_whatever_it_lists(
    world: World, more: int, django_assert_max_num_queries
) -> None:
    with scopes_disabled():
        case = world.fresh()
        for sequence in range(1, 2 + more):
            case.steps.create(
                school_id=case.school_id,
                sequence=sequence,
                act=Act.GIVE_BACK,
                from_stage="receiving",
                to_stage="returned",
                by_name="Sở",
                taken_at=case.stage_since,
            )
        client = world.client(world.specialist())
    with django_assert_max_num_queries(45):
        client.get(world.office_url(PAPERS))


def test_who_looks_in_from_above_sees_no_slips(world: World) -> None:
    with scopes_disabled():
        Slip.objects.create(
            school=world.school,
            member=world.members[BodyRole.MEMBER],
            track=world.case.track,
            criterion="1.1",
            sent_at=timezone.now(),
        )
        ministry = MinistryFactory()
        move_organisation(
            actor=system_actor(), organisation=world.department, parent=ministry, day=timezone.localdate()
        )
    address = world.office_url(PAPERS)
    assert SLIPS in world.client(world.specialist()).get(address).content.decode()
    for role in (Role.SUPERVISOR, Role.DEPARTMENT_LEADER):
        answer = signed_in(member(ministry, role)).get(address)
        assert answer.status_code == 200
        assert SLIPS not in answer.content.decode()
    assert signed_in(member(ministry, Role.MINISTRY_OFFICER)).get(address).status_code == 403
    assert signed_in(UserFactory(is_superuser=True)).get(address).status_code == 403

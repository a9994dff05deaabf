"""Questions in the browser's eyes: both sides, files, stale answers, foreign numbers, as many queries for many."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.questions.answering import answer_question
from minhdinh.appraisals.domain.visits.notes import add_picture
from minhdinh.appraisals.models import BodyMember, CaseFile, Question
from tests.appraisals.registered import TT57, World, make_registered
from tests.appraisals.visiting import asked, photograph, planned, sent
from tests.evidence.factories import pdf_bytes
from tests.factories import acting, member

pytestmark = pytest.mark.django_db
DESK, SCHOOL = "danh-gia", "dang-ky"


@pytest.fixture
def world() -> World:
    return make_registered(TT57, stage="study")


def desk(world: World, rest: str = "") -> str:
    return world.url(f"cau-hoi/{rest}", DESK)


def school(world: World, rest: str = "") -> str:
    return world.url(f"cau-hoi/{rest}", SCHOOL)


def upload(content: bytes | None = None, name: str = "so.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf_bytes(name) if content is None else content)


def answered(world: World, question: Question) -> Question:
    return answer_question(
        actor=world.secretary(), case=world.fresh(), question=question, text="Đây ạ.", seen=0, files=[sent()]
    )


def test_asked_answered_and_closed(world: World) -> None:
    leader, secretary = world.client(world.examiner()), world.client(world.secretary())
    place = f"{world.case.track}:1.3"
    response = leader.post(desk(world, "hoi/"), {"place": place, "text": "Xin <b>sổ họp</b>", "due_on": ""})
    with scopes_disabled():
        question = Question.objects.get()
    assert response["Location"] == f"{desk(world)}#cau-{question.pk}"
    page = secretary.get(school(world)).content.decode()
    assert "Xin &lt;b&gt;sổ họp&lt;/b&gt;" in page
    assert "Chờ trường trả lời" in page
    assert "không gửi giấy tờ cá nhân" in page
    values = {"answer": "Trường gửi.", "seen": "0", "files": [upload(), upload(name="b.pdf")]}
    assert secretary.post(school(world, f"{question.pk}/tra-loi/"), values).status_code == 302
    page = leader.get(desk(world)).content.decode()
    assert "Trường gửi." in page
    assert "b.pdf" in page
    assert leader.post(desk(world, f"{question.pk}/khep/"), {"seen": "0"}).status_code == 409
    form = {"seen": re.search(r'name="seen" value="(\d+)"', page)[1]}  # type: ignore[index]
    assert leader.post(desk(world, f"{question.pk}/khep/"), form).status_code == 302
    page = secretary.get(school(world)).content.decode()
    assert "Đã khép lại" in page
    assert "Gửi bổ sung" not in page


def test_a_refused_question_keeps_its_words(world: World) -> None:
    client = world.client(world.examiner())
    values = {"place": "khong:co", "text": "Câu đã gõ", "due_on": "31/02/2027"}
    response = client.post(desk(world, "hoi/"), values)
    assert response.status_code == 422
    assert "Câu đã gõ" in response.content.decode()
    with scopes_disabled():
        assert not Question.objects.exists()


def test_a_stale_answer_keeps_both_texts(world: World) -> None:
    question = asked(world)
    answered(world, question)
    client = world.client(world.principal())
    response = client.post(school(world, f"{question.pk}/tra-loi/"), {"answer": "Của tôi", "seen": "0"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Của tôi" in page
    assert "Đây ạ." in page


@pytest.mark.parametrize("seen", ["", "-1", "abc", "9" * 30, "²"])
def test_a_strange_length_is_stale(world: World, seen: str) -> None:
    question = asked(world)
    client = world.client(world.principal())
    response = client.post(school(world, f"{question.pk}/tra-loi/"), {"answer": "Của tôi", "seen": seen})
    assert response.status_code == 409


def test_a_hostile_file_is_refused_and_the_words_stay(world: World) -> None:
    question = asked(world)
    client = world.client(world.principal())
    values = {"answer": "Đã gõ", "seen": "0", "files": [upload(b"<html>", "a.pdf")]}
    response = client.post(school(world, f"{question.pk}/tra-loi/"), values)
    assert response.status_code == 422
    assert "Đã gõ" in response.content.decode()
    with scopes_disabled():
        assert not CaseFile.objects.exists()


def test_who_opens_which_side(world: World) -> None:
    question = asked(world)
    viewer = acting(member(world.school, Role.VIEWER), world.school)
    contributor = acting(member(world.school, Role.CONTRIBUTOR), world.school)
    commune = acting(world.user(world.commune, Role.COMMUNE_OFFICER), world.school)  # type: ignore[arg-type]
    department = acting(world.user(world.department, Role.DEPARTMENT_SPECIALIST), world.school)
    sides = {
        "member": (world.examiner("member"), 200, 403, 403),
        "principal": (world.principal(), 403, 200, 422),
        "viewer": (viewer, 403, 200, 403),
        "contributor": (contributor, 403, 403, 403),
        "commune": (commune, 403, 404, 403),
        "department": (department, 403, 200, 403),
    }
    for who, (actor, at_desk, at_school, answering) in sides.items():
        client = world.client(actor)
        assert client.get(desk(world)).status_code == at_desk, who
        assert client.get(school(world)).status_code == at_school, who
        values = {"answer": "", "seen": "0"}
        assert client.post(school(world, f"{question.pk}/tra-loi/"), values).status_code == answering, who


def test_the_department_reads_without_a_form(world: World) -> None:
    asked(world)
    department = acting(world.user(world.department, Role.DEPARTMENT_SPECIALIST), world.school)
    page = world.client(department).get(school(world)).content.decode()
    assert "Xin bổ sung số liệu ba năm." in page
    assert 'name="answer"' not in page


def test_a_stranger_and_another_teams_member_find_nothing(world: World) -> None:
    other = make_registered(TT57, stage="study")
    question = asked(world)
    for actor in (other.examiner(), other.principal()):
        client = world.client(actor)
        for url in (desk(world), school(world), desk(world, "tep/1/"), school(world, "tep/1/")):
            assert client.get(url).status_code == 404
        assert client.post(desk(world, f"{question.pk}/khep/")).status_code == 404
    assert Client().get(desk(world)).status_code == 302


def test_foreign_numbers_are_not_found(world: World) -> None:
    other = make_registered(TT57, stage="study")
    foreign = answered(other, asked(other))
    with scopes_disabled():
        file = CaseFile.objects.get()
    member_here, principal = world.client(world.examiner()), world.client(world.principal())
    assert member_here.post(desk(world, f"{foreign.pk}/khep/")).status_code == 404
    assert principal.post(school(world, f"{foreign.pk}/tra-loi/"), {"answer": "a"}).status_code == 404
    assert member_here.get(desk(world, f"tep/{file.pk}/")).status_code == 404
    assert principal.get(school(world, f"tep/{file.pk}/")).status_code == 404
    wrong_case = f"/truong/{world.school.code}/{SCHOOL}/{other.registered.pk}/cau-hoi/"
    assert principal.get(wrong_case).status_code == 404


def test_who_has_not_declared_is_led_to_declaring(world: World) -> None:
    with scopes_disabled():
        BodyMember.objects.update(declared_at=None)
    response = world.client(world.examiner()).get(desk(world))
    assert response.status_code == 403
    assert "cam kết" in response.content.decode()


def test_files_go_out_as_what_they_are(world: World) -> None:
    answered(world, asked(world))
    with scopes_disabled():
        file = CaseFile.objects.select_related("blob").get()
    for client, url in (
        (world.client(world.examiner()), desk(world, f"tep/{file.pk}/")),
        (world.client(world.principal()), school(world, f"tep/{file.pk}/")),
    ):
        response = client.get(url)
        assert response.getvalue() == pdf_bytes("so-lieu.pdf")  # type: ignore[attr-defined]
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Disposition"].startswith("attachment")
        assert "sandbox" in response["Content-Security-Policy"]
        shown = client.get(f"{url}?view=1")
        assert shown["Content-Disposition"].startswith("inline")
        assert shown.getvalue()  # type: ignore[attr-defined]


def test_a_photograph_is_shown_small_to_members_only(world: World) -> None:
    visit = planned(world)
    picture, _new = add_picture(
        actor=world.examiner(),
        case=world.fresh(),
        visit=visit,
        sent=sent(photograph(size=(1600, 1200)), "a.jpg"),
    )
    client = world.client(world.examiner("member"))
    small = client.get(desk(world, f"tep/{picture.pk}/?nho=1"))
    assert small["Content-Type"] == "image/jpeg"
    assert len(small.content) < 20_000
    assert world.client(world.principal()).get(school(world, f"tep/{picture.pk}/?nho=1")).status_code == 404
    with scopes_disabled():
        picture.blob.path = "schools/0/khong-co.jpg"
        picture.blob.save()
    assert client.get(desk(world, f"tep/{picture.pk}/?nho=1")).status_code == 404


def queries_of(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def test_lists_need_as_many_queries_for_many_as_for_one(world: World) -> None:
    answered(world, asked(world))
    around = [(world.client(world.examiner()), desk(world)), (world.client(world.principal()), school(world))]
    few = [queries_of(client, url) for client, url in around]
    for number in range(6):
        answered(world, asked(world, f"Câu {number}", "1.1" if number % 2 else ""))
    assert [queries_of(client, url) for client, url in around] == few

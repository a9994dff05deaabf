"""Answers: who writes them, that they are only added to, new evidence beside what is sealed."""

import pytest

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.cases.files import Sent
from minhdinh.appraisals.domain.questions.answering import answer_question
from minhdinh.appraisals.domain.questions.asking import close_question
from minhdinh.appraisals.models import CaseFile, Question
from minhdinh.assessments.models import Seal
from minhdinh.common.problems import NotAllowed, Problem, Stale
from minhdinh.evidence.models import EvidenceFile
from minhdinh.notifications.models import Notice
from tests.appraisals.registered import TT57, World, make_registered
from tests.appraisals.visiting import asked, everybody, sent
from tests.assessments.cases import undone
from tests.evidence.factories import office_bytes
from tests.factories import acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_registered(TT57, stage="study")


def answer(
    world: World, question: Question, actor: Actor | None = None, *, text: str = "Trường gửi số liệu.",
    seen: int = 0, files: tuple[Sent, ...] = (),
) -> Question:  # fmt: skip
    return answer_question(
        actor=actor or world.secretary(),
        case=world.fresh(),
        question=question,
        text=text,
        seen=seen,
        files=files,
    )


def test_who_prepares_at_the_school_answers_and_nobody_else(world: World) -> None:
    question = asked(world)
    viewer = acting(world.user(world.school, Role.VIEWER), world.school)
    outside = acting(world.user(world.department, Role.DEPARTMENT_SPECIALIST), world.school)
    for who, actor in {**everybody(world), "viewer": viewer, "from the department": outside}.items():
        with undone():
            if who in {"principal", "secretary"}:
                assert answer(world, question, actor).answered_by_name == actor.name
            else:
                with pytest.raises(NotAllowed):
                    answer(world, question, actor)


def test_the_answer_comes_with_evidence_apart_from_the_sealed(world: World) -> None:
    question = asked(world)
    with scopes_disabled():
        before = Seal.objects.values_list("sha256", flat=True).get(), EvidenceFile.objects.count()
    answer(world, question, files=(sent(name="a.pdf"), sent(name="b.pdf")))
    with scopes_disabled():
        rows = list(CaseFile.objects.order_by("id"))
        assert [(row.kind, row.name, row.question_id) for row in rows] == [
            ("answer", "a.pdf", question.pk),
            ("answer", "b.pdf", question.pk),
        ]
        assert (Seal.objects.values_list("sha256", flat=True).get(), EvidenceFile.objects.count()) == before


def test_the_member_who_asked_and_who_leads_are_told(world: World) -> None:
    question = asked(world)
    answer(world, question)
    told = Notice.objects.filter(key__startswith="question-answered:").values_list("person_id", flat=True)
    assert set(told) == {one.user_id for one in world.members.values()}


def test_an_answer_is_added_to_and_never_changed(world: World) -> None:
    question = asked(world)
    first = answer(world, question, text="Câu một.")
    second = answer(world, question, world.principal(), text="Câu hai.", seen=len(first.answer))
    assert second.answer.startswith("Câu một.\n\n[Bổ sung ")
    assert second.answer.endswith("\nCâu hai.")
    assert (second.answered_by_name, second.answered_at) == (first.answered_by_name, first.answered_at)
    with pytest.raises(Stale):
        answer(world, question, text="Câu ba.", seen=len(first.answer))
    more = answer(world, question, text="", seen=len(second.answer), files=(sent(),))
    assert more.answer == second.answer


def test_a_closed_question_takes_nothing_more(world: World) -> None:
    question = asked(world)
    close_question(actor=world.examiner("member"), case=world.fresh(), question=question)
    with pytest.raises(Problem, match="khép lại"):
        answer(world, question)


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("", ()),
        (" \x00\x07 ", ("so-lieu.pdf",)),
        ("a" * 4001, ()),
        ("Đủ.", tuple(f"{number}.pdf" for number in range(11))),
    ],
)
def test_what_is_refused_leaves_nothing(world: World, text: str, files: tuple[str, ...]) -> None:
    question = asked(world)
    with pytest.raises(Problem):
        answer(world, question, text=text, files=tuple(sent(name=name) for name in files))
    with scopes_disabled():
        assert not CaseFile.objects.exists()
        assert Question.objects.get().answered_at is None


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<script>alert(1)</script>", "anh.jpg"),
        (b"MZ\x90\x00" + b"\0" * 200, "bang-diem.pdf"),
        (b"", "rong.pdf"),
        (b"PK\x03\x04 hong", "mau.docx"),
        (office_bytes("word/document.xml", "word/vbaProject.bin"), "macro.docx"),
    ],
)
def test_a_file_is_what_its_content_is(world: World, content: bytes, name: str) -> None:
    question = asked(world)
    with pytest.raises(Problem):
        answer(world, question, files=(sent(), sent(content, name)))
    with scopes_disabled():
        assert Question.objects.get().answer == ""
        assert not CaseFile.objects.exists()


def test_a_hostile_name_is_a_plain_one(world: World) -> None:
    question = asked(world)
    answer(world, question, files=(sent(name="..\\..\\etc/pass\u202ewd\x00.pdf"),))
    with scopes_disabled():
        assert CaseFile.objects.get().name == "passwd.pdf"


def test_the_same_bytes_stand_under_a_question_once(world: World) -> None:
    question = asked(world)
    done = answer(world, question, files=(sent(), sent()))
    answer(world, question, text="Thêm.", seen=len(done.answer), files=(sent(),))
    with scopes_disabled():
        assert CaseFile.objects.count() == 1

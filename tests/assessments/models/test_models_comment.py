import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.comments import add_comment
from minhdinh.assessments.models import Comment, CommentWording, Mention, ParallelText, Presence, SheetChange
from tests.assessments.cases import Case, make_case, saved_and_looked_at, small_set

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(small: Case) -> Comment:
    return add_comment(actor=small.actor(), sheet=small.sheet(), text="Ghi rõ ngày")


def refused(save) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        save()


def test_a_thread_is_resolved_and_demands_at_its_head_only(comment: Comment) -> None:
    answer = {
        "school": comment.school,
        "sheet": comment.sheet,
        "thread": comment,
        "text": "x",
        "author_name": "A",
    }
    now = timezone.now()
    refused(lambda: Comment.objects.create(**answer, written_at=now, resolved_at=now))
    refused(lambda: Comment.objects.create(**answer, written_at=now, must_mend=True))
    Comment.objects.create(**answer, written_at=now)


def test_a_person_is_named_once_in_a_comment(small: Case, comment: Comment) -> None:
    named = {"school": small.school, "comment": comment, "person": small.user(Role.CHAIR)}
    Mention.objects.create(**named)
    refused(lambda: Mention.objects.create(**named))


def test_a_comment_with_its_past_cannot_be_deleted(small: Case, comment: Comment) -> None:
    CommentWording.objects.create(school=small.school, comment=comment, text="Trước", until=timezone.now())
    with pytest.raises(ProtectedError):
        comment.delete()


def test_a_person_has_one_place_on_a_sheet(small: Case) -> None:
    row = {"school": small.school, "sheet": small.sheet(), "person": small.user(Role.CHAIR)}
    Presence.objects.create(**row, seen_at=timezone.now())
    refused(lambda: Presence.objects.create(**row, seen_at=timezone.now()))


def test_a_save_is_kept_beside_a_text_once(small: Case) -> None:
    row = {
        "school": small.school, "assessment": small.assessment, "slot": small.slot(), "base": 0, "body": {},
        "author_name": "A", "saved_at": timezone.now(), "save_id": "save-0001",
    }  # fmt: skip
    ParallelText.objects.create(**row)
    refused(lambda: ParallelText.objects.create(**row))


@pytest.mark.parametrize("kind", ["comment", "change", "presence", "parallel"])
def test_nothing_hangs_on_a_sheet_of_another_school(small: Case, kind: str) -> None:
    other, now = make_case(standard_set=small_set()), timezone.now()
    rows = {
        "comment": Comment(sheet=other.sheet(), text="x", author_name="A", written_at=now),
        "change": SheetChange(sheet=other.sheet(), kind="level", author_name="A", saved_at=now),
        "presence": Presence(sheet=other.sheet(), person=small.user(Role.CHAIR), seen_at=now),
        "parallel": ParallelText(
            assessment=other.assessment, slot="x", base=0, body={}, author_name="A", saved_at=now, save_id="x"
        ),
    }
    row = rows[kind]
    row.school = small.school
    refused(lambda: saved_and_looked_at(row))

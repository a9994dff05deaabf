"""What the database itself refuses of slips, papers and questions."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from minhdinh.access.scope import ScopeError, scopes_disabled
from minhdinh.appraisals.enums import BodyRole, PaperKind
from minhdinh.appraisals.models import MemberPaper, Question, Slip
from tests.appraisals.registered import World, make_registered

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_registered(stage="study")


def refused(make: type[Slip] | type[MemberPaper] | type[Question], **values: object) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make.objects.create(**values)


def test_one_slip_a_member_and_criterion_and_one_paper_of_a_kind(world: World) -> None:
    member = world.members[BodyRole.MEMBER]
    slip = {"school": world.school, "member": member, "track": "thcs", "criterion": "1.3"}
    paper = {"school": world.school, "member": member, "kind": PaperKind.PRELIMINARY}
    with scopes_disabled():
        first = Slip.objects.create(**slip)
        MemberPaper.objects.create(**paper)
        refused(Slip, **slip)
        refused(MemberPaper, **paper)
        other = Slip.objects.create(**slip | {"member": world.members[BodyRole.LEADER]})
        MemberPaper.objects.create(**paper | {"kind": PaperKind.OPINION})
    assert (first.version, first.level, first.sent_at) == (0, None, None)
    assert other.pk != first.pk


def test_an_answer_has_somebody_who_answered(world: World) -> None:
    values = {
        "school": world.school,
        "case": world.registered,
        "member": world.members[BodyRole.MEMBER],
        "text": "Hỏi",
        "asked_at": timezone.now(),
    }
    with scopes_disabled():
        refused(Question, **values, answered_at=timezone.now())
        Question.objects.create(**values, answered_at=timezone.now(), answered_by_name="Cô Lan")


def test_rows_are_closed_without_a_scope(world: World) -> None:
    for model in (Slip, MemberPaper, Question):
        with pytest.raises(ScopeError):
            model.objects.count()

"""What the registration's page at the school leads to."""

import pytest

from minhdinh.access.permissions import Role
from minhdinh.access.scope import school_scope
from minhdinh.appraisals.domain.cases.links import links_of
from minhdinh.appraisals.domain.questions.answering import answer_question
from minhdinh.appraisals.domain.visits.start import register_visits, visit_links
from minhdinh.appraisals.enums import VisitKind
from tests.appraisals.registered import TT57, make_registered
from tests.appraisals.visiting import asked, planned
from tests.factories import acting

pytestmark = pytest.mark.django_db


def test_links_come_with_what_there_is_to_see() -> None:
    register_visits()
    world = make_registered(TT57, stage="study")
    principal = world.principal()

    def shown() -> list[tuple[str, bool]]:
        with school_scope(world.school.pk):
            mine = list(visit_links(world.fresh(), principal))
            assert [one for one in links_of(world.fresh(), principal) if one in mine] == mine
            return [(one.url, one.pressing) for one in mine]

    assert shown() == []
    planned(world, VisitKind.MEETING)
    assert shown() == []
    planned(world, starts=9)
    question = asked(world)
    assert shown() == [(world.url("cau-hoi/"), True), (world.url("khao-sat/"), False)]
    answer_question(actor=principal, case=world.fresh(), question=question, text="Đã gửi.", seen=0)
    assert shown()[0] == (world.url("cau-hoi/"), False)


def test_who_does_not_follow_is_led_nowhere() -> None:
    world = make_registered(TT57, stage="study")
    asked(world)
    commune = acting(world.user(world.commune, Role.COMMUNE_OFFICER), world.school)  # type: ignore[arg-type]
    with school_scope(world.school.pk):
        assert list(visit_links(world.fresh(), commune)) == []

"""The office that decided puts the final report on the public page and takes it back; nobody else, never by itself."""

import pytest

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.models import Draft
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from minhdinh.notifications.models import Notice
from minhdinh.portal.domain.evaluations import (
    final_to_publish,
    published_evaluation,
    published_evaluations,
    withdraw_evaluation,
)
from tests.appraisals.concluded import finished
from tests.appraisals.registered import TT2018, World, make_registered
from tests.factories import acting
from tests.portal.decided import case_of, decided, final_text, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return decided()


def test_published_once_taken_back_and_published_again_with_a_trace(world: World) -> None:
    assert published_evaluations(world.school) == []
    row = publish(world)
    assert published_evaluations(world.school) == [row]
    assert (row.office, row.sha256) == (world.department, row.draft.sha256)
    with pytest.raises(Problem, match="đang được công bố"):
        publish(world)
    withdraw_evaluation(actor=world.specialist(), case=case_of(world))
    withdraw_evaluation(actor=world.specialist(), case=case_of(world))
    assert published_evaluations(world.school) == []
    with pytest.raises(NotHere):
        published_evaluation(world.school, row.pk)
    assert publish(world).pk != row.pk
    entries = Entry.objects.filter(action__startswith="portal.evaluation").order_by("id")
    assert [one.action.rpartition("_")[2] for one in entries] == ["published", "withdrawn", "published"]
    assert {one.organisation_id for one in entries} == {world.school.pk}


def test_the_school_is_told_both_times(world: World) -> None:
    world.principal()
    publish(world)
    withdraw_evaluation(actor=world.specialist(), case=case_of(world))
    with scopes_disabled():
        texts = list(Notice.objects.filter(key__startswith="evaluation:").values_list("text", flat=True))
    assert sorted("thôi" in text for text in texts) == [False, True]
    assert all(world.department.name in text for text in texts)


def test_only_who_records_decisions_at_the_department(world: World) -> None:
    publish(world)
    other = make_registered(TT2018)
    leader = acting(world.user(world.department, Role.DEPARTMENT_LEADER), world.department)
    strangers = (leader, world.officer(), world.principal(), world.examiner(), other.specialist())
    for actor in strangers:
        with pytest.raises(NotAllowed):
            withdraw_evaluation(actor=actor, case=case_of(world))
    withdraw_evaluation(actor=world.specialist(), case=case_of(world))
    for actor in strangers:
        with pytest.raises(NotAllowed):
            publish(world, actor)
    assert published_evaluations(world.school) == []


def test_not_unread_and_not_before_or_without_a_decision(world: World) -> None:
    with pytest.raises(Problem, match="Hãy xác nhận đã đọc"):
        publish(world, read=False)
    for stage in ("noticing", "submitted", "refused", "stopped"):
        world.put(stage)
        with scopes_disabled():
            assert final_to_publish(world.fresh()) is None
        with pytest.raises(Problem, match="kết thúc bằng quyết định"):
            publish(world)
    with pytest.raises(NotHere):
        withdraw_evaluation(actor=world.specialist(), case=case_of(world))


def test_a_report_altered_since_is_neither_published_nor_shown(world: World) -> None:
    row = publish(world)
    final_text(world, "strengths", "Viết lại cả mã")
    with pytest.raises(NotHere):
        published_evaluation(world.school, row.pk)
    withdraw_evaluation(actor=world.specialist(), case=case_of(world))
    with scopes_disabled():
        Draft.objects.filter(pk=row.draft_id).update(sha256="0" * 64)
    with pytest.raises(Problem, match="không còn khớp"):
        publish(world)


def test_under_the_regime_of_2018_too_and_not_before_the_end() -> None:
    world = decided(TT2018)
    assert publish(world).draft.final
    waiting = finished(TT2018)
    with pytest.raises(Problem, match="kết thúc bằng quyết định"):
        publish(waiting)

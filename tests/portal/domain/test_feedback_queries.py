import pytest
from django.utils import timezone

from minhdinh.access.scope import ScopeError, path_scope, school_scope, scopes_disabled
from minhdinh.common.problems import NotHere
from minhdinh.portal.domain.feedback_queries import (
    SHOWN,
    counts_of,
    feedback_at,
    feedback_below,
    feedback_by_token,
    of_state,
    one_feedback,
    shown_of,
)
from minhdinh.portal.models import Feedback
from tests.factories import World, make_world
from tests.portal.asking import asked


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def test_rows_are_read_inside_a_scope_only(world: World) -> None:
    asked(world.school)
    with pytest.raises(ScopeError):
        feedback_at(world.school)
    with school_scope(world.other_school.pk):
        assert not feedback_at(world.school).exists()


def test_an_office_reads_what_was_written_below_it(world: World) -> None:
    first, second = asked(world.school), asked(world.other_school, "mau-2")
    for office, wanted in ((world.department, {first.pk, second.pk}), (world.commune, {first.pk})):
        with path_scope(office.path):
            assert {row.pk for row in feedback_below(office)} == wanted


def test_states_are_counted_in_one_query(world: World, django_assert_num_queries) -> None:
    asked(world.school)
    asked(world.school, "mau-2")
    with scopes_disabled(), django_assert_num_queries(1):
        assert counts_of(Feedback.objects.all()) == {"new": 2, "answered": 0, "closed": 0}
    with scopes_disabled():
        assert of_state(Feedback.objects.all(), "new").count() == 2
        assert of_state(Feedback.objects.all(), "bogus").count() == 0


def test_what_is_not_there_is_not_here(world: World) -> None:
    row = asked(world.school)
    with school_scope(world.other_school.pk), pytest.raises(NotHere):
        one_feedback(world.other_school, row.pk)
    with pytest.raises(NotHere):
        feedback_by_token("khong-co")
    assert feedback_by_token(row.token).pk == row.pk


def test_the_newest_answers_that_may_be_shown_come_first_and_not_all(world: World) -> None:
    rows = [asked(world.school, f"mau-{number}") for number in range(SHOWN + 2)]
    with scopes_disabled():
        Feedback.objects.exclude(pk=rows[0].pk).update(
            state="answered", answer="Rõ.", public=True, answered_at=timezone.now()
        )
    counts, shown = shown_of(world.school)
    assert counts == {"new": 1, "answered": SHOWN + 1, "closed": 0}
    assert [row.pk for row in shown] == [row.pk for row in rows[:1:-1]]

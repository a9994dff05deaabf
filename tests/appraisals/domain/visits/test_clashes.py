"""Hours as people read them, and who is held while they are compared."""

import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.scope import school_scope, scopes_disabled
from minhdinh.appraisals.domain.visits.clashes import clashes, hold_members, hours_label
from minhdinh.appraisals.models import Body, BodyMember
from tests.appraisals.registered import TT57, make_registered
from tests.appraisals.visiting import planned, soon


def test_hours_of_one_day_and_of_several() -> None:
    eight = timezone.make_aware(dt.datetime(2026, 3, 12, 8))
    assert hours_label(eight, eight + dt.timedelta(hours=3.5)) == "08:00–11:30 ngày 12/03/2026"
    assert hours_label(eight, eight + dt.timedelta(hours=33)) == "08:00 12/03/2026 – 17:00 13/03/2026"


@pytest.mark.django_db
def test_everybody_of_the_body_is_looked_at_with_few_queries(django_assert_num_queries) -> None:
    world = make_registered(TT57, stage="study")
    visit = planned(world)
    case = world.fresh()
    with school_scope(world.school.pk):
        with django_assert_num_queries(3):
            members = hold_members(case)
        assert len(members) == 3
        with django_assert_num_queries(1):
            said = clashes(case, members, (soon(0), soon(9)), 0)
        assert said.count("đã có lịch") == 3
        assert clashes(case, members, (soon(0), soon(9)), visit.pk) == ""
        assert clashes(case, members, (visit.ends_at, soon(9)), 0) == ""


@pytest.mark.django_db
def test_without_a_body_there_is_nobody() -> None:
    world = make_registered(TT57, stage="study")
    with scopes_disabled():
        Body.objects.update(dissolved_at=timezone.now())
        assert hold_members(world.fresh()) == []


@pytest.mark.django_db
def test_who_was_of_a_dissolved_body_or_left_it_is_free() -> None:
    world = make_registered(TT57, stage="study")
    planned(world)
    left, stays = world.members["member"], world.members["secretary"]
    with scopes_disabled():
        BodyMember.objects.filter(pk=left.pk).update(ended_at=timezone.now())
        assert clashes(world.fresh(), [left], (soon(0), soon(9)), 0) == ""
        assert clashes(world.fresh(), [stays], (soon(0), soon(9)), 0)
        old = stays.body
        Body.objects.filter(pk=old.pk).update(dissolved_at=timezone.now())
        Body.objects.create(
            school=world.school,
            case=world.registered,
            kind=old.kind,
            decision_number="2",
            decision_date=old.decision_date,
            starts_on=old.starts_on,
            ends_on=old.ends_on,
        )
        assert clashes(world.fresh(), [stays], (soon(0), soon(9)), 0) == ""

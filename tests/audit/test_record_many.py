import pytest

from minhdinh.access.actor import Actor, system_actor
from minhdinh.audit.domain.record_many import Line, record_many
from minhdinh.audit.models import Entry
from minhdinh.audit.registry import UnknownActionError, register

DONE = register("test.done_many", "Xong {what}")


@pytest.mark.django_db
def test_each_line_stands_in_its_own_organisations_record(django_assert_max_num_queries) -> None:
    actor = system_actor(7)
    with django_assert_max_num_queries(14):
        record_many(actor=actor, lines=[Line(number, DONE, data={"what": number}) for number in range(900)])
    first = Entry.objects.get(organisation_id=3)
    assert (first.home_id, first.actor_name, first.data, first.target) == (7, "Hệ thống", {"what": 3}, "")
    assert first.at is not None
    assert Entry.objects.count() == 900


@pytest.mark.django_db
def test_an_actor_from_elsewhere_keeps_the_own_home() -> None:
    actor = Actor(None, "An", 5, frozenset(), frozenset(), 9)
    record_many(actor=actor, lines=[Line(5, DONE, "room.Model:1", {"secret": "x"})])
    entry = Entry.objects.get()
    assert (entry.home_id, entry.target, entry.data) == (9, "room.Model:1", {"secret": "***"})


@pytest.mark.django_db
def test_an_unknown_action_writes_nothing() -> None:
    with pytest.raises(UnknownActionError):
        record_many(actor=system_actor(), lines=[Line(1, DONE), Line(1, "test.unknown")])
    assert not Entry.objects.exists()

import pytest

from minhdinh.access.actor import Actor, system_actor
from minhdinh.audit.domain.record import record
from minhdinh.audit.models import Entry
from minhdinh.audit.registry import UnknownActionError, register, sentence
from tests.factories import World

TRIED = register("audit_test.tried", "Thử {thing}")


def test_who_did_what_where(world: World) -> None:
    actor = Actor(world.owner.pk, "Phạm Quang Minh", world.school.pk, home_id=world.department.pk)
    record(actor=actor, code=TRIED, target="evidence.Item:5", thing="một việc", count=3)
    entry = Entry.objects.get()
    assert (entry.user, entry.actor_name) == (world.owner, "Phạm Quang Minh")
    assert (entry.organisation_id, entry.home_id) == (world.school.pk, world.department.pk)
    assert (entry.target, entry.data) == ("evidence.Item:5", {"thing": "một việc", "count": 3})
    assert sentence(entry.action, entry.data) == "Thử một việc"


@pytest.mark.django_db
def test_the_system_is_recorded_by_its_name() -> None:
    entry = record(actor=system_actor(name="Nhập dữ liệu"), code=TRIED)
    assert (entry.user, entry.actor_name, entry.organisation_id) == (None, "Nhập dữ liệu", None)


@pytest.mark.django_db
def test_secrets_never_reach_the_record() -> None:
    assert record(actor=system_actor(), code=TRIED, password="bí mật").data == {"password": "***"}


@pytest.mark.django_db
def test_an_unknown_action_is_refused() -> None:
    with pytest.raises(UnknownActionError):
        record(actor=system_actor(), code="audit_test.unknown")
    assert not Entry.objects.exists()

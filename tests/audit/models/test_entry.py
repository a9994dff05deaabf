from collections.abc import Callable

import pytest
from django.db import transaction

from minhdinh.audit.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> Entry:
    return Entry.objects.create(actor_name="Lan", action="account.issued", data={"name": "Hà"})


def test_an_entry_cannot_be_changed(entry: Entry) -> None:
    entry.actor_name = "Khác"
    with pytest.raises(TypeError, match="append-only"):
        entry.save()
    entry.refresh_from_db()
    assert entry.actor_name == "Lan"


def test_an_entry_cannot_be_deleted(entry: Entry) -> None:
    with pytest.raises(TypeError, match="append-only"):
        entry.delete()
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: Entry.objects.filter(pk=entry.pk).update(actor_name="Khác"),
        lambda entry: Entry.objects.filter(pk=entry.pk).delete(),
        lambda entry: Entry.objects.bulk_update([entry], ["actor_name"]),
    ],
)
def test_nor_can_many_at_once(entry: Entry, change: Callable[[Entry], object]) -> None:
    with pytest.raises(TypeError, match="append-only"), transaction.atomic():
        change(entry)
    assert Entry.objects.get().actor_name == "Lan"


def test_the_newest_comes_first(entry: Entry) -> None:
    later = Entry.objects.create(actor_name="Hà", action="account.issued")
    assert list(Entry.objects.all()) == [later, entry]


def test_an_entry_in_words(entry: Entry) -> None:
    assert str(entry).endswith("Lan: account.issued")

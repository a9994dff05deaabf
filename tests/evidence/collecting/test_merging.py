"""What is collected for an item goes along when it becomes one with another, and comes back with it."""

import pytest

from minhdinh.access.actor import Actor
from minhdinh.evidence.collecting.merging import follow_merges
from minhdinh.evidence.collecting.states import say_lost
from minhdinh.evidence.models import Collecting, EvidenceItem
from minhdinh.evidence.moves.following import followers
from minhdinh.evidence.moves.merging import merge_items
from minhdinh.evidence.moves.undoing import undo_merge
from tests.evidence.collecting.factories import make_collecting
from tests.evidence.factories import House, make_item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


def fresh(item: EvidenceItem) -> EvidenceItem:
    return EvidenceItem.objects.get(pk=item.pk)


def test_it_goes_along_and_comes_back(house: House, secretary: Actor) -> None:
    gone, survivor = make_item(house), make_item(house)
    row = make_collecting(house, secretary, secretary, item_id=gone.pk)
    versions = (fresh(gone).version, fresh(survivor).version)
    merge = merge_items(
        actor=secretary, gone=fresh(gone), survivor=fresh(survivor), versions=versions, reason="Một văn bản"
    )
    assert Collecting.objects.get(pk=row.pk).item_id == survivor.pk
    say_lost(actor=secretary, row=Collecting.objects.get(pk=row.pk), version=1, reason="Mất")
    undo_merge(actor=secretary, merge=merge)
    assert Collecting.objects.get(pk=row.pk).item_id == gone.pk


def test_it_is_registered_once() -> None:
    follow_merges()
    follow_merges()
    assert [one.name for one in followers()].count("collecting") == 1

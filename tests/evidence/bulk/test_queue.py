"""What is shown of items that wait."""

import pytest
from pytest_django import DjangoAssertNumQueries

from minhdinh.access.actor import Actor, system_actor
from minhdinh.evidence.bulk.queue import changes_since, files_by_item
from minhdinh.evidence.domain.files import detach_file
from minhdinh.evidence.domain.items import ItemValues, change_item
from minhdinh.evidence.domain.uses import link_item
from minhdinh.evidence.models import EvidenceItem
from tests.evidence.collecting.factories import make_collecting
from tests.evidence.factories import House, make_file, make_item, make_verified

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


def test_only_what_came_after_the_decision(house: House, secretary: Actor) -> None:
    looked_at, new = make_verified(house, name="Cũ"), make_item(house, name="Mới")
    make_file(new)
    assert changes_since([looked_at, new]) == {}
    item = EvidenceItem.objects.get(pk=looked_at.pk)
    change_item(actor=secretary, item=item, version=item.version, values=ItemValues(name="Tên khác"))
    make_file(item, name="bo-sung.pdf")
    told = changes_since([EvidenceItem.objects.get(pk=item.pk), new])
    renamed = f"Sửa minh chứng {item.code}: tên “Cũ” → “Tên khác”"
    assert told == {item.pk: [f"Thêm tệp bo-sung.pdf vào {item.code}", renamed]}


def test_the_paper_itself_comes_before_its_uses_and_collecting_does_not_count(
    house: House, secretary: Actor, contributor: Actor
) -> None:
    item = make_verified(house, name="Cũ")
    make_file(item, name="bo-sung.pdf")
    for criterion in ("1.2", "1.3", "1.4"):
        link_item(actor=secretary, item=item, place=house.place(criterion))
    make_collecting(house, secretary, contributor, item_id=item.pk)
    [words] = changes_since([EvidenceItem.objects.get(pk=item.pk)]).values()
    assert words[0] == f"Thêm tệp bo-sung.pdf vào {item.code}"
    assert words[1:] == [f"Gắn {item.code} với tiêu chí {criterion}" for criterion in ("1.4", "1.3")]


def test_files_in_order_without_those_taken_out(house: House) -> None:
    item = make_item(house)
    first, gone, last = (make_file(item, name=f"{name}.pdf") for name in "abc")
    detach_file(actor=system_actor(house.school.pk), file=gone)
    found = files_by_item([item, make_item(house)])
    assert found == {item.pk: [first, last]}


def test_one_query_each(house: House, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    items = [make_verified(house, name=f"Bản {number}") for number in range(5)]
    with django_assert_num_queries(2):
        changes_since(items)
        assert len(files_by_item(items)) == 5

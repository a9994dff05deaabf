"""A merge is not undone under a later one that rests on it: nothing that a later merge brought is taken along."""

import pytest

from minhdinh.access.actor import Actor
from minhdinh.common.problems import Problem
from minhdinh.evidence.domain.files import detach_file
from minhdinh.evidence.domain.queries import files_of, uses_of
from minhdinh.evidence.models import EvidenceFile, EvidenceItem, ItemMerge
from minhdinh.evidence.moves import order
from minhdinh.evidence.moves.order import resting_on
from minhdinh.evidence.moves.undoing import undo_merge
from tests.evidence.factories import House, cite, link, make_file, make_house, make_item, pdf_bytes
from tests.evidence.moves.test_merging import fresh, merge

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]
SAME = pdf_bytes("cùng một tệp")


@pytest.fixture
def survivor(house: House) -> EvidenceItem:
    return make_item(house, name="Bản giữ lại")


@pytest.fixture
def pair(house: House) -> tuple[EvidenceItem, EvidenceItem]:
    return make_item(house, name="Bản một"), make_item(house, name="Bản hai")


def undo(row: ItemMerge, actor: Actor) -> None:
    undo_merge(actor=actor, merge=ItemMerge.objects.select_related("gone", "survivor").get(pk=row.pk))


def use_same(house: House, pair: tuple[EvidenceItem, EvidenceItem]) -> None:
    for one in pair:
        link(house, one, "1.2")


def hold_same_file(_house: House, pair: tuple[EvidenceItem, EvidenceItem]) -> None:
    for one in pair:
        make_file(one, SAME, f"{one.code}.pdf")


def lead_to_the_web(_house: House, pair: tuple[EvidenceItem, EvidenceItem]) -> None:
    for one in pair:
        EvidenceItem.objects.filter(pk=one.pk).update(link=f"https://truong.edu.vn/{one.pk}")


def stand_in_one_place(_house: House, pair: tuple[EvidenceItem, EvidenceItem]) -> None:
    EvidenceItem.objects.filter(pk__in=[one.pk for one in pair]).update(place="Tủ 1, hộp 2")


def cited_beside_each_other(house: House, pair: tuple[EvidenceItem, EvidenceItem]) -> None:
    cite(house, *pair, source="passage:901")


SHARED = [use_same, hold_same_file, lead_to_the_web, stand_in_one_place, cited_beside_each_other]


@pytest.mark.parametrize("share", SHARED)
def test_what_both_brought_is_taken_apart_from_the_end(
    house: House, secretary: Actor, survivor: EvidenceItem, pair: tuple[EvidenceItem, EvidenceItem], share
) -> None:
    share(house, pair)
    first, second = (merge(one, survivor, secretary) for one in pair)
    version = fresh(survivor).version
    words = f"{second.gone.code} vào {survivor.code}.*gộp sau trước"
    with pytest.raises(Problem, match=words):
        undo(first, secretary)
    assert (fresh(survivor).version, fresh(pair[0]).removed_at is None) == (version, False)
    for row in (second, first):
        undo(row, secretary)
    assert [fresh(one).removed_at for one in pair] == [None, None]
    assert (fresh(survivor).link, fresh(survivor).place, uses_of(survivor)) == ("", "", [])


@pytest.mark.parametrize("share", SHARED)
def test_the_later_one_is_undone_under_the_earlier(
    house: House, secretary: Actor, survivor: EvidenceItem, pair: tuple[EvidenceItem, EvidenceItem], share
) -> None:
    share(house, pair)
    first, second = (merge(one, survivor, secretary) for one in pair)
    assert resting_on(first) == [second]
    assert resting_on(second) == []
    undo(second, secretary)
    assert resting_on(ItemMerge.objects.get(pk=first.pk)) == []


def test_merges_that_share_nothing_are_undone_in_any_order(
    house: House, secretary: Actor, survivor: EvidenceItem, pair: tuple[EvidenceItem, EvidenceItem]
) -> None:
    for one, criterion in zip(pair, ("1.2", "1.3"), strict=True):
        make_file(one)
        link(house, one, criterion)
        cite(house, one, source=f"passage:{one.pk}")
    first, second = (merge(one, survivor, secretary) for one in pair)
    undo(first, secretary)
    assert [use.criterion for use in uses_of(survivor)] == ["1.3"]
    assert [use.criterion for use in uses_of(pair[0])] == ["1.2"]
    assert [file.name for file in files_of(survivor)] == [file.name for file in files_of(pair[0])]
    assert fresh(survivor).file_count == 1
    undo(second, secretary)
    assert files_of(survivor) == []


def test_a_use_that_the_survivor_had_itself_binds_nobody(
    house: House, secretary: Actor, survivor: EvidenceItem, pair: tuple[EvidenceItem, EvidenceItem]
) -> None:
    use_same(house, pair)
    link(house, survivor, "1.2")
    first, second = (merge(one, survivor, secretary) for one in pair)
    undo(first, secretary)
    assert [use.criterion for use in uses_of(survivor)] == ["1.2"]
    undo(second, secretary)
    for one in (*pair, survivor):
        assert [use.criterion for use in uses_of(one)] == ["1.2"]


def test_a_shared_file_that_was_taken_out_since_binds_nobody(
    house: House, secretary: Actor, survivor: EvidenceItem, pair: tuple[EvidenceItem, EvidenceItem]
) -> None:
    hold_same_file(house, pair)
    first, _second = (merge(one, survivor, secretary) for one in pair)
    detach_file(actor=secretary, file=EvidenceFile.objects.select_related("item").get(item=survivor))
    undo(first, secretary)
    assert files_of(pair[0]) == []


def test_merges_into_others_and_of_other_schools_bind_nobody(
    house: House, secretary: Actor, survivor: EvidenceItem, pair: tuple[EvidenceItem, EvidenceItem]
) -> None:
    use_same(house, pair)
    first = merge(pair[0], survivor, secretary)
    merge(pair[1], make_item(house), secretary)
    stranger = make_house()
    ItemMerge.objects.create(
        school=stranger.school,
        gone=make_item(stranger),
        survivor=make_item(stranger),
        reason="Trường khác",
        moved=first.moved,
        author_name="Thư ký",
        merged_at=first.merged_at,
    )
    assert resting_on(first) == []
    undo(first, secretary)


def test_many_are_named_up_to_three(
    house: House, secretary: Actor, survivor: EvidenceItem, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = [make_item(house) for _number in range(5)]
    for one in items:
        link(house, one, "1.2")
    rows = [merge(one, survivor, secretary) for one in items]
    named = f"{items[4].code} vào {survivor.code}, {items[3].code} vào {survivor.code}, {items[2].code} vào"
    with pytest.raises(Problem, match=named) as caught:
        undo(rows[0], secretary)
    assert "và 1 việc gộp nữa" in str(caught.value)
    monkeypatch.setattr(order, "MOST_NAMED", 4)
    with pytest.raises(Problem, match=items[1].code):
        undo(rows[0], secretary)

"""Who looked at an item before it was merged and acts after that: nothing lands on the item that is gone."""

import io

import pytest

from minhdinh.access.actor import Actor
from minhdinh.common.problems import Problem, Stale
from minhdinh.evidence.collecting.states import say_lost
from minhdinh.evidence.domain.files import attach_file, detach_file
from minhdinh.evidence.domain.items import file_item, restore_item
from minhdinh.evidence.domain.queries import files_of
from minhdinh.evidence.domain.revisions import describe_file, move_file, replace_file
from minhdinh.evidence.domain.uses import link_item, link_items
from minhdinh.evidence.models import Collecting, EvidenceCode, EvidenceFile, EvidenceItem, EvidenceUse
from tests.evidence.collecting.factories import make_collecting
from tests.evidence.factories import House, make_file, make_item, pdf_bytes
from tests.evidence.moves.test_merging import fresh, merge

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]
MEANWHILE = "vừa được người khác sửa"


@pytest.fixture
def survivor(house: House) -> EvidenceItem:
    return make_item(house, name="Bản giữ lại")


@pytest.fixture
def gone(house: House) -> EvidenceItem:
    return make_item(house, name="Bản gộp đi")


def held(gone: EvidenceItem, survivor: EvidenceItem, actor: Actor) -> EvidenceFile:
    """Return a file as it was read before its item was merged."""
    make_file(gone, pdf_bytes("một"), "mot.pdf")
    pk = make_file(gone, pdf_bytes("hai"), "hai.pdf").pk
    seen: EvidenceFile = EvidenceFile.objects.select_related("item", "blob").get(pk=pk)
    merge(gone, survivor, actor)
    return seen


def send(actor: Actor, item: EvidenceItem) -> None:
    content = pdf_bytes("mới")
    attach_file(actor=actor, item=item, stream=io.BytesIO(content), name="moi.pdf", size=len(content))


def test_an_upload_is_refused(secretary: Actor, gone: EvidenceItem, survivor: EvidenceItem) -> None:
    merge(gone, survivor, secretary)
    with pytest.raises(Stale, match=MEANWHILE):
        send(secretary, gone)
    with pytest.raises(Problem, match="đã bị bỏ khỏi kho"):
        send(secretary, fresh(gone))
    assert not EvidenceFile.objects.exists()


def test_a_file_that_went_over_is_not_taken_out(
    secretary: Actor, gone: EvidenceItem, survivor: EvidenceItem
) -> None:
    seen = held(gone, survivor, secretary)
    with pytest.raises(Stale):
        detach_file(actor=secretary, file=seen)
    stale = EvidenceFile.objects.select_related("item").get(pk=seen.pk)
    stale.item = fresh(gone)
    with pytest.raises(Problem):
        detach_file(actor=secretary, file=stale)
    assert [file.name for file in files_of(survivor)] == ["mot.pdf", "hai.pdf"]
    assert fresh(survivor).file_count == 2


def test_a_file_that_went_over_is_not_changed(
    secretary: Actor, gone: EvidenceItem, survivor: EvidenceItem
) -> None:
    seen = held(gone, survivor, secretary)
    version, content = fresh(gone).version, pdf_bytes("ba")
    before = EvidenceFile.objects.get(pk=seen.pk).updated_at
    given = {"stream": io.BytesIO(content), "name": "ba.pdf", "size": len(content)}
    with pytest.raises(Stale):
        move_file(actor=secretary, file=seen, version=version, up=True)
    seen.item = fresh(gone)
    with pytest.raises(Stale):
        describe_file(actor=secretary, file=seen, version=version, dated_on=None, note="Trang 1")
    seen.item = fresh(gone)
    with pytest.raises(Stale):
        replace_file(actor=secretary, file=seen, **given)  # type: ignore[arg-type]
    assert EvidenceFile.objects.get(pk=seen.pk).updated_at == before
    assert [file.name for file in files_of(survivor)] == ["mot.pdf", "hai.pdf"]


def test_it_serves_nothing_more(
    house: House, secretary: Actor, gone: EvidenceItem, survivor: EvidenceItem
) -> None:
    merge(gone, survivor, secretary)
    seen = EvidenceItem.objects.get(pk=gone.pk)
    seen.removed_at = None
    place = house.place("1.3")
    assert link_items(actor=secretary, assessment_id=house.assessment.pk, places=[(seen, place)]) == 0
    with pytest.raises(Problem, match="đã bị bỏ khỏi kho"):
        link_item(actor=secretary, item=seen, place=place)
    assert not EvidenceUse.objects.exists()
    both = [(gone, place), (survivor, place)]
    assert link_items(actor=secretary, assessment_id=house.assessment.pk, places=both) == 1


def test_it_gets_no_code(house: House, secretary: Actor, survivor: EvidenceItem) -> None:
    gone = make_item(house, criterion="")
    merge(gone, survivor, secretary)
    with pytest.raises(Stale, match=MEANWHILE):
        file_item(actor=secretary, item=gone, criterion="1.2", convention=house.convention)
    assert (fresh(gone).code, EvidenceCode.objects.filter(item=gone).exists()) == ("", False)


def test_what_is_collected_follows_and_who_saw_it_before_is_told(
    house: House, secretary: Actor, gone: EvidenceItem, survivor: EvidenceItem
) -> None:
    row = make_collecting(house, secretary, secretary, item_id=gone.pk)
    merge(gone, survivor, secretary)
    stale = Collecting.objects.get(pk=row.pk)
    stale.item = fresh(gone)
    with pytest.raises(Stale):
        say_lost(actor=secretary, row=stale, version=1, reason="Mất")
    again = Collecting.objects.get(pk=row.pk)
    assert (again.item_id, again.state) == (survivor.pk, "collecting")
    say_lost(actor=secretary, row=again, version=1, reason="Mất")


def test_one_taken_away_by_hand_comes_back_and_takes_files_again(
    secretary: Actor, gone: EvidenceItem
) -> None:
    EvidenceItem.objects.filter(pk=gone.pk).update(removed_at="2026-11-01T00:00:00Z")
    item = fresh(gone)
    restore_item(actor=secretary, item=item)
    send(secretary, item)
    assert fresh(item).file_count == 1

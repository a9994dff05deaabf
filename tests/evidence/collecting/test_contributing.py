"""Files through a collecting: that right alone, of who collects, while it is open; never for what is an index only."""

import io

import pytest

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import SelfAssessment
from minhdinh.audit.domain.queries import entries_of_target
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.evidence.collecting.asking import change_collecting, withdraw_collecting
from minhdinh.evidence.collecting.contributing import contribute_files, files_sent, may_contribute
from minhdinh.evidence.collecting.states import say_collecting, say_have, say_lost
from minhdinh.evidence.domain.files import attach_file, detach_file
from minhdinh.evidence.domain.intake import Upload
from minhdinh.evidence.domain.items import ItemValues, change_item, may_change, remove_item, target_of
from minhdinh.evidence.domain.revisions import describe_file
from minhdinh.evidence.enums import Storage, Verification
from minhdinh.evidence.models import Blob, Collecting, EvidenceFile, EvidenceItem
from tests.evidence.collecting.factories import asked_of, make_collecting
from tests.evidence.factories import (
    House,
    make_actor,
    make_file,
    make_house,
    make_item,
    make_verified,
    pdf_bytes,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


@pytest.fixture
def item(house: House) -> EvidenceItem:
    return make_item(house, criterion="1.3", name="Sổ họp tổ Toán")


@pytest.fixture
def row(house: House, secretary: Actor, contributor: Actor, item: EvidenceItem) -> Collecting:
    return make_collecting(house, secretary, contributor, item_id=item.pk)


def uploads(*names: str, content: bytes | None = None) -> list[Upload]:
    given = [pdf_bytes(name) if content is None else content for name in names]
    return [Upload(io.BytesIO(one), f"{name}.pdf", len(one)) for name, one in zip(names, given, strict=True)]


def again(row: Collecting) -> Collecting:
    return Collecting.objects.select_related("item").get(pk=row.pk)


def test_who_collects_adds_files_and_nothing_else(
    contributor: Actor, item: EvidenceItem, row: Collecting
) -> None:
    assert may_contribute(contributor, row)
    given = contribute_files(actor=contributor, row=row, uploads=uploads("thang-9", "thang-10"))
    assert [file.name for file in given.added] == ["thang-9.pdf", "thang-10.pdf"]
    item.refresh_from_db()
    assert (item.file_count, item.verification) == (2, Verification.PENDING)
    assert {file.uploaded_by_id for file in EvidenceFile.objects.filter(item=item)} == {contributor.user_id}
    assert [file.name for file in files_sent(contributor, row)] == ["thang-10.pdf", "thang-9.pdf"]
    actions = [entry.action for entry in entries_of_target(target_of(item))]
    assert actions[0] == "evidence.collecting_files"
    assert not may_change(contributor, item)
    with pytest.raises(NotAllowed):
        detach_file(actor=contributor, file=given.added[0])
    with pytest.raises(NotAllowed):
        describe_file(actor=contributor, file=given.added[0], version=item.version, dated_on=None, note="x")
    with pytest.raises(NotAllowed):
        attach_file(actor=contributor, item=item, stream=io.BytesIO(b"%PDF-1"), name="a.pdf", size=6)


def test_a_new_file_of_a_verified_item_asks_for_verification_again(
    house: House, secretary: Actor, contributor: Actor
) -> None:
    verified = make_verified(house)
    row = make_collecting(house, secretary, contributor, item_id=verified.pk)
    contribute_files(actor=contributor, row=row, uploads=uploads("nam-nay"))
    verified.refresh_from_db()
    assert verified.verification == Verification.PENDING


def test_the_same_bytes_are_not_added_twice(contributor: Actor, item: EvidenceItem, row: Collecting) -> None:
    contribute_files(actor=contributor, row=row, uploads=uploads("so-hop"))
    item.refresh_from_db()
    given = contribute_files(actor=contributor, row=row, uploads=uploads("so-hop"))
    assert (given.added, given.known) == ((), 1)
    assert EvidenceItem.objects.get(pk=item.pk).version == item.version


def test_what_is_refused_is_named_and_the_rest_is_kept(contributor: Actor, row: Collecting) -> None:
    bad = Upload(io.BytesIO(b"MZ\x90\x00 virus"), "so.pdf", 9)
    given = contribute_files(actor=contributor, row=row, uploads=[*uploads("tot"), bad])
    assert len(given.added) == 1
    assert "so.pdf" in given.refused[0].message
    with pytest.raises(Problem, match=r"so\.pdf"):
        contribute_files(actor=contributor, row=row, uploads=[bad])


@pytest.mark.parametrize("end", ["have", "lost", "withdrawn", "removed"])
def test_not_after_it_was_closed_withdrawn_or_its_item_taken_away(
    secretary: Actor, contributor: Actor, item: EvidenceItem, row: Collecting, end: str
) -> None:
    make_file(item)
    stale = again(row)  # as the page of a person who opened it before
    if end == "have":
        say_have(actor=contributor, row=row, version=1)
    elif end == "lost":
        say_lost(actor=contributor, row=row, version=1, reason="Cháy")
    elif end == "withdrawn":
        withdraw_collecting(actor=secretary, row=row, version=1)
    else:
        remove_item(actor=secretary, item=item)
    assert not may_contribute(contributor, again(row))
    for seen in (again(row), stale):
        with pytest.raises(Problem):
            contribute_files(actor=contributor, row=seen, uploads=uploads("muon"))
    assert not EvidenceFile.objects.filter(name="muon.pdf").exists()


def test_what_is_known_to_be_closed_stores_no_byte(contributor: Actor, row: Collecting) -> None:
    say_lost(actor=contributor, row=row, version=1, reason="Cháy")
    before = Blob.objects.count()
    with pytest.raises(Problem, match="không nhận thêm tệp"):
        contribute_files(actor=contributor, row=again(row), uploads=uploads("muon"))
    assert Blob.objects.count() == before


def test_not_for_others(house: House, secretary: Actor, contributor: Actor, row: Collecting) -> None:
    others = [
        make_actor(house, Role.CONTRIBUTOR),
        make_actor(house, Role.MEMBER),
        make_actor(house, Role.VIEWER),
    ]
    others.append(make_actor(make_house("truong-khac"), Role.SECRETARY))
    for other in others:
        assert not may_contribute(other, row)
        with pytest.raises(NotAllowed):
            contribute_files(actor=other, row=row, uploads=uploads("la"))
    assert may_contribute(secretary, row)
    assert len(contribute_files(actor=secretary, row=row, uploads=uploads("thu-ky")).added) == 1
    assert files_sent(contributor, row) == []


def test_who_keeps_the_papers_does_not_collect(house: House, secretary: Actor, contributor: Actor) -> None:
    keeper = make_actor(house, Role.CONTRIBUTOR)
    row = make_collecting(
        house, secretary, contributor, item_id=make_item(house).pk, keeper_id=keeper.user_id
    )
    with pytest.raises(NotAllowed):
        contribute_files(actor=keeper, row=row, uploads=uploads("giu"))


def test_given_to_another_the_right_goes_along(
    house: House, secretary: Actor, contributor: Actor, item: EvidenceItem, row: Collecting
) -> None:
    stale, other = again(row), make_actor(house, Role.CONTRIBUTOR)
    change_collecting(
        actor=secretary,
        school=house.school,
        row=row,
        version=1,
        asked=asked_of(other.user_id, criterion="1.3", track=house.track, item_id=item.pk),
    )
    with pytest.raises(NotAllowed):
        contribute_files(actor=contributor, row=stale, uploads=uploads("cu"))
    assert may_contribute(other, again(row))


def test_never_for_what_is_kept_as_an_index_only(
    house: House, secretary: Actor, contributor: Actor, item: EvidenceItem, row: Collecting
) -> None:
    sensitive = {"kind": "ho_so_vu_viec", "storage": Storage.PLACE, "place": "Két"}
    other = make_collecting(house, secretary, contributor, item_id=make_item(house, **sensitive).pk)
    assert not may_contribute(contributor, other)
    with pytest.raises(Problem, match="nhạy cảm"):
        contribute_files(actor=contributor, row=other, uploads=uploads("mat"))
    stale = again(row)
    values = ItemValues(name=item.name, **sensitive)
    change_item(actor=secretary, item=item, version=item.version, values=values)
    with pytest.raises(Problem, match="nhạy cảm"):  # turned so while the page stood open
        contribute_files(actor=contributor, row=stale, uploads=uploads("mat"))
    assert not EvidenceFile.objects.filter(item=item).exists()


def test_not_where_nothing_is_in_the_store_yet(house: House, secretary: Actor, contributor: Actor) -> None:
    row = make_collecting(house, secretary, contributor)
    assert not may_contribute(contributor, row)
    with pytest.raises(Problem, match="không còn trong kho"):
        contribute_files(actor=contributor, row=row, uploads=uploads("a"))


def test_not_once_the_year_is_closed(
    house: House, contributor: Actor, row: Collecting, item: EvidenceItem
) -> None:
    SelfAssessment.objects.filter(pk=house.assessment.pk).update(state=State.SUBMITTED, complete=True)
    assert not may_contribute(contributor, row)
    with pytest.raises(Problem, match="đã khép"):
        contribute_files(actor=contributor, row=row, uploads=uploads("muon"))


def test_who_collected_does_not_open_it_again_once_the_item_is_verified(
    house: House, secretary: Actor, contributor: Actor
) -> None:
    verified = make_verified(house)
    row = make_collecting(house, secretary, contributor, item_id=verified.pk)
    say_have(actor=contributor, row=row, version=1)
    with pytest.raises(Problem, match="đã xác minh"):
        say_collecting(actor=contributor, row=row, version=2)
    say_collecting(actor=secretary, row=again(row), version=2)
    assert may_contribute(contributor, again(row))

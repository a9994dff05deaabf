"""Which files are read, once for the same bytes, and what is kept of them."""

from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from minhdinh.access.actor import system_actor
from minhdinh.evidence.domain.files import detach_file
from minhdinh.evidence.domain.items import remove_item
from minhdinh.evidence.enums import ReadingState
from minhdinh.evidence.models import Blob, BlobText, EvidenceItem
from minhdinh.evidence.reading import keeping
from minhdinh.evidence.reading.keeping import (
    forget_unheld,
    keep,
    read_blob_words,
    read_school,
    texts_by_blob,
    unread_blobs,
)
from minhdinh.evidence.reading.words import Reading
from tests.evidence.factories import House, make_file, make_house, make_item
from tests.evidence.reading.papers import word_paper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


def test_the_same_bytes_are_read_once_and_the_words_kept(house: House) -> None:
    content = word_paper()
    one = make_file(make_item(house), content, "a.docx")
    make_file(make_item(house, name="khác"), content, "b.docx")
    assert read_school(house.school.pk) == {"read": 1}
    kept = BlobText.objects.get()
    assert (kept.blob_id, kept.state, kept.school_id) == (one.blob_id, ReadingState.READ, house.school.pk)
    assert " hol dong tu danh gla " in kept.words
    assert read_school(house.school.pk) == {}


def test_every_file_and_every_page_are_told(house: House) -> None:
    for number in range(3):
        make_file(make_item(house, name=str(number)), word_paper() + bytes([number]), "a.docx")
    steps: list[str] = []
    read_school(house.school.pk, step=lambda: steps.append("file"))
    assert steps == ["file"] * 3


def test_papers_of_sensitive_items_are_never_read_and_forgotten_when_they_become_so(house: House) -> None:
    item = make_item(house)
    make_file(item, word_paper(), "a.docx")
    EvidenceItem.objects.filter(pk=item.pk).update(sensitive=True)
    assert list(unread_blobs(house.school.pk)) == []
    assert read_school(house.school.pk) == {}
    EvidenceItem.objects.filter(pk=item.pk).update(sensitive=False)
    read_school(house.school.pk)
    EvidenceItem.objects.filter(pk=item.pk).update(sensitive=True)
    assert forget_unheld(house.school.pk) == 1
    assert not BlobText.objects.exists()


def test_words_of_a_file_that_was_taken_out_are_forgotten(house: House) -> None:
    file = make_file(make_item(house), word_paper(), "a.docx")
    read_school(house.school.pk)
    detach_file(actor=system_actor(house.school.pk), file=file)
    read_school(house.school.pk)
    assert not BlobText.objects.exists()


def test_removed_items_wait_but_keep_what_was_read(house: House) -> None:
    item = make_item(house)
    make_file(item, word_paper(), "a.docx")
    read_school(house.school.pk)
    remove_item(actor=system_actor(house.school.pk), item=item)
    other = make_item(house, name="bỏ trước khi đọc")
    make_file(other, word_paper() + b"1", "b.docx")
    remove_item(actor=system_actor(house.school.pk), item=other)
    assert read_school(house.school.pk) == {}
    assert BlobText.objects.count() == 1


def test_another_school_is_not_touched(house: House) -> None:
    other = make_house()
    make_file(make_item(other), word_paper(), "a.docx")
    assert read_school(house.school.pk) == {}
    assert unread_blobs(other.school.pk).count() == 1


def test_a_lost_file_is_told_and_tried_again_on_request(house: House, media_root: Path) -> None:
    file = make_file(make_item(house), word_paper(), "a.docx")
    path = media_root / file.blob.path
    content = path.read_bytes()
    path.unlink()
    assert read_school(house.school.pk) == {"failed": 1}
    assert "Không mở được tệp" in BlobText.objects.get().reason
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    assert read_school(house.school.pk) == {}
    assert read_school(house.school.pk, again=True) == {"read": 1}


def test_what_a_missing_tool_left_is_read_once_its_kind_can_be_read(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = make_file(make_item(house), word_paper(), "a.docx")
    keep(file.blob, Reading(ReadingState.NO_TOOL, reason="thiếu"))
    monkeypatch.setattr(keeping, "waiting_kinds", lambda: ["docx"])
    assert read_school(house.school.pk) == {}
    monkeypatch.setattr(keeping, "waiting_kinds", lambda: ["pdf"])
    assert read_school(house.school.pk) == {"read": 1}


def test_a_file_that_is_too_large_is_left(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    make_file(make_item(house), word_paper(), "a.docx")
    monkeypatch.setattr(keeping, "LARGEST", 100)
    assert read_school(house.school.pk) == {"failed": 1}


def test_states_of_many_files_take_one_query(
    house: House, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_file(make_item(house), word_paper(), "a.docx")
    read_school(house.school.pk)
    ids = list(Blob.objects.values_list("pk", flat=True))
    with django_assert_num_queries(1):
        assert texts_by_blob(house.school.pk, ids)[ids[0]].state == ReadingState.READ


def test_what_was_read_is_not_kept_where_the_file_may_not_be_read_any_more(house: House) -> None:
    item = make_item(house)
    file = make_file(item, word_paper(), "a.docx")
    reading = Reading(ReadingState.READ, "chữ")
    EvidenceItem.objects.filter(pk=item.pk).update(sensitive=True)
    assert keep(file.blob, reading) is None
    EvidenceItem.objects.filter(pk=item.pk).update(sensitive=False)
    detach_file(actor=system_actor(house.school.pk), file=file)
    assert keep(file.blob, reading) is None
    assert not BlobText.objects.exists()


def test_a_file_that_turns_sensitive_while_it_is_read_is_not_kept(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_file(make_item(house), word_paper(), "a.docx")

    def turning(blob: Blob, step: keeping.Step) -> Reading:
        EvidenceItem.objects.update(sensitive=True)
        return read_blob_words(blob, step)

    monkeypatch.setattr(keeping, "read_blob_words", turning)
    assert read_school(house.school.pk) == {}
    assert not BlobText.objects.exists()

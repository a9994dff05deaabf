"""A round over a store: what it reads, asks, compares and keeps."""

import datetime as dt
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from minhdinh.access.actor import system_actor
from minhdinh.evidence.domain.items import remove_item
from minhdinh.evidence.enums import ReadingState
from minhdinh.evidence.health.round import (
    MOST_ORPHANS,
    compare_texts,
    last_round,
    look_over,
)
from minhdinh.evidence.models import EvidenceItem, FileFault, NearTwin
from minhdinh.evidence.reading.keeping import keep
from minhdinh.evidence.reading.words import Reading
from tests.evidence.factories import House, make_file, make_house, make_item, pdf_bytes
from tests.evidence.health.test_links import with_link
from tests.evidence.health.test_near import MINUTES
from tests.evidence.health.test_words import docx_bytes
from tests.evidence.health.web_server import web_server

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


def test_a_sound_store_is_kept_as_such(house: House) -> None:
    make_file(make_item(house))
    seen = look_over(house.school.pk)
    assert (seen.files, seen.faults, seen.orphans, seen.links, seen.near) == (1, 0, 0, 0, 0)
    last = last_round(house.school.pk)
    assert last is not None
    assert (last.files, last.orphan_count, last.orphans) == (1, 0, [])
    assert timezone.now() - last.checked_at < dt.timedelta(minutes=1)


def test_faults_come_and_go_with_the_files(house: House, media_root: Path) -> None:
    lost, changed = make_file(make_item(house)), make_file(make_item(house), name="b.pdf")
    place, kept = media_root / lost.blob.path, (media_root / lost.blob.path).read_bytes()
    place.unlink()
    (media_root / changed.blob.path).write_bytes(b"khac")
    (media_root / f"schools/{house.school.pk}/la.pdf").write_bytes(b"la")
    look_over(house.school.pk)
    assert dict(FileFault.objects.values_list("blob_id", "kind")) == {
        lost.blob_id: "missing",
        changed.blob_id: "altered",
    }
    last = last_round(house.school.pk)
    assert last is not None
    assert last.orphans == [f"schools/{house.school.pk}/la.pdf"]
    place.write_bytes(kept)
    look_over(house.school.pk)
    assert list(FileFault.objects.values_list("blob_id", flat=True)) == [changed.blob_id]


def test_only_the_first_orphans_are_named(house: House, media_root: Path) -> None:
    folder = media_root / f"schools/{house.school.pk}"
    folder.mkdir(parents=True)
    for number in range(MOST_ORPHANS + 5):
        (folder / f"{number:04}.pdf").write_bytes(b"x")
    look_over(house.school.pk)
    last = last_round(house.school.pk)
    assert last is not None
    assert (last.orphan_count, len(last.orphans)) == (MOST_ORPHANS + 5, MOST_ORPHANS)


def test_another_school_is_left_alone(house: House, media_root: Path) -> None:
    other = make_house("bac-ha")
    (media_root / make_file(make_item(other)).blob.path).unlink()
    look_over(house.school.pk)
    assert not FileFault.objects.exists()
    assert last_round(other.school.pk) is None


def test_scans_and_pdf_that_were_read_are_compared_with_word_files(house: House) -> None:
    names = ("quét", "pdf", "khác")
    items = [make_item(house, name=name) for name in names]
    for item, text in zip(
        items, (MINUTES, MINUTES.replace("thứ 7", "thứ bảy"), "chi tiêu " * 90), strict=True
    ):
        keep(make_file(item, pdf_bytes(item.name)).blob, Reading(ReadingState.READ, text))
    word = make_item(house, name="word")
    make_file(word, docx_bytes(MINUTES), "a.docx")
    assert compare_texts(house.school.pk) == 3
    assert {row.other_id for row in NearTwin.objects.filter(item=items[0])} == {items[1].pk, word.pk}
    EvidenceItem.objects.filter(pk=items[0].pk).update(sensitive=True)
    assert compare_texts(house.school.pk) == 1


def test_word_files_that_say_nearly_the_same(house: House) -> None:
    draft, final, other = (make_item(house, name=name) for name in ("Nháp", "Chính", "Khác"))
    make_file(draft, docx_bytes(MINUTES), "nhap.docx")
    make_file(final, docx_bytes(MINUTES, "Đã ký."), "chinh.docx")
    make_file(other, docx_bytes(MINUTES.replace("thảo luận", "bàn").replace("Nội", "Mục")), "khac.docx")
    make_file(other, name="anh.pdf")
    assert compare_texts(house.school.pk) == 1
    pairs = dict(NearTwin.objects.values_list("item_id", "other_id"))
    assert pairs == {draft.pk: final.pk, final.pk: draft.pk}
    assert NearTwin.objects.filter(percent__gte=80).count() == 2
    remove_item(actor=system_actor(house.school.pk), item=final)
    assert compare_texts(house.school.pk) == 0
    assert not NearTwin.objects.exists()


def test_the_step_is_called_for_each_file_and_link(house: House, settings: Settings) -> None:
    settings.MINHDINH_HOOK_NETWORKS = ["127.0.0.0/8"]
    make_file(make_item(house), docx_bytes(MINUTES), "a.docx")
    steps: list[int] = []
    with web_server() as site:
        with_link(house, f"{site}/")
        seen = look_over(house.school.pk, step=lambda: steps.append(1), pause=0)
    assert (len(steps), seen.links, seen.left) == (3, 1, 0)

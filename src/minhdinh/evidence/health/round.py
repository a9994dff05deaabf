"""Looking through a school's store: every file read, every link asked, texts compared; what was found is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from minhdinh.evidence.domain.integrity import StoreReport, check_store
from minhdinh.evidence.enums import FileFaultKind
from minhdinh.evidence.health.links import PAUSE_SECONDS, Step, ask_links
from minhdinh.evidence.health.near import Sketch, near_pairs, sketch
from minhdinh.evidence.health.words import words_of
from minhdinh.evidence.models import (
    Blob,
    EvidenceFile,
    FileFault,
    LinkCheck,
    NearTwin,
    StoreCheck,
)

MOST_ORPHANS = 100
LARGEST_TEXT = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Seen:
    """What a round looked at and found; ``left`` links wait for the next one."""

    files: int
    faults: int
    orphans: int
    links: int
    near: int
    left: int = 0


def look_over(school_id: int, *, step: Step = lambda: None, pause: float = PAUSE_SECONDS) -> Seen:
    """Look through one school's store and keep the outcome; needs the school's scope.

    ``step`` is called after each file and each link. No transaction is open while files are read or links asked.
    """
    report = check_store(school_id=school_id, step=step)
    _keep_faults(school_id, report)
    asked = ask_links(school_id, step=step, pause=pause)
    near = compare_texts(school_id, step=step)
    StoreCheck.objects.update_or_create(
        school_id=school_id,
        defaults={
            "checked_at": timezone.now(),
            "files": report.checked,
            "links": LinkCheck.objects.filter(school_id=school_id).count(),
            "orphan_count": len(report.orphan),
            "orphans": report.orphan[:MOST_ORPHANS],
        },
    )
    faults = len(report.missing) + len(report.altered)
    return Seen(report.checked, faults, len(report.orphan), asked.links, near, asked.left)


def _keep_faults(school_id: int, report: StoreReport) -> None:
    kinds = dict.fromkeys(report.missing, FileFaultKind.MISSING)
    kinds.update(dict.fromkeys(report.altered, FileFaultKind.ALTERED))
    now = timezone.now()
    with transaction.atomic():
        FileFault.objects.filter(school_id=school_id).delete()
        blobs = Blob.objects.filter(school_id=school_id, path__in=list(kinds))
        FileFault.objects.bulk_create(
            FileFault(school_id=school_id, blob=blob, kind=kinds[blob.path], found_at=now) for blob in blobs
        )


def compare_texts(school_id: int, *, step: Step = lambda: None) -> int:
    """Compare the Word files of a school's items and keep which items say nearly the same; return how many pairs.

    Files with the same bytes are not compared: they are found as such.
    """
    files = (
        EvidenceFile.objects.filter(
            school_id=school_id,
            removed_at__isnull=True,
            item__removed_at__isnull=True,
            blob__extension="docx",
            blob__size__lte=LARGEST_TEXT,
        )
        .select_related("blob")
        .order_by("item_id", "id")
    )
    holders: dict[int, list[int]] = {}
    sketches: dict[int, Sketch] = {}
    for file in files:
        holders.setdefault(file.blob_id, []).append(file.item_id)
        if file.blob_id not in sketches:
            sketches[file.blob_id] = _sketch_of(file.blob)
            step()
    pairs: dict[tuple[int, int], int] = {}
    for (one, other), percent in near_pairs(sketches, step=step).items():
        for first in holders[one]:
            for second in holders[other]:
                if first != second:
                    pairs[first, second] = pairs[second, first] = percent
    _keep_twins(school_id, pairs)
    return len(pairs) // 2


def _sketch_of(blob: Blob) -> Sketch:
    if not default_storage.exists(blob.path):
        return frozenset()
    with default_storage.open(blob.path, "rb") as stream:
        return sketch(words_of(stream))


def _keep_twins(school_id: int, pairs: dict[tuple[int, int], int]) -> None:
    with transaction.atomic():
        NearTwin.objects.filter(school_id=school_id).delete()
        NearTwin.objects.bulk_create(
            NearTwin(school_id=school_id, item_id=item, other_id=other, percent=percent)
            for (item, other), percent in sorted(pairs.items())
        )


def last_round(school_id: int) -> StoreCheck | None:
    """Return when a school's store was last looked through and what was found."""
    return StoreCheck.objects.filter(school_id=school_id).first()


def orphans_of(school_id: int) -> Sequence[str]:
    """Return the paths of files that belong to nothing, as the last round found them."""
    found = last_round(school_id)
    return tuple(found.orphans) if found else ()

"""Looking through a school's store: every file read, every link asked, texts compared; what was found is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Left
from django.utils import timezone

from minhdinh.evidence.domain.integrity import StoreReport, check_store
from minhdinh.evidence.enums import FileFaultKind, ReadingState
from minhdinh.evidence.health.links import PAUSE_SECONDS, Step, ask_links
from minhdinh.evidence.health.near import Sketch, near_pairs, sketch
from minhdinh.evidence.health.unheld import unheld
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
LARGEST_TEXT = 100 * 1024 * 1024
LONGEST_COMPARED = 100_000


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
    belonging_to_nothing = [
        *report.orphan,
        *unheld(school_id).order_by("path").values_list("path", flat=True),
    ]
    _keep_faults(school_id, report)
    asked = ask_links(school_id, step=step, pause=pause)
    near = compare_texts(school_id, step=step)
    StoreCheck.objects.update_or_create(
        school_id=school_id,
        defaults={
            "checked_at": timezone.now(),
            "files": report.checked,
            "links": LinkCheck.objects.filter(school_id=school_id).count(),
            "orphan_count": len(belonging_to_nothing),
            "orphans": belonging_to_nothing[:MOST_ORPHANS],
        },
    )
    faults = len(report.missing) + len(report.altered)
    return Seen(report.checked, faults, len(belonging_to_nothing), asked.links, near, asked.left)


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
    """Compare the texts of a school's files and keep which items say nearly the same; return how many pairs.

    The kept words of a file are compared (PDF, scans too); of a Word file that was not read yet, its own. Files with
    the same bytes are not compared: they are found as such.
    """
    read = Q(blob__texts__state=ReadingState.READ)
    files = (
        EvidenceFile.objects.filter(
            read | Q(blob__extension="docx"),
            school_id=school_id,
            removed_at__isnull=True,
            item__removed_at__isnull=True,
            item__sensitive=False,
            blob__size__lte=LARGEST_TEXT,
        )
        .annotate(
            kept_text=Case(When(read, then=Left("blob__texts__text", LONGEST_COMPARED)), default=Value(""))
        )
        .select_related("blob")
        .order_by("item_id", "id")
    )
    holders: dict[int, list[int]] = {}
    sketches: dict[int, Sketch] = {}
    for file in files.iterator(chunk_size=100):
        holders.setdefault(file.blob_id, []).append(file.item_id)
        if file.blob_id not in sketches:
            sketches[file.blob_id] = sketch(file.kept_text) if file.kept_text else _sketch_of(file.blob)
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

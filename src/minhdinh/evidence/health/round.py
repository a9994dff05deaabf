"""Looking through a school's store: every file read, every link asked, texts compared; what was found is kept."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from minhdinh.evidence.domain.integrity import StoreReport, check_store
from minhdinh.evidence.enums import FileFaultKind, LinkState
from minhdinh.evidence.health.http import Answer, ask, host_of
from minhdinh.evidence.health.near import Sketch, near_pairs, sketch
from minhdinh.evidence.health.words import words_of
from minhdinh.evidence.models import (
    Blob,
    EvidenceFile,
    EvidenceItem,
    FileFault,
    LinkCheck,
    NearTwin,
    StoreCheck,
)

PAUSE_SECONDS = 1.0
FRESH = dt.timedelta(hours=20)
MOST_ORPHANS = 100
OFFLINE = "Không trang nào trả lời: có thể máy chủ không ra được Internet lúc hỏi."
LARGEST_TEXT = 20 * 1024 * 1024
Step = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a round looked at and found."""

    files: int
    faults: int
    orphans: int
    links: int
    near: int


def look_over(school_id: int, *, step: Step = lambda: None, pause: float = PAUSE_SECONDS) -> Seen:
    """Look through one school's store and keep the outcome; needs the school's scope.

    ``step`` is called after each file and each link. Nothing is written while files are read or links asked.
    """
    report = check_store(school_id=school_id, step=step)
    _keep_faults(school_id, report)
    links = ask_links(school_id, step=step, pause=pause)
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
    return Seen(report.checked, faults, len(report.orphan), links, near)


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


def ask_links(school_id: int, *, step: Step = lambda: None, pause: float = PAUSE_SECONDS) -> int:
    """Ask the links of a school's items, one after the other; return how many were asked.

    A link that was asked in the last hours is left alone; between two calls to one machine there is a pause in seconds.
    Where no machine at all answers, nothing is said against the links: the line may have been down.
    """
    items = EvidenceItem.objects.filter(school_id=school_id, removed_at__isnull=True).exclude(link="")
    fresh = set(
        LinkCheck.objects.filter(school_id=school_id, checked_at__gte=timezone.now() - FRESH).values_list(
            "item_id", "url"
        )
    )
    due = [item for item in items.only("pk", "link") if (item.pk, item.link) not in fresh]
    answers = _answers(due, step, pause)
    offline = not any(answer.reached for answer in answers.values())
    for item in due:
        answer = answers[item.link]
        _keep_answer(school_id, item, Answer(LinkState.UNCLEAR, OFFLINE) if offline else answer)
    LinkCheck.objects.filter(school_id=school_id).exclude(item__in=items).delete()
    return len(answers)


def _answers(items: Sequence[EvidenceItem], step: Step, pause: float) -> dict[str, Answer]:
    """Ask one machine at a time; return the answers by address, each address asked once."""
    answers: dict[str, Answer] = {}
    last: dict[str, float] = {}
    for item in _spread(items):
        if item.link not in answers:
            host = host_of(item.link)
            time.sleep(max(0.0, last.get(host, -pause) + pause - time.monotonic()))
            answers[item.link] = ask(item.link)
            last[host] = time.monotonic()
        step()
    return answers


def _spread(items: Iterable[EvidenceItem]) -> list[EvidenceItem]:
    """Return the items so that those of one machine stand apart where others can come between."""
    turns: dict[str, int] = {}
    placed = []
    for item in items:
        host = host_of(item.link)
        turns[host] = turns.get(host, 0) + 1
        placed.append((turns[host], item))
    return [item for _turn, item in sorted(placed, key=lambda one: (one[0], one[1].pk))]


def _keep_answer(school_id: int, item: EvidenceItem, answer: Answer) -> None:
    LinkCheck.objects.update_or_create(
        item=item,
        defaults={
            "school_id": school_id,
            "url": item.link,
            "state": answer.state,
            "note": answer.note[:300],
            "checked_at": timezone.now(),
        },
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
    for (one, other), percent in near_pairs(sketches).items():
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

"""Files of evidence as the API tells them: each with its place in the order, its revision and how far it was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from minhdinh.access.actor import Actor
from minhdinh.evidence.domain.queries import earlier_files_for
from minhdinh.evidence.models import BlobText, EvidenceFile, EvidenceItem

UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Reading:
    """How far the words of a file were read; ``by_eye``: recognised from a picture."""

    state: str = UNREAD
    by_eye: bool = False
    pages: int = 0


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file with what follows from the rows around it.

    ``order`` is its place among the present files of its item from 1 on, 0 for one that is no longer present there;
    ``revision`` is 1 for the first file in its place, 2 for the one that replaced it, and so on.
    """

    file: EvidenceFile
    order: int
    revision: int
    reading: Reading


def files_of(items: Sequence[EvidenceItem]) -> dict[int, list[FileFacts]]:
    """Return the present files of some items in order, by item id (three queries)."""
    present = EvidenceFile.objects.filter(item__in=items, removed_at__isnull=True).select_related("blob")
    found: dict[int, list[EvidenceFile]] = {item.pk: [] for item in items}
    for file in present.order_by("item", "position", "id"):
        found[file.item_id].append(file)
    files = [file for rows in found.values() for file in rows]
    revisions, readings = _revisions(items, files), _readings(files)
    return {
        item_id: [
            FileFacts(file, order, revisions[file.pk], readings.get(file.blob_id, Reading()))
            for order, file in enumerate(rows, start=1)
        ]
        for item_id, rows in found.items()
    }


def facts_of(file: EvidenceFile) -> FileFacts:
    """Return one file as its item shows it now, also where it was taken out or replaced meanwhile."""
    present = files_of([file.item])[file.item_id]
    return next((one for one in present if one.file == file), None) or _not_present(file.item, [file])[0]


def history_of(actor: Actor, item: EvidenceItem) -> list[FileFacts]:
    """Return the earlier files of an item that the actor may open, the latest replaced first."""
    return _not_present(item, [] if item.sensitive else earlier_files_for(actor, item))


def _not_present(item: EvidenceItem, files: Sequence[EvidenceFile]) -> list[FileFacts]:
    revisions, readings = _revisions([item], files), _readings(files)
    return [FileFacts(file, 0, revisions[file.pk], readings.get(file.blob_id, Reading())) for file in files]


def _revisions(items: Sequence[EvidenceItem], files: Iterable[EvidenceFile]) -> dict[int, int]:
    """Return by file how many files in a row stood in its place, itself included."""
    replaced = EvidenceFile.objects.filter(item__in=items, replaced_by__isnull=False)
    before: defaultdict[int, list[int]] = defaultdict(list)
    for pk, newer in replaced.values_list("pk", "replaced_by_id"):
        before[newer].append(pk)
    return {file.pk: _depth(file.pk, before) for file in files}


def _depth(pk: int, before: Mapping[int, Sequence[int]]) -> int:
    depth, seen, here = 1, {pk}, set(before.get(pk, ()))
    while here := here - seen:  # a ring ends where it began
        seen |= here
        depth, here = depth + 1, {earlier for one in here for earlier in before.get(one, ())}
    return depth


def _readings(files: Iterable[EvidenceFile]) -> dict[int, Reading]:
    rows = BlobText.objects.filter(blob_id__in={file.blob_id for file in files})
    return {
        blob_id: Reading(state, by_eye, pages)
        for blob_id, state, by_eye, pages in rows.values_list("blob_id", "state", "by_eye", "pages")
    }

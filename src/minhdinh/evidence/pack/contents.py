"""What a pack holds: a line for each item, a path for each of its files; plain data that is kept with the pack."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.storage import FileSystemStorage, default_storage
from django.utils.translation import gettext as _

from minhdinh.evidence.context import YearContext
from minhdinh.evidence.domain.listing import in_order, serving
from minhdinh.evidence.domain.scan_marks import marked
from minhdinh.evidence.models import EvidenceFile, EvidenceItem, FileFault
from minhdinh.evidence.pack.names import Names, safe_name
from minhdinh.evidence.tables import kind_name, number_and_date

STEM = 70
FOLDER = 60
INDEX_HTML, INDEX_XLSX = "danh-muc.html", "danh-muc.xlsx"
Contents = dict[str, Any]


def contents_of(
    items: Sequence[EvidenceItem], context: YearContext, day: dt.date, *, heading: Mapping[str, str]
) -> Contents:
    """Return ``heading`` with ``groups``: by standard, each a list of lines. A few queries, however many items.

    A line has code, name, kind, paper (number and date), issuer, period, criteria, kept (place or link), status, note
    and files ``{id, path, store, size, name}``, with the names of what is missing and of what the scanner found infected.
    Sensitive items have no files: they stand in the index only.
    """
    served = serving(items, context.assessment_id)
    files, lost, infected = _files_of(items), _lost(items), _infected(items)
    places = {criterion.code: criterion.standard for criterion in context.criteria}
    names, groups = Names(), defaultdict[str, list[dict[str, Any]]](list)
    for item in items:
        criteria = in_order({*served.criteria.get(item.pk, ()), item.root_criterion} - {""})
        standard = _standard(item, criteria, places)
        line = _line(item, criteria, day)
        for file in files[item.pk]:
            if file.blob_id in infected:
                line["infected"].append(file.name)
            elif file.blob_id in lost or not _is_there(file):
                line["missing"].append(file.name)
            else:
                line["files"].append(_file(file, item, _folder(standard), names))
        groups[standard].append(line)
    order = [*dict.fromkeys(places.values()), ""]
    shown = [
        {"title": title or _("Ngoài các tiêu chí của năm học"), "lines": groups[title]}
        for title in order
        if groups.get(title)
    ]
    return {**heading, "groups": shown}


def _standard(item: EvidenceItem, criteria: Sequence[str], places: Mapping[str, str]) -> str:
    """Return the standard that an item is filed under: of its root criterion, else of the first it serves."""
    return next((places[code] for code in (item.root_criterion, *criteria) if code in places), "")


def _folder(standard: str) -> str:
    return safe_name(f"TC {standard}" if standard else "Khac", FOLDER)


def _line(item: EvidenceItem, criteria: Sequence[str], day: dt.date) -> dict[str, Any]:
    return {
        "item": item.pk,
        "code": item.code,
        "name": item.name,
        "kind": kind_name(item.kind),
        "paper": number_and_date(item),
        "issuer": item.issuer,
        "period": item.period,
        "criteria": list(criteria),
        "place": item.place,
        "link": item.link if item.link.startswith(("https://", "http://")) else "",
        "status": str(item.status_on(day).label),
        "sensitive": item.sensitive,
        "files": [],
        "missing": [],
        "infected": [],
    }


def _file(file: EvidenceFile, item: EvidenceItem, folder: str, names: Names) -> dict[str, Any]:
    path = names.path(folder, safe_name(f"{item.code} {item.name}", STEM), file.blob.extension)
    stored = file.blob
    return {"id": file.pk, "path": path, "store": stored.path, "size": stored.size, "name": file.name}


def _files_of(items: Sequence[EvidenceItem]) -> defaultdict[int, list[EvidenceFile]]:
    found = defaultdict[int, list[EvidenceFile]](list)
    open_items = {item.pk for item in items if not item.sensitive}
    if items:
        rows = EvidenceFile.objects.filter(school_id=items[0].school_id, removed_at__isnull=True)
        for file in rows.select_related("blob").order_by("item_id", "position", "id"):
            if file.item_id in open_items:
                found[file.item_id].append(file)
    return found


def _lost(items: Sequence[EvidenceItem]) -> set[int]:
    """Return the stored files that the last reading of the store did not find, or not as they were."""
    if not items:
        return set()
    return set(FileFault.objects.filter(school_id=items[0].school_id).values_list("blob_id", flat=True))


def _infected(items: Sequence[EvidenceItem]) -> set[int]:
    return set(marked(items[0].school_id, found=True).values_list("pk", flat=True)) if items else set()


def _is_there(file: EvidenceFile) -> bool:
    """Look for a file where that costs nothing: in a folder. A remote store is believed until it is asked."""
    return not isinstance(default_storage, FileSystemStorage) or default_storage.exists(file.blob.path)

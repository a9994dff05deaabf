"""What a person sees of items that wait: their files, and what was done to them since somebody last decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from minhdinh.audit.models import Entry
from minhdinh.audit.registry import sentence
from minhdinh.evidence.domain.items import target_of
from minhdinh.evidence.models import EvidenceFile, EvidenceItem

MOST_TOLD = 3


def files_by_item(items: Sequence[EvidenceItem]) -> dict[int, list[EvidenceFile]]:
    """Return the present files of the items, in order. One query."""
    found: defaultdict[int, list[EvidenceFile]] = defaultdict(list)
    rows = EvidenceFile.objects.filter(item__in=items, removed_at__isnull=True)
    for file in rows.order_by("item_id", "position", "id"):
        found[file.item_id].append(file)
    return dict(found)


def changes_since(items: Sequence[EvidenceItem]) -> dict[int, list[str]]:
    """Return in words what was done to items since they were last verified or rejected, the newest first. One query.

    Items on which nobody has decided yet are left out: all of them is new.
    """
    decided = {target_of(item): item for item in items if item.verified_at}
    found: defaultdict[int, list[str]] = defaultdict(list)
    for entry in Entry.objects.filter(target__in=list(decided)).order_by("-id") if decided else ():
        item = decided[entry.target]
        if item.verified_at and entry.at > item.verified_at and not entry.action.endswith(DECISIONS):
            found[item.pk].append(sentence(entry.action, entry.data))
    return {pk: list(dict.fromkeys(words))[:MOST_TOLD] for pk, words in found.items()}


DECISIONS = (".verified", ".rejected")

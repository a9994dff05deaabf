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
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in Entry.objects.filter(target__in=list(decided)).order_by("-id") if decided else ():
        found[entry.target].append(entry)
    told = {decided[target].pk: told_since(decided[target], entries) for target, entries in found.items()}
    return {pk: words[:MOST_TOLD] for pk, words in told.items() if words}


def told_since(item: EvidenceItem, entries: Sequence[Entry]) -> list[str]:
    """Return in words those of an item's entries that came after it was last verified or rejected, each once.

    What changed of the paper itself comes before what it is used for; who collects it and the order of files do not count.
    """
    since = item.verified_at
    if since is None:
        return []
    later = [entry for entry in entries if entry.at > since and not entry.action.endswith(DECISIONS)]
    telling = [entry for entry in later if not entry.action.startswith(BESIDE)]
    telling.sort(key=lambda entry: entry.action.endswith(USES))
    return list(dict.fromkeys(sentence(entry.action, entry.data) for entry in telling))


DECISIONS = (".verified", ".rejected")
USES = (".linked", ".unlinked")
BESIDE = ("evidence.collecting_", "evidence.file_moved")

"""Which merges must be undone before another: those that came later and rest on what it brought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from minhdinh.common.problems import Problem
from minhdinh.evidence.models import EvidenceFile, EvidenceItem, ItemMerge
from minhdinh.evidence.moves.following import followers

MOST_NAMED = 3


def refuse_out_of_order(merge: ItemMerge) -> None:
    """Raise Problem naming the later merges that would lose something if ``merge`` were undone while they stand."""
    first = resting_on(merge)
    if not first:
        return
    named = ", ".join(f"{one.gone.label} vào {one.survivor.label}" for one in first[:MOST_NAMED])
    more = f" và {len(first) - MOST_NAMED} việc gộp nữa" if len(first) > MOST_NAMED else ""
    raise Problem(
        f"Sau đó đã gộp {named}{more}, có chung nơi dùng, tệp hoặc đoạn văn với việc gộp này. "
        "Hãy bấm “Tách lại” ở việc gộp sau trước, mới nhất trước; chưa có gì thay đổi."
    )


def resting_on(merge: ItemMerge) -> list[ItemMerge]:
    """Return the standing merges after ``merge`` that rest on what it brought, newest first."""
    later = ItemMerge.objects.filter(school_id=merge.school_id, undone_at__isnull=True, pk__gt=merge.pk)
    rows = later.select_related("gone", "survivor").order_by("-pk")
    return [one for one in rows if one.moved and _rests(one, merge)]


def _rests(later: ItemMerge, earlier: ItemMerge) -> bool:
    """Tell whether ``later`` left something out, or wrote something anew, because of what ``earlier`` had brought."""
    same = later.survivor_id == earlier.survivor_id
    if same and (_by_uses(later, earlier) or _by_fields(later, earlier) or _by_files(later, earlier)):
        return True
    above, below = later.moved["rooms"], earlier.moved["rooms"]
    return any(
        one.rests_on(above[one.name], below[one.name], same)
        for one in followers()
        if one.name in above and one.name in below
    )


def _by_uses(later: ItemMerge, earlier: ItemMerge) -> bool:
    brought = {tuple(key) for *key, is_new in earlier.moved["uses"] if is_new}
    return any(tuple(key) in brought for *key, _is_new in later.moved["uses"])


def _by_fields(later: ItemMerge, earlier: ItemMerge) -> bool:
    return any(getattr(later.gone, name) for name in earlier.moved["filled"])


def _by_files(later: ItemMerge, earlier: ItemMerge) -> bool:
    """Tell whether a file of the later item stayed behind because the earlier merge had brought its bytes."""
    stayed = EvidenceFile.objects.filter(item_id=later.gone_id, removed_at__isnull=True).values("blob_id")
    going = files_going_back(earlier.moved["files"], earlier.survivor)
    return EvidenceFile.objects.filter(
        pk__in=[one.pk for one in going], removed_at__isnull=True, blob_id__in=stayed
    ).exists()


def files_going_back(places: Sequence[Sequence[int]], survivor: EvidenceItem) -> list[EvidenceFile]:
    """Return the files that an undone merge takes from the survivor, each with the place that it goes back to.

    A file that took the place of one of them since goes along, to the same place.
    """
    where = {one[0]: one[1] for one in places}
    there = list(EvidenceFile.objects.filter(item=survivor))
    while newer := _successors(there, where):
        where |= newer
    rows = [one for one in there if one.pk in where]
    for row in rows:
        row.position = where[row.pk]
    return rows


def _successors(files: Sequence[EvidenceFile], where: Mapping[int, int]) -> dict[int, Any]:
    """Return the files that took the place of one of ``where`` and are not among them yet, each with its place."""
    return {
        one.replaced_by_id: where[one.pk]
        for one in files
        if one.pk in where and one.replaced_by_id and one.replaced_by_id not in where
    }

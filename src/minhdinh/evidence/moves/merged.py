"""What became of items that were merged into others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from minhdinh.evidence.models import ItemMerge

Body = Mapping[str, Any]


def survivors(school_id: int, ids: Iterable[int]) -> dict[int, int]:
    """Return by id of a merged item the item that stands for it today, over any number of merges.

    Items that were never merged are left out: one query where none was.
    """
    wanted = set(ids)
    if not wanted:
        return {}
    standing = _one_step(school_id, wanted)
    reached = set(standing.values())
    while reached:
        further = _one_step(school_id, reached)
        standing = {gone: further.get(one, one) for gone, one in standing.items()}
        reached = set(further.values())
    return standing


def survivor_of(school_id: int, item_id: int) -> int | None:
    """Return the id of the item that stands for a merged one; None for an item that was not merged."""
    return survivors(school_id, [item_id]).get(item_id)


def merges_into(item_id: int) -> list[ItemMerge]:
    """Return the merges that an item survived and that stand, newest first."""
    rows = ItemMerge.objects.filter(survivor_id=item_id, undone_at__isnull=True).select_related("gone")
    return list(rows.order_by("-id"))


def merge_by_id(school_id: int, merge_id: int) -> ItemMerge | None:
    """Return a merge of the school that stands."""
    rows = ItemMerge.objects.filter(school_id=school_id, pk=merge_id, undone_at__isnull=True)
    return rows.select_related("gone", "survivor").first()


def recited(node: Body, names: Mapping[str, str]) -> dict[str, Any]:
    """Return a rich text whose citations have the ids of ``names``; neighbours that became the same are one.

    Texts that cite none of the names come back as they are.
    """
    if node.get("type") == "citation":
        evidence = str(node["attrs"]["evidence"])
        return {**node, "attrs": {**node["attrs"], "evidence": names.get(evidence, evidence)}}
    if "content" not in node:
        return dict(node)
    content = [recited(child, names) for child in node["content"]]
    return {**node, "content": _without_doubles(content, set(names.values()))}


def _cited_beside(content: list[dict[str, Any]], citation: Mapping[str, Any]) -> bool:
    """Tell whether the citations just before already name the same item."""
    for one in reversed(content):
        if one.get("type") != "citation":
            return False
        if one["attrs"]["evidence"] == citation["attrs"]["evidence"]:
            return True
    return False


def _without_doubles(content: list[dict[str, Any]], named: set[str]) -> list[dict[str, Any]]:
    """Drop a citation of ``named`` that follows itself in one group."""
    kept: list[dict[str, Any]] = []
    for one in content:
        double = one.get("type") == "citation" and str(one["attrs"]["evidence"]) in named
        if not (double and _cited_beside(kept, one)):
            kept.append(one)
    return kept


def _one_step(school_id: int, ids: Iterable[int]) -> dict[int, int]:
    rows = ItemMerge.objects.filter(school_id=school_id, gone_id__in=sorted(ids), undone_at__isnull=True)
    return dict(rows.values_list("gone_id", "survivor_id"))

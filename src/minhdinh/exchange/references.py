"""References: how people and evidence are named inside a package instead of by their keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

PERSON = "p"
ITEM = "e"

# What is known by a number of one server travels under a name that no other server gives to anything.
FOREIGN = "ngoai-"


class References:
    """The references of one package. ``of`` gives the reference of a key; None stays None."""

    def __init__(self, prefix: str, keys: Iterable[int]) -> None:
        self.by_key = {key: f"{prefix}{number}" for number, key in enumerate(keys, start=1)}

    def of(self, key: int | None) -> str | None:
        """Return the reference of a row's key; raises KeyError for a row that is not in the package."""
        return None if key is None else self.by_key[key]


def key_of(keys: Mapping[str, int], reference: str | None) -> int | None:
    """Return what a reference stands for here; None stays None. Raises KeyError for one the package does not bring."""
    return None if reference is None else keys[reference]


def once_each(names: Sequence[str], rename: Callable[[str], str]) -> dict[str, str]:
    """Return what each name becomes, no two of them the same: a new one that is taken gets a number behind it."""
    taken, found = set(names), dict[str, str]()
    for name in dict.fromkeys(names):
        wanted = base = rename(name)
        number = 1
        while wanted != name and wanted in taken:
            number += 1
            wanted = f"{base}-{number}"
        taken.add(wanted)
        found[name] = wanted
    return found


def with_citations(body: Mapping[str, Any], name_of: Callable[[str], str]) -> dict[str, Any]:
    """Return a rich text in which every citation names its evidence by ``name_of`` of the name it had."""
    mapped = dict(body)
    if mapped.get("type") == "citation":
        attrs = mapped.get("attrs") or {}
        mapped["attrs"] = {**attrs, "evidence": name_of(str(attrs.get("evidence", "")))}
    if isinstance(mapped.get("content"), list):
        mapped["content"] = [with_citations(node, name_of) for node in mapped["content"]]
    return mapped

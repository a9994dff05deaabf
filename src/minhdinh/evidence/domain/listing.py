"""The list of evidence: sorted, cut into pages by key, counted, with what each row serves."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from minhdinh.access.actor import Actor
from minhdinh.evidence.domain.queries import ItemFilter, list_items, visible_to
from minhdinh.evidence.models import Citation, EvidenceItem, EvidenceUse
from minhdinh.lib.text import whole_number

PAGE_SIZE = 50
NO_DATE = dt.date(1, 1, 1)
SORTS: dict[str, Combinable] = {
    "code": F("code_sort"),
    "name": F("name_sort"),
    "issued": Coalesce(F("issued_on"), Value(NO_DATE)),
    "changed": F("updated_at"),
}
DEFAULT_SORT = "code"
SEPARATOR = "~"


@dataclass(frozen=True, slots=True)
class ItemPage:
    """A page of items; ``previous`` and ``next`` are the keys of ``before`` and ``after``, None at an end."""

    items: list[EvidenceItem]
    previous: str | None
    next: str | None


@dataclass(frozen=True, slots=True)
class Serving:
    """For the items of a page: the criteria each serves in a self-assessment, and how many texts cite it."""

    criteria: dict[int, list[str]]
    citations: dict[int, int]


def sort_named(text: str) -> str:
    """Return a known sort such as ``code`` or ``-issued``; the default for anything else."""
    return text if text.removeprefix("-") in SORTS else DEFAULT_SORT


def items_for(actor: Actor, school_id: int, wanted: ItemFilter, day: dt.date) -> QuerySet[EvidenceItem]:
    """Return the items of a school that the actor may see, narrowed by ``wanted``."""
    return list_items(school_id, wanted, day).filter(visible_to(actor))


def sorted_items(rows: QuerySet[EvidenceItem], sort: str) -> QuerySet[EvidenceItem]:
    """Order by a sort of ``sort_named``; the id decides between equals."""
    down = sort.startswith("-")
    keyed = rows.annotate(sort_value=SORTS[sort.removeprefix("-")])
    return keyed.order_by("-sort_value", "-id") if down else keyed.order_by("sort_value", "id")


def page_of(
    rows: QuerySet[EvidenceItem], sort: str, *, after: str = "", before: str = "", size: int = PAGE_SIZE
) -> ItemPage:
    """Return the page after or before a key; an unreadable key gives the first page. One query."""
    ordered = sorted_items(rows, sort)
    key, backwards = _read_key(sort, before or after), bool(before)
    if key is None:
        found = list(ordered[: size + 1])
        return _page(found[:size], previous=False, more=len(found) > size)
    rising = sort.startswith("-") == backwards
    ordered = ordered.filter(_beyond(key, "gt" if rising else "lt"))
    if not backwards:
        found = list(ordered[: size + 1])
        return _page(found[:size], previous=True, more=len(found) > size)
    found = list(ordered.reverse()[: size + 1])
    return _page(found[:size][::-1], previous=len(found) > size, more=True)


def count_by_status(rows: QuerySet[EvidenceItem]) -> dict[str, int]:
    """Return how many items are shown in each status. One query."""
    counted: list[tuple[str, int]] = list(
        rows.order_by().values_list(F("shown_status")).annotate(Count("id"))
    )
    return dict(counted)


def serving(items: Sequence[EvidenceItem], assessment_id: int) -> Serving:
    """Return what the items serve in one self-assessment. Two queries, however many items."""
    ids = [item.pk for item in items]
    place = Q(item_id__in=ids, assessment_id=assessment_id)
    cited = list(Citation.objects.filter(place).values_list("item_id", "criterion"))
    used = EvidenceUse.objects.filter(place).values_list("item_id", "criterion")
    criteria: defaultdict[int, set[str]] = defaultdict(set)
    for item_id, criterion in [*cited, *used]:
        criteria[item_id].add(criterion)
    return Serving(
        {item_id: in_order(found - {""}) for item_id, found in criteria.items()},
        dict(Counter(item_id for item_id, _criterion in cited)),
    )


def in_order(criteria: Iterable[str]) -> list[str]:
    """Return codes of criteria in the order of the circular: 1.2 before 1.10."""
    return sorted(
        criteria, key=lambda code: [int(part) if part.isdecimal() else 0 for part in code.split(".")]
    )


def key_of(item: EvidenceItem) -> str:
    """Return the key that names the place of an item of ``sorted_items``."""
    value = item.sort_value  # type: ignore[attr-defined]
    shown = value.isoformat() if isinstance(value, dt.date) else value
    return f"{shown}{SEPARATOR}{item.pk}"


def _page(items: list[EvidenceItem], *, previous: bool, more: bool) -> ItemPage:
    if not items:
        return ItemPage([], None, None)
    return ItemPage(
        items,
        key_of(items[0]) if previous else None,
        key_of(items[-1]) if more else None,
    )


def _beyond(key: tuple[object, int], direction: str) -> Q:
    value, pk = key
    return Q(**{f"sort_value__{direction}": value}) | Q(**{"sort_value": value, f"id__{direction}": pk})


def _read_key(sort: str, text: str) -> tuple[object, int] | None:
    value, separator, pk = text.replace("\x00", "").rpartition(SEPARATOR)
    number = whole_number(pk)
    if not separator or number is None:
        return None
    readers = {"issued": dt.date.fromisoformat, "changed": dt.datetime.fromisoformat}
    try:
        return readers.get(sort.removeprefix("-"), str)(value), number
    except ValueError:
        return None

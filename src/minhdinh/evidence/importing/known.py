"""What the store has of the things a list names; a constant number of queries for any number of rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.db.models import Model, QuerySet

from minhdinh.evidence.importing.judging import Known, Store, all_codes, name_key, old_row_key, row_key
from minhdinh.evidence.importing.rows import ListRow
from minhdinh.evidence.models import EvidenceCode, EvidenceItem, EvidenceUse, ImportedRow

M = TypeVar("M", bound=Model)
MOST_NAMED = (
    900  # SQLite takes some thousands of values in one question; above this the school's whole list is read
)


def store_for(school_id: int, assessment_id: int, rows: Sequence[ListRow]) -> Store:
    """Return what the school has of the codes, names and rows at hand; four queries."""
    store = Store()
    texts = {code.text for row in rows for code in all_codes(row)}
    codes = EvidenceCode.objects.filter(school_id=school_id)
    for code in _narrowed(codes, "text", texts).select_related("item"):
        store.codes[code.convention, code.text] = known_of(code.item)
    codeless = [row for row in rows if row.values.name and not all_codes(row)]
    keys = {key for row in codeless for key in (row_key(row), old_row_key(row))}
    kept = ImportedRow.objects.filter(school_id=school_id)
    for one in _narrowed(kept, "key", keys).select_related("item"):
        store.keys[one.key] = known_of(one.item)
    names = {name_key(row.values.name) for row in rows if row.values.name}
    items = EvidenceItem.objects.filter(school_id=school_id, removed_at__isnull=True).order_by("id")
    for item in _narrowed(items, "name_sort", names):
        store.names.setdefault((item.root_criterion, item.name_sort), []).append(known_of(item))
    namesakes = (known for some in store.names.values() for known in some) if codeless else ()
    owners = {known.ref for known in (*store.codes.values(), *store.keys.values(), *namesakes)}
    uses = EvidenceUse.objects.filter(school_id=school_id, assessment_id=assessment_id)
    served = _narrowed(uses, "item_id", owners).values_list("item_id", "criterion")
    store.uses = set(served.order_by())
    return store


def known_of(item: EvidenceItem) -> Known:
    """Return an item as the judge sees it."""
    return Known(
        item.pk,
        item.label,
        item.name,
        item.root_criterion,
        filed=bool(item.code),
        removed=item.removed_at is not None,
        number=item.number,
        issued_on=item.issued_on,
        period=item.period,
    )


def _narrowed(rows: QuerySet[M], field: str, values: Iterable[object]) -> QuerySet[M]:
    wanted = list(values)
    if not wanted:
        return rows.none()
    return rows.filter(**{f"{field}__in": wanted}) if len(wanted) <= MOST_NAMED else rows

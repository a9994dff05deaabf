"""Finding evidence to cite: by words without diacritics, by a code of any convention, nearest criterion first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from minhdinh.access.actor import Actor
from minhdinh.evidence.domain.listing import items_for
from minhdinh.evidence.domain.queries import ItemFilter, serves
from minhdinh.evidence.models import EvidenceCode, EvidenceItem
from minhdinh.lib.text import clean
from minhdinh.standards.catalogue import CodeConvention, packaged_conventions

LIMIT = 20


def find_items(
    actor: Actor,
    school_id: int,
    wanted: ItemFilter,
    day: dt.date,
    *,
    conventions: Iterable[CodeConvention] = (),
    limit: int = LIMIT,
) -> list[EvidenceItem]:
    """Return items that can be cited, best first: those of ``wanted.criterion``, then by code.

    ``wanted.criterion`` orders here, it does not narrow. A text that is a code finds that item, old codes too.
    """
    by_text = _citable(items_for(actor, school_id, replace(wanted, criterion=""), day))
    if wanted.criterion:
        near = Case(When(serves(wanted), then=Value(0)), default=Value(1), output_field=IntegerField())
        by_text = by_text.annotate(near=near).order_by("near", "code_sort", "id")
    found = with_code(actor, school_id, wanted.text, day, conventions=conventions) if wanted.text else []
    known = {item.pk for item in found}
    return [*found, *(item for item in by_text[:limit] if item.pk not in known)][:limit]


def with_code(
    actor: Actor, school_id: int, text: str, day: dt.date, *, conventions: Iterable[CodeConvention] = ()
) -> list[EvidenceItem]:
    """Return the items that have or had the code ``text``, however it is written: usually none or one."""
    spellings = code_spellings(text, conventions)
    if not spellings:
        return []
    matching = Q()
    for spelling in spellings:
        matching |= Q(text__iexact=spelling)
    owners = EvidenceCode.objects.filter(matching, school_id=school_id).values("item_id")
    return list(_citable(items_for(actor, school_id, ItemFilter(), day)).filter(pk__in=owners))


def code_spellings(text: str, conventions: Iterable[CodeConvention] = ()) -> set[str]:
    """Return how the conventions that recognise ``text`` as a code write it, and the text itself."""
    plain = clean(text).strip("()[] ")[:40]
    known = {one.id: one for one in (*conventions, *packaged_conventions())}
    parsed = ((one, one.parse(plain)) for one in known.values())
    spellings = {one.format(code) for one, code in parsed if code is not None}
    return spellings | {plain} if spellings else set()


def _citable(rows: QuerySet[EvidenceItem]) -> QuerySet[EvidenceItem]:
    return rows.exclude(code="")

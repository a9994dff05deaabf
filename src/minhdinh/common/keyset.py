"""Pages of a long list by key: as quick on page 1,000 as on the first, and steady while rows come and go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet

M = TypeVar("M", bound=Model)
PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """Some rows, and the keys for ``?before=`` and ``?after=``; None where nothing lies there."""

    rows: list[M]
    previous: str | None
    next: str | None
    total: int | None = None

    @property
    def shown(self) -> int:
        """How many rows are on this page."""
        return len(self.rows)


def page_of(
    rows: QuerySet[M],
    order: Sequence[str],
    *,
    after: str = "",
    before: str = "",
    size: int = PAGE_SIZE,
    total: int | None = None,
) -> Page[M]:
    """Return the page of ``rows`` after (or before) the row whose primary key is given.

    ``order`` names fields without nulls, ``-`` for descending, the last one unique. A key of a row that is not in
    the list any more gives the first page.
    """
    anchor = _anchor(rows, after or before, order)
    backwards = anchor is not None and not after
    wanted = _turned(order) if backwards else list(order)
    listed = rows.order_by(*wanted)
    if anchor is not None:
        listed = listed.filter(_beyond(wanted, anchor))
    found = list(listed[: size + 1])
    more, page = len(found) > size, found[:size]
    if anchor is not None and not page:
        return page_of(rows, order, size=size, total=total)
    if backwards:
        page.reverse()
        return Page(page, _key(page, 0) if more else None, _key(page, -1), total)
    return Page(page, _key(page, 0) if anchor else None, _key(page, -1) if more else None, total)


def page_asked(
    query: Mapping[str, str], rows: QuerySet[M], order: Sequence[str], *, total: int | None = None
) -> Page[M]:
    """Return the page that an address asks for by ``?after=`` or ``?before=``, the first one without either."""
    return page_of(rows, order, after=query.get("after", ""), before=query.get("before", ""), total=total)


def _anchor(rows: QuerySet[M], key: str, order: Sequence[str]) -> dict[str, Any] | None:
    if not key.isdecimal():
        return None
    names = [field.removeprefix("-") for field in order]
    return rows.filter(pk=int(key)).values(*names).first()


def _turned(order: Sequence[str]) -> list[str]:
    return [field.removeprefix("-") if field.startswith("-") else f"-{field}" for field in order]


def _beyond(order: Sequence[str], anchor: dict[str, Any]) -> Q:
    """Return what follows the anchor: later in the first field, or equal there and later in the next, and so on."""
    beyond, equal = Q(), Q()
    for field in order:
        name = field.removeprefix("-")
        comparison = "lt" if field.startswith("-") else "gt"
        beyond |= equal & Q(**{f"{name}__{comparison}": anchor[name]})
        equal &= Q(**{name: anchor[name]})
    return beyond


def _key(rows: Sequence[Model], index: int) -> str | None:
    return str(rows[index].pk) if rows else None

"""All schools of a board in pieces, so that a country needs no more memory than a commune."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet

from minhdinh.common.keyset import page_of
from minhdinh.organisations.models import Placement
from minhdinh.oversight.domain.board import names_above, without_evidence

PIECE = 2000


def export_pages(
    rows: QuerySet[Placement], order: Sequence[str], piece: int = PIECE
) -> Iterator[tuple[Placement, str, int]]:
    """Yield each school with the name of its office and how many criteria lack evidence."""
    after: str | None = ""
    while after is not None:
        page = page_of(rows.select_related("school"), order, after=after, size=piece)
        parents, gaps = names_above(page.rows), without_evidence(page.rows)
        for row in page.rows:
            yield row, parents.get(row.pk, ""), gaps.get(row.assessment_pk, 0)  # type: ignore[attr-defined]
        after = page.next

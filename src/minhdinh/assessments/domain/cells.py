"""Writing typed cells of the data tables, each change with its own line of history in the same transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.assessments.domain.holding import hold_open
from minhdinh.assessments.models import DataCell, DataCellChange, SelfAssessment
from minhdinh.assessments.rules.tables import Address

MOST_SHOWN = 500


@dataclass(frozen=True, slots=True)
class Clash:
    """A cell that somebody else changed meanwhile: what stands, what was sent; nothing of it was written.

    ``by`` and ``at`` are of the last change; empty for a value from before changes were kept.
    """

    address: Address
    theirs: str
    yours: str
    by: str
    at: dt.datetime | None


def write_cells(
    actor: Actor,
    assessment: SelfAssessment,
    cells: Mapping[Address, str],
    started_from: Mapping[Address, str],
) -> list[Clash]:
    """Write values as they are kept, in one transaction; return the cells that clash, which stay as they stand.

    ``started_from`` holds, where the writer knows it, the value that was on the page before typing. A value that
    stands already is no change, nor is one that the writer left as it was found.
    """
    with transaction.atomic():
        hold_open(assessment)
        standing = _standing(assessment, {table for table, _row, _column in cells})
        wanted: dict[Address, str] = {}
        clashing: dict[Address, str] = {}
        for address, value in cells.items():
            now = standing.get(address, "")
            began = started_from.get(address, now)
            if value in {now, began}:
                continue
            (wanted if began == now else clashing)[address] = value
        if wanted:
            _write(actor, assessment, wanted, standing)
        return _clashes(assessment, clashing, standing)


def changes_of(
    assessment: SelfAssessment, table: str, place: tuple[str, str] | None = None
) -> list[DataCellChange]:
    """Return the changes of a table, or of one cell (row, column), newest first."""
    rows = DataCellChange.objects.filter(assessment=assessment, table=table)
    if place is not None:
        rows = rows.filter(row=place[0], column=place[1])
    return list(rows.order_by("-id")[:MOST_SHOWN])


def _standing(assessment: SelfAssessment, tables: set[str]) -> dict[Address, str]:
    rows = DataCell.objects.filter(assessment=assessment, table__in=tables)
    return {(one.table, one.row, one.column): one.value for one in rows}


def _write(
    actor: Actor,
    assessment: SelfAssessment,
    cells: Mapping[Address, str],
    standing: Mapping[Address, str],
) -> None:
    now = timezone.now()
    owned = {"school_id": assessment.school_id, "assessment": assessment}
    DataCell.objects.bulk_create(
        [
            DataCell(**owned, table=table, row=row, column=column, value=value)
            for (table, row, column), value in cells.items()
        ],
        update_conflicts=True,
        unique_fields=["assessment", "table", "row", "column"],
        update_fields=["value", "updated_at"],
    )
    DataCellChange.objects.bulk_create(
        [
            DataCellChange(
                **owned,
                table=address[0],
                row=address[1],
                column=address[2],
                before=standing.get(address, ""),
                after=value,
                author_id=actor.user_id,
                author_name=actor.name,
                saved_at=now,
            )
            for address, value in cells.items()
        ]
    )


def _clashes(
    assessment: SelfAssessment, cells: Mapping[Address, str], standing: Mapping[Address, str]
) -> list[Clash]:
    if not cells:
        return []
    rows = DataCellChange.objects.filter(
        assessment=assessment, table__in={address[0] for address in cells}
    ).order_by("id")
    last = {(one.table, one.row, one.column): one for one in rows}
    return [
        Clash(
            address,
            standing.get(address, ""),
            value,
            last[address].author_name if address in last else "",
            last[address].saved_at if address in last else None,
        )
        for address, value in cells.items()
    ]

"""The schools behind a number as rows to read: names, places and levels in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from minhdinh.organisations.domain.office import parent_step
from minhdinh.organisations.models import Organisation, Placement
from minhdinh.oversight.enums import Stage
from minhdinh.oversight.statistics.groups import TYPES, UNKNOWN


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """One school of a list. Levels are "" where there is none."""

    school: Organisation
    name: str
    code: str
    type: str
    parent: str
    stage: str
    level: str
    declared: str
    found: str


def school_lines(rows: Iterable[Placement]) -> list[SchoolLine]:
    """Return placements of ``with_levels`` as lines; the names of the units above come in one query."""
    placed = list(rows)
    parents = {step for row in placed if (step := parent_step(row.path))}
    names = dict(Organisation.objects.filter(pk__in=parents).values_list("pk", "name"))
    return [_line(row, names) for row in placed]


def _line(row: Placement, names: dict[int, str]) -> SchoolLine:
    return SchoolLine(
        school=row.school,
        name=row.school.name,
        code=row.school.code,
        type=str(TYPES[row.school_type or UNKNOWN]),
        parent=names.get(parent_step(row.path) or 0, ""),
        stage=str(Stage(getattr(row, "stage", Stage.NOT_OPENED)).label),
        level=_level(row, "level"),
        declared=_level(row, "declared"),
        found=_level(row, "found"),
    )


def _level(row: Placement, name: str) -> str:
    value = getattr(row, name)
    return "" if value is None else str(value)

"""The table that district offices report (P2): schools, reports completed, schools evaluated by others, by type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from minhdinh.organisations.models import Organisation
from minhdinh.oversight.domain.population import school_years
from minhdinh.oversight.statistics.groups import TOTAL, TYPES, by_type, types_note, types_shown
from minhdinh.oversight.statistics.table import Cell, Column, Heading, Kind, Line, Row, Share, StatTable

ID = "self-assessment-by-level"
COUNTS = ("schools", "completed", "evaluated")
COLUMNS = (
    ("level", "Cấp học, bậc học", Kind.LABEL),
    ("schools", "TS trường", Kind.COUNT),
    ("completed", "Tổng số trường hoàn thành BC tự đánh giá (Số lượng)", Kind.COUNT),
    ("completed_share", "Tỉ lệ (%)", Kind.SHARE),
    ("evaluated", "Số trường được ĐGN (Số lượng)", Kind.COUNT),
    ("evaluated_share", "Tỉ lệ (%)", Kind.SHARE),
)


def self_assessment_by_level(office: Organisation, heading: Heading) -> StatTable:
    """Return the official table: every row always stands; a row without external evaluation leaves it blank."""
    counted = {row["kind"]: row for row in _counts(office, heading)}
    rows = [
        _row(str(TYPES[one]), counted.get(one, dict.fromkeys(COUNTS, 0)), {"type": one})
        for one in types_shown(counted)
    ]
    total = {name: sum(row[name] for row in counted.values()) for name in COUNTS}
    note = types_note(counted)
    return StatTable(
        id=ID,
        title=_("Tình hình tự đánh giá, đánh giá ngoài theo cấp học"),
        heading=heading,
        columns=tuple(Column(*column) for column in COLUMNS),
        rows=(*rows, _row(str(TOTAL), total, {}, line=Line.TOTAL)),
        footnotes=(note,) if note else (),
        drawn=("completed_share", "evaluated_share"),
    )


def _counts(office: Organisation, heading: Heading) -> list[dict[str, Any]]:
    rows = by_type(school_years(office, heading.year, heading.day))
    return list(
        rows.order_by()
        .values("kind")
        .annotate(
            schools=Count("pk"),
            completed=Count("pk", filter=Q(completed=True)),
            evaluated=Count("pk", filter=Q(evaluation__isnull=False)),
        )
    )


def _row(label: str, count: Mapping[str, int], behind: Mapping[str, str], line: Line = Line.ROW) -> Row:
    schools, completed, evaluated = (count[name] for name in COUNTS)
    blank = evaluated == 0 and line is Line.ROW
    return Row(
        label,
        (
            Cell(schools, behind),
            Cell(completed, {**behind, "completed": "1"}),
            Cell(Share(completed, schools)),
            Cell(None if blank else evaluated, None if blank else {**behind, "evaluated": "1"}),
            Cell(None if blank else Share(evaluated, schools)),
        ),
        line,
    )

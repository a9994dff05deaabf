"""The year by the units directly below an office: how far their schools are."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from minhdinh.organisations.models import Organisation
from minhdinh.oversight.domain.population import school_years
from minhdinh.oversight.statistics.groups import TOTAL, by_child, children_of, office_path
from minhdinh.oversight.statistics.table import Cell, Column, Heading, Kind, Line, Row, Share, StatTable

ID = "by-commune"
NAMES = ("schools", "none", "working", "done", "registered", "evaluated")


def by_commune(office: Organisation, heading: Heading) -> StatTable:
    """Return one row for each unit that has schools on the day, and one for the office's own schools."""
    rows = by_child(school_years(office, heading.year, heading.day), office_path(office, heading)).order_by()
    counted = {
        row["child"]: row
        for row in rows.values("child").annotate(
            schools=Count("pk"),
            none=Count("pk", filter=Q(completed=False, assessment__isnull=True)),
            working=Count("pk", filter=Q(completed=False, assessment__isnull=False)),
            done=Count("pk", filter=Q(completed=True)),
            registered=Count("pk", filter=Q(registration__isnull=False)),
            evaluated=Count("pk", filter=Q(evaluation__isnull=False)),
        )
    }
    lines = [_row(one.name, counted[one.step], {"office": one.code}) for one in children_of(heading, counted)]
    total = {name: sum(row[name] for row in counted.values()) for name in NAMES}
    return StatTable(
        id=ID,
        title=_("Tiến độ năm học theo đơn vị trực thuộc"),
        heading=heading,
        columns=(
            Column("office", _("Đơn vị"), Kind.LABEL),
            Column("schools", _("TS trường")),
            Column("none", _("Chưa mở năm học")),
            Column("working", _("Đang tự đánh giá")),
            Column("done", _("Đã hoàn thành BC tự đánh giá")),
            Column("done_share", _("Tỉ lệ (%)"), Kind.SHARE),
            Column("registered", _("Đã đăng ký")),
            Column("evaluated", _("Được đánh giá ngoài")),
        ),
        rows=(*lines, _row(str(TOTAL), total, {}, Line.TOTAL)),
        drawn=("done_share",),
    )


def _row(label: str, count: Mapping[str, int], behind: Mapping[str, str], line: Line = Line.ROW) -> Row:
    return Row(
        label,
        (
            Cell(count["schools"], behind),
            *(Cell(count[name], {**behind, "progress": name}) for name in ("none", "working", "done")),
            Cell(Share(count["done"], count["schools"])),
            Cell(count["registered"], {**behind, "registered": "1"}),
            Cell(count["evaluated"], {**behind, "evaluated": "1"}),
        ),
        line,
    )

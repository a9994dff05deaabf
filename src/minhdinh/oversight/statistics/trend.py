"""Several school years beside each other, each counted on its own day's tree."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.lib.school_year import latest
from minhdinh.organisations.domain.placements import day_of_year
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.domain.population import school_years
from minhdinh.oversight.statistics.holding import recognised_counts
from minhdinh.oversight.statistics.table import Cell, Column, Heading, Kind, Row, Share, StatTable

ID = "trend"
YEARS = 5


def trend(office: Organisation, heading: Heading) -> StatTable:
    """Return the last five years up to the table's; every earlier year stands as its own last day had the tree."""
    lines = [_row(office, heading, year) for year in latest(heading.year, YEARS)]
    return StatTable(
        id=ID,
        title=_("Diễn biến qua các năm học"),
        heading=heading,
        columns=(
            Column("year", _("Năm học"), Kind.LABEL),
            Column("schools", _("TS trường")),
            Column("completed", _("Hoàn thành BC tự đánh giá")),
            Column("completed_share", _("Tỉ lệ (%)"), Kind.SHARE),
            Column("registered", _("Đã đăng ký")),
            Column("evaluated", _("Được đánh giá ngoài")),
            Column("recognised", _("Công nhận trong năm")),
            Column("holding", _("Lũy kế được công nhận")),
            Column("holding_share", _("Tỉ lệ (%)"), Kind.SHARE),
        ),
        rows=tuple(lines),
        footnotes=(_("Mỗi năm học tính theo các trường trực thuộc ở cuối năm học ấy (31/5)."),),
        drawn=("completed_share", "holding_share"),
    )


def _row(office: Organisation, heading: Heading, year: str) -> Row:
    own = year == heading.year
    day = heading.day if own else day_of_year(year, timezone.localdate())
    rows = school_years(office, year, day)
    count: dict[str, Any] = rows.order_by().aggregate(
        schools=Count("pk"),
        done=Count("pk", filter=Q(completed=True)),
        registered=Count("pk", filter=Q(registration__isnull=False)),
        evaluated=Count("pk", filter=Q(evaluation__isnull=False)),
    )
    known = recognised_counts(rows, year, day)[0]
    elsewhere = "" if own else year
    return Row(
        year,
        (
            Cell(count["schools"], {}, elsewhere),
            Cell(count["done"], {"completed": "1"}, elsewhere),
            Cell(Share(count["done"], count["schools"])),
            Cell(count["registered"], {"registered": "1"}, elsewhere),
            Cell(count["evaluated"], {"evaluated": "1"}, elsewhere),
            Cell(known["recognised"], {"recognised": "1"}, elsewhere),
            Cell(known["holding"], {"holding": "1"}, elsewhere),
            Cell(Share(known["holding"], count["schools"])),
        ),
    )

"""Recognised schools: in the year, in all, soon to end; by type, ownership, area and unit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from minhdinh.organisations.models import Organisation
from minhdinh.oversight.domain.population import school_years
from minhdinh.oversight.statistics.groups import (
    AREAS,
    OWNERSHIPS,
    TOTAL,
    TYPES,
    by_area,
    by_child,
    by_ownership,
    by_type,
    children_of,
    office_path,
    types_shown,
)
from minhdinh.oversight.statistics.holding import RECOGNITION, YEARS_HELD, recognised_counts
from minhdinh.oversight.statistics.table import Cell, Column, Heading, Kind, Line, Row, Share, StatTable

ID = "recognition"
GROUPS = ("kind", "owner", "area", "child")
NAMES = ("schools", *RECOGNITION)
Figures = Mapping[str, int]


def recognition(office: Organisation, heading: Heading) -> StatTable:
    """Return the recognised schools; two queries whatever the number of schools, divided here in four ways."""
    counted = _counted(office, heading)
    sums = {name: _summed(counted, name) for name in GROUPS}
    kinds = [(one, TYPES[one]) for one in types_shown(sums["kind"])]
    parts: list[tuple[str, str, Iterable[tuple[str, str, Any]]]] = [
        (_("Theo cấp học"), "type", [(one, one, label) for one, label in kinds]),
        (_("Theo loại hình"), "ownership", _present(OWNERSHIPS, sums["owner"])),
        (_("Theo địa bàn"), "area", _present(AREAS, sums["area"])),
        (
            _("Theo đơn vị"),
            "office",
            [(one.step, one.code, one.name) for one in children_of(heading, sums["child"])],
        ),
    ]
    lines = [
        line
        for name, (title, key, members) in zip(GROUPS, parts, strict=True)
        for line in _part(title, key, members, sums[name])
    ]
    total = _summed(counted, lambda _row: "")[""]
    return StatTable(
        id=ID,
        title=_("Công nhận đạt kiểm định chất lượng, chuẩn quốc gia"),
        heading=heading,
        columns=_columns(),
        rows=(_row(str(TOTAL), total, {}, Line.TOTAL), *lines),
        footnotes=(
            _("Lũy kế là trường có quyết định còn hiệu lực ở ngày tính số liệu. Quyết định không ghi ngày hết hạn được tính %(years)s năm.")
            % {"years": f"{YEARS_HELD:02d}"},
            _("Sắp hết hạn: hết hiệu lực trong 12 tháng tới mà chưa có quyết định mới."),
            _("Địa bàn lấy theo hồ sơ trường hiện nay."),
        ),
        drawn=("holding_share",),
    )  # fmt: skip


def _columns() -> tuple[Column, ...]:
    return (
        Column("group", _("Phân theo"), Kind.LABEL),
        Column("schools", _("TS trường")),
        Column("recognised", _("Công nhận trong năm")),
        Column("holding", _("Lũy kế")),
        Column("holding_share", _("Tỉ lệ (%)"), Kind.SHARE),
        Column("degree_1", _("Chuẩn quốc gia mức độ 1")),
        Column("degree_2", _("Chuẩn quốc gia mức độ 2")),
        Column("expiring", _("Hết hạn trong 12 tháng")),
    )


def _counted(office: Organisation, heading: Heading) -> list[dict[str, Any]]:
    """Return the schools and the recognised ones by all four groups at once, as two kinds of lines."""
    rows = school_years(office, heading.year, heading.day)
    grouped = by_child(by_area(by_ownership(by_type(rows))), office_path(office, heading))
    schools = grouped.order_by().values(*GROUPS).annotate(schools=Count("pk"))
    return [*schools, *recognised_counts(grouped, heading.year, heading.day, GROUPS)]


def _summed(
    rows: list[dict[str, Any]], group: str | Callable[[dict[str, Any]], str]
) -> defaultdict[str, Counter[str]]:
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        key = row[group] if isinstance(group, str) else group(row)
        for name in NAMES:
            found[key][name] += row.get(name, 0)
    return found


def _present(labels: Mapping[str, Any], sums: Mapping[str, Figures]) -> list[tuple[str, str, Any]]:
    return [(one, one, label) for one, label in labels.items() if one in sums]


def _part(
    title: str, key: str, members: Iterable[tuple[str, str, Any]], sums: Mapping[str, Figures]
) -> list[Row]:
    lines = [_row(str(label), sums.get(group, Counter()), {key: value}) for group, value, label in members]
    return [Row(title, line=Line.HEADING), *lines] if lines else []


def _row(label: str, count: Figures, behind: Mapping[str, str], line: Line = Line.ROW) -> Row:
    schools, holding = count.get("schools", 0), count.get("holding", 0)
    return Row(
        label,
        (
            Cell(schools, behind),
            Cell(count.get("recognised", 0), {**behind, "recognised": "1"}),
            Cell(holding, {**behind, "holding": "1"}),
            Cell(Share(holding, schools)),
            Cell(count.get("degree_1", 0), {**behind, "degree": "1"}),
            Cell(count.get("degree_2", 0), {**behind, "degree": "2"}),
            Cell(count.get("expiring", 0), {**behind, "expiring": "1"}),
        ),
        line,
    )

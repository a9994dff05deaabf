"""Where schools are weak: how many stand at each level of each criterion. Counts only; no school is named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from minhdinh.organisations.models import Organisation
from minhdinh.oversight.domain.population import DONE, school_years
from minhdinh.oversight.statistics.table import Cell, Column, Heading, Kind, Line, Row, Share, StatTable
from minhdinh.standards.catalogue import StandardSet
from minhdinh.standards.models import StandardSetVersion

ID = "criteria-weakness"
STEPS = (0, 1, 2, 3)
WEAKEST = 5
Counts = dict[str, dict[int, int]]  # criterion → level → schools


def criteria_weakness(office: Organisation, heading: Heading) -> StatTable:
    """Return, standard by standard, how many approved assessments put each criterion at each level."""
    counted = _counted(office, heading)
    sets = StandardSetVersion.objects.filter(pk__in=counted).order_by("set_id", "version")
    lines = [line for one in sets for line in _of_set(one.catalogue, counted[one.pk], named=len(counted) > 1)]
    return StatTable(
        id=ID,
        title=_("Kết quả tự đánh giá theo tiêu chuẩn, tiêu chí"),
        heading=heading,
        columns=(
            Column("criterion", _("Tiêu chuẩn, tiêu chí"), Kind.LABEL),
            Column("schools", _("Số trường đánh giá")),
            Column("level_0", _("Chưa đạt Mức 1")),
            *(Column(f"level_{step}", _("Mức %(level)s") % {"level": step}) for step in STEPS[1:]),
            Column("failed_share", _("Tỉ lệ chưa đạt (%)"), Kind.SHARE),
        ),
        rows=tuple(lines),
        footnotes=_notes(lines),
        drawn=("failed_share",),
    )


def _counted(office: Organisation, heading: Heading) -> dict[int, Counts]:
    """Return the counts by standard set, in one query that never reads a school's words."""
    schools: QuerySet[Any] = school_years(office, heading.year, heading.day)
    rows = schools.filter(assessment__state__in=DONE)
    names = ("assessment__standard_set", "assessment__sheets__criterion", "assessment__sheets__level")
    found: defaultdict[int, Counts] = defaultdict(lambda: defaultdict(dict))
    counted = rows.order_by().values_list(*names).annotate(count=Count("pk"))
    for standard_set, criterion, level, count in counted:
        if criterion is not None and level is not None:
            found[standard_set][criterion][level] = count
    return found


def _of_set(catalogue: StandardSet, counts: Counts, *, named: bool) -> Iterator[Row]:
    if named:
        yield Row(catalogue.title, line=Line.HEADING)
    for standard in catalogue.standards:
        yield Row(
            _("Tiêu chuẩn %(code)s. %(title)s") % {"code": standard.code, "title": standard.title},
            line=Line.HEADING,
        )
        for criterion in standard.criteria:
            name = catalogue.labels.criterion_name(criterion.code)
            yield _row(f"{name}. {criterion.title}", counts.get(criterion.code, {}))


def _row(label: str, levels: dict[int, int]) -> Row:
    schools = sum(levels.values())
    higher = sum(count for level, count in levels.items() if level > STEPS[-1])
    at = [levels.get(step, 0) for step in STEPS]
    at[-1] += higher
    return Row(label, (Cell(schools), *(Cell(count) for count in at), Cell(Share(at[0], schools))))


def _notes(lines: list[Row]) -> tuple[str, ...]:
    notes = [
        _("Chỉ tính báo cáo đã được hội đồng duyệt; không nêu tên trường."),
        _("Trường đánh giá riêng từng cấp học được tính ở mỗi cấp học một lần."),
    ]
    weak = sorted((line for line in lines if _failed(line)), key=_failed, reverse=True)[:WEAKEST]
    if weak:
        names = "; ".join(line.label for line in weak)
        notes.insert(0, _("Nhiều trường chưa đạt nhất: %(names)s.") % {"names": names})
    return tuple(notes)


def _failed(line: Row) -> float:
    share = line.cells[-1].value if line.cells else None
    return share.part / share.total if isinstance(share, Share) and share.total else 0.0

"""Levels that schools reach: by type, and what others found against what the school found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from minhdinh.organisations.models import Organisation
from minhdinh.oversight.domain.population import school_years
from minhdinh.oversight.statistics.filters import LEVELS, level_words
from minhdinh.oversight.statistics.groups import (
    TOTAL,
    TYPES,
    UNKNOWN,
    by_type,
    types_note,
    types_shown,
)
from minhdinh.oversight.statistics.table import Cell, Column, Heading, Kind, Line, Row, StatTable

REACHED, COMPARED = "levels-reached", "self-vs-external"
STEPS = (*LEVELS, UNKNOWN)


def levels_reached(office: Organisation, heading: Heading) -> StatTable:
    """Return how many schools of each type reached each level in the self-assessment of the year."""
    rows = by_type(school_years(office, heading.year, heading.day)).order_by().values("kind")
    counted = {
        row["kind"]: row
        for row in rows.annotate(
            schools=Count("pk"),
            done=Count("pk", filter=Q(completed=True)),
            **{f"level_{step}": Count("pk", filter=Q(completed=True) & _at("level", step)) for step in STEPS},
        )
    }
    names = ("schools", "done", *(f"level_{step}" for step in STEPS))
    nothing = dict.fromkeys(names, 0)
    lines = [
        _reached(str(TYPES[one]), counted.get(one, nothing), {"type": one}) for one in types_shown(counted)
    ]
    total = {name: sum(row[name] for row in counted.values()) for name in names}
    note = types_note(counted)
    return StatTable(
        id=REACHED,
        title=_("Mức tự đánh giá đạt được theo cấp học"),
        heading=heading,
        columns=(
            Column("level", _("Cấp học, bậc học"), Kind.LABEL),
            Column("schools", _("TS trường")),
            Column("completed", _("Hoàn thành BC tự đánh giá")),
            *(Column(f"level_{step}", _capital(level_words(step))) for step in STEPS),
        ),
        rows=(*lines, _reached(str(TOTAL), total, {}, Line.TOTAL)),
        footnotes=(
            *((note,) if note else ()),
            _("Chỉ tính trường có báo cáo tự đánh giá đã được hội đồng duyệt."),
        ),
        drawn=("level_1", "level_2", "level_3"),
    )


def _reached(label: str, count: Mapping[str, int], behind: Mapping[str, str], line: Line = Line.ROW) -> Row:
    return Row(
        label,
        (
            Cell(count["schools"], behind),
            Cell(count["done"], {**behind, "completed": "1"}),
            *(Cell(count[f"level_{step}"], {**behind, "level": step}) for step in STEPS),
        ),
        line,
    )


def self_vs_external(office: Organisation, heading: Heading) -> StatTable:
    """Return, for each level of self-assessment, the levels that others found in the same year (T10)."""
    schools: QuerySet[Any] = school_years(office, heading.year, heading.day)
    rows = schools.filter(evaluation__isnull=False, completed=True)
    pairs = list(
        rows.order_by()
        .annotate(own=F("level"), found=F("evaluation__level"))
        .values("own", "found")
        .annotate(count=Count("pk"))
    )
    counts = {(_step(row["own"]), _step(row["found"])): row["count"] for row in pairs}
    lines = [_compared(_capital(level_words(own)), counts, (own,), {"level": own}) for own in STEPS]
    return StatTable(
        id=COMPARED,
        title=_("Mức tự đánh giá so với kết quả đánh giá ngoài"),
        heading=heading,
        columns=(
            Column("own", _("Trường tự đánh giá"), Kind.LABEL),
            *(Column(f"found_{step}", _("ĐGN: %(level)s") % {"level": level_words(step)}) for step in STEPS),
            Column("evaluated", _("Cộng")),
            Column("same", _("Bằng nhau")),
            Column("above", _("Tự đánh giá cao hơn")),
            Column("below", _("Tự đánh giá thấp hơn")),
        ),
        rows=(*lines, _compared(str(TOTAL), counts, STEPS, {}, Line.TOTAL)),
        footnotes=(_("Gồm các trường đã hoàn thành báo cáo và được đánh giá ngoài trong năm học."),),
        drawn=("same", "above", "below"),
    )


def _compared(
    label: str,
    counts: Mapping[tuple[str, str], int],
    own: tuple[str, ...],
    behind: Mapping[str, str],
    line: Line = Line.ROW,
) -> Row:
    both = {**behind, "completed": "1"}
    found = [sum(counts.get((one, step), 0) for one in own) for step in STEPS]
    known = {pair: count for pair, count in counts.items() if UNKNOWN not in pair and pair[0] in own}
    compared = {
        "same": sum(count for (mine, theirs), count in known.items() if mine == theirs),
        "above": sum(count for (mine, theirs), count in known.items() if mine > theirs),
        "below": sum(count for (mine, theirs), count in known.items() if mine < theirs),
    }
    return Row(
        label,
        (
            *(Cell(count, {**both, "found": step}) for step, count in zip(STEPS, found, strict=True)),
            Cell(sum(found), {**both, "evaluated": "1"}),
            *(Cell(count, {**both, "compared": name}) for name, count in compared.items()),
        ),
        line,
    )


def _at(field: str, step: str) -> Q:
    return Q(**{f"{field}__isnull": True}) if step == UNKNOWN else Q(**{field: int(step)})


def _step(level: int | None) -> str:
    return str(level) if str(level) in LEVELS else UNKNOWN


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

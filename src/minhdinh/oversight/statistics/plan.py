"""The five-year plan of recognition, made from the register: what ends in which school year, what may be raised."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import FilteredRelation
from django.utils.translation import gettext as _

from minhdinh.lib.school_year import FIRST_MONTH, first_year, shift
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.domain.population import school_years
from minhdinh.oversight.statistics.groups import TOTAL
from minhdinh.oversight.statistics.holding import in_force
from minhdinh.oversight.statistics.table import Cell, Column, Heading, Kind, Line, Row, StatTable
from minhdinh.recognition.rules.clock import Held, read_clock

ID = "recognition-plan"
YEARS = 5
NAMES = ("degree_1", "degree_2", "grade", "again", "raise")


@dataclass(frozen=True, slots=True)
class Standing:
    """A decision that counts on the day: of which school, what it recognises, its days."""

    school: int
    held: Held
    starts_on: dt.date
    ends_on: dt.date


def recognition_plan(office: Organisation, heading: Heading) -> StatTable:
    """Return what has to be recognised again and what may be raised, a school year a line."""
    years = [shift(heading.year, ahead) for ahead in range(YEARS)]
    counts = _counted(_standing(office, heading), years, heading.day)
    total: Counter[str] = Counter()
    for one in counts.values():
        total.update(one)
    return StatTable(
        id=ID,
        title=_("Kế hoạch công nhận 05 năm"),
        heading=heading,
        columns=(
            Column("year", _("Năm học"), Kind.LABEL),
            Column("degree_1", _("Hết hạn chuẩn quốc gia mức độ 1")),
            Column("degree_2", _("Hết hạn chuẩn quốc gia mức độ 2")),
            Column("grade", _("Hết hạn cấp độ kiểm định")),
            Column("again", _("Số trường cần công nhận lại")),
            Column("raise", _("Đủ thời gian đăng ký mức độ 2")),
        ),
        rows=(
            *(_row(year, counts[year], {name: f"{name}:{year}" for name in NAMES}) for year in years),
            _row(str(TOTAL), total, {}, Line.TOTAL),
        ),
        footnotes=(
            _("Đếm từ sổ công nhận: các quyết định còn hiệu lực ở ngày tính số liệu, ngày hết hạn in trên bằng được lấy trước."),
            _("Đủ thời gian đăng ký mức độ 2: đã đủ số năm từ ngày được công nhận mức độ 1; trường đã đủ từ trước tính vào năm đầu."),
        ),
        drawn=("again",),
    )  # fmt: skip


def planned_schools(office: Organisation, heading: Heading, name: str, year: str) -> set[int]:
    """Return the schools behind a number of the plan: its column's name and a school year of it (one query)."""
    years = [shift(heading.year, ahead) for ahead in range(YEARS)]
    return _schools(_standing(office, heading), years, heading.day)[year, name]


def _row(label: str, count: Counter[str], leads: Mapping[str, str], line: Line = Line.ROW) -> Row:
    """Return a line; a total leads nowhere: a school whose two recognitions end in two years is in it twice."""
    cells = (Cell(count[name], {"plan": leads[name]} if name in leads else None) for name in NAMES)
    return Row(label, tuple(cells), line)


def _standing(office: Organisation, heading: Heading) -> Iterator[Standing]:
    rows = school_years(office, heading.year, heading.day).order_by()
    joined = rows.annotate(decision=FilteredRelation("school__decision"))
    found = joined.filter(in_force(heading.year, heading.day, heading.day), decision__isnull=False)
    names = ("year", "decided_on", "valid_to", "regime", "grade", "degree", "starts_on", "ends_on")
    for school, *values in found.values_list("school", *(f"decision__{name}" for name in names)):
        year, decided_on, printed, regime, grade, degree, starts_on, ends_on = values
        yield Standing(school, Held(year, decided_on, printed, regime, grade, degree), starts_on, ends_on)


def _counted(standing: Iterable[Standing], years: list[str], day: dt.date) -> defaultdict[str, Counter[str]]:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (year, name), schools in _schools(standing, years, day).items():
        counts[year][name] = len(schools)
    return counts


def _schools(
    standing: Iterable[Standing], years: list[str], day: dt.date
) -> defaultdict[tuple[str, str], set[int]]:
    """Return the schools by school year and column; of several decisions of a kind a school goes by the newest one."""
    found: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for (school, kind), one in _newest(standing).items():
        if ends := _year_of(one.ends_on, years):
            found[ends, "grade" if kind == "grade" else f"degree_{one.held.degree}"].add(school)
            found[ends, "again"].add(school)
        if kind == "degree" and one.held.degree == 1 and (raised := _raised(one, years, day)):
            found[raised, "raise"].add(school)
    return found


def _newest(standing: Iterable[Standing]) -> dict[tuple[int, str], Standing]:
    newest: dict[tuple[int, str], Standing] = {}
    for one in standing:
        for kind in ("grade", "degree"):
            key = (one.school, kind)
            known = newest.get(key)
            wanted = getattr(one.held, kind) is not None
            if wanted and (known is None or (known.starts_on, known.ends_on) < (one.starts_on, one.ends_on)):
                newest[key] = one
    return newest


def _raised(one: Standing, years: list[str], day: dt.date) -> str:
    """Return the year from which the school may ask for more; "" where it ends before or lies beyond the plan."""
    start = read_clock(one.held, day).upgrade_from
    if start is None or start > one.ends_on:
        return ""
    return _year_of(max(start, day), years)


def _year_of(day: dt.date, years: list[str]) -> str:
    first = dt.date(first_year(years[0]), FIRST_MONTH, 1)
    ahead = day.year - first.year - (0 if day.month >= FIRST_MONTH else 1)
    return years[ahead] if 0 <= ahead < len(years) else ""
